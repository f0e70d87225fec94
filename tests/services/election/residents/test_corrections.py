"""Corrections of a residents' committee election, asked for and approved over HTTP."""

from __future__ import annotations

import json
from datetime import timedelta

from sqlalchemy import select

from services.election.domain.residents_law import Post
from shared.messaging.tables import outbox


def a_request(player, kind, change):
    """Return a request as it is sent."""
    return {
        "kind": kind,
        "reason_code": "ENTRY_MISTAKE",
        "document_no": "居换〔2026〕9号",
        "change": change,
    }


def the_count(player, **votes):
    """Return the count of the first vote, with these votes for members in the place of others."""
    tally = player.tally()
    for part in tally["posts"]:
        if part["post"] == Post.MEMBER:
            for line in part["votes"]:
                line["for"] = votes.get(line["person_number"].replace("-", "_"), line["for"])
    return {"rounds": [{"round": 1, **tally}]}


def approval(player):
    """Return the decision of the county."""
    return {"on": player.after(60), "document_no": "县组〔2026〕3号"}


def told(stored, player):
    """Return what the other services were told of corrections."""
    with stored() as session:
        rows = session.execute(
            select(outbox.c.body).where(
                outbox.c.name == "election.corrected.v1", outbox.c.key == player.community
            )
        ).scalars()
        return [json.loads(body) for body in rows]


def test_a_corrected_count_elects_another_member(a_player, stored):
    player = a_player()
    player.play()
    win, lose = player.course.winning, player.course.losing
    change = the_count(player, M_3=lose, M_4=win)

    player.post("/corrections", a_request(player, "VOTE_TALLY", change), role="STREET")
    player.post("/corrections/1/approval", approval(player), role="COUNTY_ORG")

    posts = {each["person_number"]: each["post"] for each in player.get("/result")["winners"]}
    assert posts == {
        "C-1": "CHAIR",
        "D-1": "DEPUTY_CHAIR",
        "M-1": "MEMBER",
        "M-2": "MEMBER",
        "M-4": "MEMBER",
    }
    [event] = told(stored, player)
    assert {each["person_number"]: each["post"] for each in event["elected"]} == posts
    assert event["organisation_kind"] == "RESIDENTS"


def test_a_count_after_which_seats_are_open_is_refused(a_player, stored):
    player = a_player()
    player.play()

    low = a_request(player, "VOTE_TALLY", the_count(player, M_3=1, M_4=1))
    party = a_request(
        player, "TALLY", {"rounds": [{"round": 1, "returned": 1, "invalid": 0, "votes": []}]}
    )

    assert player.refused("/corrections", low, role="STREET") == "PROCEDURE-ORDER"
    assert player.refused("/corrections", party, role="STREET") == "PROCEDURE-ORDER"
    assert told(stored, player) == []


def test_the_day_of_the_vote_is_corrected(a_player, stored):
    player = a_player()
    player.play()
    next_day = (player.course.election_day + timedelta(days=1)).isoformat()

    request = a_request(player, "DATE", {"held_on": next_day})
    player.post("/corrections", request, role="STREET")
    player.post("/corrections/1/approval", approval(player), role="COUNTY_ORG")

    [event] = told(stored, player)
    assert event["held_on"] == next_day
    assert event["corrects_id"] != event["correction_id"]
