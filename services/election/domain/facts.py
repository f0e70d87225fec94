"""What the gates look at: everything recorded about one election that a step depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar, cast

from services.election.domain.ballot_course import BallotTerms
from services.election.domain.calendar import WorkingDays
from services.election.domain.counting import BallotState
from services.election.domain.documents import Document, Method, NewDay, RecordedException
from services.election.domain.office import Outgoing, Staying
from services.election.domain.prepared import Prepared
from services.election.domain.residents_counting import ResidentsState
from services.election.domain.residents_facts import Community
from services.election.domain.residents_tally import VoteCount
from services.election.domain.review import ReviewAnswer
from services.election.domain.rulebook import Approval
from services.election.domain.ruleset import NOTHING_SET, OwnValues, RuleSet, rule_set
from services.election.domain.states import Procedure, State, Step
from services.election.domain.surroundings import CampaignTerms, Hold, Reserves
from services.election.domain.tally import RoundKind, RoundTally


class Part(StrEnum):
    """A part of the facts that is not a document; loaded only for steps whose gates read it."""

    NOMINEES = "NOMINEES"
    ANSWERS = "ANSWERS"
    BALLOT = "BALLOT"
    HOLDS = "HOLDS"
    CALENDAR = "CALENDAR"
    COMMUNITY = "COMMUNITY"
    PREPARATION = "PREPARATION"
    STANDARD = "STANDARD"
    COLLEAGUES = "COLLEAGUES"
    RESERVES = "RESERVES"
    REVIEW_ITEMS = "REVIEW_ITEMS"


class NomineeStatus(StrEnum):
    """How far a nominee has come."""

    NOMINATED = "NOMINATED"
    PASSED = "PASSED"
    BARRED = "BARRED"
    WRITTEN_IN = "WRITTEN_IN"  # put forward by voters on their ballots; no review stands before


@dataclass(frozen=True, slots=True)
class Nominee:
    """A person put forward; `age` in completed years on the campaign's statistics date."""

    person_number: str
    age: int
    status: NomineeStatus
    sex: str = ""
    name: str = ""
    nominated_on: date | None = None


class Post(StrEnum):
    """What a winner is in the new team."""

    SECRETARY = "SECRETARY"
    DEPUTY_SECRETARY = "DEPUTY_SECRETARY"
    MEMBER = "MEMBER"


class RoundStatus(StrEnum):
    """Where the count of a round stands. VOID and SIGNED are final."""

    OPEN = "OPEN"
    DISPUTED = "DISPUTED"
    COUNTED = "COUNTED"
    VOID = "VOID"
    SIGNED = "SIGNED"


@dataclass(frozen=True, slots=True)
class HeldRound:
    """Ballots handed out once, with the tallies that stand. `signatures` is 0 if none was counted.

    `tellers`: the subjects who entered any tally of it; `discarded_by`: those who set one aside.
    """

    no: int
    kind: RoundKind
    issued: int
    status: RoundStatus
    tellers: frozenset[str] = frozenset()
    discarded_by: frozenset[str] = frozenset()
    tallies: tuple[RoundTally, ...] = ()
    signatures: int = 0


@dataclass(frozen=True, slots=True)
class Ballot:
    """The members' ballot: the rounds held, and what those of them that are final came to."""

    state: BallotState
    rounds: tuple[HeldRound, ...] = ()
    terms: BallotTerms = field(default_factory=BallotTerms)

    @property
    def latest(self) -> HeldRound | None:
        """The newest round."""
        return self.rounds[-1] if self.rounds else None


@dataclass(frozen=True, slots=True)
class HeldVote:
    """A residents' vote, with the counts that stand; who entered them is told as of a round."""

    no: int
    kind: RoundKind
    held_on: date
    issued: int
    status: RoundStatus
    tellers: frozenset[str] = frozenset()
    discarded_by: frozenset[str] = frozenset()
    counts: tuple[VoteCount, ...] = ()


@dataclass(frozen=True, slots=True)
class ResidentsBallot:
    """The votes held for a residents' committee, and what the final ones came to.

    `state` is None until day, mode and seats are settled.
    """

    state: ResidentsState | None
    base: int
    rounds: tuple[HeldVote, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that stands: nobody has superseded it. One that is only awaited has no document."""

    on: date | None
    actor: str
    document: Document | None


class Kind(Protocol):
    """A kind of document: it says on which step it is recorded."""

    step: Step


D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Facts:
    """One election as a gate sees it. `by` and `on`: who is about to act and the day of the act.

    `colleagues` are those who hold a seat beside the ones to be elected, in either committee of the
    community, with the age that each had on the date of the election that seated them.
    Parts that a step's gates do not read stay empty.
    """

    procedure: Procedure
    state: State
    seats: int
    due_on: date
    terms: CampaignTerms
    full_members: int = 0
    team_members: int = 0
    organisation_type: str = ""
    outgoing: Outgoing | None = None  # in a renewal of the Party's team
    staying: Staying | None = None  # in a by-election of the Party's
    entries: Mapping[Step, tuple[Entry, ...]] = field(default_factory=dict)
    nominees: tuple[Nominee, ...] = ()
    answers: tuple[ReviewAnswer, ...] = ()
    ballot: Ballot | None = None
    vote: ResidentsBallot | None = None
    community: Community | None = None
    prepared: Prepared | None = None
    colleagues: Mapping[str, int] = field(default_factory=dict)
    reserves: Reserves | None = None
    division_code: str = ""
    own_values: OwnValues = NOTHING_SET
    holds: tuple[Hold, ...] = ()
    working_days: WorkingDays | None = None
    by: str | None = None
    on: date | None = None

    def entry(self, step: Step) -> Entry | None:
        """Return the newest standing record of a step."""
        entries = self.entries.get(step)
        return entries[-1] if entries else None

    def document(self, kind: type[D]) -> D | None:
        """Return the newest standing document of a kind."""
        entry = self.entry(cast("Kind", kind).step)
        return cast("D", entry.document) if entry else None

    def documents(self, kind: type[D]) -> tuple[D, ...]:
        """Return every standing document of a kind, oldest first."""
        entries = self.entries.get(cast("Kind", kind).step, ())
        return tuple(cast("D", each.document) for each in entries if each.document)

    def date_of(self, step: Step) -> date | None:
        """Return the latest date on which a step happened."""
        return max((each.on for each in self.entries.get(step, ()) if each.on), default=None)

    def not_later(self, day: date | None) -> date | None:
        """Return the day unless it is later than the act: what is dated later is not there yet."""
        return None if day and self.on and day > self.on else day

    @property
    def latest(self) -> HeldRound | HeldVote | None:
        """The newest round of whichever body's ballot is loaded."""
        rounds = (self.ballot or self.vote or ResidentsBallot(None, 0)).rounds
        return rounds[-1] if rounds else None

    @property
    def rules(self) -> RuleSet:
        """The rules and settings that hold on the election day, as far as it is known."""
        settled = self.document(NewDay) or self.document(Method)
        day = self.date_of(Step.MEETING) or (settled.election_day if settled else None)
        return rule_set(day or self.on or self.due_on, self.division_code, self.own_values)

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """The exceptions granted up to the day of the act, in the form that verdicts take."""
        return tuple(
            Approval(each.rule, each.approved_by, each.document_no, each.on, each.persons)
            for each in self.documents(RecordedException)
            if self.not_later(each.on)
        )

    def with_act(self, step: Step, document: Document, *, on: date | None, by: str) -> Facts:
        """Return the facts as they would be with this act on record."""
        standing = self.entries.get(step, ()) if self.procedure.steps[step].repeats else ()
        entries = {**self.entries, step: (*standing, Entry(on, by, document))}
        return replace(self, entries=entries, on=on, by=by)
