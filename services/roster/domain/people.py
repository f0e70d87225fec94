"""What the roster says of a person: completed age, degree, social work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.roster.domain.codes import BACHELOR_OR_ABOVE


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of a person; a number is always the same person. None: not stated."""

    number: str
    name: str
    sex: str
    born_on: date
    education: str
    social_work_qualification: bool | None = None
    social_work_degree: bool | None = None


FACTS = ("name", "sex", "born_on", "education", "social_work_qualification", "social_work_degree")


COUNTED = tuple(name for name in FACTS if name != "name")  # what figures are counted from


def differing(stated: PersonFacts, other: PersonFacts) -> list[str]:
    """Return the facts in which two statements about one person contradict each other."""
    return [
        name
        for name in FACTS
        if None not in (getattr(stated, name), getattr(other, name))
        and getattr(stated, name) != getattr(other, name)
    ]


def rewritten(stated: PersonFacts, recorded: PersonFacts) -> list[str]:
    """Return what figures are counted from and would say otherwise than on record."""
    return [
        name for name in COUNTED if getattr(stated, name) not in (None, getattr(recorded, name))
    ]


def completed_age(born_on: date, on: date) -> int:
    """Return the completed years of age (周岁) on a date.

    Born on 02-29: the birthday is 02-28 in common years (glossary, section 1: a choice).
    """
    birthday = (born_on.month, born_on.day)
    if birthday == (2, 29) and not is_leap(on.year):
        birthday = (2, 28)
    return on.year - born_on.year - ((on.month, on.day) < birthday)


def is_leap(year: int) -> bool:
    """Say whether a year has a 29th of February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def has_bachelor_or_above(education: str) -> bool:
    """Say whether the highest completed education counts as 本科及以上 (glossary, section 6.3)."""
    return education in BACHELOR_OR_ABOVE


def does_social_work(*, qualification: bool | None, degree: bool | None) -> bool:
    """Say whether a person counts as social worker: qualification or degree, counted once (F13)."""
    return bool(qualification) or bool(degree)
