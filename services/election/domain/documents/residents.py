"""Documents of a residents' committee election (R1 to R9), as far as the rules look into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.election.domain.residents_kin import Kin, Relation
from services.election.domain.residents_law import Mode, Post
from services.election.domain.rulebook import Authority
from services.election.domain.states import Step


@dataclass(frozen=True, slots=True)
class Delay:
    """The county government's consent to a later election."""

    step: ClassVar = Step.DELAY
    new_due: date
    approved_by: Authority = Authority.COUNTY_GOV


@dataclass(frozen=True, slots=True)
class ElectionCommittee:
    """The election committee as it was chosen."""

    step: ClassVar = Step.ELECTION_COMMITTEE
    on: date
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommitteeChange:
    """Members who left it, and those who took their places."""

    step: ClassVar = Step.COMMITTEE_CHANGE
    leaves: tuple[str, ...]
    joins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KinDeclaration:
    """Two persons who declared that they are related."""

    step: ClassVar = Step.KIN_DECLARATION
    first: str
    second: str
    relation: Relation

    @property
    def kin(self) -> Kin:
        """The declared relation."""
        return Kin(self.first, self.second, self.relation)


@dataclass(frozen=True, slots=True)
class Method:
    """Mode, day and seats as they were decided and published."""

    step: ClassVar = Step.METHOD
    mode: Mode
    election_day: date | None
    published_on: date | None
    registration_from: date
    seats: Mapping[Post, int]
    households: int | None = None


@dataclass(frozen=True, slots=True)
class NewDay:
    """Another election day than the method's."""

    step: ClassVar = Step.NEW_DAY
    election_day: date


@dataclass(frozen=True, slots=True)
class VoterList:
    """The published list; households only where they vote."""

    step: ClassVar = Step.VOTER_LIST
    published_on: date
    households: int | None = None


@dataclass(frozen=True, slots=True)
class VoterObjection:
    """An objection to the list, by number."""

    step: ClassVar = Step.VOTER_OBJECTION
    number: int
    received_on: date


@dataclass(frozen=True, slots=True)
class VoterDecision:
    """The objection of this number is decided."""

    step: ClassVar = Step.VOTER_DECISION
    number: int
    on: date


@dataclass(frozen=True, slots=True)
class Representatives:
    """How many representatives each group chose, and who else sits in their meeting."""

    step: ClassVar = Step.REPRESENTATIVES
    groups: tuple[int, ...]
    meeting_members: int


@dataclass(frozen=True, slots=True)
class NominationSheet:
    """One nominee for one post, with how many signed."""

    person_number: str
    voter_id: str
    post: Post
    signers: int = 0
    households: int = 0
    by_group: bool = False


@dataclass(frozen=True, slots=True)
class SignedNominations:
    """Nomination sheets handed in together."""

    step: ClassVar = Step.SIGNED_NOMINATION
    sheets: tuple[NominationSheet, ...]


@dataclass(frozen=True, slots=True)
class CandidateList:
    """The published candidates of each post."""

    step: ClassVar = Step.CANDIDATE_LIST
    published_on: date
    posts: Mapping[Post, tuple[str, ...]]

    @property
    def candidates(self) -> tuple[str, ...]:
        """Everyone on the list, once."""
        return tuple(dict.fromkeys(name for names in self.posts.values() for name in names))
