"""The joint review of nominees: who answers, what an answer may say, and what it stops.

No national list for communities was found: departments and items are settings of a region.
"""

from services.election.domain.review.answers import (
    Answer,
    ReviewAnswer,
    caution_decided,
    every_department_answered,
    joint_review_done,
    nobody_barred,
)
from services.election.domain.review.items import (
    USUAL_ITEMS,
    ItemKind,
    ReviewItem,
    look_back_over,
    review_minimal,
)

__all__ = [
    "USUAL_ITEMS",
    "Answer",
    "ItemKind",
    "ReviewAnswer",
    "ReviewItem",
    "caution_decided",
    "every_department_answered",
    "joint_review_done",
    "look_back_over",
    "nobody_barred",
    "review_minimal",
]
