"""Working days, calendars, the radar: what is due, what may still change, who is called."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.election.domain.calendar import WorkingDays
from services.election.domain.radar import (
    DueKind,
    DueStatus,
    PlannedDay,
    Situation,
    dues_of,
)
from services.election.domain.rulebook import Body
from services.election.domain.states import State, Step
from tests.services.election import factories
from tests.services.election.factories import CITY, STREET

UNPUBLISHED = 2060
NOTICE = {
    "document_no": "国办发明电〔2060〕1号",
    "days_off": ["2060-01-01"],
    "days_worked": ["2060-01-03"],
}
EVERY_DAY = WorkingDays({2021: frozenset(date(2021, 1, 1) + timedelta(n) for n in range(365))})


def call(office, method, path, role="CITY_ORG", division=CITY, **more):
    return office.call(method, path, role, division, **more)


def read(office, path):
    answer = call(office, "GET", path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def set_year(office, year, body, version):
    headers = {"If-Match": f'"{version}"'}
    return call(office, "PUT", f"/working-days/{year}", body=body, headers=headers)


def proposed(office, case, day):
    return read(office, f"/elections/{case.id}/calendar?meeting_on={day}")


def as_entry(calendar, **moved):
    """Return a proposed calendar as a caller would keep it, with some steps moved."""
    names = ("step", "begins_on", "ends_on")
    steps = [{name: each[name] for name in names} | {"owner": "某某"} for each in calendar["steps"]]
    for step in steps:
        if step["step"] in moved:
            step["begins_on"] = step["ends_on"] = moved[step["step"]]
    return {"meeting_on": moved.get("MEETING", calendar["meeting_on"]), "steps": steps}


def keep(office, case, entry, version=0):
    headers = {"If-Match": f'"{version}"'}
    path = f"/elections/{case.id}/calendar"
    return call(office, "PUT", path, "CLERK", case.community, body=entry, headers=headers)


def radar(office, case, on):
    campaign = case.view()["campaign_id"]
    path = f"/campaigns/{campaign}/radar?division_code={case.community}&on={on}"
    (found,) = read(office, path)["items"]
    return found["items"]


# --- Working days -----------------------------------------------------------------------------


def test_a_published_year_shows_its_days_off_and_its_days_worked(office):
    found = read(office, "/working-days/2021")

    assert (found["published"], found["version"], found["working_days"]) == (True, 1, 250)
    assert "2021-10-01" in found["days_off"]
    assert "2021-10-09" in found["days_worked"]
    assert found["provisional"] is None


def test_a_year_that_is_not_published_says_so_until_the_city_sets_it(office):
    before = read(office, "/working-days/2061")
    notice = {"document_no": "1", "days_off": ["2061-01-03"], "days_worked": ["2061-01-02"]}

    stale = set_year(office, 2061, notice, 1)
    done = set_year(office, 2061, notice, 0)
    again = set_year(office, 2061, notice | {"days_worked": []}, 1)

    assert (before["published"], before["version"]) == (False, 0)
    assert "Monday to Friday" in before["provisional"]
    assert (stale.status_code, done.status_code, done.headers["ETag"]) == (412, 200, '"1"')
    assert (done.json()["days_off"], done.json()["days_worked"]) == (["2061-01-03"], ["2061-01-02"])
    assert (again.json()["version"], again.json()["days_worked"]) == (2, [])


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"days_off": ["2062-01-01"]}, "/days_off/0"),  # a Sunday is off anyway
        ({"days_worked": ["2062-01-02"]}, "/days_worked/0"),  # a Monday is worked anyway
        ({"days_off": ["2061-01-03"]}, "/days_off/0"),
    ],
)
def test_a_notice_names_weekdays_off_and_weekend_days_worked_of_its_year(office, changed, pointer):
    notice = {"document_no": "1", "days_off": [], "days_worked": []}

    answer = set_year(office, 2062, notice | changed, 0)

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "WORKING-DAYS")
    assert [each["pointer"] for each in problem["errors"]] == [pointer]


def test_the_city_alone_sets_the_working_days(office):
    answer = call(
        office, "PUT", f"/working-days/{UNPUBLISHED}", "STREET", STREET, body=NOTICE,
        headers={"If-Match": '"0"'},
    )  # fmt: skip

    assert answer.status_code == 403


# --- Calendars --------------------------------------------------------------------------------


def test_a_calendar_is_computed_backwards_and_says_what_it_rests_on(office):
    case = office.election()

    found = proposed(office, case, "2021-03-20")

    steps = {each["step"]: each for each in found["steps"]}
    assert (found["version"], found["accepted"], found["provisional"]) == (0, True, False)
    assert (steps["SURVEY"]["ends_on"], steps["SURVEY"]["label"]) == ("2020-11-20", "UNVERIFIED")
    assert steps["REHEARSE"]["latest_on"] == "2021-03-19"
    assert (steps["REPORT"]["ends_on"], steps["REPORT"]["rule"]) == (
        "2021-03-26", "PARTY-REPORT-LIMIT",
    )  # fmt: skip


def test_a_calendar_in_an_unpublished_year_is_provisional(office):
    case = office.election(due_on=date(UNPUBLISHED, 12, 31))

    found = proposed(office, case, f"{UNPUBLISHED}-06-01")

    assert found["provisional"]
    notice = next(each for each in found["steps"] if each["step"] == "NOTICE")
    assert str(UNPUBLISHED) in notice["provisional"]


def test_a_calendar_past_the_term_is_rejected(office):
    case = office.election()

    found = proposed(office, case, "2021-04-25")
    answer = keep(office, case, as_entry(found))

    assert not found["accepted"]
    assert ("MEETING", "PARTY-DEADLINE") in [(p["step"], p["rule"]) for p in found["problems"]]
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "PARTY-DEADLINE")
    assert problem["errors"][0]["pointer"] == "/steps/MEETING"
    assert problem["article"].endswith("[VERIFIED]")


def test_with_an_approved_delay_the_same_calendar_stands(office):
    case = office.election(State.CLEARED)
    delay = {
        "approved_by": "STREET", "approved_on": "2021-02-01", "new_due": "2021-05-01",
        "document_no": "街党〔2021〕9号", "reason": "改造",
    }  # fmt: skip
    case.post("/postponement", "STREET", delay)

    answer = keep(office, case, as_entry(proposed(office, case, "2021-04-25")))

    assert answer.status_code == 200


def test_steps_out_of_order_and_steps_past_their_legal_day_are_rejected(office):
    case = office.election()
    found = proposed(office, case, "2021-03-20")

    early = keep(office, case, as_entry(found, CONSENT="2021-01-01"))
    late = keep(office, case, as_entry(found, REHEARSE="2021-03-20"))

    assert (early.status_code, early.json()["code"]) == (409, "PARTY-CAND-PATH")
    assert (late.status_code, late.json()["code"]) == (409, "GATE-TRAIN")


def test_a_kept_calendar_has_a_version_and_replaces_the_one_before(office):
    case = office.election()
    path = f"/elections/{case.id}/calendar"
    missing = call(office, "GET", path)
    entry = as_entry(proposed(office, case, "2021-03-20"))

    first = keep(office, case, entry)
    stale = keep(office, case, entry)
    second = keep(office, case, as_entry(proposed(office, case, "2021-03-27")), version=1)

    assert missing.status_code == 404
    assert (first.headers["ETag"], stale.status_code, second.headers["ETag"]) == ('"1"', 412, '"2"')
    kept = read(office, path)
    assert (kept["meeting_on"], kept["version"]) == ("2021-03-27", 2)
    assert {each["owner"] for each in kept["steps"]} == {"某某"}


def test_a_computed_calendar_names_the_version_that_it_would_replace(office):
    case = office.election()
    path = f"/elections/{case.id}/calendar?meeting_on=2021-03-20"

    before = call(office, "GET", path).headers["ETag"]
    keep(office, case, as_entry(proposed(office, case, "2021-03-20")))

    assert (before, call(office, "GET", path).headers["ETag"]) == ('"0"', '"1"')


def test_a_step_of_the_other_body_is_refused(office):
    case = office.election()
    entry = as_entry(proposed(office, case, "2021-03-20"))
    entry["steps"].append({"step": "LIST", "begins_on": "2021-03-01", "ends_on": "2021-03-01"})

    answer = keep(office, case, entry)

    assert (answer.status_code, answer.json()["code"]) == (422, "NO-SUCH-STEP")


# --- The radar --------------------------------------------------------------------------------


def test_the_radar_names_missed_steps_the_next_one_and_who_is_called(office):
    case = office.election(State.ASSESSED)
    keep(office, case, as_entry(proposed(office, case, "2021-03-20")))

    found = radar(office, case, "2021-02-22")

    by_step = {each["step"]: each for each in found}
    assert list(by_step) == ["REQUEST", "NOMINATE", None]
    request = by_step["REQUEST"]
    assert (request["due_on"], request["days_left"]) == ("2021-02-18", -4)
    assert (request["status"], request["rule"]) == ("OVERDUE", "PARTY-REQUEST-BEFORE")
    assert [each["name"] for each in request["called"]] == ["某某", "乙"]  # the leader after seven
    assert (by_step["NOMINATE"]["status"], by_step["NOMINATE"]["called"]) == ("DUE", [])
    assert (by_step[None]["kind"], by_step[None]["due_on"]) == ("TERM", "2021-04-24")


def test_the_plan_serves_where_no_calendar_is_kept(office):
    case = office.election(State.PLAN_APPROVED)

    found = radar(office, case, "2021-02-05")

    steps = {each["step"] for each in found if each["kind"] == "NEXT_STEP"}
    assert {each["due_on"] for each in found} == {"2021-02-06", "2021-04-24"}
    assert {"REQUEST", "MEETING"} < steps
    assert not {"SURVEY", "ASSESS"} & steps  # they are done


def test_after_the_vote_the_limits_of_report_filing_and_handover_run(office):
    elected = office.election(State.SECRETARY_ELECTED)
    approved = office.election(State.APPROVED)

    reporting = {each["kind"]: each for each in radar(office, elected, "2021-03-16")}
    closing = {each["kind"]: each for each in radar(office, approved, "2021-03-16")}

    assert (reporting["REPORT"]["due_on"], reporting["REPORT"]["status"]) == (
        "2021-03-15", "OVERDUE",
    )  # fmt: skip
    assert "TERM" not in reporting
    assert closing["FILING"]["due_on"] == "2021-04-10"
    assert (closing["HANDOVER"]["due_on"], closing["HANDOVER"]["days_left"]) == ("2021-03-21", 5)


def test_the_radar_counts_by_the_divisions_below(office):
    here = office.election()
    office.election(street=factories.OTHER_STREET)
    campaign = here.view()["campaign_id"]

    found = read(office, f"/campaigns/{campaign}/radar/totals?on=2021-04-25")
    clerk = call(
        office, "GET", f"/campaigns/{campaign}/radar/totals?on=2021-04-25", "CLERK", here.community
    ).json()

    assert [each["division_code"] for each in found["items"]] == [
        factories.COUNTY, factories.OTHER_COUNTY,
    ]  # fmt: skip
    assert all(each["overdue"] for each in found["items"])
    assert [(each["division_code"], each["elections"]) for each in clerk["items"]] == [
        (here.community, 1)
    ]


def situation(**changed):
    facts = {
        "body": Body.RESIDENTS,
        "state": State.CLEARED,
        "due_on": date(2021, 6, 20),
        "planned": (
            PlannedDay("OBJECTIONS", date(2021, 3, 1)),
            PlannedDay("LIST", date(2021, 2, 24)),
            PlannedDay("VOTE", date(2021, 3, 16)),
        ),
        "recorded": {},
        "working_days": EVERY_DAY,
    }
    return Situation(**(facts | changed))


def test_days_that_pass_by_themselves_are_asked_of_nobody():
    found = dues_of(situation(), date(2021, 3, 5))

    assert [each.step for each in found] == ["LIST", "VOTE", ""]


def test_a_void_meeting_is_still_due():
    planned = (PlannedDay("MEETING", date(2021, 3, 8)),)
    void = situation(
        body=Body.PARTY,
        state=State.READY,
        planned=planned,
        recorded={Step.MEETING: date(2021, 3, 8)},
    )

    found = dues_of(void, date(2021, 3, 9))

    assert [(each.kind, each.step) for each in found] == [
        (DueKind.NEXT_STEP, "MEETING"), (DueKind.TERM, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2022, 3, 8), DueStatus.PROVISIONAL),
        (date(2022, 3, 9), DueStatus.OVERDUE),
    ],
)
def test_a_day_of_an_unpublished_year_is_provisional_until_it_is_over(today, status):
    planned = (PlannedDay("VOTE", date(2022, 3, 8)),)

    (step, _) = dues_of(situation(planned=planned, due_on=date(2022, 6, 1)), today)

    assert step.status(today) is status


def test_the_residents_handover_runs_from_the_declaration():
    declared = situation(
        state=State.CERTIFIED, planned=(), recorded={Step.DECLARATION: date(2021, 3, 16)}
    )

    (due,) = dues_of(declared, date(2021, 3, 20))

    assert (due.rule_id, due.due_on) == ("RC-HANDOVER", date(2021, 3, 26))
