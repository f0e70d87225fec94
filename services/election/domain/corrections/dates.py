"""Corrected dates: the day of the meeting, the day of the approval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.election.domain.corrections.correction import not_by_correction
from services.election.domain.documents import Postponement
from services.election.domain.facts import Facts
from services.election.domain.order import not_before, out_of_order
from services.election.domain.party_deadline import deadline_kept
from services.election.domain.refusals import refuse_if_broken
from services.election.domain.rulebook import Body, Outcome, Verdict
from services.election.domain.states import Step
from shared.text import Text

HELD = {Body.PARTY: Step.MEETING, Body.RESIDENTS: Step.VOTE}
COMPLETED = {Body.PARTY: Step.RESULT_APPROVAL, Body.RESIDENTS: Step.CERTIFICATES}
REPORTED = {Body.PARTY: Step.REPORT, Body.RESIDENTS: Step.FILING}


def redate(
    facts: Facts, *, held_on: date | None = None, approved_on: date | None = None
) -> tuple[Verdict, ...]:
    """Judge the right dates of the last meeting and of the approval; None: as it is on record.

    They keep their place among the other dates. A meeting that was held late is not undone by
    saying so: its deadline only warns here, and the election is no longer on schedule.
    """
    body = facts.procedure.body
    held, completed = facts.date_of(HELD[body]), facts.date_of(COMPLETED[body])
    if held is None or completed is None:
        raise LookupError("a completed election without its dates")
    refuse_if_broken(_in_order(facts, held_on or held, approved_on or completed), facts.rules)
    if held_on is None:
        return ()
    _check_same_law(facts, held, held_on)
    return tuple(_deadline(facts, held_on)) if body is Body.PARTY else ()


def _in_order(facts: Facts, held: date, completed: date) -> Iterator[Verdict]:
    body = facts.procedure.body
    step, done = HELD[body], COMPLETED[body]
    for earlier in facts.procedure.steps[step].after:
        if day := facts.date_of(earlier):
            yield from not_before(earlier, day, held, facts)
    meetings = [each.on for each in facts.entries.get(step, ())[:-1] if each.on]
    if meetings:
        yield from not_before(step, max(meetings), held, facts)
    reported = facts.date_of(REPORTED[body]) or completed
    yield from not_before(step, held, reported, facts)
    yield from not_before(REPORTED[body], reported, completed, facts)
    handed_over = (facts.date_of(Step.HANDOVER), facts.date_of(Step.COMMITTEE_HANDOVER))
    for day in (*handed_over, facts.on):
        if day and day < completed:
            needed = Text(f"不得晚于 {day}。", f"It must not be later than {day}.")
            name = facts.procedure.steps[done].name
            yield out_of_order(f"{name.en} {completed} > {day}", needed)


def _check_same_law(facts: Facts, before: date, after: date) -> None:
    """Refuse a day on which other rules hold: by those the election would have to be held."""
    old, new = (replace(facts.rules, on=day).name for day in (before, after))
    if old != new:
        due = Text("适用另一版规则", "other rules hold on that day")
        refusal = out_of_order(f"{old} -> {new}", due)
        raise not_by_correction(refusal.rule, refusal.numbers, {}, due, facts.rules)


def _deadline(facts: Facts, held_on: date) -> Iterator[Verdict]:
    delay = facts.document(Postponement)
    verdict = deadline_kept(
        due=facts.due_on, held_on=held_on, new_due=delay.new_due if delay else None
    )
    yield verdict if verdict.allows else replace(verdict, outcome=Outcome.WARNED)
