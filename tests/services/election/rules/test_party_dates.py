"""Every date of the Party rules, one day either side of it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.election.domain.calendar import CountedDays
from services.election.domain.party_deadline import (
    deadline_kept,
    on_schedule,
    reminded,
    shift_allowed,
)
from services.election.domain.party_electorate import Membership, may_vote
from services.election.domain.party_office import (
    replied_before,
    reported_in_time,
    secretary_approved,
)
from services.election.domain.party_secretary import (
    secretary_consented,
)
from services.election.domain.party_term import term_due, term_length_known
from services.election.domain.rulebook import Outcome

DAYS = st.dates(min_value=date(2019, 3, 1), max_value=date(2060, 1, 1))
ONE_DAY = timedelta(days=1)


@given(DAYS)
def test_a_term_ends_on_the_same_day_five_years_on(elected_on: date) -> None:
    due = term_due(elected_on=elected_on).inputs["due"]

    leap_day = (elected_on.month, elected_on.day) == (2, 29)
    assert due == (
        date(elected_on.year + 5, 2, 28)
        if leap_day
        else elected_on.replace(year=elected_on.year + 5)
    )


def test_terms_begun_a_day_before_the_opinion_keep_their_length() -> None:
    first_day = date(2018, 7, 12)

    assert term_length_known(elected_on=first_day, term_years=None).holds
    assert not term_length_known(elected_on=first_day - ONE_DAY, term_years=None).allows


@given(DAYS)
def test_the_day_after_the_due_day_is_late(due: date) -> None:
    assert deadline_kept(due=due, held_on=due).holds
    late = deadline_kept(due=due, held_on=due + ONE_DAY)
    assert late.outcome is Outcome.NEEDS_APPROVAL
    assert deadline_kept(due=due, held_on=due + ONE_DAY, new_due=due + ONE_DAY).holds
    assert on_schedule(due=due, held_on=due).holds
    assert not on_schedule(due=due, held_on=due + ONE_DAY).holds


@given(DAYS, st.integers(min_value=1, max_value=365))
def test_an_extension_approved_a_day_late_is_not_on_schedule(due: date, days: int) -> None:
    new_due = due + timedelta(days=days)

    for held_on, approved_on, holds in (
        (new_due, due, True),
        (new_due, due + ONE_DAY, False),
        (new_due + ONE_DAY, due, False),
    ):
        verdict = on_schedule(due=due, held_on=held_on, new_due=new_due, approved_on=approved_on)
        assert verdict.holds is holds


@given(DAYS.filter(lambda day: (day.month, day.day) != (2, 29)))
def test_a_shift_of_a_year_and_a_day_goes_to_the_county(due: date) -> None:
    for years, day_beyond in ((1, ONE_DAY), (-1, -ONE_DAY)):
        limit = due.replace(year=due.year + years)
        assert shift_allowed(due=due, shifted_to=limit, approved=True).holds
        beyond = shift_allowed(due=due, shifted_to=limit + day_beyond, approved=True)
        assert beyond.outcome is Outcome.NEEDS_APPROVAL
        assert not shift_allowed(due=due, shifted_to=limit, approved=False).allows


@given(DAYS)
def test_the_reminder_is_due_on_its_day_and_not_before(due: date) -> None:
    remind_on = reminded(due=due, today=due).inputs["remind_on"]

    assert isinstance(remind_on, date)
    assert not reminded(due=due, today=remind_on).holds
    assert reminded(due=due, today=remind_on - ONE_DAY).holds


@given(DAYS)
def test_rights_return_with_the_decision(restored_on: date) -> None:
    member = Membership(
        on_probation_from=restored_on - 365 * ONE_DAY, rights_restored_on=restored_on
    )

    assert may_vote(member, on=restored_on).holds
    assert not may_vote(member, on=restored_on - ONE_DAY).holds
    assert may_vote(member, on=restored_on - 366 * ONE_DAY).holds


@given(DAYS)
def test_consent_and_approval_may_come_on_the_day_itself(day: date) -> None:
    assert secretary_consented(consented_on=day, voted_on=day).holds
    assert not secretary_consented(consented_on=day + ONE_DAY, voted_on=day).allows
    assert secretary_approved(approved_on=day, published_on=day).holds
    assert not secretary_approved(approved_on=day, published_on=day - ONE_DAY).allows


@given(DAYS, st.integers(min_value=1, max_value=90))
def test_a_request_a_day_short_of_its_lead_is_warned_about(meeting_on: date, lead: int) -> None:
    for days, outcome in ((lead, Outcome.PASSED), (lead - 1, Outcome.WARNED)):
        requested_on = meeting_on - timedelta(days=days)
        verdict = replied_before(
            requested_on=requested_on,
            replied_on=requested_on,
            meeting_on=meeting_on,
            request_lead_days=lead,
        )
        assert verdict.outcome is outcome


@given(st.integers(min_value=1, max_value=30))
def test_a_report_a_day_late_is_warned_about(limit: int) -> None:
    assert reported_in_time(working_days=CountedDays(limit), report_days=limit).holds
    late = reported_in_time(working_days=CountedDays(limit + 1), report_days=limit)
    assert late.outcome is Outcome.WARNED
