"""Operations of the stages P14 to P16: secretary, report, approval, handover, archive."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.election.commands import completion as commands
from services.election.commands.act import record
from services.election.commands.voiding import void_election
from services.election.domain.states import Step
from services.election.routes.answers import Reader, answer
from services.election.routes.callers import (
    Clerk,
    CountyOrganisation,
    Scrutineer,
    Street,
)
from services.election.schemas import completion, fields, voting
from services.election.schemas.views import ElectionView
from shared.web import Command

router = APIRouter(prefix="/elections", tags=["completion"])


@router.post("/{election_id}/secretary-meeting", response_model=ElectionView, status_code=201)
def record_secretary_meeting(
    election_id: UUID,
    body: voting.SecretaryMeeting,
    work: Command,
    caller: Scrutineer,
    language: Reader,
) -> Response:
    """Record the new committee's vote on its secretary and deputies."""
    with work.begin() as session:
        done = commands.record_secretary_meeting(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/secretary-candidate", response_model=ElectionView, status_code=201)
def name_secretary_candidate(
    election_id: UUID,
    body: voting.SecretaryCandidate,
    work: Command,
    caller: Street,
    language: Reader,
) -> Response:
    """Record the superior's consent to another candidate for secretary."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.SECRETARY_CANDIDATE,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/report", response_model=ElectionView, status_code=201)
def report_result(
    election_id: UUID, body: completion.Report, work: Command, caller: Clerk, language: Reader
) -> Response:
    """Report the result to the superior, and thereby the members for the record."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.REPORT, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/result-approval", response_model=ElectionView, status_code=201)
def approve_result(
    election_id: UUID, body: fields.DocumentedAct, work: Command, caller: Street, language: Reader
) -> Response:
    """Approve the result, which completes the election; whoever reported it may not."""
    with work.begin() as session:
        done = commands.approve_result(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/result-refusal", response_model=ElectionView, status_code=201)
def refuse_result(
    election_id: UUID, body: fields.DocumentedAct, work: Command, caller: Street, language: Reader
) -> Response:
    """Refuse the result: the secretary is voted on anew, after a new consent."""
    with work.begin() as session:
        done = commands.refuse_result(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/county-filing", response_model=ElectionView, status_code=201)
def file_with_county(
    election_id: UUID,
    body: fields.DocumentedAct,
    work: Command,
    caller: CountyOrganisation,
    language: Reader,
) -> Response:
    """Record the filing of the secretary with the county (备案)."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.COUNTY_FILING,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/handover", response_model=ElectionView, status_code=201)
def hand_over(
    election_id: UUID, body: fields.Act, work: Command, caller: Street, language: Reader
) -> Response:
    """Record that seal, files and accounts were handed over."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.HANDOVER, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/closure", response_model=ElectionView, status_code=201)
def close_election(
    election_id: UUID, body: completion.Closure, work: Command, caller: Street, language: Reader
) -> Response:
    """Close the file once every paper is in it."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.CLOSURE, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/void", response_model=ElectionView, status_code=201)
def void_election_result(
    election_id: UUID,
    body: fields.DocumentedAct,
    work: Command,
    caller: CountyOrganisation,
    language: Reader,
) -> Response:
    """Set the election aside; it is kept, and a new one takes its place."""
    with work.begin() as session:
        done = void_election(session, election_id, body, caller=caller, expect=work.expect_if_given)
        return answer(work, done, language, status=201)
