"""What else the gates of a residents' election look at: its community, and who stays in office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Sitting:
    """A member who stays in office while a seat is filled by by-election, and who elected whom."""

    person_number: str
    sex: str
    elected_in: str = ""


@dataclass(frozen=True, slots=True)
class Community:
    """What else is on record about a residents' committee's community."""

    elected_on: date
    term_years: int | None  # None: not stored
    election_id: str = ""
    voters: int = 0
    party_result: date | None = None
    party_secretary: str | None = None
    void_on: date | None = None  # of the election that this one takes the place of
    vacancies: int | None = None  # of a by-election: no more seats than these may be filled
    sitting: tuple[Sitting, ...] = ()
