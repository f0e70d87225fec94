"""Corrections of a completed election: asked for below, decided by the county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.election.commands import corrections as commands
from services.election.models import Correction
from services.election.queries import corrections as queries
from services.election.routes.answers import Reader
from services.election.routes.callers import Anyone, CorrectionRequester, CountyOrganisation
from services.election.schemas import corrections as bodies
from services.election.schemas.verdicts import VerdictView
from services.election.schemas.voting import Number
from shared.text import Language
from shared.web import Command, Sessions, Work, json_response

router = APIRouter(prefix="/elections", tags=["corrections"])


@router.get("/{election_id}/corrections", response_model=bodies.CorrectionsView)
def list_corrections(
    election_id: UUID, sessions: Sessions, caller: Anyone, language: Reader
) -> Response:
    """List the corrections of an election: asked for, approved and refused."""
    with sessions() as session:
        found = queries.corrections(session, election_id, caller.division_code)
    items = [_view(correction, verdicts, language) for correction, verdicts in found]
    return json_response(bodies.CorrectionsView(items=items))


@router.post("/{election_id}/corrections", response_model=bodies.CorrectionView, status_code=201)
def request_correction(
    election_id: UUID,
    body: bodies.CorrectionRequest,
    work: Command,
    caller: CorrectionRequester,
    language: Reader,
) -> Response:
    """Ask for counts or dates of a completed election to be corrected; nothing changes yet."""
    with work.begin() as session:
        asked = commands.request_correction(
            session, election_id, body, caller=caller, expect=work.expect_if_given
        )
        return _answer(work, asked, language)


@router.post(
    "/{election_id}/corrections/{correction_no}/approval",
    response_model=bodies.CorrectionView,
    status_code=201,
)
def approve_correction(
    election_id: UUID,
    correction_no: Number,
    body: bodies.Decision,
    work: Command,
    caller: CountyOrganisation,
    language: Reader,
) -> Response:
    """Approve a correction: it is counted anew, and whoever is elected by it holds office."""
    with work.begin() as session:
        asked = commands.approve_correction(
            session, election_id, correction_no, body, caller=caller, expect=work.expect_if_given
        )
        return _answer(work, asked, language)


@router.post(
    "/{election_id}/corrections/{correction_no}/refusal",
    response_model=bodies.CorrectionView,
    status_code=201,
)
def refuse_correction(
    election_id: UUID,
    correction_no: Number,
    body: bodies.Decision,
    work: Command,
    caller: CountyOrganisation,
    language: Reader,
) -> Response:
    """Refuse a correction; everything stays as it is on record."""
    with work.begin() as session:
        asked = commands.refuse_correction(
            session, election_id, correction_no, body, caller=caller, expect=work.expect_if_given
        )
        return _answer(work, asked, language)


def _answer(work: Work, asked: commands.Asked, language: Language) -> Response:
    correction = asked.correction
    return work.answer(
        _view(correction, asked.record.verdicts, language),
        status=201,
        version=asked.election.version,
        location=f"/elections/{correction.election_id}/corrections",
    )


def _view(
    correction: Correction, verdicts: Sequence[Mapping[str, Any]], language: Language
) -> bodies.CorrectionView:
    facts = {name: getattr(correction, name) for name in PLAIN}
    shown = [VerdictView.of(each, language) for each in verdicts]
    return bodies.CorrectionView.model_validate({**facts, "verdicts": shown})


PLAIN = bodies.CorrectionView.model_fields.keys() - {"verdicts"}
