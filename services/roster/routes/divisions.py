"""Divisions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from services.roster.models import Division
from services.roster.queries import places
from services.roster.routes.callers import Anyone
from services.roster.schemas.places import DivisionsQuery, DivisionView
from shared.web import PageOf, Sessions, answer_page, json_response, page

router = APIRouter(prefix="/divisions", tags=["divisions"])


@router.get("", response_model=PageOf[DivisionView])
def list_divisions(
    request: Request, query: Annotated[DivisionsQuery, Query()], sessions: Sessions, caller: Anyone
) -> Response:
    """List the divisions of the caller's subtree, in the order of their codes."""
    statement = places.divisions(query, caller.division_code)
    with sessions() as session:
        found = page(session, statement, order=[Division.code], query=query)
    return answer_page(request, found, DivisionView.model_validate)


@router.get("/{code}", response_model=DivisionView)
def read_division(
    code: Annotated[str, Path(pattern="^[0-9]{12}$")], sessions: Sessions, caller: Anyone
) -> Response:
    """Read one division by its 12-digit code."""
    with sessions() as session:
        found = places.division(session, code, caller.division_code)
    return json_response(DivisionView.model_validate(found))
