"""Reads who sits in a Party organisation's team: elected, filled in, appointed, and not gone."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from services.election.domain.office import Staying, TeamEvent, team_after
from services.election.domain.states import IN_OFFICE, ElectionKind, State, Step
from services.election.models import ballot, elections

OVER = (*IN_OFFICE, State.VOIDED)


def team_of(session: Session, renewal_id: UUID, *, until: date | None = None) -> dict[str, str]:
    """Return the posts by person number of those who sit in the team that an election began."""
    happened = [*_elected(session, renewal_id), *_changes(session, renewal_id)]
    return team_after([each for each in happened if until is None or each.on <= until])


def vacant_seats(session: Session, renewal_id: UUID, team: dict[str, str]) -> int:
    """Return the seats that nobody holds and no by-election under way is to fill."""
    size = select(func.count()).where(ballot.Winner.election_id == renewal_id)
    pending = select(func.coalesce(func.sum(elections.Election.seats), 0)).where(
        elections.Election.parent_id == renewal_id,
        elections.Election.kind == ElectionKind.BY_ELECTION,
        elections.Election.state.not_in(OVER),
    )
    return session.scalars(size).one() - len(team) - session.scalars(pending).one()


def staying_in(session: Session, renewal_id: UUID) -> Staying:
    """Return who sits beside the seats that a by-election fills, with the ages that are known."""
    posts, own, nominee = team_of(session, renewal_id), elections.Election, elections.Nominee
    ages = session.execute(
        select(nominee.person_number, func.min(nominee.age))
        .join(own, own.id == nominee.election_id)
        .where(or_(own.id == renewal_id, own.parent_id == renewal_id))
        .where(nominee.person_number.in_(posts))
        .group_by(nominee.person_number)
    )
    return Staying(posts, tuple(age for _, age in ages))


def _elected(session: Session, renewal_id: UUID) -> list[TeamEvent]:
    own, winner, record = elections.Election, ballot.Winner, elections.Record
    rows = session.execute(
        select(record.happened_on, winner.person_number, winner.post)
        .join(own, own.id == winner.election_id)
        .join(record, record.election_id == own.id)
        .where(
            or_(own.id == renewal_id, own.parent_id == renewal_id),
            own.state.in_(IN_OFFICE),
            record.step == Step.RESULT_APPROVAL,
            record.superseded_by.is_(None),
        )
        .order_by(own.id, winner.position)
    )
    return [TeamEvent(on, person, post) for on, person, post in rows if on]


def _changes(session: Session, renewal_id: UUID) -> list[TeamEvent]:
    record = elections.Record
    rows = session.execute(
        select(record.happened_on, record.step, record.payload)
        .where(
            record.election_id == renewal_id,
            record.step.in_([Step.APPOINTMENT, Step.DEPARTURE]),
            record.superseded_by.is_(None),
        )
        .order_by(record.id)
    )
    return [
        TeamEvent(
            on, payload["person_number"], payload["post"] if step == Step.APPOINTMENT else None
        )
        for on, step, payload in rows
        if on
    ]
