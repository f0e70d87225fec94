"""Operations of the stages P0 to P3: preparation, assessment, rectification."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.election.commands import preparation as commands
from services.election.commands.act import record
from services.election.domain.states import Step
from services.election.routes.answers import Reader, answer
from services.election.routes.callers import (
    Authorities,
    CountyOrganisation,
    PartyAuthorities,
    Street,
)
from services.election.schemas import fields, preparation
from services.election.schemas.views import ElectionView
from shared.web import Command

router = APIRouter(prefix="/elections", tags=["preparation"])


@router.put("/{election_id}/work-team", response_model=ElectionView)
def record_work_team(
    election_id: UUID,
    body: preparation.WorkTeam,
    work: Command,
    caller: CountyOrganisation,
    language: Reader,
) -> Response:
    """Record who leads the work team, who is responsible, and which department."""
    with work.begin() as session:
        done = record(session, election_id, Step.WORK_TEAM, body, caller=caller, expect=work.expect)
        return answer(work, done, language)


@router.put("/{election_id}/survey", response_model=ElectionView)
def record_survey(
    election_id: UUID, body: preparation.Survey, work: Command, caller: Street, language: Reader
) -> Response:
    """Record the visit and the eight items of the preparation checklist."""
    with work.begin() as session:
        done = record(session, election_id, Step.SURVEY, body, caller=caller, expect=work.expect)
        return answer(work, done, language)


@router.put("/{election_id}/assessment", response_model=ElectionView)
def record_assessment(
    election_id: UUID,
    body: preparation.Assessment,
    work: Command,
    caller: CountyOrganisation,
    language: Reader,
) -> Response:
    """Record the assessment of the team and of each member."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.ASSESSMENT, body, caller=caller, expect=work.expect
        )
        return answer(work, done, language)


@router.put("/{election_id}/six-answers", response_model=ElectionView)
def record_six_answers(
    election_id: UUID, body: preparation.SixAnswers, work: Command, caller: Street, language: Reader
) -> Response:
    """Record the answers to the six questions, per organisation and without names."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.SIX_ANSWERS, body, caller=caller, expect=work.expect
        )
        return answer(work, done, language)


@router.post("/{election_id}/risks/{number}/closure", response_model=ElectionView, status_code=201)
def close_risk(
    election_id: UUID,
    number: preparation.QuestionNumber,
    body: fields.DocumentedAct,
    work: Command,
    caller: CountyOrganisation,
    language: Reader,
) -> Response:
    """Record that the action on the risk of question `number` is closed."""
    with work.begin() as session:
        done = commands.close_risk(
            session,
            election_id,
            preparation.RiskClosure(number=number, on=body.on, document_no=body.document_no),
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/rectification", response_model=ElectionView, status_code=201)
def list_for_rectification(
    election_id: UUID,
    body: preparation.Rectification,
    work: Command,
    caller: CountyOrganisation,
    language: Reader,
) -> Response:
    """Put the organisation on the list for rectification, with the four who stand for it."""
    with work.begin() as session:
        done = commands.list_for_rectification(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.put("/{election_id}/rectification/progress", response_model=ElectionView)
def record_rectification_progress(
    election_id: UUID,
    body: preparation.RectificationProgress,
    work: Command,
    caller: Street,
    language: Reader,
) -> Response:
    """Record how far the rectification has come."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.RECTIFICATION_PROGRESS,
            body,
            caller=caller,
            expect=work.expect,
        )
        return answer(work, done, language)


@router.post(
    "/{election_id}/rectification/acceptance", response_model=ElectionView, status_code=201
)
def accept_rectification(
    election_id: UUID,
    body: preparation.RectificationAcceptance,
    work: Command,
    caller: CountyOrganisation,
    language: Reader,
) -> Response:
    """Accept the rectification: the organisation may start its election.

    It closes the risks that it names, and no others.
    """
    with work.begin() as session:
        done = commands.accept_rectification(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/clearance", response_model=ElectionView, status_code=201)
def clear_election(
    election_id: UUID, body: fields.Act, work: Command, caller: CountyOrganisation, language: Reader
) -> Response:
    """Let an organisation that is not listed start its election."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.CLEARANCE, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/postponement", response_model=ElectionView, status_code=201)
def postpone_election(
    election_id: UUID,
    body: preparation.Postponement,
    work: Command,
    caller: PartyAuthorities,
    language: Reader,
) -> Response:
    """Record the approval of another date; the one who approved must be the caller."""
    with work.begin() as session:
        done = commands.postpone(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/exceptions", response_model=ElectionView, status_code=201)
def grant_exception(
    election_id: UUID,
    body: preparation.RuleException,
    work: Command,
    caller: Authorities,
    language: Reader,
) -> Response:
    """Attach an approval for a rule that is broken; the authority named must be the caller."""
    with work.begin() as session:
        done = commands.grant_exception(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)
