"""What a city sets of the rule book acts in the rules on the Party organisation as well."""

from __future__ import annotations

import pytest

from services.election.domain.states import State
from tests.services.election.factories import CITY
from tests.services.election.http import Office
from tests.services.election.rounds.play import document, done, verdicts

RUBRIC = [{"zh": f"标准{place}", "en": f"Standard {place}"} for place in range(1, 7)]


@pytest.fixture(scope="module")
def office(client_for, database):
    """Return the service with a roster that knows everyone."""
    opened = Office(client_for, database.settings("election"))
    yield opened
    opened.close()


def city_sets(office, case, **settings):
    """Let the city set these for the case's community."""
    body = {"document_no": "组通〔2021〕1号", "rubric": RUBRIC, "settings": settings}
    path = f"/preparation-standards/{case.community}"
    version = office.call("GET", path, "CITY_ORG", CITY).json()["version"]
    headers = {"If-Match": f'"{version}"'}
    return done(office.call("PUT", path, "CITY_ORG", CITY, body=body, headers=headers))


REPORT = (State.SECRETARY_ELECTED, "/report", "CLERK", "report_days", "PARTY-REPORT-LIMIT")
FILING = (State.APPROVED, "/county-filing", "COUNTY_ORG", "filing_days", "GATE-SEC-FILE")


@pytest.mark.parametrize("step", [REPORT, FILING])
@pytest.mark.parametrize(("limit", "outcome"), [(40, "PASSED"), (1, "WARNED")])
def test_a_city_sets_the_days_of_a_limit(office, step, limit, outcome):
    state, path, role, days, rule = step
    case = office.election(state)
    city_sets(office, case, **{days: limit})

    view = done(case.post(path, role, document("2021-03-20")))

    (verdict,) = verdicts(view, rule)
    assert verdict["outcome"] == outcome
    shown = [(each["name"], each["value"], each["label"]) for each in verdict["settings"]]
    assert shown == [(days, limit, "SEED")]


def test_the_radar_shows_the_days_that_the_city_has_set(office):
    elected, approved = (office.election(state) for state in (REPORT[0], FILING[0]))
    city_sets(office, elected, report_days=2)
    city_sets(office, approved, filing_days=40)

    shown = [radar(office, case) for case in (elected, approved)]

    assert [each.get("REPORT") for each in shown] == ["2021-03-10", None]
    assert [each.get("FILING") for each in shown] == [None, "2021-04-20"]


def radar(office, case):
    """Return what is due in the case's election, by its kind."""
    campaign = case.view()["campaign_id"]
    path = f"/campaigns/{campaign}/radar?division_code={case.community}&on=2021-03-12"
    (found,) = office.call("GET", path, "CITY_ORG", CITY).json()["items"]
    return {each["kind"]: each["due_on"] for each in found["items"]}
