"""Records that must exist and follow one another by date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from services.election.domain.rulebook import Finding
from shared.text import Text


@dataclass(frozen=True, slots=True)
class DatedRecord:
    """A step that leaves a dated record; None while it is missing."""

    name: Text
    on: date | None


def follow_in_order(records: Sequence[DatedRecord]) -> Finding:
    """Take records in their due order; broken when one is missing or dated before the one above.

    Two records on one day are in order.
    """
    missing = next((record.name for record in records if record.on is None), None)
    early = next(
        (
            later.name
            for earlier, later in pairwise(records)
            if earlier.on is not None and later.on is not None and later.on < earlier.on
        ),
        None,
    )
    return Finding(
        missing is None and early is None,
        _numbers([record.on for record in records]),
        _needed(missing, early),
        {"dates": [record.on for record in records]},
    )


def _numbers(dates: Sequence[date | None]) -> str:
    """Write the dates in a row, each with how it stands to the one before; "?" claims nothing."""
    signs = ["", *(_sign(before, after) for before, after in pairwise(dates))]
    return "".join(f"{sign}{on or '?'}" for sign, on in zip(signs, dates, strict=True))


def _sign(before: date | None, after: date | None) -> str:
    late = before is not None and after is not None and before > after
    return " > " if late else " <= "


def _needed(missing: Text | None, early: Text | None) -> Text | None:
    if missing is not None:
        return Text(f"补:{missing.zh}。", f"Missing: {missing.en}.")
    if early is not None:
        return Text(f"{early.zh}不得早于上一步。", f"{early.en} must not precede the step above.")
    return None
