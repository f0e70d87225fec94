"""A plan computed backwards from the meeting day, and the checks on it (procedure, 4 and 5.1).

Offsets are settings of a region, but where a law names a latest day that day is marked and kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from services.election.domain.calendar import ONE_DAY, Provisional, WorkingDays
from services.election.domain.plan_offsets import OFFSETS, ORDERS, PlanOffset
from services.election.domain.rulebook import Body, Trust
from shared.text import Text

NO_CHANGES: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step with its first and last day; `latest_on` is set where a rule names a latest day."""

    step: str
    name: Text
    begins_on: date
    ends_on: date
    label: Trust
    rule_id: str = ""
    latest_on: date | None = None
    provisional: Provisional | None = None


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """Why a calendar is rejected: the step, the rule it breaks, and what is wrong."""

    step: str
    rule_id: str
    says: Text


def plan_backwards(
    meeting_on: date,
    body: Body,
    working_days: WorkingDays,
    *,
    offsets: Mapping[str, int] = NO_CHANGES,
    notice_working_days: int | None = None,
) -> tuple[PlannedStep, ...]:
    """Take the meeting or voting day and the body; return every step with its days, in order.

    `offsets` sets other days by step, in days from the meeting day or from the step that it hangs
    on; `notice_working_days` another length of the notice. The answer is a proposal: `check_plan`
    says whether it stands.
    """
    planned: dict[str, PlannedStep] = {}
    for row in OFFSETS[body]:
        anchor = planned[row.after].ends_on if row.after else meeting_on
        first = anchor + timedelta(days=offsets.get(row.step, row.days))
        length = row.working_days
        if length < 0 and notice_working_days is not None:
            length = -notice_working_days
        planned[row.step] = _step(row, first, length, working_days, meeting_on)
    return tuple(planned.values())


def check_plan(
    steps: Sequence[PlannedStep],
    body: Body,
    *,
    due_on: date,
    delay_approved: bool = False,
) -> tuple[PlanProblem, ...]:
    """Take planned steps and the term's due day; return every reason to reject the calendar.

    Steps must follow one another, keep the latest days of the law, and not land after the due day
    without an approved delay.
    """
    by_name = {step.step: step for step in steps}
    rows = {row.step: row for row in OFFSETS[body]}
    problems = [*_missing(by_name, rows), *_out_of_order(by_name, body), *_too_late(steps)]
    if not delay_approved:
        problems += _after_the_term(steps, rows, due_on)
    return tuple(problems)


def _step(
    row: PlanOffset, first: date, length: int, working_days: WorkingDays, meeting_on: date
) -> PlannedStep:
    last, doubt = first + timedelta(days=row.lasts), None
    if length > 0:
        reckoned = working_days.add_working_days(first, length)
        last, doubt = reckoned.on, reckoned.provisional
    if length < 0:
        # The first day of a period is not counted: it lies before the first working day of it.
        reckoned = working_days.add_working_days(first + ONE_DAY, length)
        first, last, doubt = reckoned.on - ONE_DAY, first, reckoned.provisional
    latest = None if row.latest is None else meeting_on + timedelta(days=row.latest)
    return PlannedStep(row.step, row.name, first, last, row.label, row.rule_id, latest, doubt)


def _missing(
    planned: Mapping[str, PlannedStep], rows: Mapping[str, PlanOffset]
) -> list[PlanProblem]:
    return [
        PlanProblem(
            row.step, "GATE-PLAN", Text(f"缺少:{row.name.zh}。", f"Missing: {row.name.en}.")
        )
        for row in rows.values()
        if row.step not in planned
    ]


def _out_of_order(planned: Mapping[str, PlannedStep], body: Body) -> list[PlanProblem]:
    """Return the steps that begin before the one above them has ended."""
    return [
        PlanProblem(below.step, below.rule_id or "GATE-PLAN", _overtakes(above, below))
        for order in ORDERS[body]
        for above, below in pairwise(planned[name] for name in order if name in planned)
        if below.begins_on < above.ends_on
    ]


def _overtakes(above: PlannedStep, below: PlannedStep) -> Text:
    return Text(
        f"{below.name.zh}({below.begins_on})早于{above.name.zh}结束({above.ends_on})。",
        f"{below.name.en} ({below.begins_on}) comes before the end of "
        f"{above.name.en} ({above.ends_on}).",
    )


def _too_late(steps: Sequence[PlannedStep]) -> list[PlanProblem]:
    return [
        PlanProblem(
            step.step,
            step.rule_id,
            Text(
                f"{step.name.zh}最迟 {step.latest_on}。",
                f"{step.name.en} is due by {step.latest_on}.",
            ),
        )
        for step in steps
        if step.latest_on is not None and step.ends_on > step.latest_on
    ]


def _after_the_term(
    steps: Sequence[PlannedStep], rows: Mapping[str, PlanOffset], due_on: date
) -> list[PlanProblem]:
    return [
        PlanProblem(
            step.step,
            rows[step.step].term_rule,
            Text(
                f"{step.name.zh}({step.ends_on})晚于届满日 {due_on},须先批准延期。",
                f"{step.name.en} ({step.ends_on}) lands after the term's due day {due_on}; "
                "have a delay approved first.",
            ),
        )
        for step in steps
        if step.step in rows and rows[step.step].term_rule and step.ends_on > due_on
    ]
