"""What stands between an election and its next stage, asked of a day without acting on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from services.election.domain.facts import Entry, Facts, RoundStatus
from services.election.domain.order import order_verdicts, step_is_due
from services.election.domain.rulebook import Verdict
from services.election.domain.states import State, Step

Judge = Callable[[Step, Facts], Iterable[Verdict]]
BALLOTS = (Step.ROUND, Step.VOTE)
FINAL = (RoundStatus.VOID, RoundStatus.SIGNED)


def ahead_of(facts: Facts, judge: Judge) -> tuple[Verdict, ...]:
    """Return what speaks for and against each next step on the day of the facts, each once.

    Equal numbers of one rule on two posts are two verdicts: what they were taken from differs.
    """
    found: list[Verdict] = []
    for step in facts.procedure.ahead[facts.state]:
        for verdict in _on_a_step(step, facts, judge):
            if verdict not in found:
                found.append(verdict)
    return tuple(found)


def _on_a_step(step: Step, facts: Facts, judge: Judge) -> Iterator[Verdict]:
    awaited = _awaiting(step, facts)
    yield from judge(step, awaited)
    yield from order_verdicts(step, awaited)
    if _is_due(step, facts):
        yield step_is_due(step, facts)


def _awaiting(step: Step, facts: Facts) -> Facts:
    """Return the facts with the act on the day but without its content, where it would be one more.

    Those on record were judged in their time and say nothing about the next one.
    """
    form = facts.procedure.steps[step]
    if not form.repeats or facts.on is None:
        return facts
    standing = facts.entries.get(step, ())
    return replace(facts, entries={**facts.entries, step: (*standing, Entry(facts.on, "", None))})


def _is_due(step: Step, facts: Facts) -> bool:
    """Say whether the step is still to be recorded, or once more although it was before."""
    form = facts.procedure.steps[step]
    if facts.entry(step) is None:
        return True
    if not form.repeats:
        return False
    if step in BALLOTS and facts.state is State.VOTING:  # due again once the one before is final
        return facts.latest is None or facts.latest.status in FINAL
    return any(state is not facts.state for state in form.to)
