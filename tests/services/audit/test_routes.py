"""Registers, holds and the log over HTTP: who may, what is refused, what is told."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.audit.consumers import consumers
from shared import events
from shared.database import make_engine, make_sessions
from shared.messaging.message import Message
from shared.messaging.tables import outbox
from tests.services.audit.factories import (
    CITY,
    COMMUNITY,
    COUNTY,
    MOMENT,
    OTHER_CITY,
    OTHER_COUNTY,
    STREET,
    a_message,
    divisions,
)

numbers = count(1)


@pytest.fixture(scope="module")
def sessions(database):
    engine = make_engine(database.settings("audit"), pool_size=2)
    opened = make_sessions(engine)
    with opened.begin() as session:
        consumers.react(session, a_message(divisions()))
    yield opened
    engine.dispose()


@pytest.fixture
def client(client_for, sessions):
    def connect(role="STREET", division=STREET, **who):
        return client_for("audit", role, division, **who)

    return connect


def post(client, path, body, **headers):
    sent = {"Idempotency-Key": str(uuid4()), **headers}
    return client.post(f"/api/v1{path}", json=body, headers=sent)


def a_problem(**changed):
    problem = {
        "external_reference": f"P{next(numbers):03d}",
        "division_code": COMMUNITY,
        "category": "FINANCE",
        "found_on": "2020-11-24",
    }
    return {**problem, **changed}


def a_complaint(**changed):
    complaint = {"division_code": COMMUNITY, "kind": "CANVASSING", "received_on": "2021-04-17"}
    return {**complaint, **changed}


def an_activity(**changed):
    activity = {
        "kind": "VIDEO",
        "division_code": COMMUNITY,
        "happened_on": "2021-01-05",
        "quantity": 3,
    }
    return {**activity, **changed}


def told(sessions, key=COMMUNITY):
    """Return the events that audit has told of a division."""
    with sessions() as session:
        rows = session.execute(
            select(outbox).where(outbox.c.key == key).order_by(outbox.c.id)
        ).all()
    return [events.EVENTS[row.name].model_validate_json(row.body) for row in rows]


def test_a_problem_is_entered_read_and_closed(client, sessions):
    entered = post(client(), "/problems", a_problem())
    address = entered.headers["location"].removeprefix("/api/v1")

    closed = post(client(), f"{address}/closure", {"closed_on": "2020-12-07"})

    assert entered.status_code == 201
    assert closed.json() == {**entered.json(), "closed_on": "2020-12-07"}
    assert client().get(f"/api/v1{address}").json() == closed.json()
    opening, closing = told(sessions)[-2:]
    assert isinstance(opening, events.ProblemOpened)
    assert isinstance(closing, events.ProblemClosed)
    assert str(opening.problem_id) == str(closing.problem_id) == entered.json()["id"]


def test_a_problem_is_entered_once_for_each_reference(client):
    problem = a_problem()
    post(client(), "/problems", problem)

    again = post(client(), "/problems", problem)

    assert again.status_code == 409
    assert again.json()["code"] == "ALREADY-RECORDED"


def test_a_repeated_request_enters_nothing_twice(client, sessions):
    key = {"Idempotency-Key": str(uuid4())}
    problem = a_problem()

    answers = [post(client(), "/problems", problem, **key) for _ in range(2)]

    assert answers[0].content == answers[1].content
    assert answers[1].headers["idempotent-replayed"] == "true"
    ids = [event.problem_id for event in told(sessions) if isinstance(event, events.ProblemOpened)]
    assert len([one for one in ids if str(one) == answers[0].json()["id"]]) == 1


def test_a_problem_is_not_closed_twice_nor_before_it_was_found(client):
    address = post(client(), "/problems", a_problem()).headers["location"].removeprefix("/api/v1")

    early = post(client(), f"{address}/closure", {"closed_on": "2020-11-23"})
    post(client(), f"{address}/closure", {"closed_on": "2020-11-24"})
    again = post(client(), f"{address}/closure", {"closed_on": "2020-11-25"})

    assert (early.status_code, early.json()["code"]) == (422, "CLOSED-BEFORE-FOUND")
    assert early.json()["errors"][0]["pointer"] == "/closed_on"
    assert (again.status_code, again.json()["code"]) == (409, "ALREADY-CLOSED")
    assert client().get(f"/api/v1{address}").json()["closed_on"] == "2020-11-24"


def test_a_closure_made_against_another_version_is_refused(client):
    entered = post(client(), "/problems", a_problem())
    address = entered.headers["location"].removeprefix("/api/v1")
    body = {"closed_on": "2020-12-01"}

    stale = post(client(), f"{address}/closure", body, **{"If-Match": '"7"'})
    fresh = post(client(), f"{address}/closure", body, **{"If-Match": entered.headers["etag"]})

    assert (stale.status_code, fresh.status_code) == (412, 200)


def test_a_complaint_places_a_hold_and_its_closure_lifts_it(client, sessions):
    received = post(client(), "/complaints", a_complaint())
    placed = told(sessions)[-1]
    finding = {"closed_on": "2021-04-22", "finding": "UNFOUNDED"}

    closed = post(client(), f"/complaints/{received.json()['id']}/closure", finding)

    lifted = told(sessions)[-1]
    assert isinstance(placed, events.HoldPlaced)
    assert isinstance(lifted, events.HoldLifted)
    assert placed.hold_id == lifted.hold_id
    assert (placed.kind, lifted.finding) == ("CANVASSING", "UNFOUNDED")
    assert closed.json()["closed_on"] == "2021-04-22"


def test_a_hold_is_lifted_once(client, sessions):
    received = post(client(), "/complaints", a_complaint()).json()["id"]
    finding = {"closed_on": "2021-04-22", "finding": "UNFOUNDED"}
    post(client(), f"/complaints/{received}/closure", finding)
    before = len(told(sessions))

    again = post(client(), f"/complaints/{received}/closure", {**finding, "finding": "FOUNDED"})

    assert again.status_code == 409
    assert len(told(sessions)) == before


def test_a_complaint_is_entered_without_words_about_anybody(client):
    for wrong in ({"kind": "张三说过"}, {"kind": "CANVASSING", "text": "…"}):
        answer = post(client(), "/complaints", a_complaint(**wrong))
        assert answer.status_code == 422
        assert "张三" not in answer.text


def test_complaints_are_not_for_clerks(client):
    assert client("CLERK", COMMUNITY).get("/api/v1/complaints").status_code == 403
    assert client("AUDITOR", CITY).get("/api/v1/complaints").status_code == 200


def test_discipline_work_is_entered_and_told(client, sessions):
    answer = post(client(), "/activities", an_activity())

    assert answer.status_code == 201
    event = told(sessions)[-1]
    assert isinstance(event, events.DisciplineActivityRecorded)
    assert (event.kind, event.quantity) == ("VIDEO", 3)
    address = answer.headers["location"]
    assert client().get(address).json() == answer.json()


@pytest.mark.parametrize("wrong", [{"kind": "TALK"}, {"quantity": 0}, {"quantity": 10**9}])
def test_other_work_is_not_entered_here(client, wrong):
    assert post(client(), "/activities", an_activity(**wrong)).status_code == 422


@pytest.mark.parametrize(
    ("path", "entry"),
    [("/problems", a_problem()), ("/complaints", a_complaint()), ("/activities", an_activity())],
)
def test_a_day_is_written_as_a_day_of_this_age(client, path, entry):
    (day,) = [name for name in entry if name.endswith("_on")]

    for wrong in ("9999-12-31", "1800-01-01", 1609459200, "1609459200", "2021-01-05T00:00:00Z"):
        answer = post(client(), path, {**entry, day: wrong})

        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json()["errors"]] == [f"/{day}"]


@pytest.mark.parametrize(
    ("path", "entry"),
    [("/problems", a_problem()), ("/complaints", a_complaint()), ("/activities", an_activity())],
)
def test_what_is_outside_the_callers_division_does_not_exist(client, path, entry):
    entered = post(client(), path, {**entry, "division_code": COUNTY})
    inside = post(client("COUNTY_ORG", COUNTY), path, entry).json()["id"]
    stranger = client("COUNTY_ORG", OTHER_COUNTY)

    assert entered.status_code == 404
    assert stranger.get(f"/api/v1{path}/{inside}").status_code == 404
    assert stranger.get(f"/api/v1{path}").json()["items"] == []
    assert stranger.get(f"/api/v1{path}", params={"division_code": COUNTY}).status_code == 404
    unknown = post(client("CITY_ORG", CITY), path, {**entry, "division_code": "990000000000"})
    assert unknown.status_code == 404


@pytest.mark.parametrize("path", ["/problems", "/complaints"])
def test_what_a_stranger_closes_does_not_exist(client, path):
    entry = a_problem() if path == "/problems" else a_complaint()
    entered = post(client(), path, entry).json()["id"]
    body = {"closed_on": "2022-01-01"} | ({"finding": "FOUNDED"} if path == "/complaints" else {})

    answer = post(client("STREET", "220403001000"), f"{path}/{entered}/closure", body)

    assert answer.status_code == 404


def test_registers_are_listed_by_division_and_state(client):
    opened = post(client(), "/problems", a_problem(category="DISPUTE")).json()["id"]
    closed = post(client(), "/problems", a_problem(category="DISPUTE")).json()["id"]
    post(client(), f"/problems/{closed}/closure", {"closed_on": "2021-01-01"})
    city = client("CITY_ORG", CITY)

    def listed(**query):
        answer = city.get("/api/v1/problems", params={"category": "DISPUTE", **query})
        return [item["id"] for item in answer.json()["items"]]

    assert listed() == [closed, opened]
    assert listed(is_open=True) == [opened]
    assert listed(is_open=False, division_code=STREET) == [closed]
    assert listed(division_code=STREET, descendants=False) == []
    assert listed(limit=1) == [closed]


@pytest.mark.parametrize("role", ["TELLER", "SCRUTINEER", "REVIEW_DEPARTMENT", "AUDITOR"])
def test_who_keeps_no_register_enters_nothing(client, role):
    assert post(client(role, COMMUNITY), "/problems", a_problem()).status_code == 403


def test_an_office_enters_nothing_for_another_city(client):
    answer = post(client("CITY_ORG", "330100000000"), "/activities", an_activity())

    assert answer.status_code == 404


# The log.


def log(client, **query):
    return client.get("/api/v1/log", params=query)


@pytest.fixture(scope="module")
def logged(sessions):
    """Return an event of each of two cities, in the log."""

    def record(event, **about) -> Message:
        message = a_message(event, **about)
        with sessions.begin() as session:
            consumers.react(session, message)
        return message

    problem = {"problem_id": uuid4(), "category": "TEAM", "found_on": MOMENT.date()}
    return [
        record(events.ProblemOpened(division_code=COMMUNITY, **problem), actor="a-street"),
        record(
            events.ProblemOpened(division_code=OTHER_CITY, **problem),
            occurred_at=MOMENT + timedelta(hours=1),
        ),
    ]


def test_an_auditor_reads_what_happened_where_he_answers_for(client, logged):
    here, there = logged
    items = log(client("AUDITOR", CITY)).json()["items"]

    found = {item["event_id"]: item for item in items}
    assert str(there.event_id) not in found
    entry = found[str(here.event_id)]
    assert entry["division_code"] == COMMUNITY
    assert entry["actor"] == "a-street"
    assert entry["body"]["category"] == "TEAM"
    assert [item["sequence"] for item in items] == sorted(item["sequence"] for item in items)


def test_an_auditor_of_the_province_reads_all_and_filters(client, logged):
    here, there = (str(message.event_id) for message in logged)
    auditor = client("AUDITOR", "220000000000")

    def found(**query):
        return [item["event_id"] for item in log(auditor, **query).json()["items"]]

    assert {here, there} <= set(found())
    assert found(actor="a-street") == [here]
    assert found(division_code=OTHER_CITY) == [there]
    assert found(since=(MOMENT + timedelta(minutes=1)).isoformat()) == [there]
    assert set(found(topic="audit", name="audit.problem_opened.v1")) == {here, there}
    assert found(name="audit.hold_placed.v1") == []


def test_the_log_is_for_auditors_within_their_division(client, logged):
    assert log(client("CITY_ORG", CITY)).status_code == 403
    assert log(client("AUDITOR", CITY), division_code=OTHER_CITY).status_code == 404
    assert log(client("AUDITOR", CITY), since="yesterday").status_code == 422


def test_the_log_is_read_page_by_page(client, logged):
    auditor = client("AUDITOR", "220000000000")

    first = log(auditor, limit=1).json()
    second = log(auditor, limit=1, cursor=first["next_cursor"]).json()

    assert first["items"][0]["sequence"] < second["items"][0]["sequence"]
