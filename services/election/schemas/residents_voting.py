"""What callers send in the stages R9 to R12: candidates, proxies, votes, result, recall."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from services.election.domain.documents import VacancyGround
from services.election.domain.residents_law import Mode, Post
from services.election.domain.residents_reading import Reading
from services.election.domain.residents_tally import PostCount
from services.election.domain.residents_void import Breach
from services.election.domain.tally import RoundKind
from services.election.schemas.fields import (
    Act,
    Body,
    Count,
    Day,
    DocumentedAct,
    DocumentNumber,
    PersonNumber,
)

MOST_NAMES = 100
MOST_READINGS = 10_000
Persons = Annotated[list[PersonNumber], Field(min_length=1, max_length=50)]


class CandidateList(Body):
    """The candidates of each post, as published."""

    published_on: Day
    posts: Annotated[dict[Post, Persons], Field(min_length=1)]
    announcement_no: DocumentNumber

    @property
    def day(self) -> date:
        """The day on which it counts as done."""
        return self.published_on


class GivenProxy(Act):
    """A voter who is away authorises another; `published_on` is the day both names went up."""

    principal: UUID
    agent: UUID
    in_writing: bool
    published_on: Day | None = None


class Officials(Act):
    """Who issues, calls, counts and watches at the vote."""

    persons: Persons


class VotePreparation(Act):
    """Places and booths are ready."""

    places: Annotated[int, Field(ge=1, le=1000, strict=True)]
    private_booths: Annotated[int, Field(ge=0, le=1000, strict=True)]


class WriteIn(Body):
    """A voter who was written in: only who is known by number can be counted."""

    person_number: PersonNumber
    voter_id: UUID


class VoteOpening(Act):
    """Ballots handed out for the vote that is due, proxies' ballots included."""

    kind: RoundKind
    issued: Count


class PostLine(Body):
    """The votes for one person, on the list or written in."""

    person_number: PersonNumber
    votes_for: Annotated[Count, Field(alias="for")]


class PostTally(Body):
    """One post: ballots whose part chooses too many, and the votes by person."""

    post: Post
    invalid: Count = 0
    votes: Annotated[list[PostLine], Field(max_length=MOST_NAMES)]


class BallotReading(Body):
    """So many ballots on which the same persons are chosen; none twice for one post."""

    ballots: Annotated[int, Field(ge=1, le=1_000_000, strict=True)]
    marks: Annotated[
        dict[Post, Annotated[tuple[PersonNumber, ...], Field(max_length=MOST_NAMES)]],
        Field(max_length=len(Post)),
    ]


class VoteTally(Body):
    """One teller's count of a vote; whole ballots that are invalid, then each post.

    `ballots`: the other ballots as they were read. They are judged and not kept, for a rare
    combination of names can tell whose ballot it is; the sums must be theirs.
    """

    returned: Count
    invalid: Count
    posts: Annotated[list[PostTally], Field(min_length=1, max_length=len(Post))]
    ballots: Annotated[tuple[BallotReading, ...], Field(max_length=MOST_READINGS)] = ()

    @model_validator(mode="after")
    def check_names_once(self) -> Self:
        """Refuse a sheet on which a post stands twice, or a person twice for one post."""
        names = [(part.post, line.person_number) for part in self.posts for line in part.votes]
        posts = {part.post for part in self.posts}
        if len(set(names)) < len(names) or len(posts) < len(self.posts):
            raise PydanticCustomError("duplicate_person", "A person or post stands twice.")
        marked = [persons for each in self.ballots for persons in each.marks.values()]
        if any(len(set(persons)) < len(persons) for persons in marked):
            raise PydanticCustomError("duplicate_person", "A person is marked twice for a post.")
        return self

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The ballots as the rules take them."""
        return tuple(Reading(each.ballots, each.marks) for each in self.ballots)

    @property
    def parts(self) -> tuple[PostCount, ...]:
        """The posts as the count takes them."""
        return tuple(
            PostCount(
                part.post, {line.person_number: line.votes_for for line in part.votes}, part.invalid
            )
            for part in self.posts
        )


class VoteSignature(Act):
    """The count is signed, with the three attestations and what else was found against the vote."""

    private_booth: bool
    counted_in_public: bool
    announced_on_the_spot: bool
    breaches: Annotated[tuple[Breach, ...], Field(max_length=len(Breach))] = ()


class SeatVacated(DocumentedAct):
    """A winner gives way to a relative, gives the seat up, or has won it by fraud."""

    person_number: PersonNumber
    ground: VacancyGround


class AddedCandidate(Act):
    """One who is nominated anew for the further ballot that is due."""

    person_number: PersonNumber
    post: Post


class Declaration(Act):
    """The result is announced; the street's two statements on smaller groups."""

    several_groups: bool = False
    attested: bool = False


class Holder(Body):
    """Who is named on a certificate, and for which post."""

    person_number: PersonNumber
    post: Post


class Certificates(DocumentedAct):
    """How many certificates civil affairs and the street issued, and to whom where it is told."""

    certificates: Count
    holders: Annotated[tuple[Holder, ...], Field(max_length=MOST_NAMES)] = ()


class Annulment(DocumentedAct):
    """The whole election is void, on these grounds of the checklist."""

    grounds: Annotated[list[Breach], Field(min_length=1, max_length=len(Breach))]


class ByElection(DocumentedAct):
    """Vacant seats are to be filled for the rest of the term."""


class RecallProposal(DocumentedAct):
    """Whom how many voters, households or representatives propose to recall."""

    person_number: PersonNumber
    proposers: Count


class FullProposal(RecallProposal):
    """A proposal with the mode and base of the election that it concerns."""

    mode: Mode
    base: Count


class RecallBallot(Act):
    """The vote on a recall."""

    took_part: Count
    yes: Count
    invalid: Count = 0
