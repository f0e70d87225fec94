"""What is read about the grounds of a campaign's joint review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.election.domain.review import ReviewItem
from services.election.models import ReviewList
from services.election.models.facts import review_items
from services.election.queries.campaigns import campaign


@dataclass(frozen=True, slots=True)
class ReviewItems:
    """The grounds that hold in a campaign, with the version and document that set them."""

    items: Sequence[ReviewItem]
    version: int = 0
    document_no: str | None = None


def reviewed_by(session: Session, campaign_id: UUID, scope: str) -> ReviewItems:
    """Return the grounds of a campaign; unknown to those whom the campaign does not concern."""
    campaign(session, campaign_id, scope)
    newest = session.scalar(
        select(ReviewList)
        .where(ReviewList.campaign_id == campaign_id)
        .order_by(ReviewList.version.desc())
        .limit(1)
    )
    items = review_items(session, campaign_id)
    return ReviewItems(items, newest.version, newest.document_no) if newest else ReviewItems(items)
