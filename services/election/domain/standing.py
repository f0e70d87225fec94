"""What the recorded days say of an election: nothing here looks at a clock."""

from __future__ import annotations

from datetime import date

from services.election.domain.states import State

BEFORE_THE_VOTE = State.between(State.PLANNED, State.READY)


def is_overdue(
    state: State, *, recorded_until: date | None, due_on: date, postponed_to: date | None
) -> bool:
    """Say whether the last recorded day is past the due date, or the approved one, with no vote."""
    limit = max(due_on, postponed_to) if postponed_to else due_on
    return state in BEFORE_THE_VOTE and recorded_until is not None and recorded_until > limit
