"""Documents of a congress of delegates (procedure, section 4.3), as the rules look into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from services.election.domain.states import Step


class Credential(StrEnum):
    """What the credentials group found on a delegate."""

    IN_ORDER = "IN_ORDER"
    WRONG_PROCEDURE = "WRONG_PROCEDURE"  # the unit votes again
    UNQUALIFIED = "UNQUALIFIED"  # another delegate takes the place


@dataclass(frozen=True, slots=True)
class DelegateSeats:
    """How many delegates the superior approved."""

    step: ClassVar = Step.DELEGATE_SEATS
    on: date
    document_no: str
    seats: int


@dataclass(frozen=True, slots=True)
class DelegateUnit:
    """A unit that elects delegates: its seats, and how many stand for them."""

    unit: str
    seats: int
    candidates: int


@dataclass(frozen=True, slots=True)
class DelegateNomination:
    """How the candidates for delegate came about, and how many stand in each unit."""

    step: ClassVar = Step.DELEGATE_NOMINATION
    nominated_on: date
    agreed_on: date
    reviewed_on: date
    units: tuple[DelegateUnit, ...]


@dataclass(frozen=True, slots=True)
class DelegateElection:
    """Those whom the units elected."""

    step: ClassVar = Step.DELEGATE_ELECTION
    delegates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """One delegate's credentials."""

    person_number: str
    outcome: Credential


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the credentials group found."""

    step: ClassVar = Step.CREDENTIALS
    delegates: tuple[Checked, ...]

    @property
    def in_order(self) -> frozenset[str]:
        """Those whose credentials are in order."""
        return frozenset(
            each.person_number for each in self.delegates if each.outcome is Credential.IN_ORDER
        )


@dataclass(frozen=True, slots=True)
class PreparatorySession:
    """The session before the congress: the report on credentials, and the presidium."""

    step: ClassVar = Step.PREPARATORY_SESSION
    report_adopted: bool
    presidium: tuple[str, ...]
