"""What surrounds an election: its campaign's terms, the complaints about it, the reserve pool."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.election.domain.review import USUAL_ITEMS, ReviewItem


@dataclass(frozen=True, slots=True)
class Reserves:
    """How many the pool holds for the principal post, and for the other posts of the team."""

    principal: int = 0
    others: int = 0


@dataclass(frozen=True, slots=True)
class Hold:
    """A complaint or case of the community that is still open."""

    kind: str
    placed_on: date


@dataclass(frozen=True, slots=True)
class CampaignTerms:
    """What the city set for all elections of the campaign."""

    statistics_as_of: date
    notice_working_days: int
    departments: tuple[str, ...]
    review_items: tuple[ReviewItem, ...] = USUAL_ITEMS
