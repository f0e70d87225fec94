"""Corrections: what a row said is kept before it says something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from services.roster.models import Base, Superseded
from shared.context import current_cause


def correct(session: Session, row: Base, facts: Mapping[str, Any]) -> bool:
    """Let the row say these facts, keep what it said before; return whether they differed."""
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    if not changed:
        return False
    session.add(
        Superseded(
            table_name=row.__tablename__,
            row_key=str(inspect(type(row)).primary_key_from_instance(row)[0]),
            facts={name: _plain(getattr(row, name)) for name in changed},
            actor=current_cause().actor,
        )
    )
    for name, value in changed.items():
        setattr(row, name, value)
    if hasattr(row, "version"):
        row.version += 1
    return True


def _plain(value: object) -> object:
    """Return a fact as JSON takes it."""
    return value if isinstance(value, str | int | None) else str(value)
