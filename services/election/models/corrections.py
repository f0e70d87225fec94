"""Corrections of completed elections, and who was taken for elected until one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from services.election.domain.corrections import Status
from services.election.models.schema import Base
from shared.database import new_id


class Correction(Base):
    """A request for a correction and what became of it.

    Approved, it keeps the outcome before and after, and in `corrects_id` what it takes the place
    of: the record of the approval of the result, or the correction before.
    """

    __tablename__ = "corrections"
    __table_args__ = (UniqueConstraint("election_id", "no"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    election_id: Mapped[UUID] = mapped_column(ForeignKey("elections.id"))
    no: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    reason_code: Mapped[str] = mapped_column(String(30))
    document_no: Mapped[str] = mapped_column(String(100))
    change: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(String(20), default=Status.REQUESTED)
    record_id: Mapped[UUID] = mapped_column(ForeignKey("records.id"))
    requested_by: Mapped[str] = mapped_column(String(255))
    requester_role: Mapped[str] = mapped_column(String(30))
    requested_at: Mapped[datetime] = mapped_column(server_default=func.now())
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("records.id"))
    decided_on: Mapped[date | None]
    correction_no: Mapped[int | None]  # among the approved ones
    corrects_id: Mapped[UUID | None]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]


class FormerWinner(Base):
    """A person whom the counts had elected, or to another post, before they were corrected."""

    __tablename__ = "former_winners"

    correction_id: Mapped[UUID] = mapped_column(ForeignKey("corrections.id"), primary_key=True)
    person_number: Mapped[str] = mapped_column(String(50), primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    position: Mapped[int]
    votes_for: Mapped[int]
    post: Mapped[str] = mapped_column(String(20))
