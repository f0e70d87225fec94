"""The tables of audit: registers, and the log of every event."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, String, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from shared import database, divisions
from shared.database import metadata_of, new_id


class Base(database.Base):
    """The base of audit's tables."""

    __abstract__ = True
    metadata = metadata_of("audit")


class Division(divisions.DivisionColumns, Base):
    """Audit's own copy of the division table."""


class Problem(Base):
    """An entry of the problem register; a category, never a person or a text."""

    __tablename__ = "problems"
    __table_args__ = (UniqueConstraint("division_code", "external_reference"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    external_reference: Mapped[str | None] = mapped_column(String(100))
    division_code: Mapped[str] = mapped_column(String(12))
    category: Mapped[str] = mapped_column(String(50))
    found_on: Mapped[date]
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class Complaint(Base):
    """A complaint about an election; while it is open, it holds certification and approval."""

    __tablename__ = "complaints"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    division_code: Mapped[str] = mapped_column(String(12), index=True)
    kind: Mapped[str] = mapped_column(String(50))
    received_on: Mapped[date]
    closed_on: Mapped[date | None]
    finding: Mapped[str | None] = mapped_column(String(50))
    version: Mapped[int] = mapped_column(default=1)


class Activity(Base):
    """Discipline work: reminders pushed, material shown."""

    __tablename__ = "activities"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(30))
    division_code: Mapped[str] = mapped_column(String(12), index=True)
    happened_on: Mapped[date]
    quantity: Mapped[int]


class LogHead(Base):
    """How far a log has come: its row is locked while an entry is added, so numbers have no gap."""

    __tablename__ = "log_heads"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    last_sequence: Mapped[int] = mapped_column(BigInteger)


class LogEntry(Base):
    """One event of any service, as it was told. Entries are added, and never changed or removed.

    `body` is the text that came over the bus, letter for letter.
    """

    __tablename__ = "log"

    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    event_id: Mapped[UUID] = mapped_column(unique=True)
    topic: Mapped[str] = mapped_column(String(50))
    key: Mapped[str] = mapped_column(String(100), index=True)
    version: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    body: Mapped[str] = mapped_column(Text)
    occurred_at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Text)
    actor_role: Mapped[str] = mapped_column(String(50))
    correlation_id: Mapped[str] = mapped_column(Text)
    caused_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
