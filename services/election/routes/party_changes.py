"""Operations on a team during its term: departures, by-elections, appointments."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.election.commands import party_changes as commands
from services.election.routes.answers import Reader, answer
from services.election.routes.asking import Asking
from services.election.routes.callers import Street
from services.election.schemas import party_changes as bodies
from services.election.schemas.residents_voting import ByElection
from services.election.schemas.views import ElectionView
from shared.web import Command

router = APIRouter(prefix="/elections", tags=["during the term"])


@router.post("/{election_id}/by-elections", response_model=ElectionView, status_code=201)
def order_by_election(
    election_id: UUID, body: ByElection, work: Command, caller: Street, language: Reader
) -> Response:
    """Open a by-election for the vacant seats of this election's team."""
    with work.begin() as session:
        done = commands.order_by_election(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/departures", response_model=ElectionView, status_code=201)
def record_departure(
    election_id: UUID, body: bodies.Departure, work: Command, caller: Street, language: Reader
) -> Response:
    """Record that a member of a Party team left office; the seat is vacant."""
    with work.begin() as session:
        done = commands.record_departure(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/appointments", response_model=ElectionView, status_code=201)
def appoint_member(
    election_id: UUID,
    body: bodies.Appointment,
    work: Command,
    caller: Street,
    language: Reader,
    asking: Asking,
) -> Response:
    """Record the superior's transfer or appointment of a person to a vacant seat."""
    people = asking.people(election_id, [body.person_number], caller)
    with work.begin() as session:
        done = commands.appoint(
            session, election_id, body, people=people, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)
