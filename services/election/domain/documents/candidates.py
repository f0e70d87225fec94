"""Documents of the stages P7 to P11, as far as the rules look into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.election.domain.review import ReviewAnswer
from services.election.domain.states import Step


@dataclass(frozen=True, slots=True)
class Attestation:
    """Whether the proposer attests that a person meets the criteria for candidates."""

    person_number: str
    attested: bool


@dataclass(frozen=True, slots=True)
class Nomination:
    """Those put forward; where recorded, with the proposer's word on each."""

    step: ClassVar = Step.NOMINATION
    person_numbers: tuple[str, ...] = ()
    attestations: tuple[Attestation, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenAnswers:
    """One department's answers."""

    step: ClassVar = Step.REVIEW_ANSWERS
    answers: tuple[ReviewAnswer, ...]


@dataclass(frozen=True, slots=True)
class Consent:
    """The candidates to whom the superior agrees, and those for secretary and deputy.

    `secretary_rivals` stand for secretary beside the one candidate whom the rule foresees.
    """

    step: ClassVar = Step.CONSENT
    candidates: tuple[str, ...]
    secretary_candidate: str | None
    deputy_candidates: tuple[str, ...] = ()
    secretary_rivals: tuple[str, ...] = ()
    standing_candidates: tuple[str, ...] = ()

    @property
    def officers(self) -> tuple[str, ...]:
        """Those put forward for secretary, if anyone is, and for deputy."""
        secretary = (self.secretary_candidate,) if self.secretary_candidate else ()
        return (*secretary, *self.deputy_candidates)


@dataclass(frozen=True, slots=True)
class Notice:
    """The public notice: its first and last day."""

    step: ClassVar = Step.NOTICE
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection against the notice, by number."""

    step: ClassVar = Step.OBJECTION
    number: int


@dataclass(frozen=True, slots=True)
class ObjectionClosure:
    """The objection of this number is answered."""

    step: ClassVar = Step.OBJECTION_CLOSURE
    number: int


@dataclass(frozen=True, slots=True)
class SurnameStrokes:
    """How a nominee's surname is written, in the digits of `strokes`; empty: as in the table."""

    step: ClassVar = Step.SURNAME_STROKES
    person_number: str
    strokes: str


@dataclass(frozen=True, slots=True)
class Deliberation:
    """The candidates as the members fixed them."""

    step: ClassVar = Step.DELIBERATION
    candidates: tuple[str, ...]
    preliminary: bool = False
