"""Periods, ages and working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.election.calendar_data import (
    YearNotPublished,
    published_working_days,
    working_days_of,
)
from services.election.domain.calendar import (
    Provisional,
    WorkingDays,
    add_months,
    add_years,
    completed_years,
    count_weekdays,
    days_between,
)

PUBLISHED = working_days_of(range(2018, 2027))
days = st.dates(date(2018, 1, 1), date(2026, 12, 31))
spans = st.integers(0, 120)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), -6, date(2026, 2, 28)),
        (date(2026, 3, 15), -6, date(2025, 9, 15)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 11, 30), 1, date(2025, 12, 30)),
    ],
)
def test_a_period_of_months_ends_on_the_same_day_or_the_months_last(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("elected_on", "due"),
    [
        (date(2021, 3, 15), date(2026, 3, 15)),
        (date(2020, 2, 29), date(2025, 2, 28)),
        (date(2019, 2, 28), date(2024, 2, 28)),
    ],
)
def test_a_period_of_years_ends_on_the_same_calendar_day(elected_on: date, due: date) -> None:
    assert add_years(elected_on, 5) == due


@pytest.mark.parametrize(
    ("born_on", "as_of", "age"),
    [
        (date(1985, 5, 1), date(2021, 4, 30), 35),
        (date(1985, 4, 30), date(2021, 4, 30), 36),
        (date(2008, 5, 10), date(2026, 5, 10), 18),
        (date(2008, 5, 11), date(2026, 5, 10), 17),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 5, 10), date(2026, 5, 10), 0),
    ],
)
def test_an_age_is_the_completed_years(born_on: date, as_of: date, age: int) -> None:
    assert completed_years(born_on, as_of) == age


def test_nobody_is_younger_than_nought() -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (it says nothing, for no data may be named)
        completed_years(date(2026, 5, 11), date(2026, 5, 10))


def test_the_first_day_of_a_period_is_not_counted() -> None:
    assert days_between(date(2026, 3, 1), date(2026, 3, 21)) == 20


@pytest.mark.parametrize(
    ("start", "end", "working", "weekdays"),
    [
        (date(2021, 3, 1), date(2021, 3, 8), 5, 5),
        (date(2021, 3, 1), date(2021, 3, 1), 0, 0),
        (date(2021, 4, 2), date(2021, 4, 11), 4, 5),  # tomb-sweeping: Monday off
        (date(2021, 4, 30), date(2021, 5, 9), 3, 5),  # Labour Day: Saturday 8 May is worked
        (date(2026, 9, 30), date(2026, 10, 10), 3, 7),  # National Day: Saturday 10 October is
    ],
)
def test_working_days_leave_out_holidays_and_count_make_up_weekends(
    start: date, end: date, working: int, weekdays: int
) -> None:
    counted = PUBLISHED.count_working_days(start, end)

    assert (counted.days, counted.provisional) == (working, None)
    assert count_weekdays(start, end) == weekdays


def test_a_year_that_is_not_published_is_visible_in_the_answer() -> None:
    counted = PUBLISHED.count_working_days(date(2026, 12, 28), date(2027, 1, 8))
    reckoned = PUBLISHED.add_working_days(date(2026, 12, 28), 9)

    assert counted.days == 9
    assert counted.provisional == reckoned.provisional == Provisional((2027,))
    assert "2027" in counted.provisional.says.zh
    assert "2027" in counted.provisional.says.en


def test_an_empty_table_counts_weekdays_and_says_so() -> None:
    counted = WorkingDays({}).count_working_days(date(2021, 4, 2), date(2021, 4, 11))

    assert (counted.days, counted.provisional) == (5, Provisional((2021,)))


def test_an_office_may_correct_a_year() -> None:
    off = PUBLISHED.days[2021] - {date(2021, 3, 3)}
    corrected = WorkingDays({2021: off})

    assert corrected.count_working_days(date(2021, 3, 1), date(2021, 3, 8)).days == 4


def test_the_library_knows_no_year_before_it_is_published() -> None:
    with pytest.raises(YearNotPublished) as unknown:
        published_working_days(2051)

    assert unknown.value.year == 2051
    assert 2051 not in working_days_of([2026, 2051]).days


@given(start=days, first=spans, second=spans)
def test_working_days_add_up(start: date, first: int, second: int) -> None:
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)

    def count(since: date, until: date) -> int:
        return PUBLISHED.count_working_days(since, until).days

    assert count(start, middle) + count(middle, end) == count(start, end)


@given(start=days, number=st.integers(1, 60))
def test_adding_working_days_is_the_inverse_of_counting_them(start: date, number: int) -> None:
    end = PUBLISHED.add_working_days(start, number).on

    assert PUBLISHED.is_working(end)
    assert PUBLISHED.count_working_days(start, end).days == number


@given(start=days, number=st.integers(1, 60))
def test_going_back_lands_on_the_working_day_that_many_before(start: date, number: int) -> None:
    earlier = PUBLISHED.add_working_days(start, -number).on

    assert PUBLISHED.is_working(earlier)
    assert PUBLISHED.count_working_days(earlier - timedelta(days=1), start).days == (
        number + PUBLISHED.is_working(start)
    )
