"""A branch without a committee: its members elect the secretary, and P14 is skipped."""

from __future__ import annotations

import pytest

from services.election.domain.states import State
from tests.services.election.rounds import play
from tests.services.election.rounds.play import done, refused, verdicts

ASKED = {"on": "2021-02-06", "document_no": "社党〔2021〕1号"}


@pytest.fixture
def case(office):
    """Return a branch of six full members whose plan is approved."""
    found = office.election(State.PLAN_APPROVED)
    play.describe(found, type="BRANCH", full_members=6, seats=1)
    return found


def test_a_small_branch_may_not_ask_for_a_committee(case):
    with case.unchanged():
        problem = refused(
            case.post("/request", "CLERK", ASKED | {"seats": 3}), "PARTY-COMMITTEE-NEEDED"
        )

    assert problem["needed"] == "Elect a secretary directly, no committee."


def test_a_larger_branch_needs_the_reply_to_go_without(case):
    play.describe(case, full_members=7)

    view = done(case.post("/request", "CLERK", ASKED | {"seats": 1, "without_committee": True}))
    (asked,) = verdicts(view, "PARTY-COMMITTEE-NEEDED")
    reply = play.document("2021-02-09") | {"approved_seats": 1}
    (replied,) = verdicts(done(case.post("/reply", "STREET", reply)), "PARTY-COMMITTEE-NEEDED")

    assert (asked["outcome"], replied["outcome"]) == ("WARNED", "APPROVED")
    assert replied["inputs"]["document_no"] == reply["document_no"]


def test_type_and_number_of_members_are_judged_with_the_request(case):
    play.describe(case, type="PARTY_COMMITTEE", full_members=60)

    view = done(case.post("/request", "CLERK", ASKED | {"seats": 3}))

    (kind,) = verdicts(view, "PARTY-FORM-TYPE")
    assert (kind["outcome"], kind["inputs"]["usual"]) == ("WARNED", "GENERAL_BRANCH")
    (least,) = verdicts(view, "PARTY-FORM-MIN")
    assert least["outcome"] == "PASSED"
    reply = play.document("2021-02-09") | {"approved_seats": 5}
    view = done(case.post("/reply", "STREET", reply))
    assert verdicts(view, "PARTY-FORM-TYPE")[0]["outcome"] == "APPROVED"
    (size,) = verdicts(view, "PARTY-COMMITTEE-SIZE")
    assert (size["outcome"], size["numbers"]) == ("WARNED", "3 != 5")


def test_the_members_elect_the_secretary_directly(case):
    (person, *_) = everyone = play.people(1)
    done(case.post("/request", "CLERK", ASKED | {"seats": 1, "without_committee": True}))
    done(case.post("/reply", "STREET", play.document("2021-02-09") | {"approved_seats": 1}))
    play.freeze_roll(case, 6)
    play.put_forward(case, everyone)

    # Four of six are too few; with five the meeting votes, and three of five is more than half.
    few = done(case.post("/meetings", "CLERK", play.meeting(6, 4, presider="OUTGOING_SECRETARY")))
    assert (few["state"], few["meeting_no"]) == ("READY", 2)
    held = done(case.post("/meetings", "CLERK", play.meeting(6, 5, presider="OUTGOING_SECRETARY")))
    assert verdicts(held, "PARTY-CHAIR")[0]["outcome"] == "PASSED"
    assert held["next_round"]["candidates"] == everyone
    view = play.vote(case, 1, "FIRST", {person: (2, 3, 0)}, present=5)
    assert verdicts(view, "PARTY-NO-COMMITTEE")[0]["outcome"] == "REFUSED"
    due = view["next_round"]
    assert (due["kind"], due["seats"], due["fewest"]) == ("FURTHER", 1, 1)
    view = play.vote(case, 2, "FURTHER", {person: (3, 2, 0)}, present=5)
    (elected,) = verdicts(view, "PARTY-NO-COMMITTEE")
    assert (elected["outcome"], elected["settings"][0]["label"]) == ("PASSED", "UNVERIFIED")

    view = done(case.post("/certification", "STREET", {"on": play.DAY}))
    assert (view["state"], view["stage"]) == ("SECRETARY_ELECTED", "P15")
    first = {
        "on": play.DAY,
        "chaired_by": person,
        "present": 1,
        "issued": 1,
        "returned": 1,
        "invalid": 0,
        "votes": [{"person_number": person, "for": 1, "against": 0, "abstain": 0}],
    }
    with case.unchanged():
        assert case.post("/secretary-meeting", "SCRUTINEER", first).status_code == 409
    done(case.post("/report", "CLERK", play.document("2021-03-10")))
    done(case.post("/result-approval", "STREET", play.document("2021-03-12")))
    told = play.told_result(case)
    assert told["elected"] == [{"person_number": person, "post": "SECRETARY"}]
    assert told["first_ballot"] is False
