"""The plan computed backwards from the meeting day, and why a calendar is rejected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.election.calendar_data import working_days_of
from services.election.domain.calendar import Provisional
from services.election.domain.city_gates import PLAN_STEPS, PlanStep, plan_complete
from services.election.domain.planning import PlannedStep, check_plan, plan_backwards
from services.election.domain.rulebook import Body

WORKING_DAYS = working_days_of(range(2018, 2030))
PARTY_DAY, VOTING_DAY = date(2021, 4, 12), date(2026, 5, 10)
LATER = date(2030, 1, 1)
meeting_days = st.dates(date(2019, 6, 1), date(2026, 11, 30))


def party(meeting_on: date = PARTY_DAY, **offsets: int) -> tuple[PlannedStep, ...]:
    return plan_backwards(meeting_on, Body.PARTY, WORKING_DAYS, offsets=offsets)


def residents(**offsets: int) -> tuple[PlannedStep, ...]:
    return plan_backwards(VOTING_DAY, Body.RESIDENTS, WORKING_DAYS, offsets=offsets)


def days_before(steps: tuple[PlannedStep, ...], day: date) -> dict[str, tuple[int, int]]:
    return {each.step: ((each.begins_on - day).days, (each.ends_on - day).days) for each in steps}


def rejected(
    steps: tuple[PlannedStep, ...], body: Body, *, due_on: date = LATER, delay: bool = False
) -> list[tuple[str, str]]:
    problems = check_plan(steps, body, due_on=due_on, delay_approved=delay)
    assert all(problem.says.zh and problem.says.en.isascii() for problem in problems)
    return [(problem.step, problem.rule_id) for problem in problems]


def test_the_party_plan_has_the_steps_that_gate_plan_asks_for() -> None:
    steps = party()

    named = [PlanStep(each.step, each.ends_on, "责任人") for each in steps]
    assert tuple(each.step for each in steps) == PLAN_STEPS
    assert plan_complete(named).holds
    assert rejected(steps, Body.PARTY) == []


def test_the_party_plan_keeps_the_offsets_of_the_procedure() -> None:
    planned = days_before(party(), PARTY_DAY)

    assert planned["SURVEY"] == (-120, -120)
    assert planned["ASSESS"] == (-100, -100)
    assert planned["REQUEST"] == (-30, -30)
    assert planned["NOMINATE"] == (-25, -25)
    assert planned["REVIEW"] == (-15, -15)
    assert planned["CONSENT"] == (-12, -12)
    assert planned["ROLL"] == (-10, -10)
    assert planned["REHEARSE"] == (-3, -3)


@given(meeting_on=meeting_days, length=st.integers(1, 10))
def test_the_notice_has_its_working_days_and_is_over_three_days_before(
    meeting_on: date, length: int
) -> None:
    steps = plan_backwards(meeting_on, Body.PARTY, WORKING_DAYS, notice_working_days=length)

    (notice,) = (each for each in steps if each.step == "NOTICE")
    counted = WORKING_DAYS.count_working_days(notice.begins_on, notice.ends_on)
    assert counted.days == length
    assert notice.ends_on == meeting_on - timedelta(days=3)


def test_the_residents_plan_is_the_working_calendar_of_the_procedure() -> None:
    assert days_before(residents(), VOTING_DAY) == {
        "ELECTION_COMMITTEE": (-35, -35),
        "METHOD": (-34, -34),
        "REGISTER": (-33, -29),
        "LIST": (-20, -20),
        "OBJECTIONS": (-15, -15),
        "DECISIONS": (-12, -12),
        "NOMINATE": (-15, -13),
        "REVIEW": (-12, -7),
        "CANDIDATES": (-6, -6),
        "PREPARE": (-5, -1),
        "VOTE": (0, 0),
        "HANDOVER": (1, 10),
    }
    assert rejected(residents(), Body.RESIDENTS) == []


def test_the_steps_that_hang_on_the_list_move_with_it() -> None:
    planned = days_before(residents(LIST=-25), VOTING_DAY)

    assert (planned["OBJECTIONS"], planned["DECISIONS"]) == ((-20, -20), (-17, -17))


def test_a_calendar_whose_list_comes_before_registration_ends_is_rejected() -> None:
    assert rejected(residents(REGISTER=-24), Body.RESIDENTS) == []
    assert rejected(residents(REGISTER=-23), Body.RESIDENTS) == [("LIST", "RC-ROLL-PUBLISH")]


@pytest.mark.parametrize(
    ("offsets", "problem"),
    [
        ({"LIST": -19}, ("LIST", "RC-ROLL-PUBLISH")),
        ({"CANDIDATES": -4}, ("CANDIDATES", "RC-CAND-PUBLISH")),
        ({"HANDOVER": 2}, ("HANDOVER", "RC-HANDOVER")),
    ],
)
def test_a_calendar_that_passes_a_latest_day_is_rejected(
    offsets: dict[str, int], problem: tuple[str, str]
) -> None:
    assert problem in rejected(residents(**offsets), Body.RESIDENTS)


def test_a_calendar_after_the_terms_due_day_needs_an_approved_delay() -> None:
    last_day = VOTING_DAY + timedelta(days=10)

    assert rejected(residents(), Body.RESIDENTS, due_on=last_day) == []
    assert rejected(residents(), Body.RESIDENTS, due_on=last_day - timedelta(days=1)) == [
        ("HANDOVER", "RC-DELAY")
    ]
    assert rejected(residents(), Body.RESIDENTS, due_on=date(2026, 1, 1), delay=True) == []


def test_a_party_meeting_may_be_held_on_the_due_day_but_not_after() -> None:
    assert rejected(party(), Body.PARTY, due_on=PARTY_DAY) == []
    assert rejected(party(), Body.PARTY, due_on=PARTY_DAY - timedelta(days=1)) == [
        ("MEETING", "PARTY-DEADLINE")
    ]


def test_a_notice_that_holidays_push_before_the_consent_is_rejected() -> None:
    assert rejected(party(date(2026, 10, 12)), Body.PARTY) == [("NOTICE", "GATE-NOTICE")]


def test_a_plan_without_one_of_its_steps_is_rejected() -> None:
    assert rejected(party()[1:], Body.PARTY) == [("SURVEY", "GATE-PLAN")]


def test_a_plan_moved_by_hand_is_checked_as_well() -> None:
    late = [
        replace(each, begins_on=PARTY_DAY, ends_on=PARTY_DAY) if each.step == "REHEARSE" else each
        for each in party()
    ]

    assert rejected(tuple(late), Body.PARTY) == [("REHEARSE", "GATE-TRAIN")]


def test_days_in_a_year_that_is_not_published_are_marked() -> None:
    marked = {each.step: each.provisional for each in party(date(2027, 1, 5))}

    assert marked["NOTICE"] == marked["REPORT"] == Provisional((2027,))
    assert marked["MEETING"] is None
