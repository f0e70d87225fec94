"""Who is registered: by which document, how old, and only once in an election period."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from services.election.commands import copies
from tests.services.election.factories import (
    CITY,
    DEPARTMENTS,
    OTHER_COUNTY,
    OTHER_STREET,
    put_divisions,
    registered,
)
from tests.services.election.residents.player import Course, Player, identity_number
from tests.services.election.residents.test_region_settings import setting, shown


@pytest.fixture
def player(a_player):
    """Return a player whose method is settled."""
    player = a_player()
    player.form_committee()
    player.settle()
    return player


def by_register(born_on, number="户-1"):
    """Return a person without an identity card."""
    shown = {"number": number, "born_on": born_on, "sex": "2"}
    return {"name": "选民", "ground": "REGISTERED_HERE", "household_register": shown}


def registering(player, *voters):
    """Send voters for the register and return the answer."""
    return player.call("POST", "/voters", {"on": player.course.before(30), "voters": [*voters]})


@pytest.mark.parametrize(("born_on", "status"), [("2008-05-10", 201), ("2008-05-11", 409)])
def test_without_an_identity_card_the_household_register_tells_the_age(player, born_on, status):
    answer = registering(player, by_register(born_on))

    assert answer.status_code == status, answer.text
    if status == 409:
        assert answer.json()["code"] == "RC-VOTER"
        assert {each["rule"] for each in answer.json()["verdicts"]} == {"RC-VOTER", "RC-AGE-DATE"}
    else:
        assert answer.json()["items"][0]["born_on"] == born_on


def test_the_identity_card_goes_before_the_household_register(player):
    young = identity_number("20080511")

    answer = registering(player, by_register("2008-05-01") | {"identity_number": young})

    assert answer.json()["code"] == "RC-VOTER"
    (age,) = [each for each in answer.json()["verdicts"] if each["rule"] == "RC-AGE-DATE"]
    assert (age["inputs"]["age"], age["inputs"]["from_identity_card"]) == (17, True)


def test_who_shows_no_document_is_not_registered(player):
    answer = registering(player, {"name": "选民", "ground": "REGISTERED_HERE"})

    assert (answer.status_code, answer.json()["code"]) == (409, "RC-AGE-DATE")


def test_an_entry_of_the_household_register_is_taken_once(player):
    assert registering(player, by_register("1980-01-01", "户-2")).status_code == 201

    again = registering(player, by_register("1980-01-01", "户-2"))

    assert again.json()["code"] == "RC-REGISTER-ONCE"


@pytest.mark.parametrize(("counts", "code"), [(True, None), (False, "RC-VOTER")])
def test_a_region_says_whether_a_birthday_on_election_day_counts(player, counts, code):
    setting(player, birthday_counts=counts)

    answer = registering(player, player.entry(identity_number=identity_number("20080510")))

    assert answer.json().get("code") == code
    if code:
        assert shown(answer.json(), "RC-AGE-DATE") == {"birthday_counts": (False, "SEED")}


@pytest.fixture
def elsewhere(clients, stored):
    """Return `elsewhere(statistics_as_of)`: a player in another county's campaign of its own."""

    def make(statistics_as_of, previous="2021-06-30"):
        body = {
            "name": "另一县的换届",
            "division_code": OTHER_COUNTY,
            "organisation_kind": "RESIDENTS",
            "statistics_as_of": statistics_as_of,
            "previous_statistics_as_of": previous,
            "departments": DEPARTMENTS,
        }
        client = clients("election", "CITY_ORG", CITY)
        community = f"{OTHER_STREET[:9]}{uuid4().int % 300 + 600:03d}"
        opened = client.post(
            "/api/v1/campaigns", json=body, headers={"Idempotency-Key": f"other-{community}"}
        )
        assert opened.status_code == 201, opened.text
        with stored.begin() as session:
            put_divisions(session, [community])
            facts = {
                "organisation_id": uuid4(),
                "organisation_kind": "RESIDENTS",
                "organisation_type": "RESIDENTS_COMMITTEE",
                "organisation_name": "居民委员会",
                "full_members": 0,
                "seats": 5,
                "elected_on": date(2021, 12, 31),
                "term_years": 5,
                "due_on": date(2026, 12, 31),
            }
            copies.keep_organisation(session, registered(community, **facts))
        found = clients("election", "STREET", OTHER_STREET).get(
            "/api/v1/elections",
            params={"campaign_id": opened.json()["id"], "division_code": community},
        )
        (election,) = found.json()["items"]
        other = Player(clients, community, election["id"], Course())
        other.form_committee()
        other.settle()
        return other

    return make


@pytest.mark.parametrize(
    ("statistics_as_of", "code"), [("2026-12-31", "RC-REGISTER-ONCE"), ("2027-06-30", None)]
)
def test_a_voter_is_registered_once_in_all_campaigns_of_a_period(
    player, elsewhere, statistics_as_of, code
):
    voter = player.entry()
    assert registering(player, voter).status_code == 201

    answer = registering(elsewhere(statistics_as_of), voter)

    assert answer.json().get("code") == code, answer.text
