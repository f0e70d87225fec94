"""The log: every event once, in the order consumed, numbered without a gap, never changed."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from services.audit.consumers import consumers
from services.audit.models import Division, LogEntry
from shared import events
from shared.database import make_engine, make_sessions
from shared.messaging.inbox import Inbox, Outcome
from tests.services.audit.factories import COMMUNITY, MOMENT, a_delivery, a_message, divisions

SOME_ID = UUID(int=1)


@pytest.fixture
def sessions(fresh_database):
    engine = make_engine(fresh_database.settings("audit"), pool_size=5)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def inbox(sessions):
    return Inbox(sessions, consumers)


def entries(sessions):
    with sessions() as session:
        return session.scalars(select(LogEntry).order_by(LogEntry.sequence)).all()


def test_an_event_is_recorded_with_actor_time_and_cause(inbox, sessions):
    message = a_message(caused_by="an earlier event")

    inbox.receive(a_delivery(message))

    [entry] = entries(sessions)
    told = {name: getattr(entry, name) for name in message.__slots__}
    assert told == {name: getattr(message, name) for name in message.__slots__}
    assert entry.sequence == 1
    assert entry.recorded_at.tzinfo is not None


def test_events_of_all_services_are_recorded_in_the_order_consumed(inbox, sessions):
    told = [
        events.HoldPlaced(
            division_code=COMMUNITY, hold_id=SOME_ID, kind="CANVASSING", placed_on=MOMENT.date()
        ),
        events.BulletinIssued(
            division_code=COMMUNITY,
            bulletin_id=SOME_ID,
            campaign_id=SOME_ID,
            edition=1,
            as_of=MOMENT.date(),
        ),
        events.OrganisationListed(
            division_code=COMMUNITY,
            campaign_id=SOME_ID,
            election_id=SOME_ID,
            listed_on=MOMENT.date(),
        ),
        divisions(),
    ]

    for event in told:
        inbox.receive(a_delivery(a_message(event)))

    assert [entry.name for entry in entries(sessions)] == [event.name for event in told]
    assert set(consumers.topics) == {"roster", "election", "audit", "reporting"}


def test_an_event_of_a_later_release_is_recorded_too(inbox, sessions):
    inbox.receive(a_delivery(a_message(name="election.something_new.v7", body='{"a":1}')))

    [entry] = entries(sessions)
    assert (entry.name, entry.body) == ("election.something_new.v7", '{"a":1}')


def test_an_event_that_comes_again_is_recorded_once(inbox, sessions):
    deliveries = [a_delivery(a_message()) for _ in range(20)] * 3
    random.Random(1).shuffle(deliveries)

    for delivery in deliveries:
        inbox.receive(delivery)

    assert [entry.sequence for entry in entries(sessions)] == list(range(1, 21))


def test_numbers_have_no_gap_when_workers_record_at_once_and_some_fail(sessions):
    def record(number):
        with sessions() as session, session.begin() as transaction:
            consumers.react(session, a_message())
            if number % 5 == 0:
                transaction.rollback()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(record, range(100)))

    assert [entry.sequence for entry in entries(sessions)] == list(range(1, 81))


def test_what_could_not_be_recorded_leaves_no_gap(inbox, sessions):
    impossible = a_message(actor_role="R" * 51)

    outcomes = [
        inbox.receive(a_delivery(message)) for message in (a_message(), impossible, a_message())
    ]

    assert outcomes == [Outcome.APPLIED, Outcome.SET_ASIDE, Outcome.APPLIED]
    assert [entry.sequence for entry in entries(sessions)] == [1, 2]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE log SET actor = 'nobody'",
        "UPDATE log SET actor = 'nobody' WHERE sequence = 99",
        "DELETE FROM log",
        "TRUNCATE log",
        "INSERT INTO log SELECT * FROM log ON CONFLICT (sequence) DO UPDATE SET actor = 'nobody'",
    ],
)
def test_the_database_refuses_to_change_the_log(inbox, sessions, change):
    inbox.receive(a_delivery(a_message()))

    with sessions() as session, pytest.raises(DBAPIError, match="only added to"):
        session.execute(text(change))

    assert entries(sessions)[0].actor == "street-1"


def test_the_division_table_is_kept(inbox, sessions):
    inbox.receive(a_delivery(a_message(divisions())))

    with sessions() as session:
        assert session.get(Division, COMMUNITY).path.endswith(f"{COMMUNITY}.")
