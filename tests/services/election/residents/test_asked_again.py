"""What is asked again at the vote, what a delay needs, and ballots by reading."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select

from services.election.commands import copies
from services.election.models import Organisation
from tests.services.election.factories import registered


@pytest.fixture
def ready(a_player):
    """Return a player for whom everything is ready for the vote."""
    player = a_player()
    player.to_the_vote()
    return player


def spouse_of_candidate(player, person):
    """Declare someone the spouse of a candidate."""
    related = {
        "on": player.course.before(1),
        "first": person,
        "second": "C-1",
        "relation": "SPOUSE",
    }
    player.post("/kin-declarations", related)


VOTE = {"on": "2026-05-10", "kind": "FIRST", "issued": 50}


def test_an_official_who_turns_out_a_relative_is_replaced_before_the_vote(ready):
    spouse_of_candidate(ready, "O-1")
    assert ready.refused("/votes", VOTE) == "RC-OFFICIALS"

    ready.post("/officials", {"on": ready.course.before(0), "persons": ["O-2", "O-3"]})

    assert ready.post("/votes", VOTE)["state"] == "VOTING"


def test_an_election_committee_member_who_turns_out_a_relative_leaves_before_the_vote(ready):
    spouse_of_candidate(ready, "E-1")
    assert ready.refused("/votes", VOTE) == "RC-EC-CONFLICT"

    change = {"on": ready.course.before(0), "leaves": ["E-1"], "joins": ["E-8"]}
    ready.post("/election-committee/changes", change)

    assert ready.post("/votes", VOTE)["state"] == "VOTING"


def test_officials_are_replaced_between_two_ballots_as_well(ready):
    ready.open_vote()
    short = {
        "CHAIR": {"C-1": 40, "C-2": 8},
        "DEPUTY_CHAIR": {"D-1": 40, "D-2": 8},
        "MEMBER": {"M-1": 40, "M-2": 39, "M-3": 25, "M-4": 8},
    }
    ready.count(posts=short)
    related = {"on": ready.after(0), "first": "O-1", "second": "M-3", "relation": "PARENT_CHILD"}
    ready.post("/kin-declarations", related)
    further = VOTE | {"kind": "FURTHER"}
    assert ready.refused("/votes", further) == "RC-OFFICIALS"

    ready.post("/officials", {"on": ready.after(0), "persons": ["O-2", "O-3"]})

    assert ready.post("/votes", further)["state"] == "VOTING"


def rules_of(answer):
    """Return the rules that a refusal names, with the numbers of each."""
    return {each["rule"] for each in answer.json()["verdicts"]}


def test_a_day_after_the_term_is_a_delay_that_nobody_approved(a_player):
    player = a_player()
    player.form_committee()
    late = player.method(election_day="2027-01-02")
    assert rules_of(player.call("PUT", "/method", late)) == {"RC-TERM", "RC-DELAY"}
    consent = {"on": player.course.before(40), "new_due": "2027-01-01", "document_no": "1"}
    player.post("/delay", consent, role="COUNTY_GOV")
    assert rules_of(player.call("PUT", "/method", late)) == {"RC-TERM", "RC-DELAY"}

    player.post("/delay", consent | {"new_due": "2027-01-02"}, role="COUNTY_GOV")

    answer = player.call("PUT", "/method", late)
    assert answer.status_code == 200
    said = {each["rule"]: each["outcome"] for each in answer.json()["verdicts"]}
    assert (said["RC-DELAY"], said.get("RC-TERM")) == ("PASSED", None)


def test_a_lower_offices_consent_to_a_delay_does_not_serve(a_player):
    player = a_player()
    consent = {"on": player.course.before(40), "new_due": "2027-03-01", "document_no": "1"}

    refused = player.refused("/delay", consent | {"approved_by": "STREET"}, role="COUNTY_GOV")

    assert refused == "RC-DELAY"


@pytest.mark.parametrize("new_due", ["2021-01-01", "2026-12-31"])
def test_a_delay_leads_beyond_the_day_on_which_the_term_ends(a_player, new_due):
    player = a_player()
    consent = {"on": player.course.before(40), "new_due": new_due, "document_no": "1"}

    refused = player.call("POST", "/delay", consent, role="COUNTY_GOV")

    assert (refused.status_code, refused.json()["code"]) == (409, "RC-DELAY")
    assert "2026-12-31" in refused.json()["needed"]
    player.post("/delay", consent | {"new_due": "2027-01-01"}, role="COUNTY_GOV")


def test_a_term_of_which_no_years_are_stored_lets_nothing_be_settled(a_player, stored):
    player = a_player()
    player.form_committee()
    facts = {"organisation_kind": "RESIDENTS", "organisation_type": "RESIDENTS_COMMITTEE"}
    unknown = {"elected_on": "2018-12-28", "term_years": 0, "due_on": "2026-12-31", "seats": 5}
    with stored.begin() as session:
        known = organisation_of(session, player.community)
        entry = registered(
            player.community, organisation_id=known, organisation_name="居", **facts, **unknown
        )
        copies.keep_organisation(session, entry)

    answer = player.call("PUT", "/method", player.method())

    assert answer.json()["code"] == "RC-TERM"
    (verdict,) = [each for each in answer.json()["verdicts"] if each["rule"] == "RC-TERM"]
    assert verdict["outcome"] == "REFUSED"


def organisation_of(session, community):
    """Return the id of the community's organisation."""
    return session.scalars(
        select(Organisation.id).where(Organisation.division_code == community)
    ).one()


BALLOTS = [
    {"ballots": 40, "marks": {"CHAIR": ["C-1"], "DEPUTY_CHAIR": ["D-1"], "MEMBER": ["M-1", "M-2"]}},
    {"ballots": 6, "marks": {"CHAIR": ["C-1", "C-2"], "MEMBER": ["M-1", "M-2", "M-3"]}},
    {"ballots": 3, "marks": {"MEMBER": ["M-1", "M-2", "M-3", "M-4"]}},
]


def read(player, ballots=BALLOTS, **changed):
    """Send a teller's count that carries its ballots."""
    sums = {
        "CHAIR": ({"C-1": 40, "C-2": 0}, 6),
        "DEPUTY_CHAIR": ({"D-1": 40, "D-2": 0}, 0),
        "MEMBER": ({"M-1": 46, "M-2": 46, "M-3": 6, "M-4": 0}, 3),
    } | changed
    posts = [
        {
            "post": post,
            "invalid": invalid,
            "votes": [{"person_number": who, "for": number} for who, number in votes.items()],
        }
        for post, (votes, invalid) in sums.items()
    ]
    body = {"returned": 50, "invalid": 1, "posts": posts, "ballots": ballots}
    return player.call("POST", "/votes/1/tallies", body, role="TELLER", subject=str(uuid4()))


def test_each_part_of_a_ballot_is_judged_where_a_tally_carries_its_ballots(ready):
    ready.open_vote()

    answer = read(ready)

    assert answer.status_code == 201, answer.text
    said = [
        (each["outcome"], each["numbers"], each["inputs"]["post"], each["inputs"]["ballots"])
        for each in answer.json()["verdicts"]
        if each["rule"] == "RC-BALLOT-VALID"
    ]
    assert said == [("NOT_MET", "2 > 1", "CHAIR", 6), ("NOT_MET", "4 > 3", "MEMBER", 3)]
    assert read(ready).status_code == 201
    assert ready.get("/votes")["items"][0]["status"] == "COUNTED"


@pytest.mark.parametrize(
    "changed",
    [
        {"CHAIR": ({"C-1": 46, "C-2": 0}, 0)},
        {"CHAIR": ({"C-1": 40, "C-2": 0}, 5)},
        {"MEMBER": ({"M-1": 46, "M-2": 46, "M-3": 9, "M-4": 0}, 3)},
        {"ballots": BALLOTS[:2]},
    ],
)
def test_sums_that_are_not_those_of_the_ballots_are_refused(ready, changed):
    ready.open_vote()

    answer = read(ready, **changed)

    assert (answer.status_code, answer.json()["code"]) == (409, "RC-BALLOT-VALID")
    assert ready.get("/votes")["items"][0]["status"] == "OPEN"
