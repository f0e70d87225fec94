"""The order of the procedure and the separation of those who enter from those who approve.

Both are the design of this software, not rows of the rule book; they speak in the same form.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.election.domain.facts import Facts
from services.election.domain.rulebook import Body, Effect, Outcome, Rule, Trust, Verdict
from services.election.domain.states import State, Step, move
from shared.text import Text

ORDER = Rule(
    "PROCEDURE-ORDER",
    Body.BOTH,
    Text("按程序进行", "The order of the procedure"),
    Text(
        "换届各步骤按程序依次进行,上一步未完成不得进行下一步,日期不得早于上一步。",
        "The steps follow one another: none before the one above is done, nor dated before it.",
    ),
    "state in states of the step; previous step on record; date >= date of the previous step",
    "Procedure, sections 3 and 4",
    Trust.UNVERIFIED,
    Effect.BLOCK,
)
SEPARATION = Rule(
    "SEPARATION",
    Body.BOTH,
    Text("经办与审批分离", "Who enters does not approve"),
    Text(
        "同一份材料的填报人和审批人不得为同一人。",
        "The one who enters a document and the one who approves it differ.",
    ),
    "recorded_by != approved_by",
    "Procedure, section 2",
    Trust.UNVERIFIED,
    Effect.BLOCK,
)


def order_verdicts(step: Step, facts: Facts) -> Iterator[Verdict]:
    """Return what speaks against the step's place in the procedure; nothing when it is in order."""
    form = facts.procedure.steps[step]
    for earlier in form.after:
        yield from _after(earlier, facts)
    if facts.state not in form.states:
        yield out_of_order(
            f"{step} @ {facts.state}",
            Text(
                f"现处于 {facts.state},不能记录“{form.name.zh}”;{_next_step(facts).zh}",
                f"The election is {facts.state}: no {form.name.en} now. {_next_step(facts).en}",
            ),
        )
    yield from _separate(step, facts)


def leads_to(step: Step, facts: Facts, to: State | None = None) -> State:
    """Return the state after a step: `to` where the command has decided, else its only end."""
    form = facts.procedure.steps[step]
    incomplete = any(facts.entry(other) is None for other in form.together_with)
    if form.together_with and (incomplete or facts.state is not facts.procedure.start):
        return facts.state
    return move(facts.procedure, step, facts.state, to)


def step_is_due(step: Step, facts: Facts) -> Verdict:
    """Return the verdict that this step is still to be recorded."""
    name = facts.procedure.steps[step].name
    return out_of_order(step, Text(f"待记录:{name.zh}。", f"Still to be recorded: {name.en}."))


def out_of_order(numbers: str, needed: Text) -> Verdict:
    """Return a refusal by the order of the procedure."""
    return Verdict(ORDER, Outcome.REFUSED, numbers, {}, needed)


def not_of_this_body(step: Step) -> Verdict:
    """Return the refusal of a step that the body's procedure does not have."""
    return out_of_order(
        step,
        Text("这类组织的换届没有这一步骤。", "This kind of body's procedure has no such step."),
    )


def two_persons(first: str, second: str, needed: Text) -> Verdict:
    """Return the verdict on two who must differ; the subjects themselves are not shown."""
    outcome = Outcome.REFUSED if first == second else Outcome.PASSED
    return Verdict(SEPARATION, outcome, "", {}, needed if outcome is Outcome.REFUSED else None)


def not_before(step: Step, earlier: date, on: date, facts: Facts) -> Iterator[Verdict]:
    """Return the refusal of a day before that of an earlier step."""
    if on < earlier:
        name = facts.procedure.steps[step].name
        yield out_of_order(
            f"{on} < {earlier}",
            Text(
                f"日期不得早于“{name.zh}”的 {earlier}。",
                f"The date must not precede that of the {name.en}, {earlier}.",
            ),
        )


def _after(earlier: Step, facts: Facts) -> Iterator[Verdict]:
    if facts.entry(earlier) is None:
        yield step_is_due(earlier, facts)
        return
    day = facts.date_of(earlier)
    if day is not None and facts.on is not None:
        yield from not_before(earlier, day, facts.on, facts)


def _next_step(facts: Facts) -> Text:
    ahead = facts.procedure.ahead[facts.state]
    names = [facts.procedure.steps[step].name for step in ahead]
    if not names:
        return Text("程序已结束。", "The procedure is over.")
    return Text(
        f"下一步:{'、'.join(name.zh for name in names)}。",
        f"Next: {', '.join(name.en for name in names)}.",
    )


def _separate(step: Step, facts: Facts) -> Iterator[Verdict]:
    """Return a refusal for each earlier step that the one who acts has recorded, whatever role."""
    for earlier in facts.procedure.steps[step].entered_by_another:
        if facts.by in {entry.actor for entry in facts.entries.get(earlier, ())}:
            name = facts.procedure.steps[earlier].name
            needed = Text(
                f"由填报“{name.zh}”以外的人员办理。",
                f"Someone other than who entered the {name.en}.",
            )
            yield Verdict(SEPARATION, Outcome.REFUSED, "", {}, needed)
