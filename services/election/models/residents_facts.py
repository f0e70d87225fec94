"""Reads a residents' vote, and what else is on record about the community it is held in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from services.election.domain import residents_law
from services.election.domain.facts import (
    Facts,
    HeldVote,
    Post,
    ResidentsBallot,
    RoundStatus,
)
from services.election.domain.residents_counting import count_residents_ballot
from services.election.domain.residents_facts import Community, Sitting
from services.election.domain.residents_settled import base_of, settled
from services.election.domain.residents_tally import PostCount, VoteCount
from services.election.domain.residents_void import Breach
from services.election.domain.rulebook import Body
from services.election.domain.states import IN_OFFICE, ElectionKind, State, Step
from services.election.domain.tally import RoundKind
from services.election.models import ballot, campaigns, elections, voters

FINAL = (RoundStatus.VOID, RoundStatus.SIGNED)
Counts = Mapping[UUID, Sequence[tuple[ballot.Tally, tuple[PostCount, ...]]]]


def period_of(election: elections.Election) -> UUID:
    """Return in what a voter may be registered only once: an election period, or a by-election.

    The by-election that takes a void one's place goes on with its register, as the new election of
    a campaign goes on with the campaign's.
    """
    if election.kind == ElectionKind.RENEWAL:
        return election.campaign.period_id or election.campaign_id
    return election.register_id or election.id


def vote_of(session: Session, election: elections.Election, facts: Facts) -> ResidentsBallot:
    """Return the votes of an election, given the facts that settle who may win what."""
    rows = session.execute(
        select(ballot.Round, ballot.MeetingHeld.held_on)
        .join(ballot.MeetingHeld, ballot.MeetingHeld.id == ballot.Round.meeting_id)
        .where(ballot.Round.election_id == election.id)
        .order_by(ballot.Round.no)
    ).all()
    counts = _counts(session, election.id) if rows else {}
    rounds = tuple(_held(row, held_on, counts) for row, held_on in rows)
    final = [held.counts[0] for held in rounds if held.status in FINAL]
    known = settled(facts)
    state = count_residents_ballot(known, final) if known else None
    return ResidentsBallot(state, base_of(facts), rounds)


def community_of(session: Session, election: elections.Election) -> Community:
    """Return what else is on record about an election's community."""
    organisation = election.organisation
    renewed_on, secretary = _party(session, election.division_code)
    by_election = election.kind == ElectionKind.BY_ELECTION
    sitting = sitting_members(session, election.parent_id) if election.parent_id else ()
    return Community(
        elected_on=organisation.elected_on,
        term_years=organisation.term_years or None,
        election_id=str(election.id),
        voters=_count_voters(session, election),
        party_result=renewed_on,
        party_secretary=secretary,
        void_on=_void_on(session, election),
        vacancies=_seats(session, election) - len(sitting) if by_election else None,
        sitting=sitting if by_election else (),
    )


def sitting_members(session: Session, parent_id: UUID) -> tuple[Sitting, ...]:
    """Return who holds a seat of an election's committee, after by-elections and recalls."""
    nominee, winner, own = elections.Nominee, ballot.Winner, elections.Election
    held = session.execute(
        select(winner.person_number, nominee.sex, own.id)
        .join(own, own.id == winner.election_id)
        .join(
            nominee,
            (nominee.election_id == winner.election_id)
            & (nominee.person_number == winner.person_number),
        )
        .where(
            or_(own.id == parent_id, own.parent_id == parent_id),
            own.state.in_(IN_OFFICE),
        )
        .order_by(own.id, winner.position)
    )
    gone = _recalled(session, parent_id)
    void = _void_seats(session, parent_id)
    return tuple(
        Sitting(person, sex, str(elected_in))
        for person, sex, elected_in in held
        if person not in gone and (elected_in, person) not in void
    )


def _void_seats(session: Session, parent_id: UUID) -> set[tuple[UUID, str]]:
    """Return the seats that were taken after the result, each by its election and its winner."""
    record, own = elections.Record, elections.Election
    rows = session.execute(
        select(own.id, record.payload["person_number"].astext)
        .join(own, own.id == record.election_id)
        .where(
            or_(own.id == parent_id, own.parent_id == parent_id),
            record.step == Step.SEAT_VACATED,
            record.superseded_by.is_(None),
        )
    )
    return {(election_id, person) for election_id, person in rows}


def _recalled(session: Session, parent_id: UUID) -> set[str]:
    record, own = elections.Record, elections.Election
    rows = session.scalars(
        select(record.payload["person_number"].astext)
        .join(own, own.id == record.election_id)
        .where(
            own.parent_id == parent_id,
            own.state == State.APPROVED,
            own.kind == ElectionKind.RECALL,
            record.step == Step.RECALL_PROPOSAL,
        )
    )
    return set(rows)


def _seats(session: Session, election: elections.Election) -> int:
    seats = select(elections.Election.seats).where(elections.Election.id == election.parent_id)
    return session.scalars(seats).one()


def _count_voters(session: Session, election: elections.Election) -> int:
    voter = voters.Voter
    return session.scalars(
        select(func.count()).where(
            voter.period_id == period_of(election),
            voter.division_code == election.division_code,
            voter.removed_on.is_(None),
        )
    ).one()


def _party(session: Session, division_code: str) -> tuple[date | None, str | None]:
    """Return the day of the Party organisation's latest result here, and its secretary."""
    own, record, winner, campaign = (
        elections.Election,
        elections.Record,
        aliased(ballot.Winner),
        campaigns.Campaign,
    )
    row = session.execute(
        select(record.happened_on, winner.person_number)
        .join(own, own.id == record.election_id)
        .join(campaign, campaign.id == own.campaign_id)
        .outerjoin(winner, (winner.election_id == own.id) & (winner.post == Post.SECRETARY))
        .where(
            own.division_code == division_code,
            campaign.organisation_kind == Body.PARTY,
            own.state != State.VOIDED,
            or_(own.kind == ElectionKind.RENEWAL, winner.person_number.is_not(None)),
            record.step == Step.RESULT_APPROVAL,
            record.superseded_by.is_(None),
        )
        .order_by(record.happened_on.desc())
        .limit(1)
    ).one_or_none()
    return (row[0], row[1]) if row else (None, None)


def _void_on(session: Session, election: elections.Election) -> date | None:
    record = elections.Record
    found: date | None = session.scalar(
        select(record.happened_on).where(
            record.election_id == election.predecessor_id, record.step == Step.ANNULMENT
        )
    )
    return found


def _held(row: ballot.Round, held_on: date, counts: Counts) -> HeldVote:
    own = counts.get(row.id, ())
    return HeldVote(
        row.no,
        RoundKind(row.kind),
        held_on,
        row.issued,
        RoundStatus(row.status),
        frozenset(tally.entered_by for tally, _ in own),
        frozenset(tally.discarded_by for tally, _ in own if tally.discarded_by),
        tuple(
            _vote_count(row, held_on, tally, posts)
            for tally, posts in own
            if tally.discarded_by is None
        ),
    )


def _vote_count(
    row: ballot.Round, held_on: date, tally: ballot.Tally, posts: tuple[PostCount, ...]
) -> VoteCount:
    return VoteCount(
        RoundKind(row.kind),
        row.issued,
        tally.returned,
        tally.invalid,
        posts,
        frozenset(Breach(each) for each in row.breaches),
        held_on,
    )


def _counts(session: Session, election_id: UUID) -> Counts:
    """Return the tallies of each round, whether they stand or not, with their parts by post."""
    tally, part, line = ballot.Tally, voters.PostCounted, voters.PostVote
    rounds = select(ballot.Round.id).where(ballot.Round.election_id == election_id)
    rows = session.execute(
        select(tally, part, line)
        .join(part, part.tally_id == tally.id)
        .outerjoin(line, (line.tally_id == tally.id) & (line.post == part.post))
        .where(tally.round_id.in_(rounds))
        .order_by(tally.round_id, tally.no, part.post, line.position)
    ).all()
    found: dict[UUID, list[tuple[ballot.Tally, tuple[PostCount, ...]]]] = {}
    for _, of_tally in groupby(rows, key=lambda row: row[0].id):
        lines = list(of_tally)
        posts = tuple(
            _post_count([(row[1], row[2]) for row in of_post])
            for _, of_post in groupby(lines, key=lambda row: row[1].post)
        )
        found.setdefault(lines[0][0].round_id, []).append((lines[0][0], posts))
    return found


def _post_count(
    lines: Sequence[tuple[voters.PostCounted, voters.PostVote | None]],
) -> PostCount:
    part = lines[0][0]
    votes = {line.person_number: line.votes_for for _, line in lines if line is not None}
    return PostCount(residents_law.Post(part.post), votes, part.invalid)
