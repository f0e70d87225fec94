"""What one fact adds to which count. Every figure is a quotient of sums of these measures.

A measure is additive: a street's is the sum over its communities plus what is entered for the
street itself, and so on upwards. One function per source of facts says what a row of it counts for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Measures = Mapping[str, int]

HEADS = (
    "SECRETARY",
    "CHAIR",
)  # the post that leads the Party organisation, the residents' committee
YOUNG = 35  # "35周岁以下" includes 35 (glossary, section 1)
RESERVES_FOR_HEAD = 2  # GATE-RESERVE: two for the head, one for each other seat


class Source(StrEnum):
    """Where facts come from; a change of one fact touches the measures of its source alone."""

    COMMUNITIES = "communities"
    MEMBERS = "members"
    RESERVES = "reserves"
    FIRST_SECRETARIES = "first_secretaries"
    PROBLEMS = "problems"
    ACTIVITIES = "activities"


class Side(StrEnum):
    """Which of the two teams of a completed community."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


@dataclass(frozen=True, slots=True)
class CommunityFacts:
    """One organisation of the campaign."""

    seats: int | None  # not known before the election was opened
    completed: bool
    on_schedule: bool
    first_ballot: bool
    rectified: bool
    reserves_for_head: int
    reserves_for_others: int


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """One person in a team of a completed community, on the date of that team."""

    side: Side
    post: str
    age: int
    bachelor_or_above: bool
    social_work: bool


def of_community(facts: CommunityFacts) -> Measures:
    """Count an organisation; only a completed one can have been on schedule, or at first ballot."""
    return {
        "organisations": 1,
        "completed": int(facts.completed),
        "on_schedule": int(facts.completed and facts.on_schedule),
        "first_ballot": int(facts.completed and facts.first_ballot),
        "rectified": int(facts.rectified),
        "reserve_covered": int(is_covered(facts)),
    }


def is_covered(facts: CommunityFacts) -> bool:
    """Say whether the reserve pool holds two for the head and one for each other seat."""
    return (
        facts.seats is not None
        and facts.reserves_for_head >= RESERVES_FOR_HEAD
        and facts.reserves_for_others >= facts.seats - 1
    )


def of_member(facts: MemberFacts) -> Measures:
    """Count a team member, and once more among the heads if the member is one."""
    counted = {
        "members": 1,
        "age": facts.age,
        "bachelor_or_above": int(facts.bachelor_or_above),
        "aged_35_or_under": int(facts.age <= YOUNG),
        "social_work": int(facts.social_work),
    }
    measures = {f"{facts.side}.{name}": amount for name, amount in counted.items()}
    if facts.post in HEADS:
        measures |= {f"{facts.side}.head.{name}": amount for name, amount in counted.items()}
    return measures


def of_reserve(post: str) -> Measures:
    """Count a person in the reserve pool."""
    return {"reserve_secretary" if post in HEADS else "reserve_member": 1}


def of_first_secretary() -> Measures:
    """Count an official posted to a street or community."""
    return {"first_secretaries": 1}


def of_problem(*, closed: bool) -> Measures:
    """Count an entry of the problem register."""
    return {"problems": 1, "problems_closed": int(closed)}


def of_activity(kind: str, quantity: int) -> Measures:
    """Count work done, by its kind."""
    return {kind: quantity}


def total(measures: Measures, more: Measures) -> Counter[str]:
    """Return the sum of two, without the zeros."""
    summed = Counter(measures)
    summed.update(more)
    return Counter({name: amount for name, amount in summed.items() if amount})
