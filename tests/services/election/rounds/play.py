"""Plays what a test is not about: from the request to the candidates, a round, a signature."""

from __future__ import annotations

from typing import Any

from services.election.models import Organisation
from tests.services.election.factories import DEPARTMENTS, told
from tests.services.election.http import Case

DAY = "2021-03-08"
Votes = dict[str, tuple[int, int, int]]
Json = dict[str, Any]


def people(number: int) -> list[str]:
    """Return the numbers of so many who stand."""
    return [f"2204-0000{place}" for place in range(1, number + 1)]


def document(day: str = DAY) -> Json:
    """Return an act with a document."""
    return {"on": day, "document_no": "街党〔2021〕1号"}


def done(answer: Any) -> Json:
    """Assert that an act was recorded; return the view."""
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def refused(answer: Any, code: str) -> Json:
    """Assert that a rule refused; return the problem."""
    problem = answer.json()
    assert (answer.status_code, problem.get("code")) == (409, code), answer.text
    assert problem["needed"]
    return problem


def verdicts(view: Json, rule: str) -> list[Json]:
    """Return the verdicts of one rule."""
    return [each for each in view["verdicts"] if each["rule"] == rule]


def describe(case: Case, **facts: Any) -> None:
    """Let the organisation be another than the factories' general branch of fifty."""
    with case.office.sessions.begin() as session:
        organisation = session.get_one(Organisation, case.player.election.organisation_id)
        for name, value in facts.items():
            setattr(organisation, name, value)


def exception(case: Case, rule: str, day: str = DAY, **more: Any) -> None:
    """Attach the street's approval."""
    body = document(day) | {"rule": rule, "approved_by": "STREET", **more}
    done(case.post("/exceptions", "STREET", body))


def freeze_roll(case: Case, members: int) -> None:
    """Put the members on the roll and freeze it."""
    done(case.put("/roll", "CLERK", {"on": "2021-02-26", "full_members": members}))
    done(case.post("/roll/freeze", "STREET", {"on": "2021-02-26"}))
    done(case.post("/rehearsal", "CLERK", {"on": "2021-03-04"}))


def put_forward(case: Case, persons: list[str], **deliberation: Any) -> None:
    """Nominate, review, agree, publish, fix the candidates."""
    nominated = {"on": "2021-02-11", "person_numbers": persons}
    done(case.post("/nominees", "CLERK", nominated))
    for department in DEPARTMENTS:
        answers = [
            {"person_number": each, "answer": "PASS", "document_no": "函1号"} for each in persons
        ]
        body = {"on": "2021-02-21", "answers": answers}
        done(case.post("/review-answers", "REVIEW_DEPARTMENT", body, department=department))
    done(case.post("/review-decision", "COUNTY_SC", document("2021-02-22")))
    consent = {"candidates": persons, "secretary_candidate": persons[0], "deputy_candidates": []}
    done(case.post("/consent", "STREET", document("2021-02-22") | consent))
    done(case.post("/notice", "STREET", {"from": "2021-02-23", "to": "2021-03-04"}))
    fixed = {"on": "2021-03-06", "candidates": persons, **deliberation}
    done(case.post("/deliberation", "CLERK", fixed))


def meeting(base: int = 50, present: int = 45, **changed: Any) -> Json:
    """Return a meeting."""
    return {
        "on": DAY,
        "base": base,
        "present": present,
        "method_adopted": True,
        "introduced": True,
        "scrutineers": 2,
        "tellers": 2,
        "presider": "OUTGOING_COMMITTEE",
        **changed,
    }


def count(
    case: Case, number: int, votes: Votes, *, returned: int, written: dict[str, int] | None = None
) -> Json:
    """Enter the count of a round twice and sign it; return the view after it."""
    lines = [
        {"person_number": person, "for": y, "against": n, "abstain": a}
        for person, (y, n, a) in votes.items()
    ]
    write_ins = [{"person_number": who, "for": y} for who, y in (written or {}).items()]
    tally = {"returned": returned, "invalid": 0, "votes": lines, "write_ins": write_ins}
    for teller in ("a", "b"):
        done(case.post(f"/rounds/{number}/tallies", "TELLER", tally, subject=teller))
    return done(case.post(f"/rounds/{number}/signature", "SCRUTINEER", {"on": DAY}))


def vote(case: Case, number: int, kind: str, votes: Votes, present: int = 45) -> Json:
    """Hand out ballots, count them twice, sign; return the view after it."""
    done(case.post("/rounds", "SCRUTINEER", {"kind": kind, "issued": present}))
    return count(case, number, votes, returned=present)


def told_result(case: Case) -> Json:
    """Return what the other services were told of the result."""
    with case.office.sessions() as session:
        (result,) = told(session, "election.completed.v1", case.community)
    return result
