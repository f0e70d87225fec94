"""Operations of the stages P12 and P13: meeting, rounds, counts, certification."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.election.commands import certifying, counting
from services.election.commands import voting as commands
from services.election.routes.answers import Reader, answer
from services.election.routes.asking import Asking
from services.election.routes.callers import Clerk, Scrutineer, Street, Teller
from services.election.schemas import voting
from services.election.schemas.views import ElectionView
from shared.web import Command

router = APIRouter(prefix="/elections", tags=["voting"])


@router.post("/{election_id}/meetings", response_model=ElectionView, status_code=201)
def record_meeting(
    election_id: UUID, body: voting.Meeting, work: Command, caller: Clerk, asking: Asking
) -> Response:
    """Record a meeting; short of its quorum it is kept as void, and the next one is due.

    Roster is asked about the scrutineers who are named.
    """
    strangers = asking.strangers(election_id, body.scrutineer_numbers, caller)
    with work.begin() as session:
        done = commands.record_meeting(
            session,
            election_id,
            body,
            strangers=strangers,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, asking.language, status=201)


@router.post("/{election_id}/meetings/completion", response_model=ElectionView, status_code=201)
def complete_meeting(
    election_id: UUID,
    body: voting.MeetingCompletion,
    work: Command,
    caller: Clerk,
    asking: Asking,
) -> Response:
    """Add to the record of the meeting that votes what it did before its ballots went out.

    So a meeting whose record lacked the adoption of the method, an introduction or a scrutineer
    can hand out its ballots. Who came stays as it is; the first record is kept behind the new one.
    """
    strangers = asking.strangers(election_id, body.scrutineer_numbers or (), caller)
    with work.begin() as session:
        done = commands.complete_meeting(
            session,
            election_id,
            body,
            strangers=strangers,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, asking.language, status=201)


@router.post("/{election_id}/rounds", response_model=ElectionView, status_code=201)
def open_round(
    election_id: UUID,
    body: voting.RoundOpening,
    work: Command,
    caller: Scrutineer,
    language: Reader,
) -> Response:
    """Hand out ballots for the round that is due."""
    with work.begin() as session:
        done = commands.open_round(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post(
    "/{election_id}/rounds/{round_no}/tallies", response_model=ElectionView, status_code=201
)
def enter_tally(
    election_id: UUID,
    round_no: voting.Number,
    body: voting.Tally,
    work: Command,
    caller: Teller,
    asking: Asking,
) -> Response:
    """Enter one teller's count of a round; two equal ones by two persons settle it.

    Roster is asked about names written in: votes for one whom it does not know elect nobody.
    """
    written_in = [each.person_number for each in body.write_ins]
    strangers = asking.strangers(election_id, written_in, caller)
    tally = voting.CheckedTally.model_validate({**dict(body), "strangers": strangers})
    with work.begin() as session:
        done = counting.enter_tally(
            session,
            election_id,
            round_no,
            tally,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, asking.language, status=201)


@router.post(
    "/{election_id}/rounds/{round_no}/signature", response_model=ElectionView, status_code=201
)
def sign_count(
    election_id: UUID,
    round_no: voting.Number,
    body: voting.Signature,
    work: Command,
    caller: Scrutineer,
    language: Reader,
) -> Response:
    """Sign the count: who is elected and what is due next is computed."""
    with work.begin() as session:
        done = counting.sign_count(
            session, election_id, round_no, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/seat-cut", response_model=ElectionView, status_code=201)
def cut_seats(
    election_id: UUID, body: voting.SeatCut, work: Command, caller: Street, language: Reader
) -> Response:
    """Cut the missing seats with the electors' consent, instead of a further ballot."""
    with work.begin() as session:
        done = counting.cut_seats(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)


@router.post("/{election_id}/certification", response_model=ElectionView, status_code=201)
def certify_result(
    election_id: UUID, body: voting.Certification, work: Command, caller: Street, asking: Asking
) -> Response:
    """Certify the result of the members' ballot; roster is asked about winners written in."""
    people = asking.written_in(election_id, caller)
    with work.begin() as session:
        done = certifying.certify(
            session,
            election_id,
            body,
            people=people,
            caller=caller,
            expect=work.expect_if_given,
        )
        return answer(work, done, asking.language, status=201)


@router.post(
    "/{election_id}/rounds/{round_no}/tallies/{tally_no}/discard",
    response_model=ElectionView,
    status_code=201,
)
def discard_tally(
    election_id: UUID,
    round_no: voting.Number,
    tally_no: voting.Number,
    work: Command,
    caller: Scrutineer,
    language: Reader,
) -> Response:
    """Set one of two differing tallies aside; the round is then counted anew."""
    with work.begin() as session:
        tally = voting.TallyNumber(round=round_no, tally=tally_no)
        done = counting.discard_tally(
            session, election_id, tally, caller=caller, expect=work.expect_if_given
        )
        return answer(work, done, language, status=201)
