"""A community whose residents' committee is to be elected, and a player for it."""

from __future__ import annotations

from datetime import date
from itertools import count
from uuid import uuid4

import pytest

from services.election.commands import copies
from shared.database import make_engine, make_sessions
from tests.services.election.factories import (
    CITY,
    DEPARTMENTS,
    STREET,
    put_divisions,
    registered,
)
from tests.services.election.residents.player import TEAM, Course, FakeRoster, Player

_communities = count(1)


@pytest.fixture(scope="module")
def clients(client_for):
    """Return `client_for` with a key for identity numbers and a roster that knows everybody."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUANJIE_ELECTION_IDENTITY_KEY", "a key of these tests")
        client_for("election").app.state.roster = FakeRoster()
        yield client_for


@pytest.fixture(scope="module")
def stored(database):
    """Return a factory of sessions that commit; the divisions are on the table."""
    engine = make_engine(database.settings("election"), pool_size=1)
    sessions = make_sessions(engine)
    with sessions.begin() as session:
        put_divisions(session)
    yield sessions
    engine.dispose()


@pytest.fixture(scope="module")
def campaign(clients, stored):
    """Return the id of the city's campaign for residents' committees."""
    body = {
        "name": "居民委员会换届",
        "division_code": CITY,
        "organisation_kind": "RESIDENTS",
        "statistics_as_of": "2026-06-30",
        "previous_statistics_as_of": "2021-06-30",
        "departments": DEPARTMENTS,
    }
    headers = {"Idempotency-Key": "campaign"}
    response = clients("election", "CITY_ORG", CITY).post(
        "/api/v1/campaigns", json=body, headers=headers
    )
    assert response.status_code == 201, response.text
    return response.json()["id"]


@pytest.fixture
def a_player(clients, stored, campaign):
    """Return `a_player(course)`: a player in a new community with an election of its own."""

    def make(**changed):
        course = Course(**changed)
        community = f"{STREET[:9]}{500 + next(_communities):03d}"
        due = date(course.election_day.year, 12, 31)
        facts = {
            "organisation_id": uuid4(),
            "organisation_kind": "RESIDENTS",
            "organisation_type": "RESIDENTS_COMMITTEE",
            "organisation_name": "居民委员会",
            "full_members": 0,
            "seats": 5,
            "elected_on": due.replace(year=due.year - 5),
            "term_years": 5,
            "due_on": due,
            "team_members": TEAM,
        }
        with stored.begin() as session:
            put_divisions(session, [community])
            copies.keep_organisation(session, registered(community, **facts))
        client = clients("election", "STREET", STREET)
        found = client.get(
            "/api/v1/elections", params={"campaign_id": campaign, "division_code": community}
        )
        (election,) = found.json()["items"]
        return Player(clients, community, election["id"], course)

    return make
