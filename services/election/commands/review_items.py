"""The command that sets by which grounds a campaign's nominees are reviewed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.election.commands.act import Expect
from services.election.domain.preparation_refusals import NotReviewing
from services.election.domain.refusals import refuse_if_broken
from services.election.domain.review import review_minimal
from services.election.models import Campaign, Division, ReviewList
from services.election.models.facts import read_items
from services.election.schemas.review_items import ReviewListEntry
from shared.divisions import check_inside
from shared.errors import NotFound
from shared.security import Caller


def set_review_items(
    session: Session, campaign_id: UUID, body: ReviewListEntry, *, caller: Caller, expect: Expect
) -> ReviewList:
    """Set the list; the earlier one stays on record, and so do the answers given under it."""
    campaign = session.get(Campaign, campaign_id, with_for_update=True)
    if campaign is None:
        raise NotFound
    check_inside(session, campaign.division_code, caller.division_code, table=Division)
    newest = session.scalar(
        select(func.max(ReviewList.version)).where(ReviewList.campaign_id == campaign_id)
    )
    expect(newest or 0)
    _check_departments(body, campaign)
    items = [each.model_dump(mode="json") for each in body.items]
    refuse_if_broken([review_minimal(read_items(items))], None)
    row = ReviewList(
        campaign_id=campaign_id,
        version=(newest or 0) + 1,
        document_no=body.document_no,
        items=items,
        recorded_by=caller.subject,
    )
    session.add(row)
    session.flush()
    return row


def _check_departments(body: ReviewListEntry, campaign: Campaign) -> None:
    strangers = [
        f"/items/{place}/department"
        for place, each in enumerate(body.items)
        if each.department is not None and each.department not in campaign.departments
    ]
    if strangers:
        raise NotReviewing(strangers)
