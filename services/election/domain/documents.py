"""The documents and acts on record about an election, as far as the rules look into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.election.domain.city_gates import MemberAssessment, PlanStep
from services.election.domain.party_meeting import MeetingType
from services.election.domain.party_roll import Roll as RollNumbers
from services.election.domain.review import ReviewAnswer
from services.election.domain.rulebook import Authority
from services.election.domain.states import Step
from services.election.domain.tally import RoundKind


@dataclass(frozen=True, slots=True)
class WorkTeam:
    """Who answers for the community; a place may still be open."""

    step: ClassVar = Step.WORK_TEAM
    leader: str | None = None
    responsible_leader: str | None = None
    department: str | None = None


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
class Postponement:
    """The superior's approval of another date."""

    step: ClassVar = Step.POSTPONEMENT
    approved_by: str
    approved_on: date
    new_due: date
    document_no: str


@dataclass(frozen=True, slots=True)
class RecordedException:
    """An approval that lets a step pass a rule that is broken."""

    step: ClassVar = Step.EXCEPTION
    rule: str
    approved_by: Authority
    document_no: str
    on: date


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


@dataclass(frozen=True, slots=True)
class Reply:
    """What the superior grants."""

    step: ClassVar = Step.REPLY
    approved_seats: int


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One member left out of the attendance base: a coarse ground, and the two consents."""

    ground: str
    superior_consent: str | None
    adopted_by_meeting: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """The members by kind, and those left out of the attendance base."""

    step: ClassVar = Step.ROLL
    full_members: int
    probationary_members: int
    on_probation_within_party: int
    rights_suspended: int
    exclusions: tuple[Exclusion, ...]

    @property
    def numbers(self) -> RollNumbers:
        """The numbers from which E, X and B follow."""
        return RollNumbers(
            self.full_members,
            self.on_probation_within_party,
            self.rights_suspended,
            len(self.exclusions),
        )


@dataclass(frozen=True, slots=True)
class GivenAnswers:
    """One department's answers."""

    step: ClassVar = Step.REVIEW_ANSWERS
    answers: tuple[ReviewAnswer, ...]


@dataclass(frozen=True, slots=True)
class Consent:
    """The candidates to whom the superior agrees, and those for secretary and deputy."""

    step: ClassVar = Step.CONSENT
    candidates: tuple[str, ...]
    secretary_candidate: str
    deputy_candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """The public notice: its first and last day."""

    step: ClassVar = Step.NOTICE
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection against the notice, by number."""

    step: ClassVar = Step.OBJECTION
    number: int


@dataclass(frozen=True, slots=True)
class ObjectionClosure:
    """The objection of this number is answered."""

    step: ClassVar = Step.OBJECTION_CLOSURE
    number: int


@dataclass(frozen=True, slots=True)
class Deliberation:
    """The candidates as the members fixed them."""

    step: ClassVar = Step.DELIBERATION
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who came, and what was done before the ballots went out."""

    step: ClassVar = Step.MEETING
    base: int
    present: int
    method_adopted: bool
    introduced: bool
    scrutineers: int
    tellers: int


@dataclass(frozen=True, slots=True)
class RoundOpening:
    """Ballots handed out for one round."""

    step: ClassVar = Step.ROUND
    kind: RoundKind
    issued: int


@dataclass(frozen=True, slots=True)
class SeatCut:
    """The electors' consent to fewer seats."""

    step: ClassVar = Step.SEAT_CUT
    consenting: int


@dataclass(frozen=True, slots=True)
class SecretaryVotes:
    """The committee's votes on one candidate for secretary or deputy."""

    person_number: str
    votes_for: int
    votes_against: int
    votes_abstain: int


@dataclass(frozen=True, slots=True)
class SecretaryMeeting:
    """The new committee's first meeting and its count."""

    step: ClassVar = Step.SECRETARY_MEETING
    chaired_by: str
    present: int
    issued: int
    returned: int
    invalid: int
    votes: tuple[SecretaryVotes, ...]


@dataclass(frozen=True, slots=True)
class SecretaryCandidate:
    """The superior's consent to another candidate for secretary."""

    step: ClassVar = Step.SECRETARY_CANDIDATE
    person_number: str


@dataclass(frozen=True, slots=True)
class DatedAct:
    """An act of which only the day matters to the rules."""

    on: date | None = None


DOCUMENTS = (
    WorkTeam, Assessment, SixAnswers, RiskClosure, Rectification, RectificationProgress,
    Postponement, RecordedException, Plan, Request, Reply, Roll, GivenAnswers, Consent, Notice,
    Objection, ObjectionClosure, Deliberation, Meeting, RoundOpening, SeatCut, SecretaryMeeting,
    SecretaryCandidate,
)  # fmt: skip

Document = (
    WorkTeam | Assessment | SixAnswers | RiskClosure | Rectification | RectificationProgress
    | Postponement | RecordedException | Plan | Request | Reply | Roll | GivenAnswers | Consent
    | Notice | Objection | ObjectionClosure | Deliberation | Meeting | RoundOpening | SeatCut
    | SecretaryMeeting | SecretaryCandidate | DatedAct
)  # fmt: skip
