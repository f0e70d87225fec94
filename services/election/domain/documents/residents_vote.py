"""Documents of a residents' committee's vote and after it (R10 to R12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from services.election.domain.residents_law import Mode, Post
from services.election.domain.states import Step
from services.election.domain.tally import RoundKind


class VacancyGround(StrEnum):
    """Why a winner's seat falls vacant; after the result is declared only by fraud."""

    KIN = "KIN"
    FRAUD = "FRAUD"
    GIVEN_UP = "GIVEN_UP"
    WOMAN = "WOMAN"  # the lowest placed makes way, so that a by-election brings a woman


@dataclass(frozen=True, slots=True)
class GivenProxy:
    """A voter's authorisation of another; both by their numbers on the voter list."""

    step: ClassVar = Step.PROXY
    principal: str
    agent: str
    in_writing: bool
    published_on: date | None
    agent_registered: bool = True


@dataclass(frozen=True, slots=True)
class Officials:
    """Who issues, calls, counts and watches."""

    step: ClassVar = Step.OFFICIALS
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WriteIn:
    """A voter who is on no list, but was written in."""

    step: ClassVar = Step.WRITE_IN
    person_number: str
    voter_id: str


@dataclass(frozen=True, slots=True)
class VoteOpening:
    """Ballots handed out on a day."""

    step: ClassVar = Step.VOTE
    kind: RoundKind
    issued: int


@dataclass(frozen=True, slots=True)
class SeatVacated:
    """A winner's seat that a decision took, after the round of this number.

    `left_vacant`: no further ballot fills it, but a by-election.
    """

    step: ClassVar = Step.SEAT_VACATED
    person_number: str
    ground: VacancyGround
    after_round: int = 0
    left_vacant: bool = False


@dataclass(frozen=True, slots=True)
class AddedCandidate:
    """One who is nominated anew for a further ballot, after the round of this number."""

    step: ClassVar = Step.ADDED_CANDIDATE
    person_number: str
    post: Post
    after_round: int = 0


@dataclass(frozen=True, slots=True)
class Declaration:
    """The result as it is announced, with the street's two statements on smaller groups."""

    step: ClassVar = Step.DECLARATION
    on: date
    several_groups: bool = False
    attested: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is named on a certificate, and for which post."""

    person_number: str
    post: Post


@dataclass(frozen=True, slots=True)
class Certificates:
    """How many certificates were issued, and to whom for which post where that is told."""

    step: ClassVar = Step.CERTIFICATES
    certificates: int
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultObjection:
    """An objection to procedure or result, by number."""

    step: ClassVar = Step.RESULT_OBJECTION
    number: int
    received_on: date


@dataclass(frozen=True, slots=True)
class ResultAnswer:
    """The written answer to it."""

    step: ClassVar = Step.RESULT_ANSWER
    number: int
    on: date


@dataclass(frozen=True, slots=True)
class RecallProposal:
    """Whom how many propose to recall."""

    step: ClassVar = Step.RECALL_PROPOSAL
    person_number: str
    mode: Mode
    base: int
    proposers: int


@dataclass(frozen=True, slots=True)
class RecallBallot:
    """The vote on a recall."""

    step: ClassVar = Step.RECALL_VOTE
    took_part: int
    yes: int
