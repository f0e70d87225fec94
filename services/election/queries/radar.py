"""What is due and overdue: by election, and counted by division."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.election.domain.preparation import Responsible, called
from services.election.domain.radar import Due, DueStatus
from services.election.domain.responsibility import chain_of
from services.election.models import Division
from services.election.models.deadline_facts import Watched
from services.election.models.preparation_facts import path_of
from shared.divisions import check_inside


@dataclass
class Count:
    """A division's elections, those with something overdue, and everything due by status."""

    elections: int = 0
    overdue: int = 0
    items: Counter[DueStatus] = field(default_factory=Counter)


def who_is_called(watched: Watched, due: Due, today: date) -> Sequence[Responsible]:
    """Return who is to be called about one thing by now, nearest first."""
    chain = chain_of(watched.links, team=watched.team, owner=due.owner)
    return called(chain, due_on=due.due_on, done_on=None, today=today)


def count_by_division(
    session: Session, watched: Iterable[Watched], code: str, scope: str, *, today: date
) -> list[tuple[Division, Count]]:
    """Return the counts of the divisions right below one, or its own where nothing is below."""
    check_inside(session, code, scope, table=Division)
    counts: dict[str, Count] = {}
    for each in watched:
        path = path_of(each.election)
        below = path[path.index(code) + 1 :]
        statuses = [due.status(today) for due in each.dues]
        count = counts.setdefault(below[0] if below else code, Count())
        count.elections += 1
        count.overdue += DueStatus.OVERDUE in statuses
        count.items.update(statuses)
    divisions = session.scalars(
        select(Division).where(Division.code.in_(sorted(counts))).order_by(Division.code)
    )
    return [(division, counts[division.code]) for division in divisions]
