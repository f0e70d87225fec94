"""Days, periods and ages as the rule book reckons them, and working days from a published table."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shared.text import Text

ONE_DAY = timedelta(days=1)
SATURDAY = 5


def add_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later or, negative, earlier (CC Art. 202).

    Where that month has no such day, its last day: six months before 08-31 is 02-28.
    """
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month_index + 1, min(day.day, monthrange(year, month_index + 1)[1]))


def add_years(day: date, years: int) -> date:
    """Return the same day `years` later, 02-28 for 02-29 in a common year (CC Art. 202)."""
    return add_months(day, 12 * years)


def completed_years(born_on: date, as_of: date) -> int:
    """Return the age in completed years (周岁); the birthday itself counts.

    One born on 02-29 has the birthday on 02-28 in common years: a choice, no source says it.
    A birth date after `as_of` is a mistake of the caller and raises `ValueError`.
    """
    if born_on > as_of:
        raise ValueError
    age = as_of.year - born_on.year
    return age if add_years(born_on, age) <= as_of else age - 1


def days_between(start: date, end: date) -> int:
    """Return the days of a period, its first day not counted (CC Art. 201)."""
    return (end - start).days


@dataclass(frozen=True, slots=True)
class Provisional:
    """The State Council has not published these years yet: Monday to Friday was counted instead."""

    years: tuple[int, ...]

    @property
    def says(self) -> Text:
        """What the reader of a provisional date is told."""
        years = ", ".join(str(year) for year in self.years)
        return Text(
            f"{years} 年的放假安排尚未公布,暂按周一至周五计算。",
            f"The working days of {years} are not published yet; Monday to Friday is assumed.",
        )


@dataclass(frozen=True, slots=True)
class CountedDays:
    """A number of working days, and whether it may still change."""

    days: int
    provisional: Provisional | None = None


@dataclass(frozen=True, slots=True)
class ReckonedDay:
    """A day reckoned in working days, and whether it may still change."""

    on: date
    provisional: Provisional | None = None


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days of each published year, make-up weekends in and holidays out.

    `days` has one entry per published year; a year without an entry is not published, which every
    answer that touches it says.
    """

    days: Mapping[int, frozenset[date]]

    def is_working(self, day: date) -> bool:
        """Return whether work is done on `day`; in an unpublished year, whether it is a weekday."""
        published = self.days.get(day.year)
        return is_weekday(day) if published is None else day in published

    def count_working_days(self, start: date, end: date) -> CountedDays:
        """Return the working days after `start` up to and with `end`: the first day is out."""
        span = [start + timedelta(days=n) for n in range(1, days_between(start, end) + 1)]
        return CountedDays(sum(map(self.is_working, span)), self._doubt({day.year for day in span}))

    def add_working_days(self, start: date, days: int) -> ReckonedDay:
        """Return the day that is `days` working days after `start`, or before it when negative.

        Zero gives `start` itself, be it a working day or not.
        """
        step = ONE_DAY if days >= 0 else -ONE_DAY
        day, left, years = start, abs(days), set[int]()
        while left:
            day += step
            years.add(day.year)
            left -= self.is_working(day)
        return ReckonedDay(day, self._doubt(years))

    def _doubt(self, years: set[int]) -> Provisional | None:
        unpublished = tuple(sorted(years - self.days.keys()))
        return Provisional(unpublished) if unpublished else None


def is_weekday(day: date) -> bool:
    """Return whether `day` is Monday to Friday, whatever the calendar of holidays says."""
    return day.weekday() < SATURDAY


def count_weekdays(start: date, end: date) -> int:
    """Return the Mondays to Fridays after `start` up to and with `end`, holidays not taken out.

    For offices whose notice length means weekdays rather than the State Council's working days.
    """
    span = (start + timedelta(days=n) for n in range(1, days_between(start, end) + 1))
    return sum(map(is_weekday, span))
