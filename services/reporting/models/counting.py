"""What the rows behind figures count for: each alone for a list, those alike together for a sum."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, func, select

from services.reporting.domain import measures
from services.reporting.domain.measures import (
    CommunityFacts,
    Measures,
    MemberFacts,
    Side,
    Source,
)
from services.reporting.models.rows import ROWS, Asked, Rows


@lru_cache
def counted_rows(source: Source, asked: Asked) -> Rows:
    """Return the selection of a campaign's rows, in the divisions that are asked for.

    It is executed with what `of` returns.
    """
    return ROWS[source](asked)


@lru_cache
def grouped_rows(source: Source, asked: Asked) -> Rows:
    """Return the same rows, those that count for the same put together, with how many they are."""
    rows = ROWS[source](asked).subquery()
    alike = [rows.c[name] for name in ("division_code", *COUNTED[source])]
    return select(*alike, func.count().label("times")).group_by(*alike)


def measures_of(source: Source, row: Row[Any]) -> Measures:
    """Return what one of these rows counts for."""
    return COUNTS[source](row)


COUNTED: Mapping[Source, tuple[str, ...]] = {  # the facts that `COUNTS` looks at
    Source.COMMUNITIES: (
        "seats",
        "completed",
        "on_schedule",
        "first_ballot",
        "rectified",
        "reserves_for_head",
        "reserves_for_others",
    ),
    Source.MEMBERS: ("side", "post", "age", "bachelor_or_above", "social_work"),
    Source.RESERVES: ("post",),
    Source.FIRST_SECRETARIES: (),
    Source.PROBLEMS: ("closed",),
    Source.ACTIVITIES: ("kind", "quantity"),
}
COUNTS: Mapping[Source, Callable[[Row[Any]], Measures]] = {
    Source.COMMUNITIES: lambda row: measures.of_community(
        CommunityFacts(
            seats=row.seats,
            completed=row.completed,
            on_schedule=row.on_schedule,
            first_ballot=row.first_ballot,
            rectified=row.rectified,
            reserves_for_head=row.reserves_for_head,
            reserves_for_others=row.reserves_for_others,
        )
    ),
    Source.MEMBERS: lambda row: measures.of_member(
        MemberFacts(
            side=Side(row.side),
            post=row.post,
            age=row.age,
            bachelor_or_above=row.bachelor_or_above,
            social_work=row.social_work,
        )
    ),
    Source.RESERVES: lambda row: measures.of_reserve(row.post),
    Source.FIRST_SECRETARIES: lambda row: measures.of_first_secretary(),  # noqa: ARG005
    Source.PROBLEMS: lambda row: measures.of_problem(closed=row.closed),
    Source.ACTIVITIES: lambda row: measures.of_activity(row.kind, row.quantity),
}
