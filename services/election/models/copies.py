"""Own copies of what roster and audit tell by events."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.election.models.schema import Base
from shared.divisions import DivisionColumns


class Division(DivisionColumns, Base):
    """A division, as roster registered it."""


class Organisation(Base):
    """A community's Party organisation or residents' committee, as roster keeps it."""

    __tablename__ = "organisations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division_code: Mapped[str] = mapped_column(String(12), index=True)
    division_path: Mapped[str] = mapped_column(String(80, collation="C"))
    division_name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    type: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(200))
    full_members: Mapped[int]
    seats: Mapped[int]
    elected_on: Mapped[date]
    term_years: Mapped[int]  # 0: not stated
    due_on: Mapped[date]
    team_members: Mapped[int] = mapped_column(default=0)  # of the outgoing team; 0: not known


class Reserve(Base):
    """A person in the reserve pool of a community, for a post; withdrawn ones stay."""

    __tablename__ = "reserves"

    division_code: Mapped[str] = mapped_column(String(12), primary_key=True)
    person_number: Mapped[str] = mapped_column(String(50), primary_key=True)
    post: Mapped[str] = mapped_column(String(20), primary_key=True)
    filed_on: Mapped[date]
    withdrawn_on: Mapped[date | None]


class Hold(Base):
    """A complaint or case; while open, the community's result is not certified or approved."""

    __tablename__ = "holds"
    __table_args__ = (Index(None, "division_code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division_code: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(50))
    placed_on: Mapped[date]
    lifted_on: Mapped[date | None]
    finding: Mapped[str | None] = mapped_column(String(50))
