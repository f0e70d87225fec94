"""What callers send about a congress of delegates (procedure, section 4.3)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from services.election.domain.documents import Credential
from services.election.schemas.fields import (
    Act,
    Body,
    Count,
    Day,
    DocumentedAct,
    Name,
    PersonNumber,
)

MOST_DELEGATES = 1000
Seats = Annotated[int, Field(ge=1, le=MOST_DELEGATES, strict=True)]


class DelegateSeats(DocumentedAct):
    """How many delegates the superior approves."""

    seats: Seats


class DelegateUnit(Body):
    """A unit that elects delegates: its seats, and how many stand for them."""

    unit: Name
    seats: Seats
    candidates: Count


class DelegateNomination(Body):
    """How the candidates for delegate came about: nominated, agreed on, reviewed."""

    nominated_on: Day
    agreed_on: Day
    reviewed_on: Day
    units: Annotated[tuple[DelegateUnit, ...], Field(min_length=1, max_length=MOST_DELEGATES)]

    @property
    def day(self) -> date:
        """The day on which it counts as done."""
        return self.reviewed_on


class DelegateElection(Act):
    """Those whom the units elected."""

    delegates: Annotated[tuple[PersonNumber, ...], Field(min_length=1, max_length=MOST_DELEGATES)]

    @model_validator(mode="after")
    def check_names_once(self) -> Self:
        """Refuse a delegate who is named twice."""
        if len(set(self.delegates)) < len(self.delegates):
            raise PydanticCustomError("duplicate_person", "A person stands twice.")
        return self


class CheckedDelegate(Body):
    """What the credentials group found on one delegate."""

    person_number: PersonNumber
    outcome: Credential


class Credentials(Act):
    """What the credentials group found on each delegate."""

    delegates: Annotated[
        tuple[CheckedDelegate, ...], Field(min_length=1, max_length=MOST_DELEGATES)
    ]


class PreparatorySession(Act):
    """The session before the congress: the report on credentials, and the presidium."""

    report_adopted: bool
    presidium: Annotated[tuple[PersonNumber, ...], Field(min_length=1, max_length=99)]
