"""Commands that keep this service's copies of what roster and audit tell."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.election.commands.opening import due_day, join_campaigns
from services.election.domain.rulebook import Body
from services.election.domain.states import ElectionKind, State
from services.election.models import Election, Hold, Organisation, Reserve
from shared import events

BEFORE_THE_REPLY = sorted(State.between(State.PLANNED, State.RECTIFYING))


def keep_organisation(session: Session, event: events.OrganisationRegistered) -> None:
    """Store an organisation, open its elections, correct those that await their reply."""
    row = {
        "id": event.organisation_id,
        "division_code": event.division_code,
        "division_path": event.division_path,
        "division_name": event.division_name,
        "kind": event.organisation_kind,
        "type": event.organisation_type,
        "name": event.organisation_name,
        "full_members": event.full_members,
        "seats": event.seats,
        "elected_on": event.elected_on,
        "term_years": event.term_years,
        "due_on": event.due_on,
        "team_members": event.team_members,
    }
    changed = {name: value for name, value in row.items() if name != "id"}
    session.execute(
        insert(Organisation).values(row).on_conflict_do_update(index_elements=["id"], set_=changed)
    )
    organisation = session.get(Organisation, event.organisation_id, populate_existing=True)
    if organisation:
        join_campaigns(session, organisation)
    _correct_elections(session, event)


def file_reserve(session: Session, event: events.ReserveFiled) -> None:
    """Remember that a person is in the pool for a post; filed again, the person is back in it."""
    row = {
        "division_code": event.division_code,
        "person_number": event.person_number,
        "post": event.post,
    }
    dated = {"filed_on": event.filed_on, "withdrawn_on": None}
    session.execute(
        insert(Reserve)
        .values({**row, **dated})
        .on_conflict_do_update(index_elements=list(row), set_=dated)
    )


def withdraw_reserve(session: Session, event: events.ReserveWithdrawn) -> None:
    """Remember that a person has left the pool."""
    session.execute(
        update(Reserve)
        .where(
            Reserve.division_code == event.division_code,
            Reserve.person_number == event.person_number,
            Reserve.post == event.post,
        )
        .values(withdrawn_on=event.withdrawn_on)
    )


def place_hold(session: Session, event: events.HoldPlaced) -> None:
    """Remember that a complaint or case of the community is open."""
    session.execute(
        insert(Hold)
        .values(
            id=event.hold_id,
            division_code=event.division_code,
            kind=event.kind,
            placed_on=event.placed_on,
        )
        .on_conflict_do_nothing()
    )


def lift_hold(session: Session, event: events.HoldLifted) -> None:
    """Remember that it was closed, and how."""
    session.execute(
        update(Hold)
        .where(Hold.id == event.hold_id)
        .values(lifted_on=event.lifted_on, finding=event.finding)
    )


def _correct_elections(session: Session, event: events.OrganisationRegistered) -> None:
    """Correct the renewals; a by-election fills the seats that are vacant, for the term's rest."""
    due_on = due_day(
        Body(event.organisation_kind),
        elected_on=event.elected_on,
        term_years=event.term_years,
        told=event.due_on,
    )
    session.execute(
        update(Election)
        .where(
            Election.organisation_id == event.organisation_id,
            Election.kind == ElectionKind.RENEWAL,
            Election.state.in_(BEFORE_THE_REPLY),
            (Election.due_on != due_on) | (Election.seats != event.seats),
        )
        .values(due_on=due_on, seats=event.seats, version=Election.version + 1)
    )
