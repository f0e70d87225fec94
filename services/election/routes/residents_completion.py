"""Operations of the stage R12: filing, certificates, objections, a void election, recalls."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.election.commands import residents_changes as changes
from services.election.commands import residents_completion as commands
from services.election.commands.act import record
from services.election.commands.residents_register import answer_objection, receive_objection
from services.election.domain.states import Step
from services.election.routes.answers import Reader, answer
from services.election.routes.callers import (
    Clerk,
    CountyCivil,
    ElectionCommittee,
    ObjectionHearer,
    Street,
)
from services.election.schemas import fields, residents_preparation
from services.election.schemas import residents_voting as bodies
from services.election.schemas.views import ElectionView
from shared.web import Command

router = APIRouter(prefix="/elections", tags=["residents: completion"])


@router.post("/{election_id}/filing", response_model=ElectionView, status_code=201)
def file_result(
    election_id: UUID,
    body: fields.DocumentedAct,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Report the result to the street for the record."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.FILING, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/certificates", response_model=ElectionView, status_code=201)
def issue_certificates(
    election_id: UUID,
    body: bodies.Certificates,
    work: Command,
    caller: CountyCivil,
    language: Reader,
) -> Response:
    """Record the certificates, which completes the election; whoever filed the result may not."""
    with work.begin() as session:
        done = commands.issue_certificates(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/committee-handover", response_model=ElectionView, status_code=201)
def hand_over_committee(
    election_id: UUID,
    body: fields.Act,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Record that seal, rooms, accounts and files were handed over to the new committee."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.COMMITTEE_HANDOVER,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/result-objections", response_model=ElectionView, status_code=201)
def receive_result_objection(
    election_id: UUID,
    body: residents_preparation.Received,
    work: Command,
    caller: ObjectionHearer,
    language: Reader,
) -> Response:
    """Record an objection to the procedure or the result."""
    with work.begin() as session:
        done = receive_objection(
            session,
            election_id,
            Step.RESULT_OBJECTION,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post(
    "/{election_id}/result-objections/{number}/answer", response_model=ElectionView, status_code=201
)
def answer_result_objection(
    election_id: UUID,
    number: residents_preparation.Number,
    body: residents_preparation.Answered,
    work: Command,
    caller: ObjectionHearer,
    language: Reader,
) -> Response:
    """Record the written answer to an objection."""
    with work.begin() as session:
        done = answer_objection(
            session,
            election_id,
            Step.RESULT_ANSWER,
            residents_preparation.NumberedAnswer(number=number, **body.model_dump()),
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/annulment", response_model=ElectionView, status_code=201)
def annul_election(
    election_id: UUID,
    body: bodies.Annulment,
    work: Command,
    caller: CountyCivil,
    language: Reader,
) -> Response:
    """Declare the election void; a new one begins where the ground lies."""
    with work.begin() as session:
        done = commands.annul(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/recalls", response_model=ElectionView, status_code=201)
def propose_recall(
    election_id: UUID,
    body: bodies.RecallProposal,
    work: Command,
    caller: Clerk,
    language: Reader,
) -> Response:
    """Open the recall of a member, on a proposal by enough of those who may vote."""
    with work.begin() as session:
        done = changes.propose_recall(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/recall-vote", response_model=ElectionView, status_code=201)
def vote_on_recall(
    election_id: UUID,
    body: bodies.RecallBallot,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Record the vote on a recall; a void or lost one stays on record."""
    with work.begin() as session:
        done = changes.vote_on_recall(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/recall-confirmation", response_model=ElectionView, status_code=201)
def confirm_recall(
    election_id: UUID,
    body: fields.DocumentedAct,
    work: Command,
    caller: Street,
    language: Reader,
) -> Response:
    """Put a carried recall on file; whoever entered the vote may not."""
    with work.begin() as session:
        done = changes.confirm_recall(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)
