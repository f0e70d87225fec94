"""The refusal of a calendar that does not stand, with every reason at its step."""

from __future__ import annotations

from collections.abc import Sequence

from services.election.domain.planning import PlanProblem
from services.election.domain.ruleset import all_rules
from shared.errors import Conflict, FieldError


class CalendarRejected(Conflict):
    """A calendar breaks an order, a legal day or the term; `code` is the first rule it breaks."""

    def __init__(self, problems: Sequence[PlanProblem]) -> None:
        first = problems[0]
        super().__init__(
            first.says,
            code=first.rule_id,
            basis=all_rules()[first.rule_id][-1].rule.basis,
            needed=first.says,
            errors=tuple(
                FieldError(f"/steps/{each.step}", each.rule_id, each.says) for each in problems
            ),
        )
