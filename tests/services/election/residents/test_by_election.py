"""By-elections beside the election that they follow: counted apart, held again when void."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from services.election.commands import copies
from services.election.models import Organisation
from tests.services.election.factories import registered
from tests.services.election.residents.player import Course

RECALLED_ON, ORDERED_ON, HELD_ON = date(2027, 3, 1), date(2027, 4, 1), date(2027, 6, 1)


@pytest.fixture
def by_election(a_player):
    """Return a player of the by-election for the seat of a member who was recalled."""
    player = a_player()
    player.play()
    assert player.recall("M-3", RECALLED_ON, took_part=31, yes=16)["state"] == "APPROVED"
    course = Course(election_day=HELD_ON, seats={"MEMBER": 1}, nominees={"MEMBER": ["M-4", "M-9"]})
    return player.order_by_election(ORDERED_ON, course)


def test_a_campaign_counts_neither_recalls_nor_by_elections(by_election):
    campaign = by_election.get()["campaign_id"]
    client = by_election.client_for("election", "EC", by_election.community)

    counted = client.get(f"/api/v1/campaigns/{campaign}").json()["elections"]

    listed = client.get("/api/v1/elections", params={"campaign_id": campaign}).json()["items"]
    assert {each["kind"]: each["state"] for each in listed} == {
        "RENEWAL": "HANDED_OVER",
        "RECALL": "APPROVED",
        "BY_ELECTION": "PLANNED",
    }
    assert counted == {"HANDED_OVER": 1}


def test_a_corrected_entry_leaves_the_seats_of_a_by_election(by_election, stored):
    ordered = by_election.get()
    with stored.begin() as session:
        known = session.scalars(
            select(Organisation).where(Organisation.division_code == by_election.community)
        ).one()
        facts = {
            name: getattr(known, name) for name in ("seats", "elected_on", "term_years", "due_on")
        }
        entry = registered(
            by_election.community,
            organisation_id=known.id,
            organisation_kind=known.kind,
            organisation_type=known.type,
            organisation_name="更名后的居民委员会",
            **facts,
        )

        copies.keep_organisation(session, entry)

    unchanged = by_election.get()
    assert (unchanged["seats"], unchanged["due_on"]) == (1, ordered["due_on"])


def test_a_by_election_after_a_void_one_goes_on_with_its_register(by_election):
    by_election.to_the_vote()
    by_election.open_vote()
    by_election.count()
    void = {
        "on": by_election.after(1),
        "document_no": "民〔2027〕9号",
        "grounds": ["OTHER_BREACH_OF_PROCEDURE"],
    }
    first = by_election.election
    campaign = by_election.post("/annulment", void, role="COUNTY_CIVIL")["campaign_id"]
    client = by_election.client_for("election", "EC", by_election.community)
    found = client.get("/api/v1/elections", params={"campaign_id": campaign}).json()["items"]
    (anew,) = [each for each in found if each["predecessor_id"] == first]
    by_election.election = anew["id"]

    registered_again = by_election.get("/voters?limit=200", role="EC")["items"]

    assert {each["id"] for each in registered_again} == set(by_election.voters)
    day = by_election.after(9)
    moved = {"on": by_election.after(2), "election_day": day, "document_no": "居选〔2027〕3号"}
    by_election.post("/election-day", moved)
    by_election.open_vote(on=day, issued=31)
    view = by_election.count(1, {"MEMBER": {"M-4": 20, "M-9": 9}}, returned=31, on=day)
    assert view["state"] == "COUNTED"
    (quorum,) = [each for each in view["verdicts"] if each["rule"] == "RC-QUORUM"]
    assert (quorum["outcome"], quorum["inputs"]["base"]) == ("PASSED", len(registered_again))


def test_a_by_election_ends_with_the_team_whose_seats_it_would_fill(by_election):
    campaign, ended = by_election.get()["campaign_id"], by_election.election
    by_election.election = by_election.get()["parent_id"]
    grounds = ["OTHER_BREACH_OF_PROCEDURE"]
    void = {"on": "2027-05-01", "document_no": "民〔2027〕9号", "grounds": grounds}

    by_election.post("/annulment", void, role="COUNTY_CIVIL")

    client = by_election.client_for("election", "EC", by_election.community)
    found = client.get("/api/v1/elections", params={"campaign_id": campaign}).json()["items"]
    assert sorted((each["kind"], each["state"]) for each in found) == [
        ("BY_ELECTION", "VOIDED"),
        ("RECALL", "APPROVED"),
        ("RENEWAL", "READY"),
        ("RENEWAL", "VOIDED"),
    ]
    by_election.election = ended
    newest = by_election.get("/records")["items"][-1]
    assert (newest["step"], newest["payload"]["document_no"]) == ("ANNULMENT", "民〔2027〕9号")
    method = {"on": "2027-05-02", "document_no": "居〔2027〕1号"}
    assert by_election.refused("/election-day", method | {"election_day": "2027-06-02"})
