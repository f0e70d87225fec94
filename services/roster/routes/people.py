"""People."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.roster.queries import people
from services.roster.routes.callers import Reader
from services.roster.schemas.people import (
    PeopleQuery,
    PeopleView,
    PersonDetailView,
    PersonQuery,
)
from shared.web import Sessions, json_response

router = APIRouter(prefix="/people", tags=["people"])


@router.get("", response_model=PeopleView)
def list_people(
    query: Annotated[PeopleQuery, Query()], sessions: Sessions, caller: Reader
) -> Response:
    """List the people with these numbers who belong to the caller's division in any way."""
    numbers = query.numbers.split(",")
    with sessions() as session:
        found = people.people(session, numbers, as_of=query.as_of, scope=caller.division_code)
    return json_response(PeopleView(items=found))


@router.get("/{person_id}", response_model=PersonDetailView)
def read_person(
    person_id: UUID,
    query: Annotated[PersonQuery, Query()],
    sessions: Sessions,
    caller: Reader,
) -> Response:
    """Read one person with the posts held within the caller's division."""
    scope = caller.division_code
    with sessions() as session:
        return json_response(people.person(session, person_id, as_of=query.as_of, scope=scope))
