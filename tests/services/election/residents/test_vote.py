"""The vote to its end: counts by two, void votes, run-offs, further ballots, who gives way."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from services.election.models import Hold
from tests.services.election.factories import COUNTY

FIRST = {
    "CHAIR": {"C-1": 40, "C-2": 8},
    "DEPUTY_CHAIR": {"D-1": 40, "D-2": 8},
    "MEMBER": {"M-1": 40, "M-2": 39, "M-3": 38, "M-4": 8},
}


@pytest.fixture
def voting(a_player):
    """Return a player whose voters have their ballots."""
    player = a_player()
    player.to_the_vote()
    player.open_vote()
    return player


def said(view, rule):
    """Return what a rule said in the step recorded last."""
    return [each["outcome"] for each in view["verdicts"] if each["rule"] == rule]


def test_a_teller_counts_once_and_does_not_sign(voting):
    voting.post("/votes/1/tallies", voting.tally(), role="TELLER", subject="one")
    again = voting.refused("/votes/1/tallies", voting.tally(), role="TELLER", subject="one")
    assert again == "SEPARATION"

    voting.post("/votes/1/tallies", voting.tally(), role="TELLER", subject="two")
    signature = {
        "on": voting.after(0),
        "private_booth": True,
        "counted_in_public": True,
        "announced_on_the_spot": True,
    }
    path = "/votes/1/signature"
    assert voting.refused(path, signature, role="SCRUTINEER", subject="two") == "SEPARATION"
    assert voting.post(path, signature, role="SCRUTINEER")["state"] == "COUNTED"


def test_two_counts_that_differ_wait_for_a_third_person(voting):
    other = voting.tally(FIRST | {"CHAIR": {"C-1": 41, "C-2": 8}})
    voting.post("/votes/1/tallies", voting.tally(FIRST), role="TELLER", subject="one")
    voting.post("/votes/1/tallies", other, role="TELLER", subject="two")
    assert voting.get("/votes")["items"][0]["status"] == "DISPUTED"
    signature = {
        "on": voting.after(0),
        "private_booth": True,
        "counted_in_public": True,
        "announced_on_the_spot": True,
    }
    assert voting.refused("/votes/1/signature", signature, role="SCRUTINEER") == ("PROCEDURE-ORDER")

    voting.post("/votes/1/tallies/2/discard", None, role="SCRUTINEER")
    voting.post("/votes/1/tallies", voting.tally(FIRST), role="TELLER", subject="three")

    assert voting.post("/votes/1/signature", signature, role="SCRUTINEER")["state"] == "COUNTED"


def test_a_count_that_does_not_add_up_is_not_stored(voting):
    wrong = voting.tally(FIRST | {"CHAIR": {"C-1": 40, "C-2": 20}})
    assert voting.refused("/votes/1/tallies", wrong, role="TELLER") == "RC-BALLOT-VALID"
    assert voting.get("/votes")["items"][0]["status"] == "OPEN"


@pytest.mark.parametrize(
    ("chair", "missing"), [({"C-1": 40}, "主任 C-2。"), ({}, "主任 C-1、C-2。")]
)
def test_a_count_that_leaves_out_a_candidate_is_not_stored(voting, chair, missing):
    gap = voting.tally(FIRST | {"CHAIR": chair})
    refused = voting.call("POST", "/votes/1/tallies", gap, role="TELLER")
    assert (refused.status_code, refused.json()["code"]) == (409, "RC-BALLOT-VALID")
    assert refused.json()["needed"].endswith(missing)

    nought = voting.tally(FIRST | {"CHAIR": {"C-1": 40, "C-2": 0}})
    voting.post("/votes/1/tallies", nought, role="TELLER")


def test_a_void_count_may_leave_out_a_candidate_as_it_need_not_add_up(voting):
    gap = voting.tally(FIRST | {"CHAIR": {}}, returned=51)
    voting.post("/votes/1/tallies", gap, role="TELLER")


def test_a_count_without_a_post_says_which_and_not_that_the_vote_is_void(voting):
    others = {post: votes for post, votes in FIRST.items() if post != "CHAIR"}
    refused = voting.call("POST", "/votes/1/tallies", voting.tally(others), role="TELLER")
    assert (refused.status_code, refused.json()["code"]) == (409, "RC-BALLOT-VALID")
    assert refused.json()["needed"] == "补上该职务的计票:主任。"


def test_a_count_of_a_post_that_was_not_voted_on_says_which(voting):
    voting.count(posts=FIRST | {"MEMBER": {"M-1": 40, "M-2": 39, "M-3": 30, "M-4": 30}})
    voting.open_vote("RUN_OFF")
    more = voting.tally({"MEMBER": {"M-3": 20, "M-4": 25}, "CHAIR": {"C-1": 20}})
    refused = voting.call("POST", "/votes/2/tallies", more, role="TELLER")
    assert (refused.status_code, refused.json()["code"]) == (409, "RC-BALLOT-VALID")
    assert refused.json()["needed"] == "本次投票不选:主任。"


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"returned": 51}, "RC-BALLOT-TOTAL"),
        ({"private_booth": False}, "RC-SECRET-OPEN"),
        ({"counted_in_public": False}, "RC-SECRET-OPEN"),
        ({"announced_on_the_spot": False}, "RC-SECRET-OPEN"),
        ({"breaches": ["SURPLUS_BROKEN"]}, "RC-VOID"),
    ],
)
def test_a_void_vote_is_kept_and_repeated_on_a_new_day(voting, changed, rule):
    view = voting.count(**changed)

    assert said(view, rule) == ["VOIDED"]
    assert said(view, "RC-VOID") == ["VOIDED"]
    assert (view["state"], view["meeting_no"], view["next_round"]["kind"]) == (
        "READY",
        2,
        "REPEAT",
    )
    assert voting.open_vote("REPEAT", on=voting.after(30))["state"] == "VOTING"
    assert voting.count(2, on=voting.after(30))["state"] == "COUNTED"
    assert [each["status"] for each in voting.get("/votes")["items"]] == ["VOID", "SIGNED"]


def test_a_repeated_vote_after_thirty_days_waits_for_civil_affairs(voting):
    voting.count(announced_on_the_spot=False)
    late = {"on": voting.after(31), "kind": "REPEAT", "issued": 50}
    assert voting.refused("/votes", late) == "RC-RERUN"

    consent = {
        "on": voting.after(20),
        "rule": "RC-RERUN",
        "approved_by": "COUNTY_CIVIL",
        "document_no": "民〔2026〕3号",
    }
    voting.post("/exceptions", consent, role="COUNTY_CIVIL")

    assert voting.post("/votes", late)["state"] == "VOTING"


def test_equal_votes_at_the_cut_off_lead_to_a_run_off(voting):
    tied = FIRST | {"MEMBER": {"M-1": 40, "M-2": 39, "M-3": 30, "M-4": 30}}
    view = voting.count(posts=tied)
    assert view["next_round"]["contests"] == [
        {"post": "MEMBER", "seats": 1, "candidates": ["M-3", "M-4"]}
    ]

    voting.open_vote("RUN_OFF")
    voting.count(2, {"MEMBER": {"M-3": 20, "M-4": 25}})
    voting.complete()

    winners = {each["person_number"] for each in voting.get("/result")["winners"]}
    assert winners == {"C-1", "D-1", "M-1", "M-2", "M-4"}


@pytest.mark.parametrize(("votes", "elected"), [(16, False), (17, True)])
def test_a_missing_seat_takes_a_third_of_the_further_ballots(voting, votes, elected):
    short = FIRST | {"MEMBER": {"M-1": 40, "M-2": 39, "M-3": 25, "M-4": 8}}
    view = voting.count(posts=short)
    assert view["next_round"]["kind"] == "FURTHER"

    voting.open_vote("FURTHER")
    view = voting.count(2, {"MEMBER": {"M-3": votes, "M-4": 3}})

    assert view["state"] == "COUNTED"
    voting.complete()
    assert ("M-3" in str(voting.get("/result"))) is elected


def test_a_name_on_the_ballot_counts_once_it_is_known(voting):
    written = FIRST | {"CHAIR": {"C-1": 8, "C-2": 2, "W-2": 40}}
    tally = voting.tally(written)
    assert voting.refused("/votes/1/tallies", tally, role="TELLER") == "UNKNOWN-PERSON"

    voting.post("/write-ins", {"person_number": "W-2", "voter_id": voting.voters[7]})
    voting.count(posts=written)
    voting.complete()

    posts = {each["person_number"]: each["post"] for each in voting.get("/result")["winners"]}
    assert posts["W-2"] == "CHAIR"


def test_of_two_relatives_the_lower_placed_gives_way(voting):
    voting.count(posts=FIRST)
    related = {"on": voting.after(0), "first": "C-1", "second": "M-3", "relation": "SIBLING"}
    voting.post("/kin-declarations", related)
    assert voting.refused("/declaration", {"on": voting.after(0)}) == "RC-KIN"

    gives_way = {
        "on": voting.after(0),
        "person_number": "M-3",
        "ground": "KIN",
        "document_no": "街〔2026〕7号",
    }
    view = voting.post("/seat-vacancies", gives_way, role="STREET")

    assert view["next_round"]["contests"] == [{"post": "MEMBER", "seats": 1, "candidates": ["M-4"]}]
    voting.open_vote("FURTHER")
    voting.count(2, {"MEMBER": {"M-4": 30}})
    voting.complete()
    winners = {each["person_number"] for each in voting.get("/result")["winners"]}
    assert winners == {"C-1", "D-1", "M-1", "M-2", "M-4"}


def test_only_civil_affairs_take_a_seat_won_by_fraud(voting):
    voting.count(posts=FIRST)
    body = {
        "on": voting.after(0),
        "person_number": "M-1",
        "ground": "FRAUD",
        "document_no": "民〔2026〕8号",
    }
    assert voting.refused("/seat-vacancies", body, role="STREET") == "FORBIDDEN"
    assert voting.post("/seat-vacancies", body, role="COUNTY_CIVIL")["state"] == "VOTING"


def test_an_open_complaint_holds_the_result(voting, stored):
    voting.count()
    with stored.begin() as session:
        session.add(
            Hold(
                id=uuid4(),
                division_code=voting.community,
                kind="BRIBERY",
                placed_on=date(2026, 5, 9),
            )
        )
    assert voting.refused("/declaration", {"on": voting.after(0)}) == "RC-FRAUD"


def test_who_filed_the_result_does_not_certify_it(voting):
    voting.count()
    voting.post("/declaration", {"on": voting.after(0)})
    voting.post("/filing", {"on": voting.after(1), "document_no": "1"}, subject="one")
    issued = {"on": voting.after(5), "document_no": "1", "certificates": 5}
    refused = voting.refused("/certificates", issued, role="COUNTY_CIVIL", subject="one")
    assert refused == "SEPARATION"
    missing = issued | {"certificates": 4}
    view = voting.post("/certificates", missing, role="COUNTY_CIVIL")
    assert [each["rule"] for each in view["warnings"]] == ["RC-FILE"]
    assert {"RC-NO-APPOINT", "RC-CROSS"} <= {each["rule"] for each in view["verdicts"]}
    late = voting.post("/committee-handover", {"on": voting.after(11)})
    assert [each["rule"] for each in late["warnings"]] == ["RC-HANDOVER"]


def test_an_objection_to_the_result_is_answered_before_the_file_is_closed(a_player):
    player = a_player()
    player.play()
    player.post(
        "/result-objections", {"received_on": player.after(11), "kind": "COUNT"}, role="STREET"
    )
    closure = {"on": player.after(50)}
    assert player.refused("/closure", closure, role="STREET") == "PROCEDURE-ORDER"

    answer = {"on": player.after(42), "outcome": "UPHELD"}
    view = player.post("/result-objections/1/answer", answer, role="STREET")

    assert [each["rule"] for each in view["warnings"]] == ["RC-OBJECT-RESULT"]
    assert player.post("/closure", closure, role="STREET")["state"] == "CLOSED"


@pytest.mark.parametrize(
    ("ground", "state", "steps"),
    [
        ("EC_WRONGLY_FORMED", "PLANNED", set()),
        ("CANDIDATES_WRONGLY_PRODUCED", "PLAN_APPROVED", {"VOTER_LIST", "METHOD"}),
        ("OTHER_BREACH_OF_PROCEDURE", "READY", {"VOTER_LIST", "CANDIDATE_LIST", "OFFICIALS"}),
    ],
)
def test_a_void_election_begins_anew_where_the_ground_lies(a_player, ground, state, steps):
    player = a_player()
    player.play()
    body = {"on": player.after(20), "document_no": "民〔2026〕9号", "grounds": [ground]}

    voided = player.post("/annulment", body, role="COUNTY_CIVIL")

    assert (voided["state"], said(voided, "RC-VOID")) == ("VOIDED", ["VOIDED"])
    params = {"campaign_id": voided["campaign_id"], "division_code": player.community}
    client = player.client_for("election", "COUNTY_CIVIL", COUNTY)
    items = client.get("/api/v1/elections", params=params).json()["items"]
    (anew,) = [each for each in items if each["predecessor_id"] == player.election]
    assert anew["state"] == state
    player.election = anew["id"]
    recorded = {each["step"] for each in player.get("/records")["items"]}
    assert steps <= recorded
    assert bool(steps) == bool(recorded)


def test_the_new_election_is_due_within_thirty_days(a_player):
    player = a_player()
    player.play()
    grounds = ["OTHER_BREACH_OF_PROCEDURE"]
    body = {"on": player.after(20), "document_no": "民〔2026〕9号", "grounds": grounds}
    voided = player.post("/annulment", body, role="COUNTY_CIVIL")
    client = player.client_for("election", "COUNTY_CIVIL", COUNTY)
    params = {"campaign_id": voided["campaign_id"], "state": "READY"}
    items = client.get("/api/v1/elections", params=params).json()["items"]
    (anew,) = [each["id"] for each in items if each["predecessor_id"] == player.election]
    player.election = str(UUID(anew))

    for days, code in ((51, "RC-RERUN"), (50, None)):
        day = {"on": player.after(21), "election_day": player.after(days), "document_no": "2"}
        player.post("/election-day", day)
        vote = {"on": player.after(days), "kind": "FIRST", "issued": 50}
        if code:
            assert player.refused("/votes", vote) == code
        else:
            assert player.post("/votes", vote)["state"] == "VOTING"


def test_the_winners_are_shown_with_their_posts_once_declared(voting):
    voting.count()
    voting.post("/declaration", {"on": voting.after(0)})
    posts = [each["post"] for each in voting.get("/result")["winners"]]
    assert posts == ["CHAIR", "DEPUTY_CHAIR", "MEMBER", "MEMBER", "MEMBER"]


def test_declarations_of_kin_are_read_by_those_whose_duty_it_is(voting):
    related = {"on": voting.after(0), "first": "X-1", "second": "X-2", "relation": "SPOUSE"}
    voting.post("/kin-declarations", related)

    def payload(role):
        records = voting.get("/records", role=role)["items"]
        return next(each["payload"] for each in records if each["step"] == "KIN_DECLARATION")

    assert payload("EC")["relation"] == "SPOUSE"
    assert payload("TELLER") is None
