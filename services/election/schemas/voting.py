"""What callers send in the stages P12 to P14: meeting, rounds, tallies, vote on the secretary."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Any, Self

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
from services.election.schemas.preparation import MOST_MEMBERS
from services.election.schemas.readings import MOST_READINGS, BallotReading

MOST_LINES = 100
Number = Annotated[int, Field(ge=1, le=10_000)]


class Relative(Body):
    """A scrutineer or teller who declares a candidate as close relative."""

    person_number: PersonNumber
    candidate: PersonNumber


class Meeting(Act):
    """Who came, and what the meeting did before the ballots went out.

    Where scrutineers and tellers are named beside their number, none of them may be a candidate.
    `present` are voters alone: of those `in_room`, without the `non_voters`. `voter_numbers` says
    who of the voters came. `candidates_introduced` counts them where not all or none were.
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
    relatives: Annotated[tuple[Relative, ...], Field(max_length=100)] | None = None
    in_room: Count | None = None
    non_voters: Count = 0
    method_adopted_at: time | None = None
    candidates_introduced: Count | None = None
    voter_numbers: Annotated[tuple[PersonNumber, ...], Field(max_length=MOST_MEMBERS)] = ()

    @model_validator(mode="after")
    def check_as_many_named(self) -> Self:
        """Refuse names that are not as many as the number stated beside them."""
        for named, stated in (
            (self.scrutineer_numbers, self.scrutineers),
            (self.teller_numbers, self.tellers),
            (self.voter_numbers, self.present),
        ):
            if named and len(set(named)) != stated:
                raise PydanticCustomError("not_as_many", "Name as many persons as are stated.")
        return self


class MeetingCompletion(Body):
    """What the meeting did after it was recorded and before its ballots went out.

    Only what is sent changes the record; who came is as it was.
    """

    method_adopted: bool | None = None
    method_adopted_at: time | None = None
    introduced: bool | None = None
    candidates_introduced: Count | None = None
    scrutineers: Annotated[int, Field(ge=0, le=100, strict=True)] | None = None
    tellers: Annotated[int, Field(ge=0, le=100, strict=True)] | None = None
    scrutineer_numbers: Annotated[tuple[PersonNumber, ...], Field(max_length=100)] | None = None
    teller_numbers: Annotated[tuple[PersonNumber, ...], Field(max_length=100)] | None = None
    relatives: Annotated[tuple[Relative, ...], Field(max_length=100)] | None = None

    @model_validator(mode="after")
    def check_as_many_named(self) -> Self:
        """Refuse names without their number, or not as many."""
        for named, stated in (
            (self.scrutineer_numbers, self.scrutineers),
            (self.teller_numbers, self.tellers),
        ):
            if named and len(set(named)) != stated:
                raise PydanticCustomError("not_as_many", "Name as many persons as are stated.")
        return self

    @property
    def told(self) -> dict[str, Any]:
        """What is sent; another number takes the names away that stood beside the old one."""
        sent = self.model_dump(mode="json", exclude_none=True)
        for number, names in (("scrutineers", "scrutineer_numbers"), ("tellers", "teller_numbers")):
            if number in sent:
                sent.setdefault(names, [])
        return sent


class RoundOpening(Body):
    """Ballots handed out for the round that is due.

    `seats` and `candidates` are what is printed on them, where it should be checked: the seats as
    approved, the candidates in their order. `helper_numbers` fill in ballots for those who cannot;
    an empty list says that nobody did. `ballots_at` is the time of day of the first ballot.
    """

    kind: RoundKind
    issued: Count
    seats: Annotated[int, Field(ge=1, le=99, strict=True)] | None = None
    candidates: Annotated[tuple[PersonNumber, ...], Field(max_length=MOST_LINES)] | None = None
    helper_numbers: Annotated[tuple[PersonNumber, ...], Field(max_length=MOST_LINES)] | None = None
    ballots_at: time | None = None


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
    """One teller's count of a round.

    With `readings`, the ballots sorted by how they are marked, each is judged and the sums must
    follow from them. The readings themselves are not kept: a rare pattern could betray a voter.
    """

    returned: Count
    invalid: Count
    votes: Annotated[list[CandidateVotes], Field(max_length=MOST_LINES)]
    write_ins: Annotated[tuple[WrittenIn, ...], Field(max_length=MOST_LINES)] = ()
    readings: Annotated[tuple[BallotReading, ...], Field(max_length=MOST_READINGS)] = ()

    @model_validator(mode="after")
    def check_names_once(self) -> Self:
        """Refuse a sheet on which a person stands twice."""
        persons = [line.person_number for line in self.votes]
        persons += [line.person_number for line in self.write_ins]
        if len(set(persons)) < len(persons):
            raise PydanticCustomError("duplicate_person", "A person stands twice.")
        return self


class CheckedTally(Tally):
    """A count, with those written in whom roster does not know: votes for them elect nobody."""

    strangers: tuple[str, ...] = ()


class TallyNumber(Body):
    """A tally: of which round, and the how-manyeth that was entered for it."""

    round: Number
    tally: Number


class Signature(Act):
    """Scrutineers sign the count record: `signatures` of them now, or all in one act.

    The count is final once all have signed; those who are missing sign by another such act.
    """

    signatures: Annotated[int, Field(ge=1, le=100, strict=True)] | None = None


class Certification(Act):
    """The result is certified; `announced` are the winners in the order in which they were named.

    Members are named in the order of their surnames' strokes.
    """

    announced: Annotated[tuple[PersonNumber, ...], Field(max_length=MOST_LINES)] = ()


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
    """The superior's consent to another candidate for secretary, or to several for the post."""

    person_number: PersonNumber
    rivals: Annotated[tuple[PersonNumber, ...], Field(max_length=5)] = ()
