"""A secretary who is not elected, whom the superior refuses, or whose election is set aside."""

from __future__ import annotations

from services.election.domain.states import State
from tests.services.election.http import Case
from tests.services.election.rounds import play
from tests.services.election.rounds.play import Json, done, refused, verdicts

A, B, C, D = play.people(4)


def first_meeting(secretary: str, chair: str, votes: int = 3, **changed: object) -> Json:
    """Return the new committee's vote."""
    line = {"person_number": secretary, "for": votes, "against": 3 - votes, "abstain": 0}
    return {
        "on": play.DAY,
        "chaired_by": chair,
        "present": 3,
        "issued": 3,
        "returned": 3,
        "invalid": 0,
        "votes": [line],
        **changed,
    }


def name_candidate(case: Case, person: str, day: str = play.DAY) -> None:
    """Record the superior's consent to another candidate."""
    body = play.document(day) | {"person_number": person}
    done(case.post("/secretary-candidate", "STREET", body))


def test_the_intended_secretary_who_was_not_elected_is_replaced(office):
    votes = [(10, 35, 0), (44, 1, 0), (40, 5, 0), (35, 10, 0)]
    case = office.election(State.CERTIFIED, votes=votes)
    with case.unchanged():
        meeting = case.post("/secretary-meeting", "SCRUTINEER", first_meeting(A, B))
        refused(meeting, "PARTY-SEC-MEMBER")

    name_candidate(case, B)
    with case.unchanged():
        outsider = case.post("/secretary-meeting", "SCRUTINEER", first_meeting(B, A))
        refused(outsider, "PARTY-SEC-CHAIR")
        own = first_meeting(B, C, scrutineer_numbers=[B])
        refused(case.post("/secretary-meeting", "SCRUTINEER", own), "PARTY-SCRUTINEER-COMMITTEE")
    watched = first_meeting(B, C, scrutineer_numbers=[D])
    view = done(case.post("/secretary-meeting", "SCRUTINEER", watched))

    assert view["state"] == "SECRETARY_ELECTED"
    assert verdicts(view, "PARTY-SCRUTINEER-COMMITTEE")[0]["outcome"] == "PASSED"


def test_a_refused_result_is_voted_on_anew_after_new_consent(office):
    case = office.election(State.SUBMITTED)

    view = done(case.post("/result-refusal", "STREET", play.document("2021-03-10")))
    assert view["state"] == "CERTIFIED"
    late = {"on": "2021-03-12"}
    with case.unchanged():
        again = case.post("/secretary-meeting", "SCRUTINEER", first_meeting(A, B, **late))
        refused(again, "PARTY-SEC-CAND")
    name_candidate(case, B, "2021-03-11")
    done(case.post("/secretary-meeting", "SCRUTINEER", first_meeting(B, C, **late)))
    done(case.post("/report", "CLERK", play.document("2021-03-13")))
    done(case.post("/result-approval", "STREET", play.document("2021-03-14")))

    told = play.told_result(case)
    assert told["elected"][0] == {"person_number": A, "post": "MEMBER"}
    assert {"person_number": B, "post": "SECRETARY"} in told["elected"]
    assert told["first_ballot"] is False
    steps = [each["step"] for each in case.call("GET", "/records", "CITY_ORG").json()["items"]]
    assert steps.count("SECRETARY_MEETING") == 2  # nothing is deleted


def test_a_result_set_aside_is_voted_on_anew(office):
    case = office.election(State.CERTIFIED)

    view = done(case.post("/void", "COUNTY_ORG", play.document("2021-03-10")))
    assert view["state"] == "VOIDED"
    listed = office.call(
        "GET", f"/elections?division_code={case.community}", "CITY_ORG", case.division("CITY_ORG")
    )
    (successor,) = [each for each in listed.json()["items"] if each["attempt"] == 2]
    assert (successor["state"], successor["predecessor_id"]) == ("READY", str(case.id))

    case.id = successor["id"]
    held = done(case.post("/meetings", "CLERK", play.meeting(on="2021-03-15")))
    assert held["next_round"]["candidates"] == [A, B, C, D]


def test_secretary_and_deputies_are_listed_as_the_superior_approved(office):
    case = office.election(State.CERTIFIED, deputies=(B, C))

    def vote(*listed: str) -> Json:
        lines = [{"person_number": each, "for": 3, "against": 0, "abstain": 0} for each in listed]
        return {**first_meeting(A, C), "votes": lines}

    with case.unchanged():
        for wrong in ((A, C, B), (B, A, C), (C, B, A)):
            answer = case.post("/secretary-meeting", "SCRUTINEER", vote(*wrong))
            problem = refused(answer, "PARTY-ORDER-BALLOT")
            assert problem["needed"] == f"List them as: {A}, {B}, {C}."
    view = done(case.post("/secretary-meeting", "SCRUTINEER", vote(A, B, C)))

    assert verdicts(view, "PARTY-ORDER-BALLOT")[0]["outcome"] == "PASSED"
    assert view["state"] == "SECRETARY_ELECTED"
