"""The grounds of a campaign's joint review: what departments may answer by."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.election.commands import review_items as commands
from services.election.domain.rulebook import Trust
from services.election.queries.review_items import ReviewItems, reviewed_by
from services.election.routes.callers import Anyone, CityOrganisation
from services.election.schemas.review_items import (
    ReviewItemView,
    ReviewListEntry,
    ReviewListView,
)
from shared.web import Command, Sessions, answer_read

router = APIRouter(prefix="/campaigns", tags=["candidates"])


@router.put("/{campaign_id}/review-items", response_model=ReviewListView)
def set_review_items(
    campaign_id: UUID, body: ReviewListEntry, work: Command, caller: CityOrganisation
) -> Response:
    """Set the grounds: item code, wording, BAR or CAUTION, department, years of look-back.

    A ground on belief, religion, opinion, petitions or relatives is refused.
    """
    with work.begin() as session:
        done = commands.set_review_items(
            session, campaign_id, body, caller=caller, expect=work.expect
        )
        found = reviewed_by(session, campaign_id, caller.division_code)
        return work.answer(_view(campaign_id, found), version=done.version)


@router.get("/{campaign_id}/review-items", response_model=ReviewListView)
def read_review_items(
    request: Request, campaign_id: UUID, sessions: Sessions, caller: Anyone
) -> Response:
    """Read by which grounds departments answer in a campaign."""
    with sessions() as session:
        found = reviewed_by(session, campaign_id, caller.division_code)
    return answer_read(request, _view(campaign_id, found), found.version)


def _view(campaign_id: UUID, found: ReviewItems) -> ReviewListView:
    return ReviewListView(
        campaign_id=campaign_id,
        version=found.version,
        label=Trust.SEED if found.document_no else Trust.UNVERIFIED,
        document_no=found.document_no,
        items=[ReviewItemView.model_validate(each) for each in found.items],
    )
