"""GET …/gates: what it lists is what an act on that day would be refused for, and nothing less."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

import pytest

from services.election.domain.states import State
from tests.services.election import factories
from tests.services.election.acts import COURSE, DEPARTMENTS, Move, review_answers
from tests.services.election.http import Case, Office

STEPS = {
    "/nominees": "NOMINATION",
    "/meetings": "MEETING",
    "/rounds": "ROUND",
    "/rounds/1/signature": "SIGNATURE",
}
ALLOWING = ("PASSED", "APPROVED", "WARNED", "NOT_MET")
CHINA = timezone(timedelta(hours=8))


@pytest.fixture(scope="module")
def office(client_for, database):
    """Return the service with a roster that knows everyone."""
    opened = Office(client_for, database.settings("election"))
    yield opened
    opened.close()


def gates_of(case: Case, on: str | None = None) -> dict:
    """Return what stands in the way on a day."""
    answer = case.call("GET", f"/gates{f'?on={on}' if on else ''}", "CITY_ORG")
    assert answer.status_code == 200, answer.text
    return answer.json()


def by_rule(gates: dict, rule: str) -> list[dict]:
    """Return the verdicts of one rule."""
    return [each for each in gates["items"] if each["rule"] == rule]


def still_due(gates: dict) -> list[str]:
    """Return the steps that are still to be recorded."""
    return [each["numbers"] for each in by_rule(gates, "PROCEDURE-ORDER")]


def told_apart(verdicts: list[dict]) -> set[tuple[str, str]]:
    """Return what is broken: the order of the procedure by its numbers, other rules by their id.

    Who may act is asked of persons, so no list for everybody foretells it.
    """
    return {
        (each["rule"], each["numbers"] if each["rule"] == "PROCEDURE-ORDER" else "")
        for each in verdicts
        if each["outcome"] not in ALLOWING and each["rule"] != "SEPARATION"
    }


def send(case: Case, move: Move):
    """Make one request."""
    more = {"subject": move.name} if move.name else {}
    if move.department:
        more["department"] = move.department
    verb = case.put if move.method == "PUT" else case.post
    return verb(move.path, move.role, move.body, **more)


def step_of(move: Move) -> str:
    """Return the step that a request records."""
    return STEPS.get(move.path) or re.sub(r"\W+", "_", move.path.strip("/")).upper()


def day_of(move: Move) -> str:
    """Return the day of an act; a document without one is asked for the day after it all."""
    return move.body.get("on") or move.body.get("from") or "2021-03-08"


def test_whatever_the_next_step_would_be_refused_for_is_listed(office):
    case = office.election(State.PLANNED)
    foretold: set[tuple[str, str]] = set()
    for place, move in enumerate(COURSE):
        steps = gates_of(case)["next_steps"]
        for early in [each for each in COURSE[:place:-1] if step_of(each) in steps]:
            listed = told_apart(gates_of(case, day_of(early))["items"])
            answer = send(case, early)
            if answer.status_code != 409:
                break  # it was not too early: what is next may have changed
            refused = told_apart(answer.json()["verdicts"])
            assert refused <= listed, (case.view()["state"], early.path)
            foretold |= refused
        answer = send(case, move)
        assert answer.status_code in (200, 201, 409), answer.text

    assert case.view()["state"] == "CLOSED"
    assert {rule for rule, _ in foretold} >= {"GATE-PLAN", "PARTY-REQUEST-BEFORE", "REVIEW-ALL"}
    assert {step for _, step in foretold} >= {"REPLY", "REVIEW_ANSWERS"}


# --- What was not listed --------------------------------------------------------------------------


def test_a_step_that_must_come_before_is_listed(office):
    case = office.election(State.PLANNED)
    for move in COURSE[:4]:
        if move.path != "/survey":
            assert send(case, move).status_code == 200

    gates = gates_of(case, "2020-11-28")

    assert gates["state"] == "ASSESSED"
    assert set(still_due(gates)) == {"SURVEY", "CLEARANCE"}


def test_answers_of_all_departments_are_no_longer_due(office):
    case = office.election(State.NOMINATED)

    for left in range(len(DEPARTMENTS), 0, -1):
        gates = gates_of(case, "2021-02-22")
        (answered,) = by_rule(gates, "REVIEW-ALL")
        assert answered["outcome"] == "REFUSED", left
        assert send(case, review_answers(DEPARTMENTS[left - 1])).status_code == 201

    gates = gates_of(case, "2021-02-22")
    assert by_rule(gates, "REVIEW-ALL")[0]["outcome"] == "PASSED"
    assert still_due(gates) == ["REVIEW_DECISION"]


def test_the_round_that_is_out_is_not_due_but_its_signature_is(office):
    case = office.election(State.VOTING)
    assert "ROUND" in still_due(gates_of(case, "2021-03-08"))

    case.post("/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45})

    due = still_due(gates_of(case, "2021-03-08"))
    assert "ROUND" not in due
    assert "SIGNATURE" in due


def test_a_round_before_is_not_held_against_the_next(office):
    case = office.election(State.VOTING)
    case.post("/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45})
    votes = [{"person_number": f"2204-0000{n}", "for": 46, "against": 0, "abstain": 0}
             for n in range(1, 5)]  # fmt: skip
    for subject in ("a", "b"):
        tally = {"returned": 46, "invalid": 0, "votes": votes}
        case.post("/rounds/1/tallies", "TELLER", tally, subject=subject)

    gates = gates_of(case, "2021-03-08")

    assert case.view()["next_round"]["kind"] == "REPEAT"
    assert "ROUND" in still_due(gates)
    assert "FIRST != REPEAT" not in still_due(gates)


# --- What needs a day -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "outcome"), [("2021-04-24", "PASSED"), ("2021-04-25", "NEEDS_APPROVAL")]
)
def test_an_overdue_election_is_told_so(office, on, outcome):
    case = office.election(State.READY)

    with case.unchanged():
        (deadline,) = by_rule(gates_of(case, on), "PARTY-DEADLINE")

    assert deadline["outcome"] == outcome


def test_without_a_day_it_is_asked_of_today(office):
    case = office.election(State.READY)

    gates = gates_of(case)

    today = datetime.now(CHINA).date()
    assert today - date.fromisoformat(gates["on"]) in (timedelta(0), timedelta(days=1))
    assert by_rule(gates, "PARTY-DEADLINE")[0]["outcome"] == "NEEDS_APPROVAL"


def test_a_late_report_and_a_late_filing_are_foretold(office):
    elected = office.election(State.SECRETARY_ELECTED)
    approved = office.election(State.APPROVED)

    def outcome(case: Case, rule: str, on: str) -> str:
        return by_rule(gates_of(case, on), rule)[0]["outcome"]

    assert outcome(elected, "PARTY-REPORT-LIMIT", "2021-03-09") == "PASSED"
    assert outcome(elected, "PARTY-REPORT-LIMIT", "2021-03-31") == "WARNED"
    assert outcome(approved, "GATE-SEC-FILE", "2021-03-13") == "PASSED"
    assert outcome(approved, "GATE-SEC-FILE", "2021-06-30") == "WARNED"


def test_no_day_that_is_none(office):
    case = office.election(State.READY)

    assert case.call("GET", "/gates?on=2021-13-01", "CITY_ORG").status_code == 422
    elsewhere = factories.OTHER_STREET
    assert case.call("GET", "/gates", "STREET", division=elsewhere).status_code == 404
