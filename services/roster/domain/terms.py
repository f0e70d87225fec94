"""Terms of office: their length and the day on which they are due (rule book, PARTY-TERM)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from services.roster.domain.people import is_leap

TERM_YEARS = 5  # PARTY-TERM: TO2018 §1; residents' committees likewise since RC2018
FIVE_YEARS_SINCE = date(2018, 7, 12)  # PARTY-TERM-OLD: a term running then keeps its old length
SHORTEST_TERM, LONGEST_TERM = 3, 5  # Party Constitution, Art. 31


class Ending(StrEnum):
    """Why a post ended."""

    ELECTION = "ELECTION"
    VOIDED = "VOIDED"
    CORRECTION = "CORRECTION"
    RECALL = "RECALL"
    DEPARTURE = "DEPARTURE"


def due_on(elected_on: date, years: int) -> date:
    """Return the day a term ends: the same calendar day, or the month's last where there is none.

    Civil Code Art. 202, so that 2020-02-29 and five years make 2025-02-28.
    """
    year = elected_on.year + years
    day = 28 if (elected_on.month, elected_on.day) == (2, 29) and not is_leap(year) else None
    return elected_on.replace(year=year, day=day or elected_on.day)


def default_years(elected_on: date) -> int | None:
    """Return the term that needs no statement: five years, or none for a term begun too early."""
    return TERM_YEARS if elected_on >= FIVE_YEARS_SINCE else None
