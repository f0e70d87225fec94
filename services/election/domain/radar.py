"""What is due in an election, and what is overdue: the plan's days and the limits of the rules.

Nothing here looks at a clock: the day on which one looks comes in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.election.domain.calendar import Provisional, WorkingDays
from services.election.domain.city_gates.people import FILING_DAYS
from services.election.domain.party_office import REPORT_DAYS
from services.election.domain.plan_offsets import OFFSETS
from services.election.domain.residents_after import HANDOVER_DAYS
from services.election.domain.rulebook import Body
from services.election.domain.standing import BEFORE_THE_VOTE
from services.election.domain.states import State, Step
from shared.text import Text

# What shows that a planned step is done: a document on record, or a state that was reached. The
# days of objections pass by themselves, so nothing is asked of anyone for them.
DONE_BY: Mapping[Body, Mapping[str, Step | State]] = {
    Body.PARTY: {
        "SURVEY": Step.SURVEY,
        "ASSESS": Step.ASSESSMENT,
        "REQUEST": Step.REQUEST,
        "NOMINATE": Step.NOMINATION,
        "REVIEW": Step.REVIEW_DECISION,
        "CONSENT": Step.CONSENT,
        "NOTICE": Step.NOTICE,
        "ROLL": Step.ROLL_FREEZE,
        "REHEARSE": Step.REHEARSAL,
        "MEETING": State.VOTING,
        "SECRETARY": State.SECRETARY_ELECTED,
        "REPORT": State.SUBMITTED,
        "APPROVE": State.APPROVED,
        "HANDOVER": State.HANDED_OVER,
    },
    Body.RESIDENTS: {
        "ELECTION_COMMITTEE": Step.ELECTION_COMMITTEE,
        "METHOD": Step.METHOD_APPROVAL,
        "REGISTER": Step.VOTER_LIST,
        "LIST": Step.VOTER_LIST,
        "NOMINATE": Step.SIGNED_NOMINATION,
        "REVIEW": Step.REVIEW_DECISION,
        "CANDIDATES": Step.CANDIDATE_LIST,
        "PREPARE": Step.VOTE_PREPARATION,
        "VOTE": State.VOTING,
        "HANDOVER": State.HANDED_OVER,
    },
}
ROWS = {body: {row.step: row for row in rows} for body, rows in OFFSETS.items()}
TERM_RULE = {Body.PARTY: "PARTY-DEADLINE", Body.RESIDENTS: "RC-DELAY"}
PARTY_HANDOVER_DAYS = 10  # practice (procedure, P16); the residents' ten days are law


class DueKind(StrEnum):
    """What is due."""

    NEXT_STEP = "NEXT_STEP"
    TERM = "TERM"
    REPORT = "REPORT"
    FILING = "FILING"
    HANDOVER = "HANDOVER"


class DueStatus(StrEnum):
    """How it stands: PROVISIONAL while the working days of its year are not published."""

    DUE = "DUE"
    OVERDUE = "OVERDUE"
    PROVISIONAL = "PROVISIONAL"


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A step's last day by the plan, and who answers for it."""

    step: str
    on: date
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due. `rule_id` is empty where practice alone sets the day."""

    kind: DueKind
    step: str
    name: Text
    due_on: date
    rule_id: str = ""
    owner: str | None = None
    provisional: Provisional | None = None

    def days_left(self, today: date) -> int:
        """Return the days until it is due, negative once it is overdue."""
        return (self.due_on - today).days

    def status(self, today: date) -> DueStatus:
        """Return how it stands on a day."""
        if today > self.due_on:
            return DueStatus.OVERDUE
        return DueStatus.PROVISIONAL if self.provisional else DueStatus.DUE


@dataclass(frozen=True, slots=True)
class Situation:
    """An election as the radar sees it. `recorded`: the steps on record, with their days.

    `report_days` are working days, `filing_days` days, as the region has set them.
    """

    body: Body
    state: State
    due_on: date
    planned: Sequence[PlannedDay]
    recorded: Mapping[Step, date | None]
    working_days: WorkingDays
    report_days: int = REPORT_DAYS
    filing_days: int = FILING_DAYS

    def reached(self, state: State) -> bool:
        """Say whether the election has come to a state or past it."""
        return self.state in State.between(state, State.CLOSED)

    def is_done(self, step: str) -> bool:
        """Say whether a planned step is done, or nothing is to be done for it."""
        shown_by = DONE_BY[self.body].get(step)
        if isinstance(shown_by, Step):
            return shown_by in self.recorded
        return shown_by is None or self.reached(shown_by)


def dues_of(situation: Situation, today: date) -> tuple[Due, ...]:
    """Return what is due, soonest first: steps missed, the next step, and the limits that run."""
    limits = [*_limits(situation)]
    limited = {due.step for due in limits}
    steps = [due for due in _steps(situation, today) if due.step not in limited]
    return tuple(sorted([*steps, *limits], key=lambda due: (due.due_on, due.kind, due.step)))


def _steps(situation: Situation, today: date) -> Iterator[Due]:
    """Return the planned steps that should be done by today, and those of the next planned day."""
    open_steps = [each for each in situation.planned if not situation.is_done(each.step)]
    ahead = min((each.on for each in open_steps if each.on > today), default=today)
    return (_step(situation, each) for each in open_steps if each.on <= ahead)


def _step(situation: Situation, planned: PlannedDay) -> Due:
    published = planned.on.year in situation.working_days.days
    row = ROWS[situation.body][planned.step]
    return Due(
        DueKind.NEXT_STEP,
        planned.step,
        row.name,
        planned.on,
        row.rule_id or "GATE-PLAN",
        owner=planned.owner,
        provisional=None if published else Provisional((planned.on.year,)),
    )


def _limits(situation: Situation) -> Iterator[Due]:
    """Return the days that the rules set, as far as they run."""
    if situation.state in BEFORE_THE_VOTE:
        name = Text("任期届满", "end of the term")
        yield Due(DueKind.TERM, "", name, situation.due_on, TERM_RULE[situation.body])
    if situation.body is Body.PARTY:
        yield from _party_limits(situation)
        return
    formed_on = situation.recorded.get(Step.DECLARATION)
    if formed_on and not situation.reached(State.HANDED_OVER):
        yield _handover(situation, formed_on, HANDOVER_DAYS, "RC-HANDOVER")


def _party_limits(situation: Situation) -> Iterator[Due]:
    recorded = situation.recorded
    elected_on = recorded.get(Step.SECRETARY_MEETING) or recorded.get(Step.MEETING)
    if elected_on and situation.state in (State.CERTIFIED, State.SECRETARY_ELECTED):
        limit = situation.working_days.add_working_days(elected_on, situation.report_days)
        name = ROWS[Body.PARTY]["REPORT"].name
        yield Due(
            DueKind.REPORT,
            "REPORT",
            name,
            limit.on,
            "PARTY-REPORT-LIMIT",
            provisional=limit.provisional,
        )
    approved_on = recorded.get(Step.RESULT_APPROVAL)
    if approved_on is None or not situation.reached(State.APPROVED):
        return
    if Step.COUNTY_FILING not in recorded:
        due_on = approved_on + timedelta(days=situation.filing_days)
        name = Text("书记县级备案", "filing of the secretary")
        yield Due(DueKind.FILING, "FILING", name, due_on, "GATE-SEC-FILE")
    if not situation.reached(State.HANDED_OVER):
        yield _handover(situation, approved_on, PARTY_HANDOVER_DAYS, "")


def _handover(situation: Situation, since: date, days: int, rule_id: str) -> Due:
    name = ROWS[situation.body]["HANDOVER"].name
    return Due(DueKind.HANDOVER, "HANDOVER", name, since + timedelta(days=days), rule_id)
