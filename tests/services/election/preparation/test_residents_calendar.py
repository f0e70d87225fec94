"""The working calendar of a residents' committee (procedure, 5.1), and its preparation gates."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from services.election.commands import copies
from services.election.models import Election
from tests.services.election import factories


@pytest.fixture(scope="module")
def election(office):
    """Return an election of a residents' committee whose term ends on 2021-06-20."""
    community = factories.a_community()
    with office.sessions.begin() as session:
        factories.put_divisions(session, [community])
        factories.a_campaign(session, organisation_kind="RESIDENTS")
        event = factories.registered(
            community, organisation_kind="RESIDENTS", due_on=date(2021, 6, 20)
        )
        copies.keep_organisation(session, event)
        (found,) = session.scalars(select(Election).where(Election.division_code == community))
        return found.id, found.campaign_id, community


def proposed(office, election, day):
    path = f"/elections/{election[0]}/calendar?meeting_on={day}"
    return office.call("GET", path, "CITY_ORG", factories.CITY).json()


def keep(office, election, calendar, **moved):
    names = ("step", "begins_on", "ends_on")
    steps = [{name: each[name] for name in names} for each in calendar["steps"]]
    for step in steps:
        if step["step"] in moved:
            step["begins_on"], step["ends_on"] = moved[step["step"]]
    return office.call(
        "PUT", f"/elections/{election[0]}/calendar", "EC", election[2],
        body={"meeting_on": calendar["meeting_on"], "steps": steps},
        headers={"If-Match": '"0"'},
    )  # fmt: skip


def test_the_default_calendar_stands_and_shows_the_law_and_the_settings(office, election):
    found = proposed(office, election, "2021-06-05")

    steps = {each["step"]: each for each in found["steps"]}
    assert found["accepted"], found["problems"]
    assert steps["LIST"]["ends_on"] == steps["LIST"]["latest_on"] == "2021-05-16"
    assert (steps["LIST"]["label"], steps["LIST"]["rule"]) == ("VERIFIED-PART", "RC-ROLL-PUBLISH")
    assert steps["ELECTION_COMMITTEE"]["label"] == "UNVERIFIED"
    assert steps["DECISIONS"]["ends_on"] == "2021-05-24"


def test_a_list_before_the_end_of_registration_is_rejected(office, election):
    found = proposed(office, election, "2021-06-05")

    answer = keep(office, election, found, REGISTER=("2021-05-03", "2021-05-17"))

    assert (answer.status_code, answer.json()["code"]) == (409, "RC-ROLL-PUBLISH")


def test_a_list_less_than_twenty_days_before_the_vote_is_rejected(office, election):
    found = proposed(office, election, "2021-06-05")

    answer = keep(office, election, found, LIST=("2021-05-17", "2021-05-17"))

    assert (answer.status_code, answer.json()["code"]) == (409, "RC-ROLL-PUBLISH")


def test_a_step_after_the_term_is_rejected(office, election):
    found = proposed(office, election, "2021-06-15")

    assert not found["accepted"]
    assert {each["rule"] for each in found["problems"]} == {"RC-DELAY"}


def test_coverage_asks_the_residents_steps_for_training(office, election):
    path = f"/campaigns/{election[1]}/coverage?division_code={election[2]}"

    (found,) = office.call("GET", path, "CITY_ORG", factories.CITY).json()["items"]

    assert found["untrained_steps"][0] == "ELECTION_COMMITTEE"
    assert found["untrained_steps"][-1] == "VOTE"
    assert {each["outcome"] for each in found["verdicts"]} == {"WARNED", "REFUSED"}


def test_the_radar_follows_the_kept_calendar(office, election):
    assert keep(office, election, proposed(office, election, "2021-06-05")).status_code == 200
    path = f"/campaigns/{election[1]}/radar?division_code={election[2]}&on=2021-05-02"

    (found,) = office.call("GET", path, "EC", election[2]).json()["items"]

    assert [(each["step"], each["status"]) for each in found["items"]] == [
        ("ELECTION_COMMITTEE", "OVERDUE"), ("METHOD", "DUE"), ("REGISTER", "DUE"), (None, "DUE"),
    ]  # fmt: skip
    assert found["items"][3]["rule"] == "RC-DELAY"
