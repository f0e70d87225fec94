"""Corrections of a person's facts: asked for by one office, decided by the county."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.roster.commands import corrections as commands
from services.roster.models import Correction
from services.roster.queries import corrections as queries
from services.roster.routes.callers import CorrectionReader, CountyOrganisation, Requester
from services.roster.schemas.corrections import (
    CorrectionBody,
    CorrectionsQuery,
    CorrectionView,
    DecisionBody,
)
from shared.web import Command, PageOf, Sessions, answer_page, json_response, page

router = APIRouter(prefix="/corrections", tags=["corrections"])


@router.get("", response_model=PageOf[CorrectionView])
def list_corrections(
    request: Request,
    query: Annotated[CorrectionsQuery, Query()],
    sessions: Sessions,
    caller: CorrectionReader,
) -> Response:
    """List requests to correct people's facts, decided ones among them."""
    statement = queries.corrections(query, caller.division_code)
    with sessions() as session:
        found = page(session, statement, order=[Correction.id], query=query)
    return answer_page(request, found, queries.correction_view)


@router.get("/{correction_id}", response_model=CorrectionView)
def read_correction(correction_id: UUID, sessions: Sessions, caller: CorrectionReader) -> Response:
    """Read one request and what became of it."""
    with sessions() as session:
        return json_response(queries.correction(session, correction_id, caller.division_code))


@router.post("", response_model=CorrectionView, status_code=201)
def request_correction(body: CorrectionBody, work: Command, caller: Requester) -> Response:
    """Ask for a person's facts to be corrected; nothing changes until another approves it."""
    with work.begin() as session:
        asked = commands.request_correction(session, body, caller=caller)
        location = f"/corrections/{asked[0].id}"
        return work.answer(queries.correction_view(asked), status=201, location=location)


@router.post("/{correction_id}/approval", response_model=CorrectionView, status_code=201)
def approve_correction(
    correction_id: UUID, body: DecisionBody, work: Command, caller: CountyOrganisation
) -> Response:
    """Approve a correction: the old facts are kept, the figures that they touch change."""
    with work.begin() as session:
        asked = commands.approve_correction(session, correction_id, body, caller=caller)
        return work.answer(queries.correction_view(asked), status=201)


@router.post("/{correction_id}/refusal", response_model=CorrectionView, status_code=201)
def refuse_correction(
    correction_id: UUID, body: DecisionBody, work: Command, caller: CountyOrganisation
) -> Response:
    """Refuse a correction; the roster stays as it is."""
    with work.begin() as session:
        asked = commands.refuse_correction(session, correction_id, body, caller=caller)
        return work.answer(queries.correction_view(asked), status=201)
