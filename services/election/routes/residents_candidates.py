"""Operations of the stages R7 to R10: nomination by signers, candidates, proxies, officials."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.election.commands import residents_nomination as commands
from services.election.commands.act import record
from services.election.domain.states import Step
from services.election.routes.answers import Reader, answer
from services.election.routes.asking import Asking
from services.election.routes.callers import ElectionCommittee
from services.election.schemas import residents_preparation
from services.election.schemas import residents_voting as bodies
from services.election.schemas.views import ElectionView
from shared.web import Command

router = APIRouter(prefix="/elections", tags=["residents: candidates"])


@router.post("/{election_id}/nominations", response_model=ElectionView, status_code=201)
def nominate_by_signers(
    election_id: UUID,
    body: residents_preparation.SignedNominations,
    work: Command,
    caller: ElectionCommittee,
    asking: Asking,
) -> Response:
    """Put voters forward by nomination sheets; roster is asked about them first of all."""
    numbers = [sheet.person_number for sheet in body.sheets]
    people = asking.people(election_id, numbers, caller)
    with work.begin() as session:
        done = commands.nominate_by_signers(
            session,
            election_id,
            body,
            people=people,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, asking.language, status=201)


@router.post("/{election_id}/write-ins", response_model=ElectionView, status_code=201)
def enter_write_in(
    election_id: UUID,
    body: bodies.WriteIn,
    work: Command,
    caller: ElectionCommittee,
    asking: Asking,
) -> Response:
    """Make a voter countable whose name was written on ballots; roster is asked first."""
    people = asking.people(election_id, [body.person_number], caller)
    with work.begin() as session:
        done = commands.write_in(
            session,
            election_id,
            body,
            people=people,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, asking.language, status=201)


@router.post("/{election_id}/candidate-list", response_model=ElectionView, status_code=201)
def publish_candidates(
    election_id: UUID,
    body: bodies.CandidateList,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Record the published candidates of each post."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.CANDIDATE_LIST,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/proxies", response_model=ElectionView, status_code=201)
def give_proxy(
    election_id: UUID,
    body: bodies.GivenProxy,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Record that a voter who is away authorises another."""
    with work.begin() as session:
        done = commands.give_proxy(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/officials", response_model=ElectionView, status_code=201)
def name_officials(
    election_id: UUID,
    body: bodies.Officials,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Record who issues, calls, counts and watches at the vote."""
    with work.begin() as session:
        done = record(
            session, election_id, Step.OFFICIALS, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/vote-preparation", response_model=ElectionView, status_code=201)
def prepare_vote(
    election_id: UUID,
    body: bodies.VotePreparation,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Record that everything is ready for the vote."""
    with work.begin() as session:
        done = record(
            session,
            election_id,
            Step.VOTE_PREPARATION,
            body,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, language, status=201)
