"""Organisations, their terms of office, and who held which post in them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from services.roster.models.schema import Base
from shared.database import new_id


class Organisation(Base):
    """A community's Party organisation or residents' committee."""

    __tablename__ = "organisations"
    __table_args__ = (UniqueConstraint("division_code", "kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    division_code: Mapped[str] = mapped_column(ForeignKey("divisions.code"))
    kind: Mapped[str] = mapped_column(String(20))
    type: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(100))
    superior: Mapped[str] = mapped_column(String(100))
    full_members: Mapped[int]
    probationary_members: Mapped[int]
    seats: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Term(Base):
    """One team's time in office. `election_id` is null when the term was imported.

    An election's term keeps what its campaign counts by. `correction_no` is the election's newest
    correction that was followed, `revision` how often its teams were told anew.
    """

    __tablename__ = "terms"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    elected_on: Mapped[date]
    term_years: Mapped[int]
    due_on: Mapped[date]
    closed_on: Mapped[date | None]
    voided_on: Mapped[date | None]
    election_id: Mapped[UUID | None] = mapped_column(unique=True)
    campaign_id: Mapped[UUID | None]
    statistics_as_of: Mapped[date | None]
    previous_statistics_as_of: Mapped[date | None]
    correction_no: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)


class Post(Base):
    """A post held by a person in a term, from a day to a day; ended, never removed.

    `election_id` names the by-election that gave it; null when the term's own election did.
    """

    __tablename__ = "posts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    term_id: Mapped[UUID] = mapped_column(ForeignKey("terms.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    post: Mapped[str] = mapped_column(String(20))
    held_from: Mapped[date]
    held_until: Mapped[date | None]
    ending: Mapped[str | None] = mapped_column(String(20))
    election_id: Mapped[UUID | None] = mapped_column(index=True)
