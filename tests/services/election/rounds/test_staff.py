"""Who presides, watches, counts and helps; the ballot paper; settings that act in verdicts."""

from __future__ import annotations

import pytest

from services.election.domain.states import State
from tests.services.election.rounds import play
from tests.services.election.rounds.play import done, refused, verdicts

A, B, C, D = play.people(4)
STROKES = {A: "张三", B: "李四", C: "王五", D: "丁一"}
BY_STROKES = [D, C, B, A]  # 2, 4, 7, 7: the sequence of strokes parts the last two
WATCH, TELL = ["2204-W1", "2204-W2"], ["2204-T1", "2204-T2"]


def test_another_in_the_chair_is_warned_about(office):
    case = office.election(State.READY)

    view = done(case.post("/meetings", "CLERK", play.meeting(presider="OUTGOING_SECRETARY")))

    (warned,) = verdicts(view, "PARTY-CHAIR")
    assert (warned["outcome"], warned["needed"]) == (
        "WARNED",
        "It is for the outgoing committee to preside.",
    )


@pytest.mark.parametrize(("named", "rule"), [
    ({"scrutineer_numbers": [A, "2204-W2"]}, "PARTY-SCRUTINEER"),
    ({"teller_numbers": [B, "2204-T2"]}, "PARTY-TELLER"),
])  # fmt: skip
def test_no_candidate_watches_or_counts(office, named, rule):
    case = office.election(State.READY)

    with case.unchanged():
        refused(case.post("/meetings", "CLERK", play.meeting(**named)), rule)


def test_names_are_as_many_as_the_number_beside_them(office):
    case = office.election(State.READY)

    answer = case.post("/meetings", "CLERK", play.meeting(scrutineer_numbers=["2204-W1"]))

    assert answer.status_code == 422


@pytest.mark.parametrize(("relatives", "outcome"), [
    ([], "PASSED"),
    ([{"person_number": "2204-T1", "candidate": A}], "WARNED"),
    ([{"person_number": "2204-T1", "candidate": "2204-X1"}], "PASSED"),
])  # fmt: skip
def test_a_declared_relative_of_a_candidate_is_warned_about(office, relatives, outcome):
    case = office.election(State.READY)
    body = play.meeting(scrutineer_numbers=WATCH, teller_numbers=TELL, relatives=relatives)

    view = done(case.post("/meetings", "CLERK", body))

    assert verdicts(view, "PARTY-TELLER-KIN")[0]["outcome"] == outcome
    assert verdicts(view, "PARTY-SCRUTINEER")[0]["outcome"] == "PASSED"


def test_no_candidate_fills_in_anothers_ballot(office):
    case = office.election(State.VOTING)
    opening = {"kind": "FIRST", "issued": 45}

    with case.unchanged():
        refused(
            case.post("/rounds", "SCRUTINEER", opening | {"helper_numbers": [C]}), "PARTY-HELPER"
        )
    view = done(case.post("/rounds", "SCRUTINEER", opening | {"helper_numbers": ["2204-H1"]}))

    assert verdicts(view, "PARTY-HELPER")[0]["outcome"] == "PASSED"


def test_the_ballot_lists_surnames_by_strokes(office):
    case = office.election(State.READY, names=STROKES)
    view = done(case.post("/meetings", "CLERK", play.meeting()))
    assert view["next_round"]["candidates"] == BY_STROKES
    opening = {"kind": "FIRST", "issued": 45}

    with case.unchanged():
        pinyin = {"candidates": [D, B, C, A]}
        refused(case.post("/rounds", "SCRUTINEER", opening | pinyin), "PARTY-ORDER-BALLOT")
        seats = case.post("/rounds", "SCRUTINEER", opening | {"seats": 4})
        assert refused(seats, "PARTY-COMMITTEE-SIZE")["needed"] == "3 seats, as approved."

    done(case.post("/rounds", "SCRUTINEER", opening | {"candidates": BY_STROKES, "seats": 3}))
    (held,) = case.call("GET", "/rounds", "CITY_ORG").json()["items"]
    assert held["candidates"] == BY_STROKES


def test_the_order_may_be_corrected_for_a_person(office):
    case = office.election(State.READY, names=STROKES, deputies=(C,))
    shown = case.call("GET", "/ballot-order", "CLERK").json()
    assert [each["person_number"] for each in shown["candidates"]] == BY_STROKES
    assert [each["person_number"] for each in shown["officers"]] == [A, C]
    assert shown["candidates"][0] == {
        "person_number": D,
        "name": "丁一",
        "strokes": 2,
        "corrected": False,
    }

    corrected = {"on": "2021-03-06", "strokes": "1"}
    done(case.put(f"/nominees/{A}/surname-strokes", "CLERK", corrected))

    shown = case.call("GET", "/ballot-order", "CLERK").json()["candidates"]
    assert [each["person_number"] for each in shown] == [A, D, C, B]
    assert (shown[0]["strokes"], shown[0]["corrected"]) == (1, True)
    view = done(case.post("/meetings", "CLERK", play.meeting()))
    assert view["next_round"]["candidates"] == [A, D, C, B]


def test_a_verdict_names_its_rules_and_the_settings_that_acted(office):
    case = office.election(State.READY)

    view = done(case.post("/meetings", "CLERK", play.meeting()))

    (asked,) = verdicts(view, "PARTY-REQUEST-BEFORE")
    assert asked["rule_set"].startswith("2020-07+jilin.")
    assert asked["settings"] == [
        {"name": "request_lead_days", "value": 30, "unit": "days", "label": "UNVERIFIED"}
    ]
    gates = case.call("GET", "/gates", "CLERK").json()["items"]
    assert {each["rule_set"] for each in gates} == {asked["rule_set"]}


def test_no_meeting_is_judged_by_rules_that_do_not_hold_yet(office):
    case = office.election(State.READY)

    refused(case.post("/meetings", "CLERK", play.meeting(on="2020-07-12")), "PARTY-QUORUM")


@pytest.mark.parametrize(("assessed", "allowed"), [(4, False), (5, True)])
def test_every_member_of_the_outgoing_team_is_assessed(office, assessed, allowed):
    case = office.election()
    play.describe(case, team_members=5)
    done(case.put("/survey", "STREET", {"visited_on": "2020-11-03", "preparations": [True] * 8}))
    members = [
        {"person_number": f"2204-0010{place}", "items": [True] * 6, "opinion": "KEEP"}
        for place in range(assessed)
    ]
    body = {"on": "2020-11-28", "team": [True] * 6, "members": members}
    done(case.put("/assessment", "COUNTY_ORG", body))
    answers = {"on": "2020-11-28", "answers": [False] * 6}
    done(case.put("/six-answers", "STREET", answers))

    cleared = case.post("/clearance", "COUNTY_ORG", {"on": "2020-11-28"})

    if allowed:
        assert done(cleared)["state"] == "CLEARED"
    else:
        assert refused(cleared, "GATE-ASSESS")["needed"] == "Assess 1 more members."
