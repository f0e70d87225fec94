"""What was corrected after it had been counted."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.reporting.models import Correction
from services.reporting.queries import campaigns, corrections
from services.reporting.routes.figures import Reader
from services.reporting.schemas import CorrectionsQuery, CorrectionView
from shared.web import PageOf, Sessions, answer_page, page

router = APIRouter(prefix="/campaigns", tags=["corrections"])


@router.get("/{campaign_id}/corrections", response_model=PageOf[CorrectionView])
def list_corrections(
    campaign_id: UUID,
    query: Annotated[CorrectionsQuery, Query()],
    request: Request,
    sessions: Sessions,
    caller: Reader,
) -> Response:
    """List the facts that were corrected, and the figures that each correction touched."""
    with sessions() as session:
        view = campaigns.look_at(
            session, campaign_id, scope=caller.division_code, division_code=query.division_code
        )
        order = [Correction.id, Correction.election_id]
        found = page(session, corrections.corrections(view), order=order, query=query)
        figures = corrections.touched(session, view, found.rows)
    return answer_page(
        request,
        found,
        lambda row: CorrectionView.of(row, figures.get((row[0].id, row[0].election_id), ())),
    )
