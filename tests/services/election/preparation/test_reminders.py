"""Reminders: none is lost by a missed night, none comes twice."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from services.election.commands import reminders as commands
from services.election.domain.states import State
from services.election.models import Reminder, ReminderRun
from services.election.worker import DailyReminders
from tests.services.election.factories import CITY, STREET

DUE = date(2031, 8, 31)
REMIND_ON = date(2031, 2, 28)
ONE_DAY = timedelta(days=1)


def reminders_of(office, case):
    path = f"/reminders?division_code={case.community}"
    answer = office.call("GET", path, "STREET", STREET)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def kinds(office, case):
    return [each["kind"] for each in reminders_of(office, case)]


def test_the_term_is_reminded_of_six_months_before_and_not_a_day_earlier(office):
    case = office.election(due_on=DUE)

    commands.remind(office.sessions, REMIND_ON - ONE_DAY)
    before = kinds(office, case)
    commands.remind(office.sessions, REMIND_ON)

    assert before == []
    (found,) = reminders_of(office, case)
    assert (found["kind"], found["rule"]) == ("TERM", "PARTY-REMIND")
    assert (found["remind_on"], found["due_on"]) == ("2031-02-28", "2031-08-31")


def test_a_missed_night_loses_none(office):
    cases = [office.election(due_on=DUE + n * ONE_DAY) for n in (1, 2, 3)]

    commands.remind(office.sessions, REMIND_ON)
    for case in cases:
        assert kinds(office, case) == []
    commands.remind(office.sessions, REMIND_ON + 30 * ONE_DAY)

    assert [kinds(office, case) for case in cases] == [["TERM"]] * 3


def test_a_run_twice_adds_none(office):
    case = office.election(due_on=DUE)
    commands.remind(office.sessions, REMIND_ON)
    first = reminders_of(office, case)

    made = commands.remind(office.sessions, REMIND_ON)

    assert made == 0
    assert reminders_of(office, case) == first


def test_an_election_entered_after_its_day_is_still_reminded_of(office):
    commands.remind(office.sessions, REMIND_ON + ONE_DAY)
    late = office.election(due_on=DUE)

    commands.remind(office.sessions, REMIND_ON + 2 * ONE_DAY)

    assert kinds(office, late) == ["TERM"]


def test_a_run_that_breaks_off_leaves_nothing_of_its_batch_and_the_next_makes_it_good(
    office, monkeypatch
):
    case = office.election(due_on=DUE)
    last = _runs(office)

    def break_off(*_):
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(commands, "ReminderRun", break_off)
        with pytest.raises((ConnectionError, AttributeError)):
            commands.remind(office.sessions, REMIND_ON)
    assert (kinds(office, case), _runs(office)) == ([], last)

    commands.remind(office.sessions, REMIND_ON)
    assert kinds(office, case) == ["TERM"]


def test_more_elections_than_one_batch_are_all_reminded_of(office, monkeypatch):
    monkeypatch.setattr(commands, "BATCH", 2)
    cases = [office.election(due_on=DUE) for _ in range(5)]

    commands.remind(office.sessions, REMIND_ON)

    assert [kinds(office, case) for case in cases] == [["TERM"]] * 5


def test_steps_and_limits_are_reminded_of_shortly_before(office):
    case = office.election(State.PLAN_APPROVED)  # its plan has every step on 2021-02-06

    commands.remind(office.sessions, date(2021, 2, 2))
    before = kinds(office, case)
    commands.remind(office.sessions, date(2021, 2, 3))

    assert before == ["TERM"]
    assert {"TERM", "STEP-REQUEST", "STEP-MEETING"} < set(kinds(office, case))


def test_a_later_due_day_is_reminded_of_anew_and_a_finished_election_never(office):
    done = office.election(State.HANDED_OVER)
    case = office.election(State.CLEARED)
    commands.remind(office.sessions, date(2021, 3, 1))
    delay = {
        "approved_by": "STREET", "approved_on": "2021-02-01", "new_due": "2021-07-01",
        "document_no": "街党〔2021〕9号", "reason": "改造",
    }  # fmt: skip
    case.post("/postponement", "STREET", delay)

    commands.remind(office.sessions, date(2021, 3, 2))

    assert [each["due_on"] for each in reminders_of(office, case)] == ["2021-04-24", "2021-07-01"]
    assert "TERM" not in kinds(office, done)


def test_the_street_passes_a_reminder_on_once(office):
    case = office.election(due_on=DUE)
    commands.remind(office.sessions, REMIND_ON)
    (reminder,) = reminders_of(office, case)
    path = f"/reminders/{reminder['id']}/delivery"

    city = office.call("POST", path, "CITY_ORG", CITY, body={"on": "2031-03-01"})
    first = office.call("POST", path, "STREET", STREET, body={"on": "2031-03-01"})
    second = office.call("POST", path, "STREET", STREET, body={"on": "2031-03-02"})

    assert (city.status_code, first.status_code, second.status_code) == (403, 201, 409)
    assert first.json()["passed_on"] == "2031-03-01"
    still_open = f"/reminders?division_code={case.community}&passed_on=false"
    assert office.call("GET", still_open, "STREET", STREET).json()["items"] == []


def test_the_job_runs_once_a_day_by_the_clock_it_is_given_and_again_after_a_failure(office):
    days = [REMIND_ON, REMIND_ON, REMIND_ON + 9 * ONE_DAY]
    clock = iter(days)
    job = DailyReminders(lambda: next(clock))
    before = len(_runs(office))

    assert [job(office.sessions) for _ in days] == [True, False, True]

    runs = _runs(office)[before:]
    assert [until for _, until in runs] == [REMIND_ON, REMIND_ON + 9 * ONE_DAY]
    assert runs[1][0] is not None


def test_the_ledger_holds_each_thing_once(office):
    with office.sessions() as session:
        rows = session.execute(select(Reminder.election_id, Reminder.kind, Reminder.due_on)).all()

    assert len(rows) == len(set(rows))
    assert all(isinstance(row.election_id, UUID) for row in rows)


def _runs(office):
    with office.sessions() as session:
        rows = session.execute(
            select(ReminderRun.since, ReminderRun.until).order_by(ReminderRun.id)
        )
        return [tuple(row) for row in rows]
