"""What callers send in the stages P0 to P6: preparation, rectification, plan, request, roll."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from services.election.domain.city_gates import Opinion
from services.election.domain.party_electorate import MemberStatus, Relation
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

MOST_MEMBERS = 3000
QuestionNumber = Annotated[int, Field(ge=1, le=6)]
SixAnswersGiven = Annotated[list[bool], Field(min_length=6, max_length=6)]
EightItems = Annotated[list[bool | None], Field(min_length=8, max_length=8)]
PlannedStep = Literal[
    "SURVEY", "ASSESS", "REQUEST", "NOMINATE", "REVIEW", "CONSENT", "NOTICE",
    "ROLL", "REHEARSE", "MEETING", "SECRETARY", "REPORT", "APPROVE", "HANDOVER",
]  # fmt: skip


ResidentsStep = Literal[
    "ELECTION_COMMITTEE", "METHOD", "REGISTER", "LIST", "OBJECTIONS", "DECISIONS", "NOMINATE",
    "REVIEW", "CANDIDATES", "PREPARE", "VOTE", "HANDOVER",
]  # fmt: skip


class WorkTeam(Body):
    """The deputy-county-level leader, the responsible leader, the department; null while open."""

    leader: Name | None
    responsible_leader: Name | None
    department: Name | None


class Survey(Body):
    """The visit, and the eight items of the preparation checklist; null where not answered."""

    visited_on: Day
    preparations: EightItems

    @property
    def day(self) -> date:
        """The day on which it counts as done."""
        return self.visited_on


class MemberAssessment(Body):
    """One sitting member against the six items of the rubric, and the opinion on the member."""

    person_number: PersonNumber
    items: Annotated[list[bool], Field(max_length=20)]
    opinion: Opinion | None = None


class Assessment(Act):
    """The team and each of its members against five goods and one satisfaction."""

    team: Annotated[list[bool], Field(max_length=20)]
    members: Annotated[list[MemberAssessment], Field(min_length=1, max_length=50)]


class SixAnswers(Act):
    """The six questions; true is a risk."""

    answers: SixAnswersGiven


class RiskClosure(DocumentedAct):
    """The action on the risk of question `number` is closed."""

    number: QuestionNumber


class Rectification(Body):
    """The organisation is on the list; the four ones, null while open."""

    listed_on: Day
    county_leader: Name | None = None
    department_leader: Name | None = None
    county_department: Name | None = None
    first_secretary: Name | None = None

    @property
    def day(self) -> date:
        """The day on which it counts as done."""
        return self.listed_on


class RectificationProgress(Act):
    """The three conditions of acceptance as they stand."""

    work_done: bool
    tasks_done: bool
    turned_round: bool


class RectificationAcceptance(Act):
    """The acceptance, with the risks that were tasks of the rectification, by question."""

    closed_risks: Annotated[tuple[QuestionNumber, ...], Field(max_length=6)] = ()
    document_no: DocumentNumber | None = None


class Postponement(Body):
    """The superior's approval of another date than the end of the term.

    SUPERIOR is the street, whose Party committee is above the community's organisation.
    """

    approved_by: Literal["SUPERIOR", "STREET", "COUNTY_ORG", "COUNTY_SC"]
    approved_on: Day
    new_due: Day
    document_no: DocumentNumber
    reason: Name

    @property
    def day(self) -> date:
        """The day on which it counts as done."""
        return self.approved_on


class RuleException(Act):
    """An approval on which a step may pass although a rule is broken.

    Where the rule is about one person, it covers the `persons` whom it names and nobody else. One
    that shifts an election by more than a year (PARTY-EXTEND) gives its `reason`.
    """

    rule: Code
    approved_by: Authority
    document_no: DocumentNumber
    persons: Annotated[tuple[PersonNumber, ...], Field(max_length=50)] = ()
    reason: Name | None = None


class PlanStep(Body):
    """A day and a name for one step; null while open."""

    step: PlannedStep | ResidentsStep
    on: Day | None = None
    owner: Name | None = None


class Plan(Body):
    """The community's plan."""

    steps: Annotated[list[PlanStep], Field(max_length=14)]


class Request(DocumentedAct):
    """What the community asks for (请示).

    `scattered` sites may have a congress with fewer members. A branch of fewer than seven full
    members elects its secretary `without_committee`; `seats` are then the posts. `units` are those
    that a joint branch covers, `standing_seats` those of a Party committee's standing committee.
    """

    seats: Annotated[int, Field(ge=1, le=99, strict=True)]
    standing_seats: Annotated[int, Field(ge=0, le=99, strict=True)] = 0
    meeting_type: Literal["MEMBERS", "CONGRESS"] = "MEMBERS"
    scattered: bool = False
    without_committee: bool = False
    units: Annotated[int, Field(ge=1, le=100, strict=True)] = 1


class Reply(DocumentedAct):
    """What the superior grants (批复)."""

    approved_seats: Annotated[int, Field(ge=1, le=99, strict=True)]


class Exclusion(Body):
    """One member left out of the attendance base: a coarse ground and the two consents."""

    ground: Code
    superior_consent: DocumentNumber | None = None
    adopted_by_meeting: bool = False


class RollLine(Body):
    """One member, with nothing but what decides the right to vote on the day.

    Probation within the Party (留党察看) ends when rights are restored by decision, not by the
    calendar. `held`: by a supervision commission, or arrested; his rights are then suspended.
    """

    person_number: PersonNumber
    status: MemberStatus = MemberStatus.FULL
    relation: Relation = Relation.HERE
    on_probation_from: Day | None = None
    on_probation_until: Day | None = None
    rights_restored_on: Day | None = None
    held: bool = False
    rights_suspended: bool = False


class Roll(Act):
    """The members by kind; who may vote and the attendance base are computed from them.

    With `lines`, one for each member, every member is judged, and the numbers must follow.
    """

    full_members: Count
    probationary_members: Count = 0
    on_probation_within_party: Count = 0
    rights_suspended: Count = 0
    exclusions: Annotated[tuple[Exclusion, ...], Field(max_length=1000)] = ()
    lines: Annotated[tuple[RollLine, ...], Field(max_length=MOST_MEMBERS)] = ()

    @model_validator(mode="after")
    def check_names_once(self) -> Self:
        """Refuse two lines on one member."""
        if len({line.person_number for line in self.lines}) < len(self.lines):
            raise PydanticCustomError("duplicate_person", "A member stands twice.")
        return self
