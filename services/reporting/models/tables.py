"""The tables of reporting: facts as the events told them, the sums of figures, bulletins.

Facts arrive in any order across topics: a row may exist with only what one event has told of it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from shared import database, divisions
from shared.database import metadata_of, new_id


class Base(database.Base):
    """The base of reporting's tables."""

    __abstract__ = True
    metadata = metadata_of("reporting")


class Division(divisions.DivisionColumns, Base):
    """Reporting's own copy of the division table."""


class Campaign(Base):
    """A campaign. `version` grows with every change of its figures and is their ETag."""

    __tablename__ = "campaigns"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    division_code: Mapped[str] = mapped_column(String(12))
    organisation_kind: Mapped[str] = mapped_column(String(20))
    statistics_as_of: Mapped[date]
    previous_statistics_as_of: Mapped[date]
    version: Mapped[int] = mapped_column(BigInteger, server_default="1")


class Election(Base):
    """What is known of one election: from opening, listing, completion, seating, voiding."""

    __tablename__ = "elections"
    __table_args__ = (
        Index("ix_elections_campaign_id_division_code", "campaign_id", "division_code"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    campaign_id: Mapped[UUID]
    division_code: Mapped[str] = mapped_column(String(12))
    organisation_id: Mapped[UUID | None]
    seats: Mapped[int | None]
    due_on: Mapped[date | None]
    listed_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    held_on: Mapped[date | None]
    approved_on: Mapped[date | None]
    on_schedule: Mapped[bool | None]
    first_ballot: Mapped[bool | None]
    elected: Mapped[list[Any] | None]  # person numbers, sorted
    head: Mapped[str | None] = mapped_column(String(50))
    seated_on: Mapped[date | None]
    voided_on: Mapped[date | None]
    successor_id: Mapped[UUID | None]
    correction_no: Mapped[int] = mapped_column(server_default="0")
    team_revision: Mapped[int] = mapped_column(server_default="0")


class Member(Base):
    """One member of the team that an election brought in, or of the one it replaced."""

    __tablename__ = "members"

    election_id: Mapped[UUID] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(String(10), primary_key=True)
    person_number: Mapped[str] = mapped_column(String(50), primary_key=True)
    division_code: Mapped[str] = mapped_column(String(12), index=True)
    post: Mapped[str] = mapped_column(String(30))
    age: Mapped[int]
    sex: Mapped[str] = mapped_column(String(1))
    education: Mapped[str] = mapped_column(String(10))
    bachelor_or_above: Mapped[bool]
    social_work: Mapped[bool]


class TeamChange(Base):
    """A member elected to or recalled from the team that `renewal_id` seated; recalled: no post.

    `election_id` is the by-election or recall. Figures tell of the renewal and do not count it.
    """

    __tablename__ = "team_changes"

    election_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_number: Mapped[str] = mapped_column(String(50), primary_key=True)
    renewal_id: Mapped[UUID] = mapped_column(index=True)
    campaign_id: Mapped[UUID]
    division_code: Mapped[str] = mapped_column(String(12))
    post: Mapped[str | None] = mapped_column(String(30))
    happened_on: Mapped[date]


class Reserve(Base):
    """A person in the reserve pool of a division; withdrawn ones are kept."""

    __tablename__ = "reserves"

    division_code: Mapped[str] = mapped_column(String(12), primary_key=True)
    person_number: Mapped[str] = mapped_column(String(50), primary_key=True)
    post: Mapped[str] = mapped_column(String(30), primary_key=True)
    filed_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]


class FirstSecretary(Base):
    """An official posted to a division as first secretary; ended postings are kept."""

    __tablename__ = "first_secretaries"

    division_code: Mapped[str] = mapped_column(String(12), primary_key=True)
    person_number: Mapped[str] = mapped_column(String(50), primary_key=True)
    posted_on: Mapped[date | None]
    ended_on: Mapped[date | None]


class Problem(Base):
    """An entry of the problem register."""

    __tablename__ = "problems"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division_code: Mapped[str] = mapped_column(String(12), index=True)
    category: Mapped[str | None] = mapped_column(String(50))
    found_on: Mapped[date | None]
    closed_on: Mapped[date | None]


class Activity(Base):
    """Work done; that of the audit service names no campaign and counts for all of the division."""

    __tablename__ = "activities"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    campaign_id: Mapped[UUID | None]
    division_code: Mapped[str] = mapped_column(String(12), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    happened_on: Mapped[date]
    quantity: Mapped[int] = mapped_column(BigInteger)


class Measure(Base):
    """A sum for one division: `own` is entered for it itself, `total` for it and all below it."""

    __tablename__ = "measures"

    campaign_id: Mapped[UUID] = mapped_column(primary_key=True)
    division_code: Mapped[str] = mapped_column(String(12), primary_key=True)
    source: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(50), primary_key=True)
    own: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int] = mapped_column(BigInteger)


class Bulletin(Base):
    """A frozen edition of a division's figures; later changes of figures never reach it."""

    __tablename__ = "bulletins"
    __table_args__ = (UniqueConstraint("campaign_id", "division_code", "edition"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    campaign_id: Mapped[UUID]
    division_code: Mapped[str] = mapped_column(String(12))
    edition: Mapped[int]
    as_of: Mapped[date]
    issued_by: Mapped[str] = mapped_column(String(200))
    issued_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    document: Mapped[dict[str, Any]]
