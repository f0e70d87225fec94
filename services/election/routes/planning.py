"""Operations of the stages P4 to P6: plan, request and reply, rehearsal, roll."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.election.commands import nomination as commands
from services.election.commands.act import record
from services.election.domain.states import Step
from services.election.routes.answers import Reader, answer
from services.election.routes.callers import Clerk, CountyCivil, CountyOrganisation, Street
from services.election.schemas import fields, preparation
from services.election.schemas.views import ElectionView
from shared.web import Command

router = APIRouter(prefix="/elections", tags=["planning"])


@router.put("/{election_id}/plan", response_model=ElectionView)
def record_plan(
    election_id: UUID, body: preparation.Plan, work: Command, caller: Clerk, language: Reader
) -> Response:
    """Record the plan: a day and a name for each step."""
    with work.begin() as session:
        done = record(session, election_id, Step.PLAN, body, caller=caller, expect=work.expect)
        return answer(work, done, language)


@router.post("/{election_id}/plan/vetting", response_model=ElectionView, status_code=201)
def vet_plan(
    election_id: UUID,
    body: fields.DocumentedAct,
    work: Command,
    caller: CountyCivil,
    language: Reader,
) -> Response:
    """Record that civil affairs has vetted the plan; a changed plan must be vetted anew."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.PLAN_VETTING,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/plan/approval", response_model=ElectionView, status_code=201)
def approve_plan(
    election_id: UUID, body: fields.Act, work: Command, caller: CountyOrganisation, language: Reader
) -> Response:
    """Approve the plan; whoever entered it may not."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.PLAN_APPROVAL,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/request", response_model=ElectionView, status_code=201)
def send_request(
    election_id: UUID, body: preparation.Request, work: Command, caller: Clerk, language: Reader
) -> Response:
    """Record the request (请示) with seats and kind of meeting."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.REQUEST, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/reply", response_model=ElectionView, status_code=201)
def record_reply(
    election_id: UUID, body: preparation.Reply, work: Command, caller: Street, language: Reader
) -> Response:
    """Record the reply (批复), which fixes the seats; whoever entered the request may not."""
    with work.begin() as session:
        done = commands.record_reply(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/rehearsal", response_model=ElectionView, status_code=201)
def record_rehearsal(
    election_id: UUID, body: fields.Act, work: Command, caller: Clerk, language: Reader
) -> Response:
    """Record the rehearsal of the meeting."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.REHEARSAL, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.put("/{election_id}/roll", response_model=ElectionView)
def record_roll(
    election_id: UUID, body: preparation.Roll, work: Command, caller: Clerk, language: Reader
) -> Response:
    """Record the roll of members in numbers, and who is left out of the attendance base."""
    with work.begin() as session:
        done = record(session, election_id, Step.ROLL, body, caller=caller, expect=work.expect)
        return answer(work, done, language)


@router.post("/{election_id}/roll/freeze", response_model=ElectionView, status_code=201)
def freeze_roll(
    election_id: UUID, body: fields.Act, work: Command, caller: Street, language: Reader
) -> Response:
    """Freeze the roll; whoever entered it may not. A changed roll must be frozen anew."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.ROLL_FREEZE, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)
