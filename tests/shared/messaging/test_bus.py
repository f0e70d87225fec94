"""What a bus must do, tried on the event log and on a real Kafka."""

from __future__ import annotations

import threading
import time
from collections import defaultdict

import pytest

from shared.messaging.message import Message
from tests.shared.messaging.places import a_message, a_topic, drain

pytestmark = pytest.mark.timeout(300)  # the first run fetches Kafka's jars


def messages_of(deliveries) -> list[Message]:
    return [delivery.message() for delivery in deliveries]


def test_what_is_published_arrives_as_it_was(connect):
    topic = a_topic()
    sent = [
        a_message(1, topic=topic, body='{"名":"环街 \U0001f5f3 ünï"}', caused_by="event-0"),
        a_message(2, topic=topic, correlation_id="", actor="张三"),
    ]

    connect().publish_batch(sent)
    arrived = drain(connect(group=topic, topics=(topic,)), 2)

    assert messages_of(arrived) == sent


def test_events_of_one_key_keep_their_order_through_many_batches(connect):
    topic = a_topic()
    keys = [f"2204020010{number:02d}" for number in range(20)]
    sent = [a_message(version, topic=topic, key=key) for version in range(1, 31) for key in keys]
    bus = connect()

    for start in range(0, len(sent), 70):
        bus.publish_batch(sent[start : start + 70])
    arrived = messages_of(drain(connect(group=topic, topics=(topic,)), len(sent)))

    versions = defaultdict(list)
    for message in arrived:
        versions[message.key].append(message.version)
    assert versions == {key: list(range(1, 31)) for key in keys}


def test_a_group_that_is_new_starts_at_the_beginning(connect):
    topic = a_topic()
    connect().publish_batch([a_message(version, topic=topic) for version in range(1, 6)])

    first = drain(connect(group=f"{topic}-a", topics=(topic,)), 5)
    second = drain(connect(group=f"{topic}-b", topics=(topic,)), 5)

    assert len(first) == len(second) == 5


def test_a_group_goes_on_after_what_it_committed_not_after_what_it_was_handed(connect):
    topic = a_topic()
    connect().publish_batch([a_message(version, topic=topic) for version in range(1, 11)])
    bus = connect(group=topic, topics=(topic,))
    handed = drain(bus, 10)

    bus.commit(handed[:4])
    bus.close()
    again = drain(connect(group=topic, topics=(topic,)), 6)

    assert [message.version for message in messages_of(again)] == [5, 6, 7, 8, 9, 10]


def test_what_is_not_committed_comes_again(connect):
    topic = a_topic()
    connect().publish_batch([a_message(1, topic=topic)])
    bus = connect(group=topic, topics=(topic,))
    first = drain(bus, 1)
    bus.close()

    second = drain(connect(group=topic, topics=(topic,)), 1)

    assert messages_of(first) == messages_of(second)


def test_a_group_reads_several_topics(connect):
    topics = (a_topic(), a_topic())
    bus = connect()
    for topic in topics:
        bus.publish_batch([a_message(1, topic=topic)])

    arrived = drain(connect(group=topics[0], topics=topics), 2)

    assert {delivery.topic for delivery in arrived} == set(topics)


def test_the_lag_is_what_is_still_to_be_read(connect):
    topic = a_topic()
    sender, reader = connect(), connect(group=topic, topics=(topic,))
    sender.publish_batch([a_message(1, topic=topic)])
    first = drain(reader, 1)
    reader.commit(first)

    read_up = reader.lag()
    sender.publish_batch([a_message(version, topic=topic) for version in range(2, 7)])
    behind = reader.lag()
    reader.commit(drain(reader, 5))

    assert (read_up, behind, reader.lag()) == (0, 5, 0)


def test_a_reader_that_waits_is_woken_at_once(connect):
    topic = a_topic()
    sender, reader = connect(), connect(group=topic, topics=(topic,))
    sender.publish_batch([a_message(1, topic=topic)])
    drain(reader, 1)
    sent_at = []

    def send_later():
        time.sleep(0.5)
        sender.publish_batch([a_message(2, topic=topic)])
        sent_at.append(time.monotonic())

    sending = threading.Thread(target=send_later)
    sending.start()
    woken = reader.poll(10)
    woken_at = time.monotonic()
    sending.join()

    assert len(woken) == 1
    assert woken_at - sent_at[0] < 0.5


def test_an_empty_poll_ends_in_time(connect):
    topic = a_topic()
    reader = connect(group=topic, topics=(topic,))
    reader.poll(2)  # Kafka's group takes a moment to form
    begun = time.monotonic()

    assert reader.poll(0.3) == []
    assert time.monotonic() - begun < 2


def test_an_event_of_the_largest_size_is_carried(connect):
    topic = a_topic()
    sent = a_message(1, topic=topic, body='{"x":"' + "字" * 87_000 + '"}')

    connect().publish_batch([sent])
    arrived = drain(connect(group=topic, topics=(topic,)), 1)

    assert messages_of(arrived) == [sent]


def test_a_bus_that_answers_is_healthy(connect):
    assert connect().health()
