"""Operations of the stages R4 and R5: the register of voters, the list, objections to it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.election.commands import residents_register as commands
from services.election.commands import residents_registration as registration
from services.election.commands.act import record
from services.election.domain.refusals import NoIdentityKey
from services.election.domain.states import Step
from services.election.models import Voter
from services.election.queries import voters as queries
from services.election.routes.answers import Reader, answer
from services.election.routes.callers import ElectionCommittee, VoterReader
from services.election.schemas import residents_preparation as bodies
from services.election.schemas.residents_views import RegistrationView, VoterView
from services.election.schemas.views import ElectionView
from shared.web import Command, PageOf, PageQuery, Sessions, answer_page, page

router = APIRouter(prefix="/elections", tags=["residents: voters"])


@router.post("/{election_id}/voters", response_model=RegistrationView, status_code=201)
def register_voters(
    election_id: UUID,
    body: bodies.Registration,
    request: Request,
    work: Command,
    caller: ElectionCommittee,
) -> Response:
    """Register voters, all of them or none; nobody is registered in two communities."""
    key = request.app.state.settings.identity_key.get_secret_value().encode()
    if not key:
        raise NoIdentityKey
    with work.begin() as session:
        done, voters = registration.register(
            session, election_id, body, key=key, caller=caller, expect=work.expect_if_given
        )
        items = [VoterView.model_validate(each) for each in voters]
        version = done.election.version
        view = RegistrationView(version=version, items=items)
        return work.answer(view, status=201, version=version)


@router.get("/{election_id}/voters", response_model=PageOf[VoterView])
def list_voters(
    request: Request,
    election_id: UUID,
    query: Annotated[PageQuery, Query()],
    sessions: Sessions,
    caller: VoterReader,
) -> Response:
    """List the registered voters of the election's community."""
    with sessions() as session:
        statement = queries.voters(session, election_id, caller.division_code)
        found = page(session, statement, order=[Voter.id], query=query)
    return answer_page(request, found, VoterView.model_validate)


@router.post(
    "/{election_id}/voters/{voter_id}/removal", response_model=ElectionView, status_code=201
)
def remove_voter(
    election_id: UUID,
    voter_id: UUID,
    body: bodies.Removal,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Take a voter off the register."""
    removal = bodies.Deregistration(voter_id=voter_id, **body.model_dump())
    with work.begin() as session:
        done = commands.deregister(
            session, election_id, removal, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/voter-list", response_model=ElectionView, status_code=201)
def publish_voter_list(
    election_id: UUID,
    body: bodies.VoterList,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Record that the list of registered voters is up."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.VOTER_LIST, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/voter-objections", response_model=ElectionView, status_code=201)
def receive_voter_objection(
    election_id: UUID,
    body: bodies.Received,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Record an objection to the voter list; a late one is refused as late."""
    with work.begin() as session:
        done = commands.receive_objection(
            session,
            election_id,
            Step.VOTER_OBJECTION,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post(
    "/{election_id}/voter-objections/{number}/decision",
    response_model=ElectionView,
    status_code=201,
)
def decide_voter_objection(
    election_id: UUID,
    number: bodies.Number,
    body: bodies.Answered,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Record the decision on an objection to the voter list."""
    with work.begin() as session:
        done = commands.answer_objection(
            session,
            election_id,
            Step.VOTER_DECISION,
            bodies.NumberedAnswer(number=number, **body.model_dump()),
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)
