"""The states of an election, and what a procedure is: which step is recorded when, leading where.

Procedures are data (`domain/procedures`), so that another body's procedure is another table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.election.domain.rulebook import Body
from shared.text import Text


class State(StrEnum):
    """Where an election stands (procedure, section 3)."""

    PLANNED = "PLANNED"
    ASSESSED = "ASSESSED"
    RECTIFYING = "RECTIFYING"
    CLEARED = "CLEARED"
    PLAN_APPROVED = "PLAN_APPROVED"
    NOMINATED = "NOMINATED"
    REVIEWED = "REVIEWED"
    CANDIDATES_APPROVED = "CANDIDATES_APPROVED"
    NOTICED = "NOTICED"
    READY = "READY"
    VOTING = "VOTING"
    COUNTED = "COUNTED"
    CERTIFIED = "CERTIFIED"
    SECRETARY_ELECTED = "SECRETARY_ELECTED"
    SUBMITTED = "SUBMITTED"
    APPROVED = "APPROVED"
    HANDED_OVER = "HANDED_OVER"
    CLOSED = "CLOSED"
    VOIDED = "VOIDED"

    @classmethod
    def between(cls, first: State, last: State) -> frozenset[State]:
        """Return the states from `first` to `last`, both included, in the order above."""
        states = list(cls)
        return frozenset(states[states.index(first) : states.index(last) + 1])


IN_OFFICE = State.between(State.APPROVED, State.CLOSED)  # the team that was elected
ENDED = frozenset({State.CLOSED, State.VOIDED})


class ElectionKind(StrEnum):
    """What an election is for."""

    RENEWAL = "RENEWAL"
    BY_ELECTION = "BY_ELECTION"
    RECALL = "RECALL"


class Step(StrEnum):
    """What can be put on record about an election; each is one kind of document or act."""

    WORK_TEAM = "WORK_TEAM"
    SURVEY = "SURVEY"
    ASSESSMENT = "ASSESSMENT"
    SIX_ANSWERS = "SIX_ANSWERS"
    RISK_CLOSURE = "RISK_CLOSURE"
    RECTIFICATION = "RECTIFICATION"
    RECTIFICATION_PROGRESS = "RECTIFICATION_PROGRESS"
    RECTIFICATION_ACCEPTANCE = "RECTIFICATION_ACCEPTANCE"
    CLEARANCE = "CLEARANCE"
    POSTPONEMENT = "POSTPONEMENT"
    EXCEPTION = "EXCEPTION"
    PLAN = "PLAN"
    PLAN_VETTING = "PLAN_VETTING"
    PLAN_APPROVAL = "PLAN_APPROVAL"
    REQUEST = "REQUEST"
    REPLY = "REPLY"
    REHEARSAL = "REHEARSAL"
    ROLL = "ROLL"
    ROLL_FREEZE = "ROLL_FREEZE"
    NOMINATION = "NOMINATION"
    REVIEW_ANSWERS = "REVIEW_ANSWERS"
    REVIEW_DECISION = "REVIEW_DECISION"
    CONSENT = "CONSENT"
    NOTICE = "NOTICE"
    OBJECTION = "OBJECTION"
    OBJECTION_CLOSURE = "OBJECTION_CLOSURE"
    SURNAME_STROKES = "SURNAME_STROKES"
    DELIBERATION = "DELIBERATION"
    DELEGATE_SEATS = "DELEGATE_SEATS"
    DELEGATE_NOMINATION = "DELEGATE_NOMINATION"
    DELEGATE_ELECTION = "DELEGATE_ELECTION"
    CREDENTIALS = "CREDENTIALS"
    PREPARATORY_SESSION = "PREPARATORY_SESSION"
    MEETING = "MEETING"
    ROUND = "ROUND"
    TALLY = "TALLY"
    TALLY_DISCARD = "TALLY_DISCARD"
    SIGNATURE = "SIGNATURE"
    TIE_DECISION = "TIE_DECISION"
    FURTHER_CANDIDATES = "FURTHER_CANDIDATES"
    SEAT_CUT = "SEAT_CUT"
    CERTIFICATION = "CERTIFICATION"
    SECRETARY_MEETING = "SECRETARY_MEETING"
    SECRETARY_CANDIDATE = "SECRETARY_CANDIDATE"
    REPORT = "REPORT"
    RESULT_APPROVAL = "RESULT_APPROVAL"
    RESULT_REFUSAL = "RESULT_REFUSAL"
    COUNTY_FILING = "COUNTY_FILING"
    HANDOVER = "HANDOVER"
    CLOSURE = "CLOSURE"
    VOID = "VOID"
    CORRECTION = "CORRECTION"
    CORRECTION_APPROVAL = "CORRECTION_APPROVAL"
    CORRECTION_REFUSAL = "CORRECTION_REFUSAL"
    DEPARTURE = "DEPARTURE"
    APPOINTMENT = "APPOINTMENT"
    # Of the residents' committee alone (procedure, section 5).
    DEPARTURE_AUDIT = "DEPARTURE_AUDIT"
    DELAY = "DELAY"
    ELECTION_COMMITTEE = "ELECTION_COMMITTEE"
    COMMITTEE_CHANGE = "COMMITTEE_CHANGE"
    COMMITTEE_DECISION = "COMMITTEE_DECISION"
    KIN_DECLARATION = "KIN_DECLARATION"
    METHOD = "METHOD"
    METHOD_APPROVAL = "METHOD_APPROVAL"
    NEW_DAY = "NEW_DAY"
    REGISTRATION = "REGISTRATION"
    DEREGISTRATION = "DEREGISTRATION"
    VOTER_LIST = "VOTER_LIST"
    VOTER_OBJECTION = "VOTER_OBJECTION"
    VOTER_DECISION = "VOTER_DECISION"
    REPRESENTATIVES = "REPRESENTATIVES"
    SIGNED_NOMINATION = "SIGNED_NOMINATION"
    CANDIDATE_LIST = "CANDIDATE_LIST"
    PROXY = "PROXY"
    OFFICIALS = "OFFICIALS"
    VOTE_PREPARATION = "VOTE_PREPARATION"
    WRITE_IN = "WRITE_IN"
    VOTE = "VOTE"
    VOTE_TALLY = "VOTE_TALLY"
    VOTE_TALLY_DISCARD = "VOTE_TALLY_DISCARD"
    VOTE_SIGNATURE = "VOTE_SIGNATURE"
    SEAT_VACATED = "SEAT_VACATED"
    ADDED_CANDIDATE = "ADDED_CANDIDATE"
    DECLARATION = "DECLARATION"
    FILING = "FILING"
    CERTIFICATES = "CERTIFICATES"
    COMMITTEE_HANDOVER = "COMMITTEE_HANDOVER"
    ANNULMENT = "ANNULMENT"
    RESULT_OBJECTION = "RESULT_OBJECTION"
    RESULT_ANSWER = "RESULT_ANSWER"
    BY_ELECTION_ORDER = "BY_ELECTION_ORDER"
    RECALL_PROPOSAL = "RECALL_PROPOSAL"
    RECALL_VOTE = "RECALL_VOTE"
    RECALL_CONFIRMATION = "RECALL_CONFIRMATION"


@dataclass(frozen=True, slots=True)
class StepForm:
    """What a procedure says of one step.

    `states`: where it may be recorded. `to`: where it leads; with several the facts decide.
    `after`: steps that must be on record, and whose date this one may not precede.
    `entered_by_another`: the steps whose recorders may not be the one who records this.
    `repeats`: whether records of it stand beside each other; if not, a new one supersedes the old.
    `takes_back`: steps whose records it supersedes as well, because it undoes them.
    `together_with`: steps without which it does not lead out of the procedure's first state yet;
    after that state it leads nowhere.
    `keeps_version`: several offices record it side by side, so none makes the others' copy stale.
    """

    stage: str
    name: Text
    states: frozenset[State]
    to: tuple[State, ...] = ()
    after: tuple[Step, ...] = ()
    entered_by_another: tuple[Step, ...] = ()
    repeats: bool = False
    takes_back: tuple[Step, ...] = ()
    together_with: tuple[Step, ...] = ()
    keeps_version: bool = False

    def supersedes(self, step: Step) -> tuple[Step, ...]:
        """Return the steps whose standing records a new record of `step` replaces."""
        return self.takes_back if self.repeats else (step, *self.takes_back)


@dataclass(frozen=True, slots=True)
class Procedure:
    """How one body is renewed. `ahead`: the steps that lead out of a state, in the usual order."""

    start: State
    steps: Mapping[Step, StepForm]
    stages: Mapping[State, str]
    ahead: Mapping[State, tuple[Step, ...]]
    before_the_meeting: frozenset[Step]  # what a new election after a void one takes over
    body: Body = Body.PARTY
    committee: bool = True  # False where the members elect a secretary and no committee


class ImpossibleMove(Exception):
    """A command tried a move that the procedure does not have: a mistake of ours, not a refusal."""


def move(procedure: Procedure, step: Step, state: State, to: State | None = None) -> State:
    """Return the state after a step: `to` where the step can lead there, or its only end."""
    ends = procedure.steps[step].to
    if to is None:
        to = ends[0] if len(ends) == 1 else state
    if to is not state and to not in ends:
        raise ImpossibleMove(f"{step} does not lead from {state} to {to}")
    return to
