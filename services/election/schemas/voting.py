"""What callers send in the stages P12 to P14: meeting, rounds, tallies, vote on the secretary."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from services.election.domain.party_meeting import Presider
from services.election.domain.tally import RoundKind
from services.election.schemas.fields import (
    Act,
    Body,
    Count,
    DocumentedAct,
    DocumentNumber,
    Name,
    PersonNumber,
)

MOST_LINES = 100
Number = Annotated[int, Field(ge=1, le=10_000)]


class Relative(Body):
    """A scrutineer or teller who declares a candidate as close relative."""

    person_number: PersonNumber
    candidate: PersonNumber


class Meeting(Act):
    """Who came, and what the meeting did before the ballots went out.

    Where scrutineers and tellers are named beside their number, none of them may be a candidate.
    """

    base: Count
    present: Count
    method_adopted: bool
    introduced: bool
    scrutineers: Annotated[int, Field(ge=0, le=100, strict=True)]
    tellers: Annotated[int, Field(ge=0, le=100, strict=True)]
    chaired_by: Name | None = None
    presider: Presider | None = None
    scrutineer_numbers: Annotated[tuple[PersonNumber, ...], Field(max_length=100)] = ()
    teller_numbers: Annotated[tuple[PersonNumber, ...], Field(max_length=100)] = ()
    relatives: Annotated[tuple[Relative, ...], Field(max_length=100)] = ()

    @model_validator(mode="after")
    def check_as_many_named(self) -> Self:
        """Refuse names that are not as many as the number stated beside them."""
        for named, stated in (
            (self.scrutineer_numbers, self.scrutineers),
            (self.teller_numbers, self.tellers),
        ):
            if named and len(set(named)) != stated:
                raise PydanticCustomError("not_as_many", "Name as many persons as are stated.")
        return self


class RoundOpening(Body):
    """Ballots handed out for the round that is due.

    `seats` and `candidates` are what is printed on them, where it should be checked: the seats as
    approved, the candidates in their order. `helper_numbers` fill in ballots for those who cannot.
    """

    kind: RoundKind
    issued: Count
    seats: Annotated[int, Field(ge=1, le=99, strict=True)] | None = None
    candidates: Annotated[tuple[PersonNumber, ...], Field(max_length=MOST_LINES)] | None = None
    helper_numbers: Annotated[tuple[PersonNumber, ...], Field(max_length=MOST_LINES)] = ()


class CandidateVotes(Body):
    """The three numbers of one candidate."""

    person_number: PersonNumber
    votes_for: Annotated[Count, Field(alias="for")]
    votes_against: Annotated[Count, Field(alias="against")]
    votes_abstain: Annotated[Count, Field(alias="abstain")]


class WrittenIn(Body):
    """The votes for a person who is not on the list."""

    person_number: PersonNumber
    votes_for: Annotated[Count, Field(alias="for")]


class Tally(Body):
    """One teller's count of a round."""

    returned: Count
    invalid: Count
    votes: Annotated[list[CandidateVotes], Field(max_length=MOST_LINES)]
    write_ins: Annotated[tuple[WrittenIn, ...], Field(max_length=MOST_LINES)] = ()

    @model_validator(mode="after")
    def check_names_once(self) -> Self:
        """Refuse a sheet on which a person stands twice."""
        persons = [line.person_number for line in self.votes]
        persons += [line.person_number for line in self.write_ins]
        if len(set(persons)) < len(persons):
            raise PydanticCustomError("duplicate_person", "A person stands twice.")
        return self


class TallyNumber(Body):
    """A tally: of which round, and the how-manyeth that was entered for it."""

    round: Number
    tally: Number


class Signature(Act):
    """The count record is signed: by all scrutineers, unless `signatures` says by how many."""

    signatures: Annotated[int, Field(ge=1, le=100, strict=True)] | None = None


class SeatCut(Act):
    """How many of the electors consent to fewer seats; a congress's presidium may decide it.

    `informed_document_no` is the report by which the superior was informed of it.
    """

    consenting: Count
    presidium_decided: bool = False
    informed_document_no: DocumentNumber | None = None


class TieDecision(DocumentedAct):
    """The superior's decision on a second tie: who takes the seats, or nobody to vote again."""

    named: Annotated[tuple[PersonNumber, ...], Field(max_length=50)] = ()


class FurtherCandidates(DocumentedAct):
    """Those deliberated anew, with the superior's consent, for a further ballot."""

    candidates: Annotated[tuple[PersonNumber, ...], Field(min_length=1, max_length=50)]


class SecretaryMeeting(Act):
    """The new committee's first meeting and its count."""

    chaired_by: PersonNumber
    present: Count
    issued: Count
    returned: Count
    invalid: Count
    votes: Annotated[list[CandidateVotes], Field(min_length=1, max_length=10)]
    scrutineer_numbers: Annotated[tuple[PersonNumber, ...], Field(max_length=10)] = ()


class SecretaryCandidate(DocumentedAct):
    """The superior's consent to another candidate for secretary."""

    person_number: PersonNumber
