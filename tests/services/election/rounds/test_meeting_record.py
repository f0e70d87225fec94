"""What the record of a meeting lacks: warned about, judged where it is there, added in time."""

from __future__ import annotations

import pytest

from services.election.domain.states import State
from tests.services.election.rounds import play
from tests.services.election.rounds.play import Json, done, refused, verdicts

A, B, C, D = play.people(4)
OPENING = {"kind": "FIRST", "issued": 45}
VOTES = {A: (44, 1, 0), B: (40, 5, 0), C: (35, 10, 0), D: (10, 35, 0)}
W1, W2 = "2204-00091", "2204-00092"


def outcomes(view: Json, rule: str) -> list[str]:
    """Return how a rule's verdicts came out."""
    return [each["outcome"] for each in verdicts(view, rule)]


@pytest.mark.parametrize("rule", ["PARTY-SCRUTINEER", "PARTY-TELLER", "PARTY-TELLER-KIN"])
def test_staff_whom_nobody_names_are_warned_about(office, rule):
    case = office.election(State.READY)

    view = done(case.post("/meetings", "CLERK", play.meeting()))

    assert outcomes(view, rule) == ["WARNED"]


def test_helpers_of_whom_nothing_is_recorded_are_warned_about(office):
    case = office.election(State.VOTING)

    view = done(case.post("/rounds", "SCRUTINEER", OPENING))

    assert outcomes(view, "PARTY-HELPER") == ["WARNED"]


def test_that_nobody_helped_may_be_recorded(office):
    case = office.election(State.VOTING)

    view = done(case.post("/rounds", "SCRUTINEER", OPENING | {"helper_numbers": []}))

    assert outcomes(view, "PARTY-HELPER") == []


def test_scrutineers_of_the_committee_whom_nobody_names_are_warned_about(office):
    case = office.election(State.CERTIFIED)
    vote = {"person_number": A, "for": 3, "against": 0, "abstain": 0}
    body = {"on": play.DAY, "chaired_by": B, "present": 3, "issued": 3, "returned": 3}

    view = done(
        case.post("/secretary-meeting", "SCRUTINEER", body | {"invalid": 0, "votes": [vote]})
    )

    assert outcomes(view, "PARTY-SCRUTINEER-COMMITTEE") == ["WARNED"]


def test_a_scrutineer_whom_roster_does_not_know_does_not_pass_in_silence(office):
    case = office.election(State.READY)

    view = done(
        case.post("/meetings", "CLERK", play.meeting(scrutineer_numbers=[W1, "9999-00001"]))
    )

    (warned,) = verdicts(view, "PARTY-SCRUTINEER")
    assert warned["outcome"] == "WARNED"
    assert "9999-00001" in warned["needed"]
    assert W1 not in warned["needed"]


@pytest.mark.parametrize(("named", "allowed"), [
    ([W1], True),
    ([W2], False),  # a probationary member
    (["2204-00093"], False),  # no member
    ([A], False),  # a candidate
])  # fmt: skip
def test_a_scrutineer_is_a_voter_by_the_roll(office, named, allowed):
    case = office.election(State.READY)
    others = [{"person_number": f"2204-1{place:04}"} for place in range(45)]
    lines = [*({"person_number": each} for each in (A, B, C, D, W1)), *others]
    lines.append({"person_number": W2, "status": "PROBATIONARY"})
    body = {"on": "2021-02-26", "full_members": 50, "probationary_members": 1, "lines": lines}
    done(case.put("/roll", "CLERK", body))
    done(case.post("/roll/freeze", "STREET", {"on": "2021-02-26"}))

    held = case.post("/meetings", "CLERK", play.meeting(scrutineer_numbers=named, scrutineers=1))

    if allowed:
        assert outcomes(done(held), "PARTY-SCRUTINEER") == ["PASSED"]
    else:
        refused(held, "PARTY-SCRUTINEER")


def test_an_absent_member_does_not_watch(office):
    case = office.election(State.READY)
    came = [f"2204-1{place:04}" for place in range(45)]
    body = play.meeting(voter_numbers=came, scrutineers=1)

    with case.unchanged():
        refused(
            case.post("/meetings", "CLERK", body | {"scrutineer_numbers": [W1]}), "PARTY-SCRUTINEER"
        )
    done(case.post("/meetings", "CLERK", body | {"scrutineer_numbers": came[:1]}))


def test_those_who_came_without_the_vote_are_nobody_present(office):
    case = office.election(State.READY)
    came = {"in_room": 45, "non_voters": 6}

    with case.unchanged():
        problem = refused(
            case.post("/meetings", "CLERK", play.meeting(**came)), "PARTY-QUORUM-BASE"
        )
    assert problem["needed"] == "Voters present are 39."
    view = done(case.post("/meetings", "CLERK", play.meeting(present=39, **came)))

    assert (view["state"], outcomes(view, "PARTY-QUORUM")) == ("READY", ["VOIDED"])


# --- What was not done, or not told, before the ballots ----------------------------------------


@pytest.mark.parametrize(("lacking", "rule", "told"), [
    ({"introduced": False}, "PARTY-INTRODUCE", {"introduced": True}),
    ({"candidates_introduced": 3}, "PARTY-INTRODUCE", {"candidates_introduced": 4}),
    ({"method_adopted": False}, "PARTY-METHOD-ADOPT", {"method_adopted": True}),
    ({"scrutineers": 0}, "PARTY-SCRUTINEER", {"scrutineers": 1, "scrutineer_numbers": [W1]}),
])  # fmt: skip
def test_a_meeting_is_completed_before_its_ballots_go_out(office, lacking, rule, told):
    case = office.election(State.READY)
    done(case.post("/meetings", "CLERK", play.meeting(**lacking)))
    with case.unchanged():
        refused(case.post("/rounds", "SCRUTINEER", OPENING), rule)
        refused(case.post("/meetings", "CLERK", play.meeting()), "PROCEDURE-ORDER")

    view = done(case.post("/meetings/completion", "CLERK", told))

    assert (view["state"], view["meeting_no"]) == ("VOTING", 1)
    assert play.vote(case, 1, "FIRST", VOTES)["state"] == "COUNTED"
    records = case.call("GET", "/records", "CITY_ORG").json()["items"]
    meetings = [each for each in records if each["step"] == "MEETING"]
    assert meetings[0]["superseded_by"] == meetings[1]["id"]


def test_a_meeting_is_not_completed_after_its_ballots_went_out(office):
    case = office.election(State.VOTING)
    done(case.post("/rounds", "SCRUTINEER", OPENING))

    with case.unchanged():
        late = case.post("/meetings/completion", "CLERK", {"scrutineers": 1})
        refused(late, "PROCEDURE-ORDER")


def test_nothing_is_completed_where_no_meeting_votes(office):
    case = office.election(State.READY)
    with case.unchanged():
        refused(case.post("/meetings/completion", "CLERK", {"introduced": True}), "PROCEDURE-ORDER")
    done(case.post("/meetings", "CLERK", play.meeting(present=39)))

    with case.unchanged():
        refused(case.post("/meetings/completion", "CLERK", {"introduced": True}), "PROCEDURE-ORDER")


def test_the_method_is_adopted_before_the_ballots_by_the_clock(office):
    case = office.election(State.READY)
    done(case.post("/meetings", "CLERK", play.meeting(method_adopted_at="09:31")))

    with case.unchanged():
        early = case.post("/rounds", "SCRUTINEER", OPENING | {"ballots_at": "09:30"})
        problem = refused(early, "PARTY-METHOD-ADOPT")
    assert "09:31 > 09:30" in problem["detail"]
    done(case.post("/rounds", "SCRUTINEER", OPENING | {"ballots_at": "09:31"}))
