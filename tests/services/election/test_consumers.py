"""One event in, one change out; the same event twice changes nothing more."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, select

from services.election.consumers import consumers
from services.election.domain.states import State
from services.election.models import Division, Election, Hold, Organisation
from shared import events
from shared.events import Event
from shared.messaging.tables import outbox
from tests.services.election import factories
from tests.services.election.factories import a_campaign, a_community, an_election, registered


@pytest.fixture
def deliver(session):
    """Return a function that lets the consumers of this service react to an event."""

    def react(event: Event) -> None:
        for consumer in consumers._of_event[type(event)]:
            consumer(session, event)

    return react


def of(session, kind, **wanted):
    """Return the rows of a table with these values."""
    statement = select(kind).filter_by(**wanted).execution_options(populate_existing=True)
    return session.scalars(statement).all()


def test_divisions_are_kept_and_corrected(session, deliver):
    code = a_community()
    division = events.Division(
        code=code, name="甲", level="community", parent_code=None, path=factories.path_of(code)
    )

    deliver(events.DivisionsRegistered(division_code=code, divisions=(division,)))
    renamed = division.model_copy(update={"name": "乙"})
    deliver(events.DivisionsRegistered(division_code=code, divisions=(renamed,)))

    (kept,) = of(session, Division, code=code)
    assert kept.name == "乙"


@pytest.mark.parametrize("times", [1, 2])
def test_an_organisation_that_arrives_after_the_campaign_takes_part(session, deliver, times):
    campaign = a_campaign(session)
    event = registered(a_community())

    for _ in range(times):
        deliver(event)

    (election,) = of(session, Election, organisation_id=event.organisation_id)
    assert election.campaign_id == campaign.id
    assert (election.state, election.seats, election.due_on) == ("PLANNED", 3, date(2021, 4, 24))
    assert len(factories.told(session, "election.election_opened.v1", event.division_code)) == 1


def test_an_organisation_of_another_city_or_kind_takes_no_part(session, deliver):
    a_campaign(session)
    elsewhere = registered("220302001001")
    residents = registered(a_community(), organisation_kind="RESIDENTS")

    deliver(elsewhere)
    deliver(residents)

    assert of(session, Election) == []
    assert len(of(session, Organisation)) == 2


def test_a_campaign_takes_in_the_organisations_that_are_known(session, deliver):
    here, there = registered(a_community()), registered("220302001001")
    deliver(here)
    deliver(there)

    campaign = a_campaign(session)

    (election,) = of(session, Election, campaign_id=campaign.id)
    assert election.organisation_id == here.organisation_id


@pytest.mark.parametrize("times", [1, 2])
def test_a_corrected_entry_corrects_an_election_that_awaits_its_reply(session, deliver, times):
    a_campaign(session)
    entry = registered(a_community())
    deliver(entry)
    dates = {"elected_on": date(2018, 5, 24), "due_on": date(2021, 5, 24)}
    corrected = entry.model_dump() | dates | {"seats": 5}

    for _ in range(times):
        deliver(events.OrganisationChanged(**corrected))

    (election,) = of(session, Election, organisation_id=entry.organisation_id)
    assert (election.due_on, election.seats, election.version) == (date(2021, 5, 24), 5, 2)


def test_a_corrected_entry_leaves_a_started_election_as_it_is(session, deliver):
    player = an_election(session, State.NOMINATED)
    entry = registered(player.community, organisation_id=player.election.organisation_id, seats=9)

    deliver(events.OrganisationChanged(**entry.model_dump()))

    session.refresh(player.election)
    assert player.election.seats == 3


@pytest.mark.parametrize("times", [1, 2])
def test_a_hold_is_placed_and_lifted(session, deliver, times):
    community = a_community()
    hold_id = UUID(int=7)
    placed = events.HoldPlaced(
        division_code=community, hold_id=hold_id, kind="CANVASSING", placed_on=date(2021, 4, 17)
    )
    lifted = events.HoldLifted(
        division_code=community, hold_id=hold_id, finding="UNFOUNDED", lifted_on=date(2021, 4, 22)
    )

    for _ in range(times):
        deliver(placed)
    (hold,) = of(session, Hold, id=hold_id)
    assert hold.lifted_on is None
    for _ in range(times):
        deliver(lifted)

    (hold,) = of(session, Hold, id=hold_id)
    assert (hold.finding, hold.lifted_on) == ("UNFOUNDED", date(2021, 4, 22))


def test_a_campaign_is_told_with_its_dates(session):
    campaign = a_campaign(session)

    (told,) = factories.told(session, "election.campaign_opened.v1", factories.CITY)

    assert told["campaign_id"] == str(campaign.id)
    assert told["statistics_as_of"] == "2021-04-30"
    assert session.scalar(select(func.count()).select_from(outbox)) == 1
