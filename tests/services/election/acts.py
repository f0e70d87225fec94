"""Every act of an election with a body that is right for the factories' course of things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.services.election.factories import DEPARTMENTS, STEPS

Json = dict[str, Any]
PEOPLE = [f"2204-0000{number}" for number in range(1, 5)]
VOTES = [(44, 1, 0), (40, 3, 2), (35, 10, 0), (10, 30, 5)]


@dataclass(frozen=True)
class Move:
    """One request: who sends what where."""

    method: str
    path: str
    role: str
    body: Json
    name: str = ""
    department: str | None = None


def document(on: str, **more: Any) -> Json:
    """Return a body with a date and a document number."""
    return {"on": on, "document_no": "街党〔2021〕1号", **more}


def tally(votes: list[tuple[int, int, int]], people: list[str], returned: int) -> Json:
    """Return a count of votes for, against and abstaining."""
    lines = [
        {"person_number": person, "for": yes, "against": no, "abstain": idle}
        for person, (yes, no, idle) in zip(people, votes, strict=False)
    ]
    return {"returned": returned, "invalid": 0, "votes": lines, "write_ins": []}


def review_answers(department: str, answer: str = "PASS") -> Move:
    """Return one department's answers for everyone."""
    answers = [
        {
            "person_number": person,
            "answer": answer if person == PEOPLE[-1] else "PASS",
            "item_code": "GANG" if answer != "PASS" and person == PEOPLE[-1] else None,
            "document_no": "函1号",
        }
        for person in PEOPLE
    ]
    body = {"on": "2021-02-21", "answers": answers}
    return Move("POST", "/review-answers", "REVIEW_DEPARTMENT", body, department=department)


def meeting(present: int = 45, on: str = "2021-03-08") -> Move:
    """Return a members' meeting."""
    body = {"on": on, "base": 50, "present": present, "scrutineers": 2, "tellers": 3}
    return Move("POST", "/meetings", "CLERK", {**body, "method_adopted": True, "introduced": True})


MEMBER = {"person_number": PEOPLE[0], "items": [True] * 6, "opinion": "KEEP"}
PREPARATION = [
    Move(
        "PUT",
        "/work-team",
        "COUNTY_ORG",
        {"leader": "甲", "responsible_leader": "乙", "department": "丙"},
    ),
    Move("PUT", "/survey", "STREET", {"visited_on": "2020-11-03", "preparations": [True] * 8}),
    Move(
        "PUT",
        "/assessment",
        "COUNTY_ORG",
        {"on": "2020-11-28", "team": [True] * 6, "members": [MEMBER]},
    ),
    Move("PUT", "/six-answers", "STREET", {"on": "2020-11-28", "answers": [False] * 6}),
    Move("POST", "/clearance", "COUNTY_ORG", {"on": "2020-11-28"}),
    Move(
        "PUT",
        "/plan",
        "CLERK",
        {"steps": [{"step": step, "on": "2021-02-06", "owner": "某某"} for step in STEPS]},
    ),
    Move("POST", "/plan/approval", "COUNTY_ORG", {"on": "2021-02-06"}),
    Move("POST", "/request", "CLERK", document("2021-02-06", seats=3, meeting_type="MEMBERS")),
    Move("POST", "/reply", "STREET", document("2021-02-09", approved_seats=3)),
    Move("POST", "/rehearsal", "CLERK", {"on": "2021-03-04"}),
    Move(
        "PUT",
        "/roll",
        "CLERK",
        {
            "on": "2021-02-26",
            "full_members": 50,
            "probationary_members": 2,
            "on_probation_within_party": 0,
            "rights_suspended": 0,
            "exclusions": [],
        },
    ),
    Move("POST", "/roll/freeze", "STREET", {"on": "2021-02-26"}),
    Move("POST", "/nominees", "CLERK", {"on": "2021-02-11", "person_numbers": PEOPLE}),
]
CANDIDATES = [
    *(review_answers(department) for department in DEPARTMENTS),
    Move("POST", "/review-decision", "COUNTY_SC", document("2021-02-22")),
    Move(
        "POST",
        "/consent",
        "STREET",
        document(
            "2021-02-22",
            candidates=PEOPLE,
            secretary_candidate=PEOPLE[0],
            deputy_candidates=[],
        ),
    ),
    Move("POST", "/notice", "STREET", {"from": "2021-02-23", "to": "2021-03-04", "place": None}),
    Move("POST", "/deliberation", "CLERK", {"on": "2021-03-06", "candidates": PEOPLE}),
]
VOTE = [
    meeting(),
    Move("POST", "/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45}),
    *(
        Move("POST", "/rounds/1/tallies", "TELLER", tally(VOTES, PEOPLE, 45), name)
        for name in ("a", "b")
    ),
    Move("POST", "/rounds/1/signature", "SCRUTINEER", {"on": "2021-03-08"}),
    Move("POST", "/certification", "STREET", {"on": "2021-03-08"}),
]
COMPLETION = [
    Move(
        "POST",
        "/secretary-meeting",
        "SCRUTINEER",
        {
            "on": "2021-03-08",
            "chaired_by": PEOPLE[1],
            "present": 3,
            "issued": 3,
            "returned": 3,
            "invalid": 0,
            "votes": [{"person_number": PEOPLE[0], "for": 3, "against": 0, "abstain": 0}],
        },
    ),
    Move("POST", "/report", "CLERK", document("2021-03-10")),
    Move("POST", "/result-approval", "STREET", document("2021-03-12")),
    Move("POST", "/county-filing", "COUNTY_ORG", document("2021-03-14")),
    Move("POST", "/handover", "STREET", {"on": "2021-03-15"}),
    Move("POST", "/closure", "STREET", {"on": "2021-03-20"}),
]
COURSE = [*PREPARATION, *CANDIDATES, *VOTE, *COMPLETION]

# What the course of things does not hold: trouble, and ways out of it.
BESIDE = [
    meeting(present=39),
    meeting(present=40, on="2021-03-15"),
    meeting(present=51),
    review_answers(DEPARTMENTS[0], "FAIL"),
    review_answers(DEPARTMENTS[1], "CAUTION"),
    *(
        Move("POST", "/rounds", "SCRUTINEER", {"kind": kind, "issued": issued})
        for kind in ("FIRST", "REPEAT", "RUN_OFF", "FURTHER")
        for issued in (40, 45, 46)
    ),
    *(
        Move("POST", f"/rounds/{number}/tallies", "TELLER", tally(votes, people, back), name)
        for number in (1, 2)
        for name in ("a", "b", "c")
        for votes, people, back in (
            (VOTES, PEOPLE, 46),
            (VOTES, PEOPLE, 44),
            ([(44, 1, 0), (40, 5, 0), (23, 22, 0), (23, 22, 0)], PEOPLE, 45),
            ([(44, 1, 0), (22, 23, 0), (22, 23, 0), (20, 25, 0)], PEOPLE, 45),
            ([(30, 15, 0), (10, 35, 0)], PEOPLE[2:], 45),
        )
    ),
    *(
        Move("POST", f"/rounds/{number}/signature", "SCRUTINEER", {"on": "2021-03-08"})
        for number in (1, 2)
    ),
    *(
        Move(
            "POST", f"/rounds/{number}/tallies/{count}/discard", "SCRUTINEER", {"on": "2021-03-08"}
        )
        for number in (1, 2)
        for count in (1, 2)
    ),
    Move("POST", "/seat-cut", "STREET", {"consenting": 23, "on": "2021-03-08"}),
    Move("POST", "/seat-cut", "STREET", {"consenting": 22, "on": "2021-03-08"}),
    Move("POST", "/result-refusal", "STREET", document("2021-03-12")),
    Move("POST", "/secretary-candidate", "STREET", document("2021-03-13", person_number=PEOPLE[1])),
    Move("POST", "/void", "COUNTY_ORG", document("2021-03-12")),
    Move("POST", "/objections", "STREET", {"received_on": "2021-02-25", "kind": "QUALIFICATION"}),
    Move("POST", "/objections/1/closure", "STREET", {"on": "2021-03-01", "outcome": "UNFOUNDED"}),
    Move(
        "POST",
        "/rectification",
        "COUNTY_ORG",
        {
            "listed_on": "2020-12-01",
            "county_leader": "甲",
            "department_leader": None,
            "county_department": "乙",
            "first_secretary": "丙",
        },
    ),
    Move("POST", "/rectification/acceptance", "COUNTY_ORG", {"on": "2021-01-20"}),
    Move("PUT", "/six-answers", "STREET", {"on": "2020-11-28", "answers": [True, *[False] * 5]}),
    Move("POST", "/risks/1/closure", "COUNTY_ORG", document("2020-12-20")),
    Move("POST", "/notice", "STREET", {"from": "2021-03-01", "to": "2021-03-05", "place": None}),
]
