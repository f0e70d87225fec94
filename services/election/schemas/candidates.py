"""What callers send in the stages P7 to P11: nomination, joint review, consent, notice."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from services.election.domain.review import Answer
from services.election.schemas.fields import (
    Act,
    Body,
    Code,
    Day,
    DocumentedAct,
    DocumentNumber,
    ItemCode,
    Name,
    PersonNumber,
)

MOST_NOMINEES = 50
ObjectionNumber = Annotated[int, Field(ge=1, le=10_000)]
People = Annotated[list[PersonNumber], Field(min_length=1, max_length=MOST_NOMINEES)]


class Attestation(Body):
    """The proposer's word on a person: integrity first, then ability, and a sound team."""

    person_number: PersonNumber
    attested: bool


class Nomination(Act):
    """Those put forward, by person number, with the proposer's attestation where it was given."""

    person_numbers: People
    attestations: Annotated[tuple[Attestation, ...], Field(max_length=MOST_NOMINEES)] = ()

    @model_validator(mode="after")
    def check_attested_are_nominees(self) -> Self:
        """Refuse an attestation on one who is not put forward, and two on the same."""
        attested = [each.person_number for each in self.attestations]
        if len(set(attested)) < len(attested) or not set(attested) <= set(self.person_numbers):
            raise PydanticCustomError("not_a_nominee", "Attest once to each who is put forward.")
        return self


class GivenAnswer(Body):
    """One department's answer on one nominee; the reasons stay with the department.

    `ended_on`: when the matter ended, for an item that looks back a number of years.
    """

    person_number: PersonNumber
    answer: Answer
    item_code: ItemCode | None = None
    document_no: DocumentNumber
    ended_on: Day | None = None


class ReviewAnswers(Act):
    """The answers of the caller's department."""

    answers: Annotated[list[GivenAnswer], Field(min_length=1, max_length=MOST_NOMINEES)]

    @model_validator(mode="after")
    def check_names_once(self) -> Self:
        """Refuse two answers on one nominee."""
        if len({each.person_number for each in self.answers}) < len(self.answers):
            raise PydanticCustomError("duplicate_person", "A person is answered on twice.")
        return self


class Consent(DocumentedAct):
    """The candidates to whom the superior agrees, and those for secretary and deputy in order.

    One stands for secretary; `secretary_rivals` beside him need the street's approval.
    """

    candidates: People
    secretary_candidate: PersonNumber | None = None
    deputy_candidates: Annotated[tuple[PersonNumber, ...], Field(max_length=5)] = ()
    secretary_rivals: Annotated[tuple[PersonNumber, ...], Field(max_length=5)] = ()
    standing_candidates: Annotated[tuple[PersonNumber, ...], Field(max_length=100)] = ()


class Notice(Body):
    """The public notice, its first and last day."""

    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]
    place: Name | None = None

    @property
    def day(self) -> date:
        """The day on which it counts as done."""
        return self.first_day


class Objection(Body):
    """An objection against the notice; what it says stays on paper."""

    received_on: Day
    kind: Code

    @property
    def day(self) -> date:
        """The day on which it counts as done."""
        return self.received_on


class ObjectionClosure(Act):
    """How an objection ended."""

    outcome: Code


class NumberedClosure(ObjectionClosure):
    """How the objection of this number ended."""

    number: ObjectionNumber


class SurnameStrokes(Act):
    """How a surname is written: the sequence of its strokes 横 1, 竖 2, 撇 3, 点 4, 折 5.

    Empty takes a correction back: the table decides again.
    """

    strokes: Annotated[str, Field(pattern="^[1-5]{0,40}$", examples=["1234"])]


class PersonStrokes(SurnameStrokes):
    """The correction for the nominee of this number."""

    person_number: PersonNumber


class Deliberation(Act):
    """The candidates as the members fixed them; with `preliminary` a ballot chooses among them."""

    candidates: People
    preliminary: bool = False
