"""Counting what an import did, row by row."""

from __future__ import annotations

from collections import Counter
from enum import IntEnum


class Change(IntEnum):
    """What a row did to the roster."""

    UNCHANGED = 0
    CHANGED = 1
    CREATED = 2


Tally = Counter[Change]
Changes = list[tuple[str, Change]]  # per row: the person's number and what became of it
