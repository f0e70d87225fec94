"""Operations between rounds: a second tie, candidates for a further ballot, the order of names."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.election.commands import decisions as commands
from services.election.queries.ballot_order import ballot_order
from services.election.routes.answers import Reader, answer
from services.election.routes.callers import NameReader, Street
from services.election.schemas import voting
from services.election.schemas.ballot_order import BallotOrderView
from services.election.schemas.views import ElectionView
from shared.web import Command, Sessions, json_response

router = APIRouter(prefix="/elections", tags=["voting"])


@router.post("/{election_id}/tie-decision", response_model=ElectionView, status_code=201)
def decide_tie(
    election_id: UUID,
    body: voting.TieDecision,
    work: Command,
    caller: Street,
    language: Reader,
) -> Response:
    """Decide a second tie: name who takes the seats, or order a further run-off."""
    with work.begin() as session:
        done = commands.decide_tie(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/further-candidates", response_model=ElectionView, status_code=201)
def add_further_candidates(
    election_id: UUID,
    body: voting.FurtherCandidates,
    work: Command,
    caller: Street,
    language: Reader,
) -> Response:
    """Record those deliberated anew, with consent, for a further ballot."""
    with work.begin() as session:
        done = commands.add_further_candidates(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.get("/{election_id}/ballot-order", response_model=BallotOrderView)
def read_ballot_order(election_id: UUID, sessions: Sessions, caller: NameReader) -> Response:
    """Read in which order names stand on the ballot: members by strokes, officers as approved."""
    with sessions() as session:
        return json_response(ballot_order(session, election_id, caller.division_code))
