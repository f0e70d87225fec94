"""One person, one day, one working day either side of each threshold of the city's gates."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.election.domain.calendar import add_years, completed_years
from services.election.domain.city_gates import (
    notice_long_enough,
    reserve_covered,
    secretary_filed,
    six_questions_answered,
    talks_held,
    young_member,
)
from services.election.domain.review import look_back_over

days = st.dates(date(1950, 1, 1), date(2040, 12, 31))
few = st.integers(0, 20)


@given(required=st.integers(1, 30))
def test_a_notice_one_working_day_short_is_too_short(required: int) -> None:
    assert notice_long_enough(working_days=required, required=required).holds
    assert not notice_long_enough(working_days=required - 1, required=required).holds


@given(as_of=st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_one_turns_36_in_a_day(as_of: date) -> None:
    youngest_of_36 = add_years(as_of, -36)
    while completed_years(youngest_of_36 + timedelta(days=1), as_of) >= 36:
        youngest_of_36 += timedelta(days=1)

    born_a_day_later = youngest_of_36 + timedelta(days=1)
    assert not young_member([completed_years(youngest_of_36, as_of)]).holds
    assert young_member([completed_years(born_a_day_later, as_of)]).holds


@given(principals=few, other_members=few)
def test_one_reserve_fewer_leaves_a_post_uncovered(principals: int, other_members: int) -> None:
    def covered(principal_reserves: int, member_reserves: int) -> bool:
        return reserve_covered(
            principals=principals,
            other_members=other_members,
            principal_reserves=principal_reserves,
            member_reserves=member_reserves,
        ).holds

    assert covered(2 * principals, other_members)
    assert not covered(2 * principals - 1, other_members)
    assert not covered(2 * principals, other_members - 1)


@given(approved_on=days, filing_days=st.integers(0, 90))
def test_filing_is_overdue_a_day_after_its_last(approved_on: date, filing_days: int) -> None:
    def in_time(today: date) -> bool:
        return secretary_filed(
            approved_on=approved_on, filed_on=None, today=today, filing_days=filing_days
        ).holds

    last_day = approved_on + timedelta(days=filing_days)
    assert in_time(last_day)
    assert not in_time(last_day + timedelta(days=1))


@given(answers=st.lists(st.booleans(), min_size=6, max_size=6))
def test_every_open_risk_is_found_and_closing_all_passes(answers: list[bool]) -> None:
    risks = {number for number, risk in enumerate(answers, start=1) if risk}

    assert six_questions_answered(answers).inputs["open_risks"] == sorted(risks)
    assert six_questions_answered(answers, closed=risks).holds
    assert all(not six_questions_answered(answers, closed=risks - {one}).holds for one in risks)


@given(members=st.integers(1, 20))
def test_one_member_without_a_talk_is_missed(members: int) -> None:
    assert talks_held(collective_talks=1, members=members, members_talked=members).holds
    assert not talks_held(collective_talks=1, members=members, members_talked=members - 1).holds


@given(ended_on=days, years=st.integers(1, 20))
def test_a_look_back_ends_on_the_day_itself(ended_on: date, years: int) -> None:
    over_on = add_years(ended_on, years)

    assert look_back_over(nominated_on=over_on, ended_on=ended_on, years=years).holds
    day_before = over_on - timedelta(days=1)
    assert not look_back_over(nominated_on=day_before, ended_on=ended_on, years=years).holds
