"""Operations of a congress: delegates, credentials, preparatory session."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.election.commands.act import record
from services.election.domain.states import Step
from services.election.routes.answers import Reader, answer
from services.election.routes.callers import Clerk, Street
from services.election.schemas import congress
from services.election.schemas.views import ElectionView
from shared.web import Command

router = APIRouter(prefix="/elections", tags=["congress"])


@router.post("/{election_id}/delegates/seats", response_model=ElectionView, status_code=201)
def approve_delegate_seats(
    election_id: UUID,
    body: congress.DelegateSeats,
    work: Command,
    caller: Street,
    language: Reader,
) -> Response:
    """Record how many delegates the superior approves."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.DELEGATE_SEATS,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/delegates/nomination", response_model=ElectionView, status_code=201)
def nominate_delegates(
    election_id: UUID,
    body: congress.DelegateNomination,
    work: Command,
    caller: Clerk,
    language: Reader,
) -> Response:
    """Record how the candidates for delegate came about, unit by unit."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.DELEGATE_NOMINATION,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/delegates/election", response_model=ElectionView, status_code=201)
def elect_delegates(
    election_id: UUID,
    body: congress.DelegateElection,
    work: Command,
    caller: Clerk,
    language: Reader,
) -> Response:
    """Record the delegates; again, where the credentials group wants others."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.DELEGATE_ELECTION,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/credentials", response_model=ElectionView, status_code=201)
def check_credentials(
    election_id: UUID,
    body: congress.Credentials,
    work: Command,
    caller: Clerk,
    language: Reader,
) -> Response:
    """Record what the credentials group found on each delegate."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.CREDENTIALS,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/preparatory-session", response_model=ElectionView, status_code=201)
def hold_preparatory_session(
    election_id: UUID,
    body: congress.PreparatorySession,
    work: Command,
    caller: Clerk,
    language: Reader,
) -> Response:
    """Record the preparatory session: report on credentials, presidium."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.PREPARATORY_SESSION,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)
