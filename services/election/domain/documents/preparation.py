"""Documents of the stages P0 to P6, as far as the rules look into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.election.domain.city_gates import MemberAssessment, PlanStep
from services.election.domain.party_meeting import MeetingType
from services.election.domain.party_roll import Roll as RollNumbers
from services.election.domain.roll_lines import NUMBERS, RollLine
from services.election.domain.rulebook import Authority
from services.election.domain.states import Step


@dataclass(frozen=True, slots=True)
class WorkTeam:
    """Who answers for the community; a place may still be open."""

    step: ClassVar = Step.WORK_TEAM
    leader: str | None = None
    responsible_leader: str | None = None
    department: str | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """The visit, with the eight items of the checklist; None for one that is not answered."""

    step: ClassVar = Step.SURVEY
    preparations: tuple[bool | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The team and its members against the five goods and one satisfaction."""

    step: ClassVar = Step.ASSESSMENT
    team: tuple[bool, ...] | None = None
    members: tuple[MemberAssessment, ...] = ()


@dataclass(frozen=True, slots=True)
class SixAnswers:
    """The six questions, True for a risk."""

    step: ClassVar = Step.SIX_ANSWERS
    answers: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class RiskClosure:
    """The action on one of the six risks is closed."""

    step: ClassVar = Step.RISK_CLOSURE
    number: int


@dataclass(frozen=True, slots=True)
class Rectification:
    """The organisation is on the list; the four who stand for it, None where open."""

    step: ClassVar = Step.RECTIFICATION
    county_leader: str | None = None
    department_leader: str | None = None
    county_department: str | None = None
    first_secretary: str | None = None


@dataclass(frozen=True, slots=True)
class RectificationProgress:
    """The three conditions of acceptance."""

    step: ClassVar = Step.RECTIFICATION_PROGRESS
    work_done: bool = False
    tasks_done: bool = False
    turned_round: bool = False


@dataclass(frozen=True, slots=True)
class RectificationAcceptance:
    """The acceptance of a rectification; `closed_risks` are those of its tasks, by question."""

    step: ClassVar = Step.RECTIFICATION_ACCEPTANCE
    closed_risks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Postponement:
    """The superior's approval of another date."""

    step: ClassVar = Step.POSTPONEMENT
    approved_by: str
    approved_on: date
    new_due: date
    document_no: str


@dataclass(frozen=True, slots=True)
class RecordedException:
    """An approval that lets a step pass a rule that is broken; for `persons`, if it names any."""

    step: ClassVar = Step.EXCEPTION
    rule: str
    approved_by: Authority
    document_no: str
    on: date
    persons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A day and a name for each step."""

    step: ClassVar = Step.PLAN
    steps: tuple[PlanStep, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What the community asks its superior for."""

    step: ClassVar = Step.REQUEST
    seats: int
    meeting_type: MeetingType
    scattered: bool = False
    without_committee: bool = False
    units: int = 1
    standing_seats: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """What the superior grants."""

    step: ClassVar = Step.REPLY
    approved_seats: int
    document_no: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One member left out of the attendance base: a coarse ground, and the two consents."""

    ground: str
    superior_consent: str | None
    adopted_by_meeting: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """The members by kind, and those left out of the attendance base; where known, a line each."""

    step: ClassVar = Step.ROLL
    full_members: int
    probationary_members: int
    on_probation_within_party: int
    rights_suspended: int
    exclusions: tuple[Exclusion, ...]
    lines: tuple[RollLine, ...] = ()

    @property
    def numbers(self) -> RollNumbers:
        """The numbers from which E, X and B follow."""
        return RollNumbers(
            self.full_members,
            self.on_probation_within_party,
            self.rights_suspended,
            len(self.exclusions),
        )

    @property
    def stated(self) -> Mapping[str, int]:
        """The numbers as stated, by their names."""
        return {name: getattr(self, name) for name in NUMBERS}
