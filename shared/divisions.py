"""The division tree as each service keeps it, and whether a row is inside a subtree."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Executable, String, bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from shared import events
from shared.errors import NotFound

PROVINCE, CITY, COUNTY, TOWNSHIP, COMMUNITY = "province", "city", "county", "township", "community"


class DivisionColumns:
    """A division: 12-digit code; a path of the codes above it and its own, each closed by a dot.

    A subtree is a range of paths, so the plain index on `path` answers it (collation "C").
    """

    __tablename__ = "divisions"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    level: Mapped[str] = mapped_column(String(10))
    parent_code: Mapped[str | None] = mapped_column(String(12))
    path: Mapped[str] = mapped_column(String(80, collation="C"), index=True)


def inside(
    code: InstrumentedAttribute[Any] | ColumnElement[Any],
    scope: str | ColumnElement[str],
    *,
    table: type[DivisionColumns],
) -> ColumnElement[bool]:
    """Return the condition that a division code lies in the subtree of `scope`, itself included."""
    top = select(table.path).where(table.code == scope).scalar_subquery()
    return code.in_(select(table.code).where(table.path >= top, table.path < top.concat("~")))


def check_inside(session: Session, code: str, scope: str, *, table: type[DivisionColumns]) -> None:
    """Refuse, as if it did not exist, a division outside the subtree of `scope`."""
    if code == scope:
        return
    question = _found_inside(cast("Hashable", table))
    if session.connection().execute(question, {"code": code, "scope": scope}).first() is None:
        raise NotFound


@cache
def _found_inside(table: Any) -> Executable:
    """Return the question of a service's table, built once: each command asks it."""
    code, scope = bindparam("code", type_=String), bindparam("scope", type_=String)
    return select(table.code).where(table.code == code, inside(table.code, scope, table=table))


def keep_divisions(
    session: Session, event: events.DivisionsRegistered, *, table: type[DivisionColumns]
) -> None:
    """Store a service's own copy of divisions, new or changed."""
    rows = [division.model_dump() for division in event.divisions]
    statement = insert(table)
    changed = {name: statement.excluded[name] for name in ("name", "level", "parent_code", "path")}
    session.execute(statement.on_conflict_do_update(index_elements=["code"], set_=changed), rows)
