"""The first fill of the working-day table, from the State Council's notices as packed by a library.

Outside the domain, because the table in the database decides: an office corrects a year there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import chinese_calendar

from services.election.domain.calendar import WorkingDays


class YearNotPublished(LookupError):
    """The installed library knows no holidays of this year; next year's appear every November."""

    def __init__(self, year: int) -> None:
        super().__init__(f"The working days of {year} are not known.")
        self.year = year


def published_working_days(year: int) -> frozenset[date]:
    """Return every working day of `year`, make-up weekends included, or `YearNotPublished`."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    try:
        return frozenset(day for day in days if chinese_calendar.is_workday(day))
    except NotImplementedError as unknown:
        raise YearNotPublished(year) from unknown


def working_days_of(years: Iterable[int]) -> WorkingDays:
    """Return the table of those years that are published; the others stay visibly unpublished."""
    table: dict[int, frozenset[date]] = {}
    for year in years:
        try:
            table[year] = published_working_days(year)
        except YearNotPublished:
            continue
    return WorkingDays(table)
