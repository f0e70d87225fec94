"""What is read about elections: where they stand, what is recorded, what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from services.election.domain.gates import gates_ahead, sources_of
from services.election.domain.party_office import secretary_approved
from services.election.domain.rulebook import Body, Verdict
from services.election.domain.ruleset import RuleSet
from services.election.domain.states import IN_OFFICE, State, Step
from services.election.models import Division, Election, Hold, Nominee, Record, Winner
from services.election.models.facts import facts_of, procedure_of
from services.election.schemas.queries import ElectionsQuery
from shared.divisions import inside
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class Standing:
    """An election with the stored verdicts of the step recorded last."""

    election: Election
    verdicts: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Result:
    """Who was elected; the verdicts say whether posts may be named."""

    election: Election
    winners: Sequence[Winner]
    verdicts: Sequence[Verdict]


def elections(query: ElectionsQuery, scope: str) -> Select[Election]:
    """Select the elections inside the scope that the query asks for."""
    statement = select(Election).where(inside(Election.division_code, scope, table=Division))
    if query.campaign_id:
        statement = statement.where(Election.campaign_id == query.campaign_id)
    if query.division_code:
        statement = statement.where(
            inside(Election.division_code, query.division_code, table=Division)
        )
    if query.state:
        statement = statement.where(Election.state == query.state)
    return statement


def election(session: Session, election_id: UUID, scope: str) -> Election:
    """Return an election with its campaign and organisation; unknown outside the scope."""
    found: Election | None = session.scalar(_one(select(Election), election_id, scope))
    if found is None:
        raise NotFound
    return found


def standing(session: Session, election_id: UUID, scope: str) -> Standing:
    """Return where an election stands."""
    statement = select(Election, Record.verdicts).outerjoin(
        Record, Record.id == Election.last_record_id
    )
    row = session.execute(_one(statement, election_id, scope)).one_or_none()
    if row is None:
        raise NotFound
    return Standing(row[0], row[1] or [])


def gates(
    session: Session, election_id: UUID, scope: str, *, on: date
) -> tuple[Election, Sequence[Verdict], RuleSet]:
    """Return an election, what stands before its next stage on a day, and the rules that say so."""
    found = election(session, election_id, scope)
    procedure = procedure_of(found)
    sources = sources_of(procedure, *procedure.ahead[State(found.state)])
    facts = replace(facts_of(session, found, sources, on=on), on=on)
    return found, gates_ahead(facts), facts.rules


def nomination_date(session: Session, election_id: UUID, scope: str) -> date:
    """Return the day on which the ages of an election's nominees are taken."""
    return election(session, election_id, scope).campaign.statistics_as_of


def not_put_forward(session: Session, election_id: UUID, scope: str) -> Sequence[str]:
    """Return the winners of an election who are not among its nominees: they were written in."""
    election(session, election_id, scope)
    nominated = select(Nominee.person_number).where(Nominee.election_id == election_id)
    return session.scalars(
        select(Winner.person_number).where(
            Winner.election_id == election_id, Winner.person_number.not_in(nominated)
        )
    ).all()


def records(session: Session, election_id: UUID, scope: str) -> Sequence[Record]:
    """Return what is recorded about an election, oldest first."""
    election(session, election_id, scope)
    statement = select(Record).where(Record.election_id == election_id).order_by(Record.id)
    return session.scalars(statement).all()


def holds(session: Session, election_id: UUID, scope: str) -> Sequence[Hold]:
    """Return the complaints and cases of the election's community."""
    code = election(session, election_id, scope).division_code
    statement = select(Hold).where(Hold.division_code == code).order_by(Hold.placed_on, Hold.id)
    return session.scalars(statement).all()


def nominees(session: Session, election_id: UUID, scope: str) -> Sequence[Nominee]:
    """Return those put forward, in the order of nomination."""
    election(session, election_id, scope)
    statement = select(Nominee).where(Nominee.election_id == election_id)
    return session.scalars(statement.order_by(Nominee.position)).all()


def winners(session: Session, election_id: UUID, scope: str, *, today: date) -> Result:
    """Return who was elected, in the order of election, and whether posts may be named today.

    Residents vote for each post; the Party's committee has a secretary once that is approved.
    """
    found = election(session, election_id, scope)
    statement = select(Winner).where(Winner.election_id == election_id).order_by(Winner.position)
    elected = session.scalars(statement).all()
    if found.campaign.organisation_kind == Body.RESIDENTS:
        return Result(found, elected, ())
    approved_on = session.scalar(
        select(Record.happened_on).where(
            Record.election_id == election_id,
            Record.step == Step.RESULT_APPROVAL,
            Record.superseded_by.is_(None),
        )
    )
    in_office = State(found.state) in IN_OFFICE
    named = secretary_approved(approved_on=approved_on if in_office else None, published_on=today)
    return Result(found, elected, (named,))


def _one(statement: Select[Any], election_id: UUID, scope: str) -> Select[Any]:
    return (
        statement.join(Election.campaign)
        .join(Election.organisation)
        .options(contains_eager(Election.campaign), contains_eager(Election.organisation))
        .where(Election.id == election_id, inside(Election.division_code, scope, table=Division))
    )
