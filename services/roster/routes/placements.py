"""The reserve pool and the first secretaries."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.roster.commands import placements
from services.roster.models import FirstSecretary, Reserve
from services.roster.queries import people
from services.roster.routes.callers import Anyone, Corrector, Seconder
from services.roster.schemas.people import (
    EndingBody,
    FirstSecretaryBody,
    FirstSecretaryView,
    PlacementsQuery,
    ReserveBody,
    ReserveView,
    WithdrawalBody,
)
from shared.web import Command, PageOf, Sessions, answer_page, page

reserves = APIRouter(prefix="/reserves", tags=["reserve pool"])
first_secretaries = APIRouter(prefix="/first-secretaries", tags=["first secretaries"])


@reserves.get("", response_model=PageOf[ReserveView])
def list_reserves(
    request: Request, query: Annotated[PlacementsQuery, Query()], sessions: Sessions, caller: Anyone
) -> Response:
    """List the reserve pool with person numbers; names are read from /people."""
    statement = people.placements(Reserve, query, caller.division_code)
    with sessions() as session:
        found = page(session, statement, order=[Reserve.id], query=query)
    return answer_page(request, found, people.reserve_view)


@reserves.post("", response_model=ReserveView, status_code=201)
def file_reserve(body: ReserveBody, work: Command, caller: Corrector) -> Response:
    """Take a person into the reserve pool for a post in a community."""
    number = body.person_number
    facts = body.person.facts(number) if body.person else None
    entry = Reserve(division_code=body.division_code, post=body.post, source=body.source)
    entry.began_on = body.filed_on
    with work.begin() as session:
        entry = placements.begin(session, entry, number, facts, scope=caller.division_code)
        view = people.reserve_view((entry, number))
        return work.answer(
            view, status=201, version=entry.version, location=f"/reserves/{entry.id}"
        )


@reserves.post("/{reserve_id}/withdrawal", response_model=ReserveView)
def withdraw_reserve(
    reserve_id: UUID, body: WithdrawalBody, work: Command, caller: Corrector
) -> Response:
    """Let a person leave the reserve pool; the entry stays with its last day."""
    scope, expect = caller.division_code, work.expect_if_given
    with work.begin() as session:
        entry = placements.end(
            session, Reserve, reserve_id, body.withdrawn_on, scope=scope, expect=expect
        )
        view = people.reserve_view((entry, people.number_of(session, entry.person_id)))
        return work.answer(view, version=entry.version)


@first_secretaries.get("", response_model=PageOf[FirstSecretaryView])
def list_first_secretaries(
    request: Request, query: Annotated[PlacementsQuery, Query()], sessions: Sessions, caller: Anyone
) -> Response:
    """List the first secretaries with person numbers; names are read from /people."""
    statement = people.placements(FirstSecretary, query, caller.division_code)
    with sessions() as session:
        found = page(session, statement, order=[FirstSecretary.id], query=query)
    return answer_page(request, found, people.first_secretary_view)


@first_secretaries.post("", response_model=FirstSecretaryView, status_code=201)
def post_first_secretary(body: FirstSecretaryBody, work: Command, caller: Seconder) -> Response:
    """Second an official to a street or community as first secretary."""
    number = body.person_number
    facts = body.person.facts(number) if body.person else None
    entry = FirstSecretary(division_code=body.division_code, sent_by=body.sent_by)
    entry.began_on = body.posted_on
    with work.begin() as session:
        entry = placements.begin(session, entry, number, facts, scope=caller.division_code)
        view = people.first_secretary_view((entry, number))
        return work.answer(
            view, status=201, version=entry.version, location=f"/first-secretaries/{entry.id}"
        )


@first_secretaries.post("/{posting_id}/ending", response_model=FirstSecretaryView)
def end_first_secretary(
    posting_id: UUID, body: EndingBody, work: Command, caller: Seconder
) -> Response:
    """End a first secretary's secondment; the entry stays with its last day."""
    scope, expect = caller.division_code, work.expect_if_given
    with work.begin() as session:
        entry = placements.end(
            session, FirstSecretary, posting_id, body.ended_on, scope=scope, expect=expect
        )
        view = people.first_secretary_view((entry, people.number_of(session, entry.person_id)))
        return work.answer(view, version=entry.version)
