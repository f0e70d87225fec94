"""Planned calendars, corrections of the working days, reminders and the runs that made them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.election.models.schema import Base
from shared.database import new_id


class PlannedCalendar(Base):
    """One version of an election's calendar as it was accepted; the newest is in force."""

    __tablename__ = "planned_calendars"
    __table_args__ = (UniqueConstraint("election_id", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    election_id: Mapped[UUID] = mapped_column(ForeignKey("elections.id"))
    version: Mapped[int]
    meeting_on: Mapped[date]
    steps: Mapped[list[Any]] = mapped_column(JSONB)
    recorded_by: Mapped[str] = mapped_column(String(255))
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class WorkingYearNotice(Base):
    """A year's working days as a notice set them; the table of the years has the newest."""

    __tablename__ = "working_year_notices"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    days_off: Mapped[list[date]] = mapped_column(ARRAY(Date))
    days_worked: Mapped[list[date]] = mapped_column(ARRAY(Date))
    document_no: Mapped[str] = mapped_column(String(100))
    recorded_by: Mapped[str] = mapped_column(String(255))
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Reminder(Base):
    """The ledger: one row for each thing that was reminded of, so that none comes twice."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("election_id", "kind", "due_on"),
        Index(None, "division_code", "due_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    election_id: Mapped[UUID] = mapped_column(ForeignKey("elections.id"))
    division_code: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(40))
    rule: Mapped[str] = mapped_column(String(30))
    due_on: Mapped[date]
    remind_on: Mapped[date]
    made_on: Mapped[date]
    passed_on: Mapped[date | None]
    passed_by: Mapped[str | None] = mapped_column(String(255))


class ReminderRun(Base):
    """A run of the reminders that succeeded: everything due up to `until` is in the ledger."""

    __tablename__ = "reminder_runs"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    since: Mapped[date | None]
    until: Mapped[date]
    made: Mapped[int]
    ran_at: Mapped[datetime] = mapped_column(server_default=func.now())
