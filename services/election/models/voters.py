"""A residents' election: its voters, and its counts by post. Nothing joins a voter to a ballot."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from services.election.models.schema import Base
from shared.database import new_id


class Voter(Base):
    """A registered voter: what the list needs, and a keyed hash in place of the identity number.

    `period_id` is what a person may be registered in only once: a campaign, or a by-election.
    """

    __tablename__ = "voters"
    __table_args__ = (
        Index(
            "uq_voters_standing",
            "period_id",
            "identity_hash",
            unique=True,
            postgresql_where=text("removed_on IS NULL"),
        ),
        Index(None, "period_id", "division_code"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    period_id: Mapped[UUID]
    division_code: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(100))
    sex: Mapped[str] = mapped_column(String(1))
    born_on: Mapped[date]
    identity_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    ground: Mapped[str] = mapped_column(String(20))
    registered_on: Mapped[date]
    removed_on: Mapped[date | None]
    record_id: Mapped[UUID] = mapped_column(ForeignKey("records.id"))


class PostCounted(Base):
    """One post's part of a tally: how many ballots choose too many for it."""

    __tablename__ = "post_counts"

    tally_id: Mapped[UUID] = mapped_column(ForeignKey("tallies.id"), primary_key=True)
    post: Mapped[str] = mapped_column(String(20), primary_key=True)
    invalid: Mapped[int]


class PostVote(Base):
    """The votes of one tally for one person and post, on the list or written in."""

    __tablename__ = "post_votes"

    tally_id: Mapped[UUID] = mapped_column(ForeignKey("tallies.id"), primary_key=True)
    post: Mapped[str] = mapped_column(String(20), primary_key=True)
    person_number: Mapped[str] = mapped_column(String(50), primary_key=True)
    position: Mapped[int]
    votes_for: Mapped[int]
