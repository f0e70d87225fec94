"""Entering and correcting divisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.roster.commands.history import correct
from services.roster.commands.records import among
from services.roster.commands.tally import Change, Tally
from services.roster.domain.divisions import DivisionRow, KnownDivision, province_of
from services.roster.models import Division
from shared import events
from shared.messaging.outbox import publish_all

DIVISIONS_PER_EVENT = 200
COPY = "COPY divisions (code, name, level, parent_code, path) FROM STDIN"


def load_divisions(session: Session, rows: Sequence[DivisionRow]) -> Mapping[str, KnownDivision]:
    """Return what is on the table of the divisions that rows name, and of those above them."""
    codes = {row.code for row in rows} | {row.parent_code or row.code for row in rows}
    found = session.execute(
        select(
            Division.code, Division.name, Division.level, Division.parent_code, Division.path
        ).where(among(Division.code, codes))
    )
    return {row.code: KnownDivision(*row) for row in found}


def store_divisions(
    session: Session, changed: Sequence[KnownDivision], known: Mapping[str, KnownDivision]
) -> Tally:
    """Put new and changed divisions on the table and tell the other services."""
    _enter(session, [division for division in changed if division.code not in known])
    corrected = {division.code: asdict(division) for division in changed if division.code in known}
    for row in session.scalars(select(Division).where(among(Division.code, corrected))):
        correct(session, row, corrected[row.code])
    publish_all(session, _events(changed))
    return Tally({Change.CREATED: len(changed) - len(corrected), Change.CHANGED: len(corrected)})


def _enter(session: Session, divisions: Sequence[KnownDivision]) -> None:
    """Copy divisions into the table, inside the session's transaction."""
    connection: Any = session.connection().connection.driver_connection
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for row in divisions:
            copy.write_row((row.code, row.name, row.level, row.parent_code, row.path))


def _events(changed: Sequence[KnownDivision]) -> Iterator[events.DivisionsRegistered]:
    """Yield the divisions in events that a bus can carry.

    All of a province go under its code, so that two changes of one division keep their order.
    """
    by_path = sorted(changed, key=lambda division: division.path)
    for province, group in groupby(by_path, key=lambda division: province_of(division.path)):
        divisions = [events.Division(**asdict(division)) for division in group]
        for start in range(0, len(divisions), DIVISIONS_PER_EVENT):
            batch = tuple(divisions[start : start + DIVISIONS_PER_EVENT])
            yield events.DivisionsRegistered(division_code=province, divisions=batch)
