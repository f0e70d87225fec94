"""Each mode under each law, played over HTTP to the handover."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import select

from services.election.models import Voter
from shared.events import ElectionCompleted
from shared.messaging.tables import outbox

OLD_LAW, NEW_LAW = date(2025, 11, 20), date(2026, 5, 10)
MODES = {
    "ALL": {"mode": "ALL", "voters": 60, "issued": 40, "returned": 40, "winning": 30},
    "HOUSEHOLD": {"mode": "HOUSEHOLD", "households": 50, "issued": 40, "returned": 40},
    "REPRESENTATIVE": {"mode": "REPRESENTATIVE", "groups": [3] * 20, "issued": 45, "returned": 45},
}


@pytest.mark.parametrize("day", [OLD_LAW, NEW_LAW])
@pytest.mark.parametrize("mode", MODES)
def test_an_election_is_played_to_the_handover(a_player, stored, mode, day):
    player = a_player(election_day=day, **({"winning": 35, "losing": 5} | MODES[mode]))

    view = player.play()

    assert view["state"] == "HANDED_OVER"
    posts = {each["person_number"]: each["post"] for each in player.get("/result")["winners"]}
    assert posts == {
        "C-1": "CHAIR",
        "D-1": "DEPUTY_CHAIR",
        "M-1": "MEMBER",
        "M-2": "MEMBER",
        "M-3": "MEMBER",
    }
    with stored() as session:
        (event,) = session.execute(
            select(outbox.c.body).where(
                outbox.c.name == ElectionCompleted.name, outbox.c.key == player.community
            )
        ).scalars()
    told = ElectionCompleted(**json.loads(event))
    assert (told.organisation_kind, told.on_schedule, told.first_ballot) == (
        "RESIDENTS",
        True,
        True,
    )
    assert {each.person_number: each.post for each in told.elected} == posts
    closed = player.post("/closure", {"on": player.after(30)}, role="STREET")
    assert closed["state"] == "CLOSED"


def test_no_identity_number_is_stored(a_player, stored):
    player = a_player()
    player.form_committee()
    player.settle()
    entry = player.entry()

    player.post("/voters", {"on": player.course.before(30), "voters": [entry]})

    with stored() as session:
        voter = session.scalars(select(Voter).where(Voter.division_code == player.community)).one()
        assert len(voter.identity_hash) == 32
        assert entry["identity_number"] not in str(vars(voter))
    assert entry["identity_number"] not in json.dumps(player.get("/records"))
