"""Meetings, rounds and their counts. Nothing here says who voted, nor when a ballot was cast."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.election.models.schema import Base
from shared.database import new_id


class MeetingHeld(Base):
    """A meeting of the members; a void one stays."""

    __tablename__ = "meetings"
    __table_args__ = (UniqueConstraint("election_id", "no"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    election_id: Mapped[UUID] = mapped_column(ForeignKey("elections.id"))
    no: Mapped[int]
    held_on: Mapped[date]
    base: Mapped[int]
    present: Mapped[int]
    scrutineers: Mapped[int]
    quorate: Mapped[bool]
    record_id: Mapped[UUID] = mapped_column(ForeignKey("records.id"))


class Round(Base):
    """Ballots handed out once: for how many seats, among whom, and where its count stands."""

    __tablename__ = "rounds"
    __table_args__ = (UniqueConstraint("election_id", "no"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    election_id: Mapped[UUID] = mapped_column(ForeignKey("elections.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"), index=True)
    no: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    seats: Mapped[int]
    candidates: Mapped[list[str]] = mapped_column(ARRAY(String(50)))
    issued: Mapped[int]
    status: Mapped[str] = mapped_column(String(20))
    signatures: Mapped[int] = mapped_column(default=0)
    breaches: Mapped[list[str]] = mapped_column(ARRAY(String(50)), default=list)


class Tally(Base):
    """A count as one teller entered it."""

    __tablename__ = "tallies"
    __table_args__ = (UniqueConstraint("round_id", "no"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    no: Mapped[int]
    returned: Mapped[int]
    invalid: Mapped[int]
    entered_by: Mapped[str] = mapped_column(String(255))
    discarded_by: Mapped[str | None] = mapped_column(String(255))


class Vote(Base):
    """The votes of one tally for one person, on the list or written in.

    `eligible` is false for a name written in that roster did not know when it was counted.
    """

    __tablename__ = "votes"

    tally_id: Mapped[UUID] = mapped_column(ForeignKey("tallies.id"), primary_key=True)
    person_number: Mapped[str] = mapped_column(String(50), primary_key=True)
    position: Mapped[int]
    written_in: Mapped[bool]
    votes_for: Mapped[int]
    votes_against: Mapped[int]
    votes_abstain: Mapped[int]
    eligible: Mapped[bool] = mapped_column(default=True, server_default=true())


class Winner(Base):
    """A person elected in a signed round, and the post held in the new team."""

    __tablename__ = "winners"

    election_id: Mapped[UUID] = mapped_column(ForeignKey("elections.id"), primary_key=True)
    person_number: Mapped[str] = mapped_column(String(50), primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    position: Mapped[int]
    votes_for: Mapped[int]
    post: Mapped[str] = mapped_column(String(20))
