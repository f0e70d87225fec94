"""Everything that audit is asked and only reads."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.audit.models import Activity, Complaint, Division, LogEntry, Problem
from shared.divisions import check_inside, inside
from shared.errors import NotFound

Entry = TypeVar("Entry", Problem, Complaint, Activity)


def entries(
    session: Session,
    table: type[Entry],
    *,
    scope: str,
    division_code: str | None,
    descendants: bool = True,
) -> Select[Entry]:
    """Select the entries of a register in a division, or in all that the caller may see."""
    condition = in_division(
        session,
        table.division_code,
        scope=scope,
        division_code=division_code,
        descendants=descendants,
    )
    return select(table).where(condition)


def entry(session: Session, table: type[Entry], entry_id: UUID, *, scope: str) -> Entry:
    """Return one entry of a register; outside the caller's division there is none."""
    found = session.get(table, entry_id)
    if found is None:
        raise NotFound
    check_inside(session, found.division_code, scope, table=Division)
    return found


def log_entries(session: Session, *, scope: str, division_code: str | None) -> Select[LogEntry]:
    """Select the events about a division and those below it."""
    condition = in_division(session, LogEntry.key, scope=scope, division_code=division_code)
    return select(LogEntry).where(condition)


def in_division(
    session: Session,
    column: InstrumentedAttribute[Any],
    *,
    scope: str,
    division_code: str | None,
    descendants: bool = True,
) -> ColumnElement[bool]:
    """Return the condition that a row belongs to the division asked for, which is checked."""
    asked = division_code or scope
    check_inside(session, asked, scope, table=Division)
    return inside(column, asked, table=Division) if descendants else column == asked
