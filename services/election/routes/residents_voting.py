"""Operations of the stage R11: votes, counts by post, seats that fall vacant, the result."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.election.commands import residents_voting as commands
from services.election.queries import voters as queries
from services.election.routes.answers import Reader, answer
from services.election.routes.callers import (
    Anyone,
    ElectionCommittee,
    Scrutineer,
    Teller,
    VacancyDecider,
)
from services.election.schemas import residents_voting as bodies
from services.election.schemas.residents_views import PostVotesView, VotesHeldView, VoteView
from services.election.schemas.verdicts import VerdictView, stored_verdict
from services.election.schemas.views import ElectionView
from services.election.schemas.voting import Number, TallyNumber
from shared.text import Language
from shared.web import Command, Sessions, json_response

router = APIRouter(prefix="/elections", tags=["residents: voting"])


@router.post("/{election_id}/votes", response_model=ElectionView, status_code=201)
def open_vote(
    election_id: UUID,
    body: bodies.VoteOpening,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Hand out ballots for the vote that is due."""
    with work.begin() as session:
        done = commands.open_vote(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/votes/{vote_no}/tallies", response_model=ElectionView, status_code=201)
def enter_vote_tally(
    election_id: UUID,
    vote_no: Number,
    body: bodies.VoteTally,
    work: Command,
    caller: Teller,
    language: Reader,
) -> Response:
    """Enter one teller's count of a vote; two equal ones by two persons settle it."""
    with work.begin() as session:
        done = commands.enter_vote_tally(
            session, election_id, vote_no, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post(
    "/{election_id}/votes/{vote_no}/tallies/{tally_no}/discard",
    response_model=ElectionView,
    status_code=201,
)
def discard_vote_tally(
    election_id: UUID,
    vote_no: Number,
    tally_no: Number,
    work: Command,
    caller: Scrutineer,
    language: Reader,
) -> Response:
    """Set one of two differing tallies aside; the vote is then counted anew."""
    with work.begin() as session:
        tally = TallyNumber(round=vote_no, tally=tally_no)
        done = commands.discard_vote_tally(
            session, election_id, tally, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post(
    "/{election_id}/votes/{vote_no}/signature", response_model=ElectionView, status_code=201
)
def sign_vote(
    election_id: UUID,
    vote_no: Number,
    body: bodies.VoteSignature,
    work: Command,
    caller: Scrutineer,
    language: Reader,
) -> Response:
    """Sign the count with the three attestations: who is elected and what is due is computed."""
    with work.begin() as session:
        done = commands.sign_vote(
            session, election_id, vote_no, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/seat-vacancies", response_model=ElectionView, status_code=201)
def vacate_seat(
    election_id: UUID,
    body: bodies.SeatVacated,
    work: Command,
    caller: VacancyDecider,
    language: Reader,
) -> Response:
    """Take a winner's seat before the result: kin, a seat given up, or a win by fraud."""
    with work.begin() as session:
        done = commands.vacate_seat(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/added-candidates", response_model=ElectionView, status_code=201)
def add_candidate(
    election_id: UUID,
    body: bodies.AddedCandidate,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Put one more person on the ballot of a further vote."""
    with work.begin() as session:
        done = commands.add_candidate(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/declaration", response_model=ElectionView, status_code=201)
def declare_result(
    election_id: UUID,
    body: bodies.Declaration,
    work: Command,
    caller: ElectionCommittee,
    language: Reader,
) -> Response:
    """Announce the result of the vote."""
    with work.begin() as session:
        done = commands.declare_result(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.get("/{election_id}/votes", response_model=VotesHeldView)
def list_votes(election_id: UUID, sessions: Sessions, caller: Anyone, language: Reader) -> Response:
    """List the votes of a residents' election with their agreed counts, void ones among them."""
    with sessions() as session:
        found = queries.votes(session, election_id, caller.division_code)
    return json_response(VotesHeldView(items=[_view(each, language) for each in found]))


def _view(read: queries.VoteRead, language: Language) -> VoteView:
    held, count = read.held, read.count
    parts = count.posts if count else ()
    elected = read.result.elected if read.result else ()
    verdicts = read.result.verdicts if read.result else ()
    return VoteView(
        no=held.no,
        kind=held.kind,
        held_on=held.held_on,
        base=read.base,
        issued=held.issued,
        status=held.status,
        returned=count.returned if count else None,
        invalid=count.invalid if count else None,
        posts=[
            PostVotesView(post=part.post, invalid=part.invalid, votes=dict(part.votes))
            for part in parts
        ],
        elected={seat.person: seat.post for seat in elected},
        verdicts=[VerdictView.of(stored_verdict(each, read.rules), language) for each in verdicts],
    )
