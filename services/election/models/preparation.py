"""What prepares elections: standards, leading groups, chains, visits, talks, training, stars.

A later row corrects an earlier one of the same subject; both stay.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.election.models.schema import Base
from shared.database import new_id


class RegionStandard(Base):
    """One version of what a region asks of the preparation; the newest is in force."""

    __tablename__ = "region_standards"
    __table_args__ = (UniqueConstraint("division_code", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    division_code: Mapped[str] = mapped_column(String(12))
    version: Mapped[int]
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB)
    recorded_by: Mapped[str] = mapped_column(String(255))
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class LeadingGroup(Base):
    """A county's leading group as it was set up for a campaign."""

    __tablename__ = "leading_groups"
    __table_args__ = (Index(None, "campaign_id", "division_code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    division_code: Mapped[str] = mapped_column(String(12))
    party_head: Mapped[str | None] = mapped_column(String(100))
    government_head: Mapped[str | None] = mapped_column(String(100))
    established_on: Mapped[date]
    document_no: Mapped[str | None] = mapped_column(String(100))
    recorded_by: Mapped[str] = mapped_column(String(255))
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ResponsibilityChain(Base):
    """One version of who is called about an election, nearest first."""

    __tablename__ = "responsibility_chains"
    __table_args__ = (UniqueConstraint("election_id", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    election_id: Mapped[UUID] = mapped_column(ForeignKey("elections.id"))
    version: Mapped[int]
    links: Mapped[list[Any]] = mapped_column(JSONB)
    recorded_by: Mapped[str] = mapped_column(String(255))
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Visit(Base):
    """A visit to a community in one of the rounds."""

    __tablename__ = "visits"
    __table_args__ = (Index(None, "election_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    election_id: Mapped[UUID] = mapped_column(ForeignKey("elections.id"))
    round: Mapped[int]
    visited_on: Mapped[date]
    recorded_by: Mapped[str] = mapped_column(String(255))
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Talk(Base):
    """Talks of one day by the offices that took part: no names, no content.

    Its id is that of the activity that counts it.
    """

    __tablename__ = "talks"
    __table_args__ = (Index(None, "election_id"), Index(None, "campaign_id", "division_code"))

    id: Mapped[UUID] = mapped_column(ForeignKey("activities.id"), primary_key=True)
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    election_id: Mapped[UUID | None] = mapped_column(ForeignKey("elections.id"))
    division_code: Mapped[str] = mapped_column(String(12))
    held_on: Mapped[date]
    kind: Mapped[str] = mapped_column(String(20))
    held_by: Mapped[str] = mapped_column(String(30))
    with_parties: Mapped[list[str]] = mapped_column(ARRAY(String(30)))
    quantity: Mapped[int]
    members: Mapped[int]


class Training(Base):
    """A training for one step, or of the new members; its id is that of its activity."""

    __tablename__ = "trainings"
    __table_args__ = (Index(None, "campaign_id", "step"),)

    id: Mapped[UUID] = mapped_column(ForeignKey("activities.id"), primary_key=True)
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    division_code: Mapped[str] = mapped_column(String(12))
    step: Mapped[str] = mapped_column(String(30))
    held_on: Mapped[date]
    document_no: Mapped[str] = mapped_column(String(100))


class Attendance(Base):
    """One person at one training, and whether the closing test was passed."""

    __tablename__ = "training_attendances"
    __table_args__ = (Index(None, "division_code"),)

    training_id: Mapped[UUID] = mapped_column(ForeignKey("trainings.id"), primary_key=True)
    person_number: Mapped[str] = mapped_column(String(50), primary_key=True)
    division_code: Mapped[str] = mapped_column(String(12))
    passed: Mapped[bool]


class StarRating(Base):
    """A community's stars of one year; a correction is a later row."""

    __tablename__ = "star_ratings"
    __table_args__ = (Index(None, "campaign_id", "year", "division_code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    year: Mapped[int]
    division_code: Mapped[str] = mapped_column(String(12))
    stars: Mapped[int]
    document_no: Mapped[str] = mapped_column(String(100))
    recorded_by: Mapped[str] = mapped_column(String(255))
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
