"""Whole elections over HTTP alone, each act by the persona whose act it is."""

from __future__ import annotations

import pytest

from services.election.domain.states import State
from tests.services.election import factories
from tests.services.election.http import Case, Office

ON_TIME = "2021-03-08"
DEPARTMENTS = factories.DEPARTMENTS


@pytest.fixture(scope="module")
def office(client_for, database):
    """Return the service with a roster that knows everyone."""
    opened = Office(client_for, database.settings("election"))
    yield opened
    opened.close()


def person(number: int) -> str:
    """Return the number of one of the people who stand."""
    return f"2204-0000{number}"


def document(day: str) -> dict:
    """Return an act with a document."""
    return {"on": day, "document_no": "街党〔2021〕1号"}


def done(answer, state: str) -> dict:
    """Assert that an act was recorded and led to this state; return the view."""
    assert answer.status_code in (200, 201), answer.text
    view = answer.json()
    assert view["state"] == state, view
    return view


def prepare(case: Case) -> None:
    """Go from the first visit to the approved plan."""
    three = {"leader": "甲", "responsible_leader": "乙", "department": "丙"}
    done(case.put("/work-team", "COUNTY_ORG", three), "PLANNED")
    survey = {"visited_on": "2020-11-03", "preparations": [True] * 8}
    done(case.put("/survey", "STREET", survey), "PLANNED")
    member = {"person_number": person(1), "items": [True] * 6, "opinion": "KEEP"}
    assessment = {"on": "2020-11-28", "team": [True] * 6, "members": [member]}
    done(case.put("/assessment", "COUNTY_ORG", assessment), "PLANNED")
    answers = {"on": "2020-11-28", "answers": [False] * 6}
    done(case.put("/six-answers", "STREET", answers), "ASSESSED")
    done(case.post("/clearance", "COUNTY_ORG", {"on": "2020-11-28"}), "CLEARED")
    steps = [{"step": step, "on": "2021-02-06", "owner": "某某"} for step in factories.STEPS]
    done(case.put("/plan", "CLERK", {"steps": steps}), "CLEARED")
    done(case.post("/plan/approval", "COUNTY_ORG", {"on": "2021-02-06"}), "PLAN_APPROVED")


def request(case: Case, seats: int = 3) -> None:
    """Ask for the election, get the reply, rehearse, freeze the roll."""
    asked = document("2021-02-06") | {"seats": seats, "meeting_type": "MEMBERS"}
    done(case.post("/request", "CLERK", asked), "PLAN_APPROVED")
    replied = document("2021-02-09") | {"approved_seats": seats}
    assert done(case.post("/reply", "STREET", replied), "PLAN_APPROVED")["seats"] == seats
    done(case.post("/rehearsal", "CLERK", {"on": "2021-03-04"}), "PLAN_APPROVED")
    left_out = {"ground": "AWAY", "superior_consent": "街党1号", "adopted_by_meeting": True}
    roll = {
        "on": "2021-02-26",
        "full_members": 53,
        "probationary_members": 2,
        "on_probation_within_party": 1,
        "rights_suspended": 1,
        "exclusions": [left_out],
    }
    done(case.put("/roll", "CLERK", roll), "PLAN_APPROVED")
    frozen = done(case.post("/roll/freeze", "STREET", {"on": "2021-02-26"}), "PLAN_APPROVED")
    assert frozen["verdicts"][0]["inputs"] == {"eligible": 51, "excluded": 1, "base": 50}


def answer(case: Case, people: list[str], failing: str | None = None) -> None:
    """Let every department answer and the standing committee decide."""
    etag = case.etag
    for department in DEPARTMENTS:
        fails = failing if department == "公安" else None
        answers = [
            {
                "person_number": each,
                "answer": "FAIL" if each == fails else "PASS",
                "item_code": "GANG" if each == fails else None,
                "document_no": "函1号",
            }
            for each in people
        ]
        body = {"on": "2021-02-21", "answers": answers}
        answered = case.post("/review-answers", "REVIEW_DEPARTMENT", body, department=department)
        done(answered, "NOMINATED")
        assert answered.headers["etag"] == etag
    decided = case.post("/review-decision", "COUNTY_SC", document("2021-02-22"))
    done(decided, "REVIEWED")


def fix(case: Case, people: list[str]) -> None:
    """Agree, publish, deliberate."""
    consent = document("2021-02-22") | {
        "candidates": people,
        "secretary_candidate": people[0],
        "deputy_candidates": [],
    }
    done(case.post("/consent", "STREET", consent), "CANDIDATES_APPROVED")
    notice = {"from": "2021-02-23", "to": "2021-03-04", "place": None}
    done(case.post("/notice", "STREET", notice), "NOTICED")
    fixed = {"on": "2021-03-06", "candidates": people}
    done(case.post("/deliberation", "CLERK", fixed), "READY")


def meet(case: Case, day: str, present: int) -> dict:
    """Hold a meeting."""
    body = {
        "on": day,
        "base": 50,
        "present": present,
        "method_adopted": True,
        "introduced": True,
        "scrutineers": 2,
        "tellers": 3,
        "chaired_by": None,
    }
    recorded = case.post("/meetings", "CLERK", body)
    assert recorded.status_code == 201, recorded.text
    return recorded.json()


def vote(case: Case, number: int, kind: str, votes: dict[str, tuple], returned: int = 45) -> dict:
    """Hand out ballots, count them twice, sign; return the view after the signature."""
    opened = case.post("/rounds", "SCRUTINEER", {"kind": kind, "issued": 45})
    done(opened, "VOTING")
    lines = [
        {"person_number": each, "for": y, "against": n, "abstain": a}
        for each, (y, n, a) in votes.items()
    ]
    tally = {"returned": returned, "invalid": 0, "votes": lines, "write_ins": []}
    for teller in ("a", "b"):
        done(case.post(f"/rounds/{number}/tallies", "TELLER", tally, subject=teller), "VOTING")
    signed = case.post(f"/rounds/{number}/signature", "SCRUTINEER", {"on": case_day(case)})
    assert signed.status_code == 201, signed.text
    return signed.json()


def case_day(case: Case) -> str:
    """Return the day of the newest meeting."""
    records = case.call("GET", "/records", "CLERK").json()["items"]
    return max(each["happened_on"] for each in records if each["step"] == "MEETING")


def finish(case: Case, chair: str) -> None:
    """Certify, elect the secretary, report, approve, file, hand over, close."""
    day = case_day(case)
    done(case.post("/certification", "STREET", {"on": day}), "CERTIFIED")
    votes = [{"person_number": person(1), "for": 3, "against": 0, "abstain": 0}]
    first = {
        "on": day,
        "chaired_by": chair,
        "present": 3,
        "issued": 3,
        "returned": 3,
        "invalid": 0,
        "votes": votes,
    }
    done(case.post("/secretary-meeting", "SCRUTINEER", first), "SECRETARY_ELECTED")
    done(case.post("/report", "CLERK", document("2021-03-20")), "SUBMITTED")
    done(case.post("/result-approval", "STREET", document("2021-03-22")), "APPROVED")
    done(case.post("/county-filing", "COUNTY_ORG", document("2021-03-24")), "APPROVED")
    done(case.post("/handover", "STREET", {"on": "2021-03-25"}), "HANDED_OVER")
    done(case.post("/closure", "STREET", {"on": "2021-03-30"}), "CLOSED")


def completed(case: Case) -> dict:
    """Return what the other services were told of the result."""
    with case.office.sessions() as session:
        (told,) = factories.told(session, "election.completed.v1", case.community)
    return told


def test_an_election_in_which_everything_goes_well(office):
    case = office.election()
    people = [person(number) for number in range(1, 5)]

    prepare(case)
    request(case)
    nominated = {"on": "2021-02-11", "person_numbers": people}
    done(case.post("/nominees", "CLERK", nominated), "NOMINATED")
    answer(case, people)
    fix(case, people)
    view = meet(case, ON_TIME, present=45)
    assert view["next_round"] == {
        "kind": "FIRST",
        "seats": 3,
        "candidates": people,
        "fewest": 4,
        "contests": [],
    }
    votes = [(44, 1, 0), (40, 3, 2), (35, 10, 0), (10, 30, 5)]
    view = vote(case, 1, "FIRST", dict(zip(people, votes, strict=True)))
    assert (view["state"], view["next_round"]) == ("COUNTED", None)
    finish(case, chair=person(2))

    told = completed(case)
    assert (told["on_schedule"], told["first_ballot"]) == (True, True)
    assert told["elected"][0] == {"person_number": person(1), "post": "SECRETARY"}
    (held,) = case.call("GET", "/rounds", "AUDITOR").json()["items"]
    assert held["status"] == "SIGNED"
    assert held["elected"] == people[:3]
    assert {each["rule"] for each in held["verdicts"]} >= {"PARTY-MAJORITY", "PARTY-COUNT-IDENTITY"}
    with office.sessions() as session:
        steps = factories.told(session, "election.step_recorded.v1", case.community)
    assert steps[-1]["state"] == State.CLOSED
    assert all(each["division_code"] == case.community for each in steps)


def test_an_election_in_which_everything_goes_wrong(office):
    case = office.election()
    people = [person(number) for number in range(1, 7)]
    standing = people[:5]

    prepare(case)
    request(case, seats=3)
    nominated = {"on": "2021-02-11", "person_numbers": people}
    done(case.post("/nominees", "CLERK", nominated), "NOMINATED")
    answer(case, people, failing=person(6))
    fix(case, standing)

    # Too few come; the meeting is kept as void, and a week later there are enough.
    view = meet(case, ON_TIME, present=39)
    assert (view["state"], view["meeting_no"]) == ("READY", 2)
    view = meet(case, "2021-03-15", present=45)
    assert (view["state"], view["meeting_no"]) == ("VOTING", 2)

    # One ballot too many: void, repeated. Then two are level for the second seat, one seat stays.
    votes = [(44, 1, 0), (24, 21, 0), (24, 21, 0), (24, 21, 0), (10, 35, 0)]
    view = vote(case, 1, "FIRST", dict(zip(standing, votes, strict=True)), returned=46)
    assert view["next_round"]["kind"] == "REPEAT"
    view = vote(case, 2, "REPEAT", dict(zip(standing, votes, strict=True)))
    assert view["state"] == "VOTING"
    tied = view["next_round"]
    assert (tied["kind"], tied["seats"], tied["candidates"]) == ("RUN_OFF", 2, standing[1:4])
    assert view["verdicts"][0]["needed"] == "Run-off of 3 for 2 seats."
    run_off = dict(zip(standing[1:4], [(30, 15, 0), (20, 25, 0), (10, 35, 0)], strict=True))
    view = vote(case, 3, "RUN_OFF", run_off)
    assert view["state"] == "COUNTED"

    # A complaint stops the certificate until it is closed.
    with office.sessions.begin() as session:
        hold_id = factories.a_hold(session, case.community)
    refused = case.post("/certification", "STREET", {"on": "2021-03-15"})
    assert (refused.status_code, refused.json()["code"]) == (409, "PARTY-DISCIPLINE")
    with office.sessions.begin() as session:
        factories.close_hold(session, case.community, hold_id)

    finish(case, chair=person(2))

    told = completed(case)
    assert (told["on_schedule"], told["first_ballot"]) == (True, False)
    assert [each["person_number"] for each in told["elected"]] == people[:3]
    assert told["held_on"] == "2021-03-15"
    rounds = case.call("GET", "/rounds", "AUDITOR").json()["items"]
    assert [(each["kind"], each["status"]) for each in rounds] == [
        ("FIRST", "VOID"),
        ("REPEAT", "SIGNED"),
        ("RUN_OFF", "SIGNED"),
    ]
