"""Reading elections."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.election.domain.facts import Post
from services.election.domain.states import State, Step
from services.election.models import Election, Record
from services.election.models.facts import procedure_of
from services.election.queries import elections as queries
from services.election.queries.rounds import RoundRead, rounds
from services.election.routes.answers import Reader, election_view
from services.election.routes.callers import Anyone, NameReader
from services.election.schemas import views
from services.election.schemas.queries import ElectionsQuery, GatesQuery
from services.election.schemas.verdicts import VerdictView, stored_verdict
from shared.security import Caller, Role
from shared.text import Language
from shared.today import today
from shared.web import PageOf, Sessions, answer_page, answer_read, json_response, page

router = APIRouter(prefix="/elections", tags=["elections"])

ORGANISERS = (Role.CITY_ORG, Role.COUNTY_ORG)
# Documents that concern persons are read by those whose duty they are; others see that they exist.
READERS: Mapping[Step, tuple[Role, ...]] = {
    Step.ASSESSMENT: (*ORGANISERS, Role.STREET),
    Step.REVIEW_ANSWERS: (*ORGANISERS, Role.COUNTY_SC),
    Step.ROLL: (*ORGANISERS, Role.STREET, Role.CLERK),
    Step.KIN_DECLARATION: (Role.EC, Role.STREET, Role.COUNTY_CIVIL),
}


@router.get("", response_model=PageOf[views.ElectionSummary])
def list_elections(
    request: Request,
    query: Annotated[ElectionsQuery, Query()],
    sessions: Sessions,
    caller: Anyone,
) -> Response:
    """List elections, in the order of their divisions."""
    statement = queries.elections(query, caller.division_code)
    with sessions() as session:
        found = page(session, statement, order=[Election.division_code, Election.id], query=query)
    return answer_page(request, found, views.ElectionSummary.model_validate)


@router.get("/{election_id}", response_model=views.ElectionView)
def read_election(
    request: Request, election_id: UUID, sessions: Sessions, caller: Anyone, language: Reader
) -> Response:
    """Read where an election stands."""
    with sessions() as session:
        found = queries.standing(session, election_id, caller.division_code)
    view = election_view(found.election, found.verdicts, language)
    return answer_read(request, view, found.election.version)


@router.get("/{election_id}/gates", response_model=views.GatesView)
def list_gates(
    election_id: UUID,
    query: Annotated[GatesQuery, Query()],
    sessions: Sessions,
    caller: Anyone,
    language: Reader,
) -> Response:
    """List everything that stands between an election and its next stage; changes nothing.

    Asked of a day, it judges every limit as for an act on that day; without one, as for today.
    """
    on, scope = query.on or today(), caller.division_code
    with sessions() as session:
        found, verdicts, rules = queries.gates(session, election_id, scope, on=on)
    procedure, state = procedure_of(found), State(found.state)
    view = views.GatesView(
        id=found.id,
        state=state,
        stage=procedure.stages[state],
        version=found.version,
        on=on,
        next_steps=list(procedure.ahead[state]),
        items=[VerdictView.of(stored_verdict(each, rules), language) for each in verdicts],
    )
    return json_response(view)


@router.get("/{election_id}/records", response_model=views.RecordsView)
def list_records(
    election_id: UUID, sessions: Sessions, caller: Anyone, language: Reader
) -> Response:
    """List every version of every document and act, those superseded among them."""
    with sessions() as session:
        found = queries.records(session, election_id, caller.division_code)
    return json_response(
        views.RecordsView(items=[_record_view(each, caller, language) for each in found])
    )


@router.get("/{election_id}/rounds", response_model=views.RoundsView)
def list_rounds(
    election_id: UUID, sessions: Sessions, caller: Anyone, language: Reader
) -> Response:
    """List the rounds of an election with their agreed counts, void ones among them."""
    with sessions() as session:
        found = rounds(session, election_id, caller.division_code)
    return json_response(views.RoundsView(items=[_round_view(each, language) for each in found]))


@router.get("/{election_id}/holds", response_model=views.HoldsView)
def list_holds(election_id: UUID, sessions: Sessions, caller: Anyone) -> Response:
    """List the complaints and cases of the election's community, as audit told of them."""
    with sessions() as session:
        found = queries.holds(session, election_id, caller.division_code)
    return json_response(
        views.HoldsView(items=[views.HoldView.model_validate(each) for each in found])
    )


@router.get("/{election_id}/nominees", response_model=views.NomineesView)
def list_nominees(election_id: UUID, sessions: Sessions, caller: NameReader) -> Response:
    """List those put forward, and how far each has come."""
    with sessions() as session:
        found = queries.nominees(session, election_id, caller.division_code)
    return json_response(
        views.NomineesView(items=[views.NomineeView.model_validate(each) for each in found])
    )


@router.get("/{election_id}/result", response_model=views.ResultView)
def read_result(
    election_id: UUID, sessions: Sessions, caller: Anyone, language: Reader
) -> Response:
    """Read who was elected; posts are named once the superior has approved them."""
    with sessions() as session:
        today = datetime.now(UTC).date()
        found = queries.winners(session, election_id, caller.division_code, today=today)
    shown = [views.WinnerView.model_validate(each) for each in found.winners]
    if not all(each.allows for each in found.verdicts):
        shown = [each.model_copy(update={"post": Post.MEMBER}) for each in shown]
    verdicts = [VerdictView.of(stored_verdict(each), language) for each in found.verdicts]
    return json_response(
        views.ResultView(
            id=found.election.id, state=found.election.state, winners=shown, verdicts=verdicts
        )
    )


def _record_view(record: Record, caller: Caller, language: Language) -> views.RecordView:
    return views.RecordView(
        **{name: getattr(record, name) for name in RECORD_PLAIN},
        payload=record.payload if _concerns(record, caller) else None,
        verdicts=[VerdictView.of(each, language) for each in record.verdicts],
    )


def _concerns(record: Record, caller: Caller) -> bool:
    """Say whether the caller may read what was recorded; a department reads its own answers."""
    step = Step(record.step)
    readers = READERS.get(step)
    if readers is None or caller.may(*readers):
        return True
    own = record.payload.get("department") == caller.department
    return step is Step.REVIEW_ANSWERS and own and caller.may(Role.REVIEW_DEPARTMENT)


RECORD_PLAIN = views.RecordView.model_fields.keys() - {"payload", "verdicts"}


def _round_view(read: RoundRead, language: Language) -> views.RoundView:
    row, meeting, tally = read.round, read.meeting, read.tally
    verdicts = read.result.verdicts if read.result else ()
    return views.RoundView(
        no=row.no,
        meeting_no=meeting.no,
        held_on=meeting.held_on,
        base=meeting.base,
        present=meeting.present,
        kind=row.kind,
        seats=row.seats,
        candidates=row.candidates,
        issued=row.issued,
        status=row.status,
        returned=tally.returned if tally else None,
        invalid=tally.invalid if tally else None,
        votes=_votes(read),
        elected=list(read.result.elected) if read.result else [],
        verdicts=[VerdictView.of(stored_verdict(each, read.rules), language) for each in verdicts],
    )


def _votes(read: RoundRead) -> list[views.VotesView]:
    if read.tally is None:
        return []
    listed = [
        views.VotesView(
            person_number=each.person,
            written_in=False,
            votes_for=each.in_favour,
            votes_against=each.against,
            votes_abstain=each.abstain,
        )
        for each in read.tally.votes
    ]
    written = [
        views.VotesView(
            person_number=each.person,
            written_in=True,
            votes_for=each.in_favour,
            votes_against=0,
            votes_abstain=0,
        )
        for each in read.tally.write_ins
    ]
    return listed + written
