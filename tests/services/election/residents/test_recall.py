"""Recalls, and the by-elections that fill what they leave."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from shared.events import MemberRecalled, SeatsFilled
from shared.messaging.tables import outbox
from tests.services.election.residents.player import Course, Player

PROPOSAL = {"on": "2027-03-01", "person_number": "M-3", "document_no": "罢〔2027〕1号"}


@pytest.fixture
def seated(a_player):
    """Return a player whose committee is in office."""
    player = a_player()
    player.play()
    return player


def recalling(player, proposers=12):
    """Return a player of the recall of M-3, proposed by so many of sixty."""
    view = player.post("/recalls", PROPOSAL | {"proposers": proposers}, role="CLERK")
    return Player(player.client_for, player.community, view["id"], player.course), view


def told(stored, player, event):
    """Return the latest event of a kind of the player's community."""
    with stored() as session:
        body = session.scalars(
            select(outbox.c.body)
            .where(outbox.c.name == event.name, outbox.c.key == player.community)
            .order_by(outbox.c.id.desc())
        ).first()
    return event(**json.loads(body))


@pytest.mark.parametrize(
    ("proposers", "took_part", "yes", "state", "outcome"),
    [
        (12, 31, 16, "COUNTED", "PASSED"),
        (11, 31, 16, "CLOSED", "VOIDED"),
        (12, 30, 16, "CLOSED", "VOIDED"),
        (12, 31, 15, "CLOSED", "NOT_MET"),
    ],
)
def test_a_recall_needs_proposers_turnout_and_a_majority(
    seated, proposers, took_part, yes, state, outcome
):
    recall, view = recalling(seated, proposers)
    assert (view["kind"], view["state"], view["parent_id"]) == (
        "RECALL",
        "READY",
        seated.election,
    )

    body = {"on": "2027-03-20", "took_part": took_part, "yes": yes}
    view = recall.post("/recall-vote", body)

    assert view["state"] == state
    assert outcome in [each["outcome"] for each in view["verdicts"]]


def test_who_holds_no_seat_is_not_recalled(seated):
    proposal = PROPOSAL | {"person_number": "M-4", "proposers": 30}
    assert seated.refused("/recalls", proposal, role="CLERK") == "PROCEDURE-ORDER"


def test_a_committee_that_is_not_in_office_knows_no_recall(a_player):
    player = a_player()
    proposal = PROPOSAL | {"proposers": 30}
    assert player.refused("/recalls", proposal, role="CLERK") == "PROCEDURE-ORDER"


def test_a_recalled_members_seat_is_filled_by_election(seated, stored):
    order = {"on": "2027-04-01", "document_no": "街〔2027〕2号"}
    assert seated.refused("/by-elections", order, role="STREET") == "PROCEDURE-ORDER"
    recall, _ = recalling(seated)
    recall.post("/recall-vote", {"on": "2027-03-20", "took_part": 31, "yes": 16}, subject="one")
    confirmed = {"on": "2027-03-25", "document_no": "街〔2027〕1号"}
    path = "/recall-confirmation"
    assert recall.refused(path, confirmed, role="STREET", subject="one") == "SEPARATION"

    recall.post(path, confirmed, role="STREET")

    event = told(stored, seated, MemberRecalled)
    assert (event.person_number, str(event.renewal_id)) == ("M-3", seated.election)

    opened = seated.post("/by-elections", order, role="STREET")
    assert (opened["kind"], opened["seats"], opened["due_on"]) == (
        "BY_ELECTION",
        1,
        "2031-05-10",
    )
    assert [each["rule"] for each in opened["verdicts"]] == ["RC-BYELECTION"]
    course = Course(
        election_day=seated.course.election_day.replace(year=2027, month=6, day=1),
        seats={"MEMBER": 1},
        nominees={"MEMBER": ["M-4", "M-9"]},
    )
    by_election = Player(seated.client_for, seated.community, opened["id"], course)
    by_election.form_committee()
    too_many = by_election.method(seats={"MEMBER": 2})
    assert by_election.call("PUT", "/method", too_many).json()["code"] == "PROCEDURE-ORDER"
    by_election.settle()
    by_election.register()
    by_election.publish_list()
    by_election.nominate()
    by_election.review()
    by_election.prepare()
    by_election.open_vote()
    by_election.count()

    assert by_election.complete()["state"] == "HANDED_OVER"

    event = told(stored, seated, SeatsFilled)
    assert [(each.person_number, each.post) for each in event.elected] == [("M-4", "MEMBER")]
    assert str(event.renewal_id) == seated.election
    assert seated.refused("/by-elections", order, role="STREET") == "PROCEDURE-ORDER"


def test_no_by_election_after_the_term(seated):
    recall, _ = recalling(seated)
    recall.post("/recall-vote", {"on": "2027-03-20", "took_part": 31, "yes": 16})
    recall.post("/recall-confirmation", {"on": "2027-03-25", "document_no": "1"}, role="STREET")
    order = {"on": "2031-05-10", "document_no": "街〔2031〕2号"}
    assert seated.refused("/by-elections", order, role="STREET") == "RC-BYELECTION"
