"""Operations of the stages P7 to P11: nomination, joint review, consent, notice, deliberation."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.election.commands import nomination as commands
from services.election.commands.act import record
from services.election.domain.states import Step
from services.election.routes.answers import Reader, answer
from services.election.routes.asking import Asking
from services.election.routes.callers import (
    Clerk,
    CountyStandingCommittee,
    ReviewDepartment,
    Street,
)
from services.election.schemas import candidates, fields
from services.election.schemas.views import ElectionView
from shared.web import Command

router = APIRouter(prefix="/elections", tags=["candidates"])


@router.post("/{election_id}/review-answers", response_model=ElectionView, status_code=201)
def answer_review(
    election_id: UUID,
    body: candidates.ReviewAnswers,
    work: Command,
    caller: ReviewDepartment,
    language: Reader,
) -> Response:
    """Record the answers of the caller's department on nominees."""
    with work.begin() as session:
        done = commands.answer_review(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/review-decision", response_model=ElectionView, status_code=201)
def decide_review(
    election_id: UUID,
    body: fields.DocumentedAct,
    work: Command,
    caller: CountyStandingCommittee,
    language: Reader,
) -> Response:
    """Record the standing committee's decision: whom one department fails is barred."""
    with work.begin() as session:
        done = commands.decide_review(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/consent", response_model=ElectionView, status_code=201)
def record_consent(
    election_id: UUID, body: candidates.Consent, work: Command, caller: Street, language: Reader
) -> Response:
    """Record the superior's consent to the candidates, and to those for secretary and deputy."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.CONSENT, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/notice", response_model=ElectionView, status_code=201)
def publish_notice(
    election_id: UUID, body: candidates.Notice, work: Command, caller: Street, language: Reader
) -> Response:
    """Record the public notice of the candidates."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.NOTICE, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/objections", response_model=ElectionView, status_code=201)
def receive_objection(
    election_id: UUID, body: candidates.Objection, work: Command, caller: Street, language: Reader
) -> Response:
    """Record that an objection against the notice came in."""
    with work.begin() as session:
        done = commands.receive_objection(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post(
    "/{election_id}/objections/{number}/closure", response_model=ElectionView, status_code=201
)
def close_objection(
    election_id: UUID,
    number: candidates.ObjectionNumber,
    body: candidates.ObjectionClosure,
    work: Command,
    caller: Street,
    language: Reader,
) -> Response:
    """Record how the objection of this number ended."""
    with work.begin() as session:
        done = commands.close_objection(
            session,
            election_id,
            candidates.NumberedClosure(number=number, on=body.on, outcome=body.outcome),
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/deliberation", response_model=ElectionView, status_code=201)
def fix_candidates(
    election_id: UUID, body: candidates.Deliberation, work: Command, caller: Clerk, language: Reader
) -> Response:
    """Record the candidates as the members fixed them: the meeting may be held."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.DELIBERATION,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/nominees", response_model=ElectionView, status_code=201)
def nominate_people(
    election_id: UUID,
    body: candidates.Nomination,
    work: Command,
    caller: Clerk,
    asking: Asking,
) -> Response:
    """Put persons forward; roster is asked about them, in the caller's name, first of all."""
    people = asking.people(election_id, body.person_numbers, caller)
    with work.begin() as session:
        done = commands.nominate(
            session,
            election_id,
            body,
            people=people,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, asking.language, status=201)
