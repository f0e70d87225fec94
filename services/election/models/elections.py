"""Elections, everything recorded about them, and those put forward."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.election.domain.states import ElectionKind
from services.election.models.campaigns import Campaign
from services.election.models.copies import Organisation
from services.election.models.schema import Base
from shared.database import new_id


class Election(Base):
    """One organisation's election in a campaign. After a void one, `attempt` 2 is its successor.

    A by-election and a recall name in `parent_id` the election whose committee they change.
    `register_id` names the register of voters where it is that of an election before this one.
    """

    __tablename__ = "elections"
    __table_args__ = (
        UniqueConstraint("campaign_id", "organisation_id", "attempt"),
        Index(None, "campaign_id", "division_code"),
        Index(None, "organisation_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    division_code: Mapped[str] = mapped_column(String(12), index=True)
    attempt: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(String(20), default=ElectionKind.RENEWAL)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("elections.id"), index=True)
    predecessor_id: Mapped[UUID | None] = mapped_column(ForeignKey("elections.id"))
    register_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(String(30))
    version: Mapped[int] = mapped_column(default=1)
    seats: Mapped[int]
    due_on: Mapped[date]
    meeting_no: Mapped[int] = mapped_column(default=1)
    next_round: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    recorded_until: Mapped[date | None]
    without_committee: Mapped[bool] = mapped_column(default=False)
    postponed_to: Mapped[date | None]
    postponed_on: Mapped[date | None]
    last_record_id: Mapped[UUID | None]
    opened_at: Mapped[datetime] = mapped_column(server_default=func.now())

    campaign: Mapped[Campaign] = relationship(lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise")


class Record(Base):
    """One version of a document or act: never changed but to name the one that replaces it.

    `correction_id` names the correction that put it in the place of what was first recorded.
    """

    __tablename__ = "records"
    __table_args__ = (
        Index(
            "ix_records_standing",
            "election_id",
            "step",
            postgresql_where=text("superseded_by IS NULL"),
        ),
        Index(None, "election_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    election_id: Mapped[UUID] = mapped_column(ForeignKey("elections.id"))
    step: Mapped[str] = mapped_column(String(30))
    version: Mapped[int]
    happened_on: Mapped[date | None]
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    verdicts: Mapped[list[Any]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(String(30))
    actor: Mapped[str] = mapped_column(String(255))
    actor_role: Mapped[str] = mapped_column(String(30))
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
    superseded_by: Mapped[UUID | None]
    correction_id: Mapped[UUID | None]


class Nominee(Base):
    """A person put forward, with what roster said of the person on the campaign's date."""

    __tablename__ = "nominees"

    election_id: Mapped[UUID] = mapped_column(ForeignKey("elections.id"), primary_key=True)
    person_number: Mapped[str] = mapped_column(String(50), primary_key=True)
    position: Mapped[int]
    person_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(100))
    age: Mapped[int]
    sex: Mapped[str] = mapped_column(String(1), default="")
    birth_year: Mapped[int | None]
    education: Mapped[str] = mapped_column(String(2), default="")
    present_post: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[str] = mapped_column(String(20))
    record_id: Mapped[UUID] = mapped_column(ForeignKey("records.id"))


class ReviewAnswer(Base):
    """One department's answer for one nominee; a corrected answer stands beside the old one."""

    __tablename__ = "review_answers"
    __table_args__ = (
        Index(
            "uq_review_answers_standing",
            "election_id",
            "person_number",
            "department",
            unique=True,
            postgresql_where=text("superseded_by IS NULL"),
        ),
    )

    record_id: Mapped[UUID] = mapped_column(ForeignKey("records.id"), primary_key=True)
    person_number: Mapped[str] = mapped_column(String(50), primary_key=True)
    election_id: Mapped[UUID] = mapped_column(ForeignKey("elections.id"))
    department: Mapped[str] = mapped_column(String(100))
    answer: Mapped[str] = mapped_column(String(10))
    item_code: Mapped[str | None] = mapped_column(String(32))
    document_no: Mapped[str] = mapped_column(String(100))
    superseded_by: Mapped[UUID | None]
