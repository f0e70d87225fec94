"""The day that it is in the offices, whatever the machine's clock is set to."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

OFFICE = timezone(timedelta(hours=8))  # the one time of day in China, all year


def today() -> date:
    """Return the day that it is in the offices."""
    return datetime.now(OFFICE).date()
