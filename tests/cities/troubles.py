"""What may go wrong in a community of a made city, and who answers in its joint review."""

from __future__ import annotations

from typing import Any

Facts = dict[str, Any]

DEPARTMENTS = ["组织", "民政", "纪委监委", "公安", "检察", "法院", "司法"]

# What a service must refuse although the facts go on: the election cannot be completed.
ILLEGAL = (
    "short_notice",
    "barred_candidate",
    "missing_answer",
    "thin_surplus",
    "open_risk",
    "late_unapproved",
    "unapproved_youth",
)
TROUBLES = (
    *("none",) * 5,
    "no_quorum",
    "void_round",
    "review_fail",
    "complaint",
    "complaint_open",
    "postponed",
    "overdue",
    "unfinished",
    "listed",
    "listed_open",
    "no_youth",
    "stopped_survey",
    *ILLEGAL,
)
