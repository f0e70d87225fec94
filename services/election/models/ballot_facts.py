"""Reads the members' ballot: rounds, tallies that stand, what the final ones came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from services.election.domain.counting import count_ballot
from services.election.domain.documents import Deliberation
from services.election.domain.facts import Ballot, Entry, HeldRound, RoundStatus
from services.election.domain.states import Step
from services.election.domain.tally import PersonVotes, RoundKind, RoundTally, WriteIn
from services.election.models import ballot, elections

FINAL = (RoundStatus.VOID, RoundStatus.SIGNED)


@dataclass(frozen=True, slots=True)
class StandingTally:
    """A tally that nobody discarded, and who entered it."""

    round_id: UUID
    entered_by: str
    returned: int
    invalid: int
    votes: tuple[PersonVotes, ...]
    write_ins: tuple[WriteIn, ...]


def ballot_of(
    session: Session,
    election: elections.Election,
    entries: Mapping[Step, Sequence[Entry]],
) -> Ballot:
    """Return the ballot of an election; before the first round its state says that one is due."""
    fixed = entries.get(Step.DELIBERATION)
    candidates = cast("Deliberation", fixed[-1].document).candidates if fixed else ()
    rows = _rounds(session, election.id)
    tallies = _tallies(session, election.id) if rows else ()
    final = [
        round_tally(held, present, tally)
        for held, present in rows
        if held.status in FINAL
        for tally in _of_round(held.id, tallies)[:1]
    ]
    held_rounds = tuple(_held(held, _of_round(held.id, tallies)) for held, _ in rows)
    return Ballot(count_ballot(election.seats, candidates, final), held_rounds)


def round_tally(held: ballot.Round, present: int, tally: StandingTally) -> RoundTally:
    """Return a tally in the form in which the rules count it."""
    return RoundTally(
        RoundKind(held.kind),
        present,
        held.issued,
        tally.returned,
        tally.invalid,
        tally.votes,
        tally.write_ins,
    )


def standing_tallies(session: Session, round_id: UUID) -> tuple[StandingTally, ...]:
    """Return the tallies of one round that nobody discarded, in the order of entry."""
    return _read(session, ballot.Tally.round_id == round_id)


def _rounds(session: Session, election_id: UUID) -> Sequence[tuple[ballot.Round, int]]:
    statement = (
        select(ballot.Round, ballot.MeetingHeld.present)
        .join(ballot.MeetingHeld, ballot.MeetingHeld.id == ballot.Round.meeting_id)
        .where(ballot.Round.election_id == election_id)
        .order_by(ballot.Round.no)
    )
    return [(held, present) for held, present in session.execute(statement)]


def _tallies(session: Session, election_id: UUID) -> tuple[StandingTally, ...]:
    rounds = select(ballot.Round.id).where(ballot.Round.election_id == election_id)
    return _read(session, ballot.Tally.round_id.in_(rounds))


def _read(session: Session, condition: ColumnElement[bool]) -> tuple[StandingTally, ...]:
    tally, vote = ballot.Tally, ballot.Vote
    rows = session.execute(
        select(tally, vote)
        .outerjoin(vote, vote.tally_id == tally.id)
        .where(condition, tally.discarded_by.is_(None))
        .order_by(tally.round_id, tally.no, vote.position)
    )
    grouped = groupby(((found, line) for found, line in rows), key=lambda row: row[0].id)
    return tuple(_standing([*lines]) for _, lines in grouped)


def _standing(rows: list[tuple[ballot.Tally, ballot.Vote | None]]) -> StandingTally:
    tally = rows[0][0]
    lines = [line for _, line in rows if line is not None]
    return StandingTally(
        tally.round_id,
        tally.entered_by,
        tally.returned,
        tally.invalid,
        tuple(
            PersonVotes(line.person_number, line.votes_for, line.votes_against, line.votes_abstain)
            for line in lines
            if not line.written_in
        ),
        tuple(WriteIn(line.person_number, line.votes_for) for line in lines if line.written_in),
    )


def _of_round(round_id: UUID, tallies: Iterable[StandingTally]) -> list[StandingTally]:
    return [tally for tally in tallies if tally.round_id == round_id]


def _held(held: ballot.Round, tallies: Iterable[StandingTally]) -> HeldRound:
    return HeldRound(
        held.no,
        RoundKind(held.kind),
        held.issued,
        RoundStatus(held.status),
        frozenset(tally.entered_by for tally in tallies),
        held.signatures,
    )
