"""Setting an election aside: the old one is kept, a new one stands where it was before the vote."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from services.election.commands.act import Done, Expect, open_act, tell_of_step
from services.election.commands.opening import tell_of_election
from services.election.domain.party_result import no_case_stands
from services.election.domain.states import ElectionKind, State, Step
from services.election.models import Base, Election, Nominee, Record, ReviewAnswer
from services.election.models.facts import procedure_of
from services.election.models.residents_facts import period_of
from services.election.schemas import fields
from shared.database import new_id
from shared.events import ElectionVoided
from shared.messaging.outbox import publish
from shared.security import Caller

RUNNING = State.between(State.PLANNED, State.SUBMITTED)


def void_election(
    session: Session,
    election_id: UUID,
    body: fields.DocumentedAct,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Set an election aside and open its successor, READY for a new vote if the old one was."""
    act = open_act(session, election_id, Step.VOID, on=body.on, caller=caller, expect=expect)
    state_before = State(act.election.state)
    act.judge(body.model_dump(mode="json"))
    rests_on = no_case_stands(open_cases=len(act.facts.holds), void_decided=True)
    done = act.record(outcomes=(rests_on,))
    successor = _successor(session, done, state_before)
    publish(
        session,
        ElectionVoided(
            division_code=successor.division_code,
            campaign_id=successor.campaign_id,
            election_id=election_id,
            successor_id=successor.id,
            voided_on=body.on,
        ),
    )
    if successor.kind == ElectionKind.RENEWAL:
        tell_of_election(session, successor)
    return done


def _successor(session: Session, void: Done, state_before: State) -> Election:
    ready = state_before not in State.between(State.PLANNED, State.READY)
    state = State.READY if ready else state_before
    return succeed(session, void, state, procedure_of(void.election).before_the_meeting)


def succeed(session: Session, void: Done, state: State, steps: Collection[Step]) -> Election:
    """Open the election that takes a void one's place, with its records of these steps.

    By-elections and recalls that still run end with the team which they would have changed.
    """
    old = void.election
    for change in _running_changes(session, old):
        _end(session, change, void.record)
    successor = Election(
        id=new_id(),
        campaign=old.campaign,
        organisation=old.organisation,
        division_code=old.division_code,
        attempt=next_attempt(session, old),
        kind=old.kind,
        parent_id=old.parent_id,
        predecessor_id=old.id,
        register_id=None if old.kind == ElectionKind.RENEWAL else period_of(old),
        state=state,
        seats=old.seats,
        without_committee=old.without_committee,
        due_on=old.due_on,
        postponed_to=old.postponed_to,
        postponed_on=old.postponed_on,
        recorded_until=old.recorded_until,
    )
    session.add(successor)
    session.flush()
    _take_over(session, old, successor, steps)
    return successor


def _running_changes(session: Session, renewal: Election) -> Sequence[Election]:
    changes = select(Election).where(Election.parent_id == renewal.id, Election.state.in_(RUNNING))
    return session.scalars(changes.order_by(Election.id).with_for_update()).all()


def _end(session: Session, change: Election, void: Record) -> None:
    """Set a change of the void team aside by the same decision: its record names it as well."""
    change.state = State.VOIDED
    change.version += 1
    own = {"id": new_id(), "election_id": change.id, "version": change.version, "verdicts": []}
    record = Record(**{**_columns(void), **own})
    change.last_record_id = record.id
    session.add(record)
    session.flush()
    tell_of_step(session, change, record)


def next_attempt(session: Session, election: Election) -> int:
    """Return the number of the next election of the same organisation in the campaign."""
    held = select(func.max(Election.attempt)).where(
        Election.campaign_id == election.campaign_id,
        Election.organisation_id == election.organisation_id,
    )
    return session.scalars(held).one() + 1


def _take_over(
    session: Session, old: Election, successor: Election, steps: Collection[Step]
) -> None:
    """Copy what was recorded before the meeting, in its order, with nominees and their review."""
    standing = select(Record).where(
        Record.election_id == old.id, Record.step.in_(sorted(steps)), Record.superseded_by.is_(None)
    )
    copied: dict[UUID, UUID] = {}
    for record in session.scalars(standing.order_by(Record.id)):
        copied[record.id] = new_id()
        changed = {"id": copied[record.id], "election_id": successor.id}
        session.add(Record(**{**_columns(record), **changed}))
    session.flush()
    nominees = session.scalars(select(Nominee).where(Nominee.election_id == old.id)).all()
    answers = session.scalars(select(ReviewAnswer).where(ReviewAnswer.election_id == old.id)).all()
    rows: list[Nominee | ReviewAnswer] = [*nominees, *answers]
    for row in rows:
        if row.record_id in copied:
            changed = {"election_id": successor.id, "record_id": copied[row.record_id]}
            session.add(type(row)(**{**_columns(row), **changed}))
    session.flush()


def _columns(row: Base) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}
