"""Operations of the stages R0 to R3 and R6: audit, election committee, mode and day."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.election.commands import residents_register as commands
from services.election.commands.act import record
from services.election.domain.states import Step
from services.election.routes.answers import Reader, answer
from services.election.routes.callers import Clerk, CountyGovernment, ElectionCommittee, Street
from services.election.schemas import fields
from services.election.schemas import residents_preparation as bodies
from services.election.schemas.views import ElectionView
from shared.web import Command

router = APIRouter(prefix="/elections", tags=["residents: preparation"])


@router.post("/{election_id}/departure-audit", response_model=ElectionView, status_code=201)
def publish_audit(
    election_id: UUID,
    body: fields.DocumentedAct,
    work: Command,
    caller: Street,
    language: Reader,
) -> Response:
    """Record that the departure audit of the outgoing members was published."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.DEPARTURE_AUDIT,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/delay", response_model=ElectionView, status_code=201)
def approve_delay(
    election_id: UUID,
    body: bodies.Delay,
    work: Command,
    caller: CountyGovernment,
    language: Reader,
) -> Response:
    """Record the county government's consent to a later election of this committee."""
    with work.begin() as session:
        done = commands.delay(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/election-committee", response_model=ElectionView, status_code=201)
def form_election_committee(
    election_id: UUID,
    body: bodies.ElectionCommittee,
    work: Command,
    caller: Clerk,
    language: Reader,
) -> Response:
    """Record who was chosen into the election committee."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.ELECTION_COMMITTEE,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post(
    "/{election_id}/election-committee/changes", response_model=ElectionView, status_code=201
)
def change_election_committee(
    election_id: UUID,
    body: bodies.CommitteeChange,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Record who left the election committee and who took their places."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.COMMITTEE_CHANGE,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post(
    "/{election_id}/election-committee/decisions", response_model=ElectionView, status_code=201
)
def record_committee_decision(
    election_id: UUID,
    body: bodies.CommitteeDecision,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Record a decision of the election committee; without quorum or majority it stays as void."""
    with work.begin() as session:
        done = commands.record_decision(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/kin-declarations", response_model=ElectionView, status_code=201)
def declare_kin(
    election_id: UUID,
    body: bodies.KinDeclaration,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Record that two persons declare to be related."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.KIN_DECLARATION,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.put("/{election_id}/method", response_model=ElectionView)
def settle_method(
    election_id: UUID,
    body: bodies.Method,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Record mode, election day and the seats of each post."""
    with work.begin() as session:
        done = commands.settle_method(session, election_id, body, caller=caller, expect=work.expect)
        return answer(work, done, language)


@router.post("/{election_id}/method/approval", response_model=ElectionView, status_code=201)
def approve_method(
    election_id: UUID,
    body: fields.DocumentedAct,
    work: Command,
    caller: Street,
    language: Reader,
) -> Response:
    """Approve mode, day and seats; whoever entered them may not."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.METHOD_APPROVAL,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/election-day", response_model=ElectionView, status_code=201)
def move_election_day(
    election_id: UUID,
    body: bodies.NewDay,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Set another election day."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.NEW_DAY, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/representatives", response_model=ElectionView, status_code=201)
def record_representatives(
    election_id: UUID,
    body: bodies.Representatives,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Record how many representatives each residents' group chose."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.REPRESENTATIVES,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)
