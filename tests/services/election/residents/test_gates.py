"""What stands in the way of a residents' committee, asked of a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.services.election.residents.player import Player
from tests.services.election.test_gates import by_rule, still_due, told_apart


@pytest.fixture
def player(a_player):
    """Return a player under the law of 2025."""
    return a_player()


def gates_on(player: Player, on: str) -> dict:
    """Return what stands in the way on a day."""
    return player.get(f"/gates?on={on}")


def foretold(player: Player, path: str, body: dict, on: str, **who) -> set[tuple[str, str]]:
    """Assert that a refusal was in the list, and return what was refused."""
    listed = told_apart(gates_on(player, on)["items"])
    answer = player.call("POST", path, body, **who)
    assert answer.status_code == 409, answer.text
    refused = told_apart(answer.json()["verdicts"])
    assert refused
    assert refused <= listed, path
    return refused


def test_whatever_the_next_step_would_be_refused_for_is_listed(player):
    course, before = player.course, player.course.before
    player.form_committee()
    approval = {"on": before(34), "document_no": "街〔2026〕1号"}
    foretold(player, "/method/approval", approval, before(34), role="STREET")
    player.settle()
    listed = {"published_on": before(20), "announcement_no": "4", "households": None}
    foretold(player, "/voter-list", listed, before(20))
    player.register()
    sheets = [player.sheet("C-1", "CHAIR")]
    foretold(player, "/nominations", {"on": before(15), "sheets": sheets}, before(15))
    player.publish_list()
    player.nominate()
    decision = {"on": before(7), "document_no": "常委会〔2026〕1号"}
    foretold(player, "/review-decision", decision, before(7), role="COUNTY_SC")
    player.review()
    player.post("/candidate-list", player.candidates())
    ready = {"on": before(1), "places": 1, "private_booths": 2}
    foretold(player, "/vote-preparation", ready, before(1))
    player.post("/officials", {"on": before(3), "persons": course.officials})
    player.post("/vote-preparation", ready)
    for on in (before(0 - 1), before(1)):
        refused = foretold(player, "/votes", {"on": on, "kind": "FIRST", "issued": 50}, on)
        assert refused >= {("PROCEDURE-ORDER", f"{on} != {before(0)}")}
    player.open_vote()
    again = {"on": before(0), "kind": "FIRST", "issued": 50}
    foretold(player, "/votes", again, before(0))
    signed = {"on": before(0), "private_booth": True, "counted_in_public": True}
    signed["announced_on_the_spot"] = True
    foretold(player, "/votes/1/signature", signed, before(0), role="SCRUTINEER")
    player.count()
    assert player.get()["state"] == "COUNTED"


def test_two_posts_short_of_candidates_are_two_verdicts(player):
    player.course.nominees |= {"CHAIR": ["C-1"], "DEPUTY_CHAIR": ["D-1"]}
    player.to_the_candidates()

    gates = gates_on(player, player.course.before(6))

    short = [each for each in by_rule(gates, "RC-SURPLUS") if each["outcome"] != "PASSED"]
    assert [(each["inputs"]["post"], each["numbers"]) for each in short] == [
        ("CHAIR", "1 <= 1"),
        ("DEPUTY_CHAIR", "1 <= 1"),
    ]


def test_a_register_is_due_once(player):
    player.form_committee()
    player.settle()
    assert "REGISTRATION" in still_due(gates_on(player, player.course.before(30)))

    player.register()

    due = still_due(gates_on(player, player.course.before(30)))
    assert "REGISTRATION" not in due
    assert "VOTER_LIST" in due


def test_a_start_before_the_party_organisation_is_foretold(player):
    on = (player.course.election_day - timedelta(days=40)).isoformat()

    (warned,) = by_rule(gates_on(player, on), "RC-AFTER-PARTY")

    assert warned["outcome"] == "WARNED"
    assert warned["numbers"] == f"{on} >= ?"
