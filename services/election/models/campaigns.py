"""Campaigns, the work counted for them, and the calendar of working days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.election.models.schema import Base
from shared.database import new_id


class Campaign(Base):
    """A city's re-election of all organisations of one kind.

    `period_id` names the election period in which a voter is registered only once: the first of the
    campaigns that are held at about the same time. Null: the campaign is a period of its own.
    """

    __tablename__ = "campaigns"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    division_code: Mapped[str] = mapped_column(String(12), index=True)
    organisation_kind: Mapped[str] = mapped_column(String(20))
    statistics_as_of: Mapped[date]
    previous_statistics_as_of: Mapped[date]
    notice_working_days: Mapped[int]
    departments: Mapped[list[str]] = mapped_column(ARRAY(String(100)))
    period_id: Mapped[UUID | None]
    opened_by: Mapped[str] = mapped_column(String(255))
    opened_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ReviewList(Base):
    """One version of the grounds by which a campaign's nominees are reviewed; the newest holds."""

    __tablename__ = "review_lists"
    __table_args__ = (UniqueConstraint("campaign_id", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    version: Mapped[int]
    document_no: Mapped[str] = mapped_column(String(100))
    items: Mapped[list[Any]] = mapped_column(JSONB)
    recorded_by: Mapped[str] = mapped_column(String(255))
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Activity(Base):
    """Work done for a campaign, counted in the division where it was done."""

    __tablename__ = "activities"
    __table_args__ = (Index(None, "campaign_id", "division_code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    division_code: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(20))
    happened_on: Mapped[date]
    quantity: Mapped[int]
    document_no: Mapped[str | None] = mapped_column(String(100))
    recorded_by: Mapped[str] = mapped_column(String(255))
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class WorkingYear(Base):
    """The working days of a published year: this table decides, an office may correct it."""

    __tablename__ = "working_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    days: Mapped[list[date]] = mapped_column(ARRAY(Date))
    version: Mapped[int] = mapped_column(default=1)
