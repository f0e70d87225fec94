"""Corrections of what is known of people."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, func
from sqlalchemy.orm import Mapped, mapped_column

from services.roster.domain.corrections import Status
from services.roster.models.schema import Base
from shared.database import new_id


class Correction(Base):
    """A request to correct a person's facts, and what became of it."""

    __tablename__ = "corrections"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    division_code: Mapped[str] = mapped_column(ForeignKey("divisions.code"), index=True)
    facts: Mapped[dict[str, Any]]
    reason_code: Mapped[str] = mapped_column(String(30))
    document_no: Mapped[str] = mapped_column(String(100))
    status: Mapped[str] = mapped_column(String(20), default=Status.REQUESTED)
    requested_by: Mapped[str] = mapped_column(String(255))
    requested_at: Mapped[datetime] = mapped_column(server_default=func.now())
    decided_by: Mapped[str | None] = mapped_column(String(255))
    decided_on: Mapped[date | None]
    decision_no: Mapped[str | None] = mapped_column(String(100))
