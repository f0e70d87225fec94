"""What callers send in the stages R1 to R7: committee, method, register, nominations."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, SecretStr

from services.election.domain.residents_kin import Relation
from services.election.domain.residents_law import Mode, Post
from services.election.domain.residents_region import Ground
from services.election.domain.rulebook import Authority
from services.election.schemas.fields import (
    Act,
    Body,
    Code,
    Count,
    Day,
    DocumentedAct,
    DocumentNumber,
    Name,
    PersonNumber,
)

MOST_VOTERS = 500  # in one request
MOST_SHEETS = 50
Seats = Annotated[int, Field(ge=0, le=20, strict=True)]
Number = Annotated[int, Field(ge=1, le=10_000)]
Persons = Annotated[list[PersonNumber], Field(max_length=50)]


class Delay(DocumentedAct):
    """The consent to a later election, and whose it is: only the county government's serves."""

    new_due: Day
    approved_by: Authority = Authority.COUNTY_GOV


class ElectionCommittee(Act):
    """Who was chosen into the election committee, and by whom: the record of its formation."""

    chosen_by: Annotated[str, Field(pattern="^(RESIDENTS_MEETING|REPRESENTATIVES_MEETING|GROUPS)$")]
    members: Annotated[Persons, Field(min_length=1)]
    announcement_no: DocumentNumber


class CommitteeChange(Act):
    """Members who leave the election committee, and those who take their places."""

    leaves: Annotated[tuple[PersonNumber, ...], Field(max_length=50)] = ()
    joins: Annotated[tuple[PersonNumber, ...], Field(max_length=50)] = ()


class CommitteeDecision(Act):
    """A decision of the election committee: who was there, how many were in favour."""

    subject: Code
    present: Count
    yes: Count


class KinDeclaration(Act):
    """Two persons who declare that they are related."""

    first: PersonNumber
    second: PersonNumber
    relation: Relation


class Method(Act):
    """Mode, day and seats of each post; no day is refused, for it decides which law governs."""

    decided_by: Annotated[str, Field(pattern="^(RESIDENTS_MEETING|REPRESENTATIVES_MEETING)$")]
    mode: Mode
    election_day: Day | None = None
    published_on: Day | None = None
    registration_from: Day
    seats: Annotated[dict[Post, Seats], Field(min_length=1)]
    households: Count | None = None
    place: Name | None = None


class NewDay(DocumentedAct):
    """Another election day."""

    election_day: Day


class HouseholdEntry(Body):
    """What the household register shows of a person; its number is kept as a keyed hash alone."""

    number: Annotated[SecretStr, Field(min_length=1, max_length=50)]
    born_on: Day
    sex: Annotated[str, Field(pattern="^[12]$", description="GB/T 2261.1")]


class VoterEntry(Body):
    """One person for the register. The identity number is never stored: only a keyed hash of it.

    Who has no identity card shows the household register; where both are given the card decides.
    """

    name: Name
    identity_number: SecretStr | None = None
    household_register: HouseholdEntry | None = None
    ground: Ground
    months: Annotated[int, Field(ge=0, le=1200, strict=True)] = 0
    confirmed: bool = False
    deprived: bool = False


class Registration(Act):
    """Voters to be registered; all of them, or none."""

    voters: Annotated[list[VoterEntry], Field(min_length=1, max_length=MOST_VOTERS)]


class Removal(Act):
    """Why a voter leaves the register."""

    ground: Code


class Deregistration(Removal):
    """Which voter leaves the register."""

    voter_id: UUID


class VoterList(Body):
    """The list of registered voters is up; `households` where they vote."""

    published_on: Day
    households: Count | None = None
    announcement_no: DocumentNumber

    @property
    def day(self) -> date:
        """The day on which it counts as done."""
        return self.published_on


class Received(Body):
    """An objection that came in; what it says stays on paper."""

    received_on: Day
    kind: Code

    @property
    def day(self) -> date:
        """The day on which it counts as done."""
        return self.received_on


class Answered(Act):
    """What was decided or answered."""

    outcome: Code


class NumberedAnswer(Answered):
    """What was decided on the objection of this number."""

    number: Number


class Representatives(Act):
    """How many representatives each residents' group chose, and the size of their meeting."""

    groups: Annotated[
        list[Annotated[int, Field(ge=1, le=1000, strict=True)]],
        Field(min_length=1, max_length=1000),
    ]
    meeting_members: Count


class NominationSheet(Body):
    """One nominee for one post, with how many signed; nobody's signature is kept."""

    person_number: PersonNumber
    voter_id: UUID
    post: Post
    signers: Count = 0
    households: Count = 0
    by_group: bool = False


class SignedNominations(Act):
    """Nomination sheets handed in together."""

    sheets: Annotated[list[NominationSheet], Field(min_length=1, max_length=MOST_SHEETS)]
