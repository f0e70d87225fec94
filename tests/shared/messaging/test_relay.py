"""The relay sends what is committed, in order, and marks it when the bus has it for good."""

import threading
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from shared.messaging.bus import BusUnavailable
from shared.messaging.event_log import EventLog
from shared.messaging.outbox import publish
from shared.messaging.relay import Relay
from tests.huanjie.waiting import eventually
from tests.shared.messaging.load import CursorRelay
from tests.shared.messaging.places import an_event, drain, end_connections


class BrokenBus:
    """Refuses the first batches, then passes on to the real one."""

    failures = 2

    def __init__(self, bus):
        self.bus = bus

    def publish_batch(self, messages):
        if BrokenBus.failures > 0:
            BrokenBus.failures -= 1
            raise BusUnavailable("on purpose")
        self.bus.publish_batch(messages)

    def close(self):
        self.bus.close()


@pytest.fixture
def places(fresh_places):
    return fresh_places


@pytest.fixture
def engine(places):
    made = create_engine(places.sender)
    yield made
    made.dispose()


@contextmanager
def running(relay):
    stop = threading.Event()
    thread = threading.Thread(target=relay.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def relay_of(places, engine, **how):
    return Relay(engine, lambda: EventLog(places.event_log), topic="roster", **how)


def publish_one(engine, key="220402001001", person="P1"):
    with Session(engine) as session, session.begin():
        publish(session, an_event(key, person))


def unsent(engine):
    with engine.connect() as connection:
        return connection.scalar(text("SELECT count(*) FROM outbox WHERE sent_at IS NULL"))


def read(places, count):
    bus = EventLog(places.event_log, group="test", topics=("roster",))
    deliveries = drain(bus, count, seconds=5)
    bus.close()
    return [delivery.message() for delivery in deliveries]


def test_what_was_there_before_is_sent_and_marked(places, engine):
    for number in range(7):
        publish_one(engine, person=f"P{number}")

    with running(relay_of(places, engine, batch=3)):
        assert eventually(lambda: unsent(engine) == 0)

    assert [message.event().person_number for message in read(places, 7)] == [
        f"P{number}" for number in range(7)
    ]


def test_a_commit_is_on_the_bus_within_a_fraction_of_a_second(places, engine):
    bus = EventLog(places.event_log, group="test", topics=("roster",))
    with running(relay_of(places, engine)):
        publish_one(engine)
        drain(bus, 1)
        begun = time.monotonic()
        publish_one(engine)
        arrived = bus.poll(5)
        seconds = time.monotonic() - begun
    bus.close()

    assert len(arrived) == 1
    assert seconds < 0.3


def test_a_transaction_that_commits_after_a_later_one_is_sent_too(places, engine):
    with running(relay_of(places, engine)), Session(engine) as slow:
        publish(slow, an_event("220402001001"))
        publish_one(engine, "220402001002")
        assert eventually(lambda: len(read(places, 1)) == 1)
        slow.commit()
        assert eventually(lambda: unsent(engine) == 0)

    assert {message.key for message in read(places, 2)} == {"220402001001", "220402001002"}


def test_a_relay_with_a_cursor_would_not_send_it(places, engine):
    relay = CursorRelay(engine, lambda: EventLog(places.event_log), topic="roster")
    with running(relay), Session(engine) as slow:
        publish(slow, an_event("220402001001"))
        publish_one(engine, "220402001002")
        assert eventually(lambda: len(read(places, 1)) == 1)
        slow.commit()
        publish_one(engine, "220402001003")
        assert eventually(lambda: unsent(engine) == 1)

    assert [message.key for message in read(places, 2)] == ["220402001002", "220402001003"]


def test_only_one_relay_sends_and_another_takes_over_when_it_ends(places, engine):
    with running(relay_of(places, engine)):
        with running(relay_of(places, engine)):
            for _ in range(20):
                publish_one(engine)
            assert eventually(lambda: unsent(engine) == 0)
        publish_one(engine)
        assert eventually(lambda: unsent(engine) == 0)

    assert [message.version for message in read(places, 21)] == list(range(1, 22))


def test_trouble_with_the_bus_loses_nothing(places, engine):
    BrokenBus.failures = 2
    relay = Relay(engine, lambda: BrokenBus(EventLog(places.event_log)), topic="roster")
    publish_one(engine)

    with running(relay):
        assert eventually(lambda: unsent(engine) == 0)

    assert BrokenBus.failures == 0
    assert [message.version for message in read(places, 1)] == [1]


def test_a_relay_whose_connection_breaks_starts_anew(places, engine, server):
    publish_one(engine)
    with running(relay_of(places, engine)):
        assert eventually(lambda: unsent(engine) == 0)
        end_connections(server, places.sender, places.event_log)
        engine.dispose()
        publish_one(engine)
        assert eventually(lambda: unsent(engine) == 0)

    assert [message.version for message in read(places, 2)] == [1, 2]


def test_stopping_sends_what_is_there(places, engine):
    with running(relay_of(places, engine)):
        publish_one(engine)
        assert eventually(lambda: unsent(engine) == 0)
        for _ in range(10):
            publish_one(engine)

    assert unsent(engine) == 0
