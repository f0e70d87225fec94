"""What callers send in the stages P12 to P14: meeting, rounds, tallies, vote on the secretary."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from services.election.domain.tally import RoundKind
from services.election.schemas.fields import (
    Act,
    Body,
    Count,
    DocumentedAct,
    Name,
    PersonNumber,
)

MOST_LINES = 100
Number = Annotated[int, Field(ge=1, le=10_000)]


class Meeting(Act):
    """Who came, and what the meeting did before the ballots went out."""

    base: Count
    present: Count
    method_adopted: bool
    introduced: bool
    scrutineers: Annotated[int, Field(ge=0, le=100, strict=True)]
    tellers: Annotated[int, Field(ge=0, le=100, strict=True)]
    chaired_by: Name | None = None


class RoundOpening(Body):
    """Ballots handed out for the round that is due."""

    kind: RoundKind
    issued: Count


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
    """How many of the electors consent to fewer seats."""

    consenting: Count


class SecretaryMeeting(Act):
    """The new committee's first meeting and its count."""

    chaired_by: PersonNumber
    present: Count
    issued: Count
    returned: Count
    invalid: Count
    votes: Annotated[list[CandidateVotes], Field(min_length=1, max_length=10)]


class SecretaryCandidate(DocumentedAct):
    """The superior's consent to another candidate for secretary."""

    person_number: PersonNumber
