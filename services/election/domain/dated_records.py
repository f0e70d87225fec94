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
    dates = [record.on for record in records if record.on is not None]
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
        " <= ".join("-" if record.on is None else record.on.isoformat() for record in records),
        _needed(missing, early),
        {"dates": dates},
    )


def _needed(missing: Text | None, early: Text | None) -> Text | None:
    if missing is not None:
        return Text(f"补:{missing.zh}。", f"Missing: {missing.en}.")
    if early is not None:
        return Text(f"{early.zh}不得早于上一步。", f"{early.en} must not precede the step above.")
    return None
