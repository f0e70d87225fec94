"""The rows behind a figure: which communities, which persons, which entries of a register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select, true
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from services.reporting.domain.figures import Figure, Form
from services.reporting.domain.measures import HEADS, Source
from services.reporting.models import Division, below, counted_rows, measures_of, of
from services.reporting.queries.campaigns import View

Columns = ReadOnlyColumnCollection[str, Any]
NAMED = {"division_code", "division_name", "reference"}
KIND_OF_REFERENCE: Mapping[Source, str] = {
    Source.COMMUNITIES: "election_id",
    Source.MEMBERS: "person_number",
    Source.RESERVES: "person_number",
    Source.FIRST_SECRETARIES: "person_number",
    Source.PROBLEMS: "problem_id",
    Source.ACTIVITIES: "activity_id",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a figure: what it adds to the numerator and, in a quotient, to the denominator."""

    division_code: str
    division_name: str
    kind: str
    reference: str
    n: int
    d: int | None
    facts: dict[str, Any]


def rows_of(figure: Figure, view: View, *, previous: bool) -> Select[Any]:
    """Select the rows that a division's figure counts, with the names of their divisions."""
    given = of(view.campaign, view.division_code)
    rows = counted_rows(figure.source, below).params(given).subquery()
    _, base = measures(figure, previous=previous)
    return (
        select(rows, Division.name.label("division_name"))
        .join(Division, Division.code == rows.c.division_code)
        .where(is_counted(figure.source, base, rows.c))
    )


def order_of(statement: Select[Any]) -> list[ColumnElement[Any]]:
    """Return the columns that order the rows: a person may be named once for each post."""
    columns = {column.key: column for column in statement.selected_columns}
    return [columns[name] for name in ("division_code", "reference", "post") if name in columns]


def measures(figure: Figure, *, previous: bool) -> tuple[str, str]:
    """Return the measures of numerator and base; those of the previous term if asked for."""
    if previous and figure.before:
        return figure.before
    return figure.numerator, figure.denominator or figure.numerator


def is_counted(source: Source, measure: str, columns: Columns) -> ColumnElement[bool]:
    """Return the condition that a row adds something to the measure."""
    conditions: Mapping[Source, Callable[[str, Columns], ColumnElement[bool]]] = {
        Source.COMMUNITIES: lambda name, of: of[name] if name in of else true(),
        Source.MEMBERS: of_team,
        Source.RESERVES: lambda name, of: (
            of.post.in_(HEADS) if name == "reserve_secretary" else of.post.not_in(HEADS)
        ),
        Source.PROBLEMS: lambda name, of: of.closed if name == "problems_closed" else true(),
    }
    condition = conditions.get(source)
    return condition(measure, columns) if condition else true()


def of_team(measure: str, columns: Columns) -> ColumnElement[bool]:
    """Return the condition that a member belongs to the group of a measure."""
    side, *group = measure.split(".")
    return and_(columns.side == side, columns.post.in_(HEADS) if "head" in group else true())


def listed(figure: Figure, row: Row[Any], *, previous: bool) -> Listed:
    """Return a selected row with what it adds to the figure."""
    counts = measures_of(figure.source, row)
    numerator, denominator = measures(figure, previous=previous)
    if figure.form is Form.AMOUNTS:
        added, base = sum(counts.values()), None
    else:
        added = counts.get(numerator, 0)
        base = counts.get(denominator, 0) if figure.denominator else None
    return Listed(
        division_code=row.division_code,
        division_name=row.division_name,
        kind=KIND_OF_REFERENCE[figure.source],
        reference=row.reference,
        n=added,
        d=base,
        facts={name: plain(value) for name, value in row._mapping.items() if name not in NAMED},  # noqa: SLF001
    )


def plain(value: object) -> object:
    """Return a value that JSON knows."""
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
