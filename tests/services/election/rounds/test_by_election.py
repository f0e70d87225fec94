"""Vacant seats of a Party team: a by-election to the handover, or the superior's appointment."""

from __future__ import annotations

import json
from copy import copy
from dataclasses import replace
from typing import Any

import pytest

from services.election.domain.states import State
from tests.services.election import acts, factories
from tests.services.election.http import Case
from tests.services.election.rounds.play import done, refused, verdicts

Json = dict[str, Any]
LEAVER, NEW, OTHER, SECRETARY = "2204-00003", "2204-00004", "2204-00005", "2204-00001"
LATER = {"2020-": "2022-", "2021-": "2023-"}
LEFT_ON, ORDERED_ON = "2022-05-01", "2022-06-01"


def document(day: str, **more: Any) -> Json:
    """Return an act with a document."""
    return {"on": day, "document_no": "街党〔2022〕9号", **more}


def later(move: acts.Move) -> acts.Move:
    """Return the same act two years on."""
    body = json.dumps(move.body)
    for before, after in LATER.items():
        body = body.replace(before, after)
    return replace(move, body=json.loads(body))


def play(case: Case, moves: list[acts.Move]) -> Json:
    """Perform these acts, two years later than the renewal's."""
    view: Json = {}
    for move in map(later, moves):
        more = {"subject": move.name} if move.name else {}
        if move.department:
            more["department"] = move.department
        act = case.put if move.method == "PUT" else case.post
        view = done(act(move.path, move.role, move.body, **more))
    return view


def to_the_consent(persons: list[str]) -> list[acts.Move]:
    """Return the acts up to the joint review, for one seat."""
    changed = {
        "/request": {"seats": 1},
        "/reply": {"approved_seats": 1},
        "/nominees": {"person_numbers": persons},
    }
    prepared = [
        replace(move, body=move.body | changed.get(move.path, {})) for move in acts.PREPARATION
    ]
    answers = [
        {"person_number": person, "answer": "PASS", "document_no": "函1号"} for person in persons
    ]
    reviewed = [
        acts.Move(
            "POST",
            "/review-answers",
            "REVIEW_DEPARTMENT",
            {"on": "2021-02-21", "answers": answers},
            department=department,
        )
        for department in factories.DEPARTMENTS
    ]
    decision = acts.Move("POST", "/review-decision", "COUNTY_SC", acts.document("2021-02-22"))
    return [*prepared, *reviewed, decision]


def consent(persons: list[str], **officers: Any) -> acts.Move:
    """Return the superior's consent."""
    body = acts.document("2021-02-22", candidates=persons, **officers)
    return acts.Move("POST", "/consent", "STREET", body)


def to_the_certification(persons: list[str]) -> list[acts.Move]:
    """Return the acts from the notice to the certification: the first of two is elected."""
    fixed = {"on": "2021-03-06", "candidates": persons}
    count = acts.tally([(40, 3, 2), (4, 40, 1)], persons, 45)
    return [
        acts.Move("POST", "/notice", "STREET", {"from": "2021-02-23", "to": "2021-03-04"}),
        acts.Move("POST", "/deliberation", "CLERK", fixed),
        acts.meeting(),
        acts.Move("POST", "/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45}),
        *(
            acts.Move("POST", "/rounds/1/tallies", "TELLER", count, name=name)
            for name in ("a", "b")
        ),
        acts.Move("POST", "/rounds/1/signature", "SCRUTINEER", {"on": "2021-03-08"}),
        acts.Move("POST", "/certification", "STREET", {"on": "2021-03-08"}),
    ]


END = [
    acts.Move("POST", "/report", "CLERK", acts.document("2021-03-10")),
    acts.Move("POST", "/result-approval", "STREET", acts.document("2021-03-12")),
    acts.Move("POST", "/handover", "STREET", {"on": "2021-03-15"}),
]


def leave(case: Case, person: str) -> Json:
    """Record that a member left."""
    return done(case.post("/departures", "STREET", document(LEFT_ON, person_number=person)))


def order(case: Case) -> Case:
    """Order a by-election; return the case of it."""
    child = copy(case)
    child.id = done(case.post("/by-elections", "STREET", document(ORDERED_ON)))["id"]
    return child


def told(case: Case, name: str) -> list[Json]:
    """Return what the other services were told."""
    with case.office.sessions() as session:
        return factories.told(session, name, case.community)


def test_a_vacant_seat_is_filled_by_the_same_procedure(office):
    renewal = office.election(State.HANDED_OVER)
    leave(renewal, LEAVER)
    case = order(renewal)
    ordered = case.view()
    assert (ordered["kind"], ordered["seats"], ordered["parent_id"]) == (
        "BY_ELECTION",
        1,
        str(renewal.id),
    )
    assert ordered["due_on"] == "2026-03-08"  # the rest of the term
    play(case, to_the_consent([NEW, OTHER]))

    agreed = play(case, [consent([NEW, OTHER])])
    certified = play(case, to_the_certification([NEW, OTHER]))
    handed_over = play(case, END)

    (vacancy,) = verdicts(agreed, "PARTY-VACANCY")
    assert (vacancy["outcome"], vacancy["inputs"]) == ("PASSED", {"seats": 1, "candidates": 2})
    assert certified["state"] == "SECRETARY_ELECTED"
    assert handed_over["state"] == "HANDED_OVER"
    (left,) = told(case, "election.member_left.v1")
    assert (left["person_number"], left["left_on"]) == (LEAVER, LEFT_ON)
    (filled,) = told(case, "election.seats_filled.v1")
    assert filled["elected"] == [{"person_number": NEW, "post": "MEMBER"}]
    assert (filled["renewal_id"], filled["held_on"]) == (str(renewal.id), "2023-03-08")
    assert len(told(case, "election.completed.v1")) == 1  # the renewal's
    refused(renewal.post("/by-elections", "STREET", document("2023-04-01")), "PROCEDURE-ORDER")


def test_a_by_election_ends_with_the_team_whose_seat_it_would_fill(office):
    renewal = office.election(State.HANDED_OVER)
    leave(renewal, LEAVER)
    case = order(renewal)
    running = play(case, to_the_consent([NEW, OTHER]))
    assert running["state"] == "REVIEWED"

    done(renewal.post("/void", "COUNTY_ORG", document("2023-03-01")))

    ended = case.view()
    assert (ended["state"], ended["version"]) == ("VOIDED", running["version"] + 1)
    steps = [
        (each["election_id"], each["state"]) for each in told(case, "election.step_recorded.v1")
    ]
    assert (str(case.id), "VOIDED") in steps
    move = later(consent([NEW, OTHER]))
    refused(case.post(move.path, move.role, move.body), "PROCEDURE-ORDER")


def test_one_candidate_for_a_vacant_seat_is_too_few(office):
    renewal = office.election(State.HANDED_OVER)
    leave(renewal, LEAVER)
    case = order(renewal)
    play(case, to_the_consent([NEW]))

    with case.unchanged():
        move = later(consent([NEW]))
        problem = refused(case.post(move.path, move.role, move.body), "PARTY-VACANCY")

    assert problem["needed"] == "2 candidates, or the superior's approval of a transfer."


def test_a_by_election_asks_for_the_vacant_seats_only(office):
    renewal = office.election(State.HANDED_OVER)
    leave(renewal, LEAVER)
    case = order(renewal)
    play(case, acts.PREPARATION[:7])

    request = document("2023-02-06", seats=2)
    refused(case.post("/request", "CLERK", request), "PARTY-COMMITTEE-SIZE")


@pytest.mark.parametrize(
    ("persons", "officers", "code"),
    [
        ([NEW, SECRETARY], {}, "PROCEDURE-ORDER"),
        ([NEW, OTHER], {"secretary_candidate": NEW}, "PROCEDURE-ORDER"),
    ],
)
def test_who_sits_does_not_stand_and_no_second_secretary_does(office, persons, officers, code):
    renewal = office.election(State.HANDED_OVER)
    leave(renewal, LEAVER)
    case = order(renewal)
    play(case, to_the_consent(persons))
    move = later(consent(persons, **officers))

    refused(case.post(move.path, move.role, move.body), code)


def test_a_vacant_secretary_is_voted_on_by_the_whole_committee(office):
    renewal = office.election(State.HANDED_OVER)
    leave(renewal, SECRETARY)
    case = order(renewal)
    play(case, to_the_consent([NEW, OTHER]))
    without = later(consent([NEW, OTHER]))
    refused(case.post(without.path, without.role, without.body), "PARTY-SEC-CAND")
    play(case, [consent([NEW, OTHER], secretary_candidate=NEW)])
    certified = play(case, to_the_certification([NEW, OTHER]))
    assert certified["state"] == "CERTIFIED"
    refused(case.post("/report", "CLERK", document("2023-03-10")), "PROCEDURE-ORDER")
    votes = [{"person_number": NEW, "for": 2, "against": 0, "abstain": 0}]
    numbers = {"present": 2, "issued": 2, "returned": 2, "invalid": 0, "votes": votes}
    vote = {"on": "2023-03-08", "chaired_by": "2204-00002", **numbers}

    short = done(case.post("/secretary-meeting", "SCRUTINEER", vote))
    votes[0]["for"] = 3
    full = vote | {"present": 3, "issued": 3, "returned": 3, "votes": votes}
    elected = done(case.post("/secretary-meeting", "SCRUTINEER", full))
    play(case, END)

    (quorum,) = verdicts(short, "PARTY-SEC-QUORUM")
    assert (short["state"], quorum["outcome"]) == ("CERTIFIED", "VOIDED")  # two of three members
    assert elected["state"] == "SECRETARY_ELECTED"
    (filled,) = told(case, "election.seats_filled.v1")
    assert filled["elected"] == [{"person_number": NEW, "post": "SECRETARY"}]


def test_the_superior_may_appoint_to_a_vacant_seat(office):
    renewal = office.election(State.HANDED_OVER)
    body = document(ORDERED_ON, person_number=NEW, post="MEMBER")
    refused(renewal.post("/appointments", "STREET", body), "PROCEDURE-ORDER")
    leave(renewal, LEAVER)
    assert renewal.post("/appointments", "CLERK", body).status_code == 403
    refused(
        renewal.post("/appointments", "STREET", body | {"post": "SECRETARY"}), "PROCEDURE-ORDER"
    )
    refused(
        renewal.post("/appointments", "STREET", body | {"person_number": SECRETARY}),
        "PROCEDURE-ORDER",
    )

    view = done(renewal.post("/appointments", "STREET", body))

    (vacancy,) = verdicts(view, "PARTY-VACANCY")
    assert (vacancy["outcome"], vacancy["authority"]) == ("APPROVED", "STREET")
    assert vacancy["inputs"]["document_no"] == body["document_no"]
    (filled,) = told(renewal, "election.seats_filled.v1")
    assert filled["elected"] == [{"person_number": NEW, "post": "MEMBER"}]
    refused(renewal.post("/by-elections", "STREET", document("2022-07-01")), "PROCEDURE-ORDER")


@pytest.mark.parametrize("path", ["/by-elections", "/departures", "/appointments"])
def test_nothing_changes_in_a_team_that_is_not_in_office(office, path):
    case = office.election(State.SUBMITTED)
    more = {"/departures": {"person_number": NEW}, "/by-elections": {}}
    body = more.get(path, {"person_number": NEW, "post": "MEMBER"})

    refused(case.post(path, "STREET", document(ORDERED_ON, **body)), "PROCEDURE-ORDER")


def test_no_by_election_is_ordered_after_the_term(office):
    renewal = office.election(State.HANDED_OVER)
    leave(renewal, LEAVER)

    with renewal.unchanged():
        refused(renewal.post("/by-elections", "STREET", document("2026-03-08")), "PROCEDURE-ORDER")
    done(renewal.post("/by-elections", "STREET", document("2026-03-07")))
    refused(renewal.post("/by-elections", "STREET", document("2026-03-07")), "PROCEDURE-ORDER")


def test_a_campaign_does_not_count_a_by_election(office):
    renewal = office.election(State.HANDED_OVER)
    campaign = renewal.view()["campaign_id"]
    read = f"/campaigns/{campaign}"
    before = office.call("GET", read, "CITY_ORG", factories.CITY).json()["elections"]
    leave(renewal, LEAVER)
    case = order(renewal)

    assert office.call("GET", read, "CITY_ORG", factories.CITY).json()["elections"] == before

    done(case.post("/void", "COUNTY_ORG", document("2022-06-05")))
    assert office.call("GET", read, "CITY_ORG", factories.CITY).json()["elections"] == before
    assert len(told(case, "election.election_opened.v1")) == 1  # the renewal's
