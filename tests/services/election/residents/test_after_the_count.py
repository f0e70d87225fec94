"""Who may hold a seat after the count: women, relatives, winners by fraud, the named and chosen."""

from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.election.models import Hold
from shared.events import MemberRecalled
from shared.messaging.tables import outbox
from tests.services.election.residents.player import Course
from tests.services.election.residents.test_region_settings import setting, shown

MEN = {
    "CHAIR": ["C-1", "C-3"],
    "DEPUTY_CHAIR": ["D-1", "D-3"],
    "MEMBER": ["M-1", "M-3", "M-5", "M-7"],
}
PLACED = {
    "CHAIR": {"C-1": 40, "C-3": 8},
    "DEPUTY_CHAIR": {"D-1": 40, "D-3": 8},
    "MEMBER": {"M-1": 40, "M-3": 39, "M-5": 38, "M-7": 8},
}


def five_men(a_player, **settings):
    """Return a player whose voters have elected five men under the law of 2025."""
    player = a_player(nominees=MEN)
    if settings:
        assert setting(player, **settings).status_code == 200
    player.to_the_vote()
    player.open_vote()
    player.count(posts=PLACED)
    assert player.refused("/declaration", {"on": player.after(0)}) == "RC-WOMEN"
    return player


def vacating(player, person, ground, days=0, **who):
    """Send the decision that takes a winner's seat."""
    body = {
        "on": player.after(days),
        "person_number": person,
        "ground": ground,
        "document_no": "街〔2026〕9号",
    }
    return player.call("POST", "/seat-vacancies", body, **({"role": "STREET"} | who))


def add_woman(player, person):
    """Write a woman in and let her stand."""
    player.post("/write-ins", {"person_number": person, "voter_id": player.voters[1]})
    added = {"on": player.after(0), "person_number": person, "post": "MEMBER"}
    return player.post("/added-candidates", added)


def winners(player):
    """Return who won which post."""
    return {each["person_number"]: each["post"] for each in player.get("/result")["winners"]}


def test_five_men_are_completed_by_a_further_ballot_among_women(a_player):
    player = five_men(a_player)

    view = add_woman(player, "M-8")

    assert (view["state"], view["next_round"]["kind"]) == ("VOTING", "FURTHER")
    assert view["next_round"]["contests"] == [{"post": "MEMBER", "seats": 1, "candidates": ["M-8"]}]
    player.open_vote("FURTHER")
    assert player.count(2, {"MEMBER": {"M-8": 17}})["state"] == "COUNTED"
    player.complete()
    assert winners(player) == {
        "C-1": "CHAIR",
        "D-1": "DEPUTY_CHAIR",
        "M-1": "MEMBER",
        "M-3": "MEMBER",
        "M-8": "MEMBER",
    }


def test_nobody_makes_way_for_a_woman_who_is_not_elected(a_player):
    player = five_men(a_player)
    add_woman(player, "M-8")
    player.open_vote("FURTHER")

    assert player.count(2, {"MEMBER": {"M-8": 16}})["state"] == "COUNTED"

    assert player.refused("/declaration", {"on": player.after(0)}) == "RC-WOMEN"
    assert add_woman(player, "M-6")["next_round"]["candidates"] == ["M-6"]
    player.open_vote("FURTHER")
    player.count(3, {"MEMBER": {"M-6": 30}})
    assert player.post("/declaration", {"on": player.after(0)})["state"] == "CERTIFIED"


def test_a_man_is_not_added_where_all_seats_are_taken(a_player):
    player = five_men(a_player)
    player.post("/write-ins", {"person_number": "M-9", "voter_id": player.voters[1]})
    added = {"on": player.after(0), "person_number": "M-9", "post": "MEMBER"}

    assert player.refused("/added-candidates", added) == "PROCEDURE-ORDER"
    assert vacating(player, "M-5", "WOMAN").json()["code"] == "RC-WOMEN"


def test_a_region_lets_a_by_election_bring_the_woman(a_player):
    player = five_men(a_player, woman_remedy="BY_ELECTION")
    player.post("/write-ins", {"person_number": "M-8", "voter_id": player.voters[1]})
    added = {"on": player.after(0), "person_number": "M-8", "post": "MEMBER"}
    assert player.refused("/added-candidates", added) == "PROCEDURE-ORDER"
    assert vacating(player, "M-3", "WOMAN").json()["code"] == "RC-WOMEN"

    view = vacating(player, "M-5", "WOMAN").json()

    assert (view["state"], view["next_round"]) == ("COUNTED", None)
    declared = player.post("/declaration", {"on": player.after(0)})
    assert "RC-WOMEN" in [each["rule"] for each in declared["warnings"]]
    assert shown(declared, "RC-WOMEN") == {"woman_remedy": ("BY_ELECTION", "SEED")}
    player.post("/filing", {"on": player.after(1), "document_no": "1"})
    issued = {"on": player.after(5), "document_no": "1", "certificates": 4}
    player.post("/certificates", issued, role="COUNTY_CIVIL")
    day = player.course.election_day + timedelta(days=90)
    course = Course(election_day=day, seats={"MEMBER": 1}, nominees={"MEMBER": ["M-8", "M-10"]})
    by_election = player.order_by_election(day - timedelta(days=60), course)
    by_election.to_the_vote()
    by_election.open_vote()
    by_election.count()
    assert by_election.post("/declaration", {"on": by_election.after(0)})["state"] == "CERTIFIED"


@pytest.fixture
def counted(a_player):
    """Return a player whose five are elected."""
    player = a_player()
    player.to_the_vote()
    player.open_vote()
    player.count()
    return player


def test_a_seat_is_not_taken_for_a_relation_that_nobody_declared(counted):
    assert vacating(counted, "M-3", "KIN").json()["code"] == "RC-KIN"


def test_the_higher_placed_gives_way_only_with_the_streets_approval(counted):
    related = {"on": counted.after(0), "first": "C-1", "second": "M-3", "relation": "SIBLING"}
    counted.post("/kin-declarations", related)
    assert vacating(counted, "C-1", "KIN").json()["code"] == "RC-KIN"
    assert vacating(counted, "M-1", "KIN").json()["code"] == "RC-KIN"

    consent = {
        "on": counted.after(0),
        "rule": "RC-KIN",
        "approved_by": "STREET",
        "document_no": "街〔2026〕8号",
    }
    counted.post("/exceptions", consent, role="STREET")

    assert vacating(counted, "M-1", "KIN").json()["code"] == "RC-KIN"
    assert vacating(counted, "C-1", "KIN").status_code == 201


def test_a_region_may_leave_open_which_relative_gives_way(counted):
    setting(counted, lower_placed_gives_way=False)
    related = {"on": counted.after(0), "first": "C-1", "second": "M-3", "relation": "SIBLING"}
    counted.post("/kin-declarations", related)
    refused = counted.call("POST", "/declaration", {"on": counted.after(0)}).json()
    assert (refused["code"], shown(refused, "RC-KIN")) == (
        "RC-KIN",
        {"lower_placed_gives_way": (False, "SEED")},
    )

    assert vacating(counted, "C-1", "KIN").status_code == 201


def test_a_win_by_fraud_is_void_by_a_decision(counted):
    view = vacating(counted, "M-1", "FRAUD", role="COUNTY_CIVIL").json()

    (said,) = [each for each in view["verdicts"] if each["rule"] == "RC-FRAUD"]
    assert (said["outcome"], said["inputs"]["void_seats"]) == ("VOIDED", ["M-1"])


def test_a_win_by_fraud_is_void_after_the_result_was_declared(counted):
    counted.post("/declaration", {"on": counted.after(0)})
    assert vacating(counted, "M-1", "GIVEN_UP", 1).json()["code"] == "PROCEDURE-ORDER"

    view = vacating(counted, "M-1", "FRAUD", 1, role="COUNTY_CIVIL").json()

    assert view["state"] == "CERTIFIED"
    assert "M-1" not in winners(counted)
    assert vacating(counted, "M-1", "FRAUD", 1, role="COUNTY_CIVIL").status_code == 409


def test_a_win_by_fraud_is_void_in_office_and_the_seat_is_filled_by_election(counted, stored):
    counted.complete()

    view = vacating(counted, "M-1", "FRAUD", 40, role="COUNTY_CIVIL").json()

    assert (view["state"], view["verdicts"][-1]["rule"]) == ("HANDED_OVER", "RC-FRAUD")
    with stored() as session:
        body = session.scalars(
            select(outbox.c.body)
            .where(outbox.c.name == MemberRecalled.name, outbox.c.key == counted.community)
            .order_by(outbox.c.id.desc())
        ).first()
    told = MemberRecalled(**json.loads(body))
    assert (told.person_number, told.ground) == ("M-1", "FRAUD")
    day = counted.course.election_day + timedelta(days=120)
    course = Course(election_day=day, seats={"MEMBER": 1}, nominees={"MEMBER": ["M-4", "M-9"]})
    opened = counted.order_by_election(day - timedelta(days=60), course).get()
    assert opened["seats"] == 1


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("BRIBERY", "RC-FRAUD"),
        ("FORGED_BALLOTS", "RC-FRAUD"),
        ("CANVASSING", "PROCEDURE-ORDER"),
    ],
)
def test_a_hold_refuses_by_fraud_only_where_it_is_about_fraud(counted, stored, kind, code):
    with stored.begin() as session:
        session.add(
            Hold(
                id=uuid4(),
                division_code=counted.community,
                kind=kind,
                placed_on=date(2026, 5, 9),
            )
        )

    assert counted.refused("/declaration", {"on": counted.after(0)}) == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"M-3": None, "M-4": "MEMBER"}, "RC-NO-APPOINT"),
        ({"M-9": "MEMBER"}, "RC-NO-APPOINT"),
        ({"C-1": "MEMBER", "D-1": "CHAIR"}, "RC-CROSS"),
    ],
)
def test_certificates_go_to_the_elected_alone_and_for_their_posts(counted, changed, code):
    counted.post("/declaration", {"on": counted.after(0)})
    counted.post("/filing", {"on": counted.after(1), "document_no": "1"})
    named = {person: post for person, post in (winners(counted) | changed).items() if post}
    holders = [{"person_number": person, "post": post} for person, post in named.items()]
    issued = {"on": counted.after(5), "document_no": "1", "certificates": len(holders)}

    answer = counted.call(
        "POST", "/certificates", issued | {"holders": holders}, role="COUNTY_CIVIL"
    )

    assert answer.json().get("code") == code, answer.text


def test_the_rest_of_the_term_is_counted_from_the_vote_that_was_valid(a_player):
    player = a_player()
    player.to_the_vote()
    player.open_vote()
    player.count(announced_on_the_spot=False)
    again = player.after(20)
    player.open_vote("REPEAT", on=again)
    player.count(2, on=again)
    player.post("/declaration", {"on": again})
    player.post("/filing", {"on": player.after(21), "document_no": "1"})
    issued = {"on": player.after(25), "document_no": "1", "certificates": 5}
    player.post("/certificates", issued, role="COUNTY_CIVIL")
    assert player.recall("M-3", date(2027, 3, 1), took_part=31, yes=16)["state"] == "APPROVED"

    opened = player.order_by_election(date(2027, 4, 1), Course()).get()

    assert opened["due_on"] == "2031-05-30"
