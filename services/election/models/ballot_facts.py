"""Reads the members' ballot: rounds, tallies that stand, what the final ones came to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.election.domain.ballot_course import BallotTerms, count_under
from services.election.domain.documents import Deliberation, FurtherCandidates, TieDecision
from services.election.domain.facts import Ballot, Facts, HeldRound, NomineeStatus, RoundStatus
from services.election.domain.gates.roll import electable
from services.election.domain.states import Step
from services.election.domain.tally import PersonVotes, RoundKind, RoundTally, WriteIn
from services.election.models import ballot, elections

FINAL = (RoundStatus.VOID, RoundStatus.SIGNED)
BALLOT_TERMS = (Step.DELIBERATION, Step.ROLL, Step.TIE_DECISION, Step.FURTHER_CANDIDATES)


@dataclass(frozen=True, slots=True)
class EnteredTally:
    """A tally with its lines, whether it stands or was discarded."""

    tally: ballot.Tally
    lines: tuple[ballot.Vote, ...]


def ballot_of(session: Session, election: elections.Election, facts: Facts) -> Ballot:
    """Return the ballot of an election; before the first round its state says that one is due."""
    rows = _rounds(session, election.id)
    tallies = _tallies(session, election.id) if rows else ()
    rounds = tuple(_held(held, present, tallies) for held, present in rows)
    final = [held.tallies[0] for held in rounds if held.status in FINAL]
    terms = _terms(facts, barred=_barred(session, election.id) if rows else frozenset())
    return Ballot(count_under(terms, final), rounds, terms)


def _terms(facts: Facts, *, barred: frozenset[str]) -> BallotTerms:
    fixed = facts.document(Deliberation) or Deliberation(())
    committee = facts.procedure.committee
    return BallotTerms(
        seats=facts.seats,
        candidates=fixed.candidates,
        preliminary=fixed.preliminary,
        surplus=committee or facts.rules.switch("no_committee_surplus"),
        added=tuple(one for each in facts.documents(FurtherCandidates) for one in each.candidates),
        named={each.after_round: each.named for each in facts.documents(TieDecision) if each.named},
        barred=barred,
        electable=electable(facts),
    )


def _barred(session: Session, election_id: UUID) -> frozenset[str]:
    nominee = elections.Nominee
    return frozenset(
        session.scalars(
            select(nominee.person_number).where(
                nominee.election_id == election_id, nominee.status == NomineeStatus.BARRED
            )
        )
    )


def _rounds(session: Session, election_id: UUID) -> Sequence[tuple[ballot.Round, int]]:
    statement = (
        select(ballot.Round, ballot.MeetingHeld.present)
        .join(ballot.MeetingHeld, ballot.MeetingHeld.id == ballot.Round.meeting_id)
        .where(ballot.Round.election_id == election_id)
        .order_by(ballot.Round.no)
    )
    return [(held, present) for held, present in session.execute(statement)]


def _tallies(session: Session, election_id: UUID) -> tuple[EnteredTally, ...]:
    tally, vote = ballot.Tally, ballot.Vote
    rounds = select(ballot.Round.id).where(ballot.Round.election_id == election_id)
    rows = session.execute(
        select(tally, vote)
        .outerjoin(vote, vote.tally_id == tally.id)
        .where(tally.round_id.in_(rounds))
        .order_by(tally.round_id, tally.no, vote.position)
    )
    grouped = groupby(((found, line) for found, line in rows), key=lambda row: row[0].id)
    return tuple(_entered([*lines]) for _, lines in grouped)


def _entered(rows: list[tuple[ballot.Tally, ballot.Vote | None]]) -> EnteredTally:
    return EnteredTally(rows[0][0], tuple(line for _, line in rows if line is not None))


def _held(held: ballot.Round, present: int, tallies: Iterable[EnteredTally]) -> HeldRound:
    own = [entered for entered in tallies if entered.tally.round_id == held.id]
    standing = [entered for entered in own if entered.tally.discarded_by is None]
    return HeldRound(
        held.no,
        RoundKind(held.kind),
        held.issued,
        RoundStatus(held.status),
        frozenset(entered.tally.entered_by for entered in own),
        frozenset(entered.tally.discarded_by for entered in own if entered.tally.discarded_by),
        tuple(_round_tally(held, present, entered) for entered in standing),
        held.signatures,
    )


def _round_tally(held: ballot.Round, present: int, entered: EnteredTally) -> RoundTally:
    lines = entered.lines
    return RoundTally(
        RoundKind(held.kind),
        present,
        held.issued,
        entered.tally.returned,
        entered.tally.invalid,
        tuple(
            PersonVotes(line.person_number, line.votes_for, line.votes_against, line.votes_abstain)
            for line in lines
            if not line.written_in
        ),
        tuple(
            WriteIn(line.person_number, line.votes_for, line.eligible)
            for line in lines
            if line.written_in
        ),
    )
