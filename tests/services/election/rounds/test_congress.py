"""A congress of delegates: they are elected, checked, and then the base of the vote."""

from __future__ import annotations

import pytest

from services.election.domain.states import State
from tests.services.election.rounds import play
from tests.services.election.rounds.play import done, refused, verdicts

ASKED = {
    "on": "2021-02-06",
    "document_no": "社党〔2021〕1号",
    "seats": 3,
    "meeting_type": "CONGRESS",
}
DELEGATES = [f"2204-D{number:03d}" for number in range(100)]
NOMINATION = {
    "nominated_on": "2021-02-12",
    "agreed_on": "2021-02-13",
    "reviewed_on": "2021-02-14",
    "units": [
        {"unit": "第一支部", "seats": 50, "candidates": 60},
        {"unit": "第二支部", "seats": 50, "candidates": 60},
    ],
}


@pytest.fixture
def case(office):
    """Return a Party committee of 600 members whose plan is approved."""
    found = office.election(State.PLAN_APPROVED)
    play.describe(found, type="PARTY_COMMITTEE", full_members=600)
    return found


def reply(case):
    """Ask for a congress, and get it."""
    done(case.post("/request", "CLERK", ASKED))
    done(case.post("/reply", "STREET", play.document("2021-02-09") | {"approved_seats": 3}))


def checked(delegates, unfit=()):
    """Return what the credentials group found."""
    lines = [
        {"person_number": each, "outcome": "UNQUALIFIED" if each in unfit else "IN_ORDER"}
        for each in delegates
    ]
    return {"on": "2021-02-22", "delegates": lines}


def elect(case, delegates=DELEGATES):
    """Fix the number, nominate and elect the delegates."""
    seats = play.document("2021-02-10") | {"seats": 100}
    done(case.post("/delegates/seats", "STREET", seats))
    done(case.post("/delegates/nomination", "CLERK", NOMINATION))
    elected = {"on": "2021-02-20", "delegates": delegates}
    return done(case.post("/delegates/election", "CLERK", elected))


@pytest.mark.parametrize(("members", "scattered", "allowed"), [
    (499, False, False), (499, True, True), (500, False, True),
])  # fmt: skip
def test_a_congress_needs_many_members_or_scattered_sites(case, members, scattered, allowed):
    play.describe(case, full_members=members)
    done(case.post("/request", "CLERK", ASKED | {"scattered": scattered}))

    replied = case.post("/reply", "STREET", play.document("2021-02-09") | {"approved_seats": 3})

    if allowed:
        assert verdicts(done(replied), "PARTY-MEETING-TYPE")[0]["outcome"] == "PASSED"
    else:
        refused(replied, "PARTY-MEETING-TYPE")


def test_a_members_meeting_has_no_delegates(case):
    done(case.post("/request", "CLERK", ASKED | {"meeting_type": "MEMBERS"}))
    done(case.post("/reply", "STREET", play.document("2021-02-09") | {"approved_seats": 3}))

    seats = play.document("2021-02-10") | {"seats": 100}
    refused(case.post("/delegates/seats", "STREET", seats), "PROCEDURE-ORDER")


def test_the_steps_towards_delegates_refuse_what_the_rules_forbid(case):
    reply(case)
    seats = play.document("2021-02-10")
    refused(case.post("/delegates/seats", "STREET", seats | {"seats": 301}), "PARTY-CONGRESS-SIZE")
    few = done(case.post("/delegates/seats", "STREET", seats | {"seats": 99}))
    assert verdicts(few, "PARTY-CONGRESS-SIZE")[0]["outcome"] == "APPROVED"
    many = done(case.post("/delegates/seats", "STREET", seats | {"seats": 201}))
    assert verdicts(many, "PARTY-CONGRESS-SIZE")[0]["outcome"] == "WARNED"
    refused(case.post("/delegates/nomination", "CLERK", NOMINATION), "PARTY-CONGRESS-SIZE")
    done(case.post("/delegates/seats", "STREET", seats | {"seats": 100}))

    short = [NOMINATION["units"][0], NOMINATION["units"][1] | {"candidates": 59}]
    with case.unchanged():
        refused(
            case.post("/delegates/nomination", "CLERK", NOMINATION | {"units": short}),
            "PARTY-SURPLUS-DELEGATE",
        )
    done(case.post("/delegates/nomination", "CLERK", NOMINATION | {"agreed_on": "2021-02-11"}))
    elected = {"on": "2021-02-20", "delegates": DELEGATES}
    refused(case.post("/delegates/election", "CLERK", elected), "PARTY-CONGRESS-STEPS")
    done(case.post("/delegates/nomination", "CLERK", NOMINATION))
    fewer = elected | {"delegates": DELEGATES[1:]}
    refused(case.post("/delegates/election", "CLERK", fewer), "PARTY-CONGRESS-SIZE")
    done(case.post("/delegates/election", "CLERK", elected))


def test_a_congress_elects_with_its_delegates_as_the_base(case):
    everyone = play.people(4)
    reply(case)
    elect(case)
    session = {"on": "2021-03-05", "report_adopted": True, "presidium": DELEGATES[:3]}
    done(case.post("/credentials", "CLERK", checked(DELEGATES, unfit=DELEGATES[:1])))
    problem = refused(case.post("/preparatory-session", "CLERK", session), "PARTY-CONGRESS-CRED")
    assert problem["needed"] == "1 to be elected again or replaced."

    # The one who may not be a delegate is replaced, and everyone is checked again.
    delegates = ["2204-D100", *DELEGATES[1:]]
    done(case.post("/delegates/election", "CLERK", {"on": "2021-02-24", "delegates": delegates}))
    done(case.post("/credentials", "CLERK", checked(delegates) | {"on": "2021-02-25"}))
    play.freeze_roll(case, 600)
    play.put_forward(case, everyone)

    congress = play.meeting(100, 80, presider="PRESIDIUM")
    with case.unchanged():
        refused(case.post("/meetings", "CLERK", congress), "PARTY-CONGRESS-CRED")
    refused(case.post("/preparatory-session", "CLERK", session), "PARTY-CONGRESS-CRED")
    session["presidium"] = delegates[:3]
    done(case.post("/preparatory-session", "CLERK", session))
    refused(case.post("/meetings", "CLERK", congress | {"base": 600}), "PARTY-ROLL-FREEZE")
    few = done(case.post("/meetings", "CLERK", congress | {"present": 79}))
    assert few["meeting_no"] == 2
    assert verdicts(few, "PARTY-CONGRESS-QUORUM")[0]["outcome"] == "VOIDED"
    strangers = {"scrutineer_numbers": ["2204-X1", DELEGATES[5]]}
    refused(case.post("/meetings", "CLERK", congress | strangers), "PARTY-SCRUTINEER")

    held = done(case.post("/meetings", "CLERK", congress))
    assert verdicts(held, "PARTY-CHAIR")[0]["outcome"] == "PASSED"
    # 41 of 80 present is more than half; the fourth has most of the others against.
    votes = {everyone[0]: (60, 20, 0)}
    votes |= {everyone[1]: (41, 39, 0), everyone[2]: (40, 40, 0), everyone[3]: (10, 70, 0)}
    view = play.vote(case, 1, "FIRST", votes, present=80)
    assert view["next_round"]["kind"] == "FURTHER"
    cut = {"on": play.DAY, "consenting": 0, "presidium_decided": True}
    refused(case.post("/seat-cut", "STREET", cut), "PARTY-REDUCE")  # two would be left of three
    votes = {everyone[2]: (50, 30, 0), everyone[3]: (20, 60, 0)}
    assert play.vote(case, 2, "FURTHER", votes, present=80)["state"] == "COUNTED"
