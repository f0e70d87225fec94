"""The order of names on the ballot, as readers are shown it."""

from __future__ import annotations

from pydantic import BaseModel


class ListedView(BaseModel):
    """A person on the ballot. `strokes` of the surname; `corrected` by an office's entry."""

    person_number: str
    name: str
    strokes: int | None
    corrected: bool


class BallotOrderView(BaseModel):
    """Candidates by surname strokes; candidates for secretary and deputy as the superior has it."""

    candidates: list[ListedView]
    officers: list[ListedView]
