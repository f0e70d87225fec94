"""What is particular to the bus on Postgres: one reader of a group, positions without a hole."""

from __future__ import annotations

import threading
from contextlib import ExitStack, closing

import psycopg
import pytest
from psycopg.rows import scalar_row
from sqlalchemy import create_engine, text

from shared.messaging.bus import BusUnavailable
from shared.messaging.event_log import EventLog, plain_url
from tests.huanjie.waiting import eventually
from tests.shared.messaging.places import a_message, a_topic, drain


@pytest.fixture
def topic():
    return a_topic()


@pytest.fixture
def opened():
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def connect(places, opened):
    def connect(**how):
        return opened.enter_context(closing(EventLog(places.event_log, **how)))

    return connect


def test_of_two_members_one_reads_and_the_other_takes_over(connect, topic):
    connect().publish_batch([a_message(version, topic=topic) for version in (1, 2, 3)])
    leader, standby = (connect(group=topic, topics=(topic,)) for _ in range(2))
    first, second, _ = drain(leader, 3)
    leader.commit([first, second])

    idle = standby.poll(0.1)
    standing_by = standby.lag()
    leader.close()
    taken_over = drain(standby, 1)

    assert (idle, standing_by) == ([], 0)
    assert [delivery.message().version for delivery in taken_over] == [3]


def test_positions_have_no_hole_and_grow_with_the_commits(places, connect, topic):
    """A reader that looks all the time, while others append, never sees a later one first."""
    reader = connect(group=topic, topics=(topic,))

    def append(key):
        with closing(EventLog(places.event_log)) as bus:
            for version in range(1, 51):
                bus.publish_batch([a_message(version, topic=topic, key=key)])

    writers = [threading.Thread(target=append, args=(f"key-{n}",)) for n in range(4)]
    for writer in writers:
        writer.start()
    seen = drain(reader, 200)
    for writer in writers:
        writer.join()

    assert [delivery.position for delivery in seen] == list(range(1, 201))


def test_an_append_that_fails_leaves_no_hole(places, connect, topic):
    bus = connect()
    bus.publish_batch([a_message(1, topic=topic)])
    with psycopg.connect(plain_url(places.event_log)) as other:
        other.execute(
            "UPDATE topics SET last_position = last_position + 5 WHERE topic = %s", (topic,)
        )
        other.rollback()

    bus.publish_batch([a_message(2, topic=topic)])

    with psycopg.connect(plain_url(places.event_log), row_factory=scalar_row) as other:
        rows = other.execute("SELECT position FROM messages WHERE topic = %s", (topic,))
        assert sorted(rows) == [1, 2]


def test_several_topics_are_read_in_the_order_of_appending(connect):
    one, other = a_topic(), a_topic()
    bus = connect()
    for version in range(1, 6):
        bus.publish_batch([a_message(version, topic=one)])
        bus.publish_batch([a_message(version, topic=other)])

    read = drain(connect(group=one, topics=(one, other)), 10)

    assert [delivery.topic for delivery in read] == [one, other] * 5


def test_a_clock_that_jumps_back_disorders_no_topic(places, connect, topic):
    connect().publish_batch([a_message(version, topic=topic) for version in range(1, 6)])
    engine = create_engine(places.event_log)
    with engine.begin() as connection:
        jump = "UPDATE messages SET appended_at = appended_at - position * interval '1 hour'"
        connection.execute(text(f"{jump} WHERE topic = :topic"), {"topic": topic})
    engine.dispose()

    read = drain(connect(group=topic, topics=(topic,)), 5)

    assert [delivery.position for delivery in read] == [1, 2, 3, 4, 5]


def test_a_bus_that_lost_its_connection_says_so(connect, topic, server):
    bus = connect(group=topic, topics=(topic,))
    bus.poll(0)
    address = server.administrator_url.render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as admin:
        kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
        admin.execute(kill, (f"huanjie event log {topic}",))

    assert eventually(lambda: not bus.health())
    with pytest.raises(BusUnavailable):
        bus.poll(1)
    bus.close()
    bus.close()
