"""Which of the service's tables keep choices and counts, and that none of them names a voter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Column, DateTime, MetaData, Table

from services.election.domain.party_ballot import ballot_names_no_voter
from services.election.domain.rulebook import Verdict

COUNTED = ("votes", "choice", "ballot")  # a column so named keeps what was chosen
HANDED_OUT = "rounds"  # what refers to a round, straight or not, is part of its count


class VoterNamed(Exception):
    """A table would tie a voter to a choice: a mistake of ours, with which nothing may start."""


def check_secrecy(metadata: MetaData) -> None:
    """Raise where a table that keeps choices has a column that could name a voter or a time."""
    broken = [verdict for verdict in secrecy_verdicts(metadata) if not verdict.allows]
    if broken:
        raise VoterNamed("; ".join(f"{each.inputs['telling']}" for each in broken))


def secrecy_verdicts(metadata: MetaData) -> Iterator[Verdict]:
    """Yield the verdict on each table that keeps choices or counts."""
    for table in keeping_choices(metadata.tables.values()):
        yield ballot_names_no_voter([*_told_by(table)])


def keeping_choices(tables: Iterable[Table]) -> list[Table]:
    """Return the tables in which ballots are counted, and those that refer to them."""
    others = list(tables)
    found = [table for table in others if table.name == HANDED_OUT or _counts(table)]
    while True:
        names = {table.name for table in found}
        more = [table for table in others if table not in found and _refers_to(table, names)]
        if not more:
            return found
        found += more


def _counts(table: Table) -> bool:
    return any(word in column.name for column in table.columns for word in COUNTED)


def _refers_to(table: Table, names: set[str]) -> bool:
    return any(key.column.table.name in names for key in table.foreign_keys)


def _told_by(table: Table) -> Iterator[str]:
    """Yield what each column tells: its name, its kind if it is a time, the table it points to."""
    for column in table.columns:
        yield f"{table.name}.{column.name}{_kind(column)}"


def _kind(column: Column[object]) -> str:
    time = " created_at" if isinstance(column.type, DateTime) else ""
    return time + "".join(f" -> {key.column.table.name}" for key in column.foreign_keys)
