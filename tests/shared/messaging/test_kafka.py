"""What is particular to the bus on Kafka, and the traps of its client that our rules avoid."""

from __future__ import annotations

import gc
import logging
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing

import kafka
import pytest
from kafka import KafkaConsumer
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import KafkaConfigurationError, KafkaTimeoutError
from kafka.net.compat import KafkaNetClient

from huanjie.kafka import Kafka
from huanjie.processes import PROJECT
from shared.messaging.bus import BusUnavailable
from shared.messaging.kafka import KafkaBus, clients, places
from tests.huanjie.waiting import eventually
from tests.shared.messaging.conftest import JARS
from tests.shared.messaging.places import a_message, a_topic, connected, drain

pytestmark = [
    pytest.mark.timeout(300),
    # the library leaves a socket to the garbage collector when a connection is refused
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


# In processes of their own, which end with what they leave.
OURS = "clients.connect(KafkaConsumer, servers)"
THEIRS = "KafkaConsumer(bootstrap_servers=servers, bootstrap_timeout_ms=300)"
COUNT_THREADS_LEFT = """
import gc, os, threading
from contextlib import suppress
from kafka import KafkaConsumer
from kafka.admin import ConfigResource, ConfigResourceType
from shared.messaging.kafka import clients
clients.COMMON["bootstrap_timeout_ms"] = 300
servers = ["127.0.0.1:1"]
for _ in range(2):
    with suppress(Exception):
        {maker}
gc.collect()
print(threading.active_count() - 1, flush=True)
os._exit(0)
"""
FREEZE = """
import os, sys, threading
from kafka import KafkaConsumer
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.serializer import Deserializer
class Broken(Deserializer):
    def deserialize(self, *_):
        raise ValueError("on purpose")
port, topic = sys.argv[1:]
consumer = KafkaConsumer(
    topic, bootstrap_servers=["127.0.0.1:" + port], group_id=topic,
    auto_offset_reset="earliest", enable_auto_commit=False, value_deserializer=Broken(),
)
refused, finished = threading.Event(), threading.Event()
def poll():
    while not refused.is_set():
        try:
            consumer.poll(timeout_ms=500)
        except ValueError:
            refused.set()
    consumer.poll(timeout_ms=500)
    finished.set()
threading.Thread(target=poll, daemon=True).start()
refused.wait(30)
print("goes on" if finished.wait(5) else "frozen", flush=True)
os._exit(0)
"""


def run(script, *words):
    """Run a script and return what it prints."""
    command = [sys.executable, "-W", "ignore", "-c", script, *map(str, words)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(autouse=True)
def forgotten():
    """Keep the library's log out of pytest's memory, where it would hold sockets until the end."""
    logger = logging.getLogger("kafka")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    yield
    logger.setLevel(level)
    gc.collect()


@pytest.fixture
def topic():
    return a_topic()


@pytest.fixture
def opened():
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def connect(broker, opened):
    def connect(url=broker.url, **how):
        return opened.enter_context(closing(connected(lambda: KafkaBus(url, partitions=3, **how))))

    return connect


@pytest.fixture
def raw(broker, opened):
    """Return a maker of plain clients of the library, for what we must never do."""

    def make(kind, *topics, **configuration):
        def network(**settings):
            made = KafkaNetClient(**settings)
            opened.callback(made.close)
            return made

        servers = [f"127.0.0.1:{broker.port}"]
        client = kind(
            *topics, **{"bootstrap_servers": servers, **configuration}, kafka_client=network
        )
        opened.callback(client.close)
        return client

    return make


def publish(connect, topic, count):
    connect().publish_batch(
        [a_message(n, topic=topic, key=f"key-{n}") for n in range(1, count + 1)]
    )


def versions(deliveries):
    return sorted(delivery.message().version for delivery in deliveries)


def test_a_topic_has_the_partitions_that_we_were_told_and_forgets_nothing(connect, raw, topic):
    connect(group=topic, topics=(topic,))

    admin = raw(kafka.KafkaAdminClient)
    [described] = admin.describe_topics([topic])
    settings = admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])

    assert len(described["partitions"]) == 3
    assert settings["topic"][topic]["retention.ms"]["value"] == "-1"


def test_two_members_of_a_group_share_the_partitions(connect, topic):
    members = [connect(group=topic, topics=(topic,)) for _ in range(2)]

    def both_have_some():
        for member in members:
            member.poll(1)
        shares = [len(member._consumer.assignment()) for member in members]
        return sorted(shares) == [1, 2]

    assert eventually(both_have_some, seconds=60)


def test_a_commit_during_a_rebalance_is_no_trouble_and_its_messages_come_again(connect, topic):
    publish(connect, topic, 30)
    first = connect(group=topic, topics=(topic,))
    handed = drain(first, 30)
    second = connect(group=topic, topics=(topic,))
    polling = threading.Thread(target=second.poll, args=(5,))
    polling.start()
    time.sleep(1)

    first.commit(handed)
    polling.join()

    assert versions(handed) == list(range(1, 31))


def test_a_broker_that_is_away_costs_seconds_and_not_minutes():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        begun = time.monotonic()
        with pytest.raises(BusUnavailable):
            KafkaBus(f"kafka://127.0.0.1:{unused.getsockname()[1]}")

    assert time.monotonic() - begun < 15


def test_a_killed_broker_refuses_and_after_its_return_nothing_acknowledged_is_lost(
    tmp_path, connect, topic, monkeypatch
):
    monkeypatch.setitem(clients.COMMON, "request_timeout_ms", 2000)
    monkeypatch.setitem(clients.COMMON, "bootstrap_timeout_ms", 1500)
    monkeypatch.setitem(clients.PRODUCER, "delivery_timeout_ms", 4000)
    with Kafka(tmp_path / "kafka", jars=JARS) as broker:
        sender = connect(broker.url)
        sender.publish_batch([a_message(1, topic=topic)])

        broker.kill()
        assert not sender.health()
        with pytest.raises(BusUnavailable):
            sender.publish_batch([a_message(2, topic=topic)])
        sender.close()
        broker.stop()
        broker.start()

        connect(broker.url).publish_batch([a_message(2, topic=topic), a_message(3, topic=topic)])
        arrived = drain(connect(broker.url, group=topic, topics=(topic,)), 3)
        seen = dict.fromkeys(versions(arrived))

    assert list(seen) == [1, 2, 3]


def test_a_group_whose_place_the_broker_does_not_know_reads_all_again(connect, raw, topic, caplog):
    publish(connect, topic, 12)
    reader = connect(group=topic, topics=(topic,))
    reader.commit(drain(reader, 12))
    reader.close()
    place = kafka.OffsetAndMetadata(10_000, "", -1)
    beyond = {kafka.TopicPartition(topic, partition): place for partition in range(3)}
    admin = raw(kafka.KafkaAdminClient)
    assert eventually(
        lambda: all(error.errno == 0 for error in admin.alter_group_offsets(topic, beyond).values())
    )

    with caplog.at_level(logging.ERROR, logger=places.__name__):
        again = drain(connect(group=topic, topics=(topic,)), 12)

    assert versions(again) == list(range(1, 13))
    assert "lost its place" in caplog.text


def test_an_acknowledgement_without_an_offset_is_none(connect, topic, monkeypatch):
    sender = connect()

    class Unproved:
        def get(self, **_):
            return None

    monkeypatch.setattr(sender._producer, "send", lambda *_, **__: Unproved())

    with pytest.raises(BusUnavailable, match="without an acknowledgement"):
        sender.publish_batch([a_message(1, topic=topic)])


def test_a_producer_that_was_weakened_is_refused():
    config = {"enable_idempotence": False, "acks": -1, "max_in_flight_requests_per_connection": 1}

    with pytest.raises(RuntimeError, match="settings that we rely on"):
        clients.check_effective(config)


@pytest.mark.parametrize(("maker", "left"), [(OURS, "0"), (THEIRS, "2")])
def test_clients_that_cannot_connect_leave_no_thread_though_the_librarys_do(maker, left):
    assert run(COUNT_THREADS_LEFT.format(maker=maker)) == left


# The library's traps, each as it is today. When one of these tests fails, the trap is gone or has
# changed: see whether our rule against it can be relaxed.


def test_trap_a_commit_without_offsets_commits_what_was_only_handed_out(connect, raw, topic):
    publish(connect, topic, 12)
    reader = connect(group=topic, topics=(topic,))
    drain(reader, 12)

    reader._consumer.commit(timeout_ms=5000)
    reader.close()

    assert drain(connect(group=topic, topics=(topic,)), 1, seconds=3) == []


def test_trap_a_new_group_starts_at_the_end_by_default(connect, raw, topic):
    publish(connect, topic, 5)

    consumer = raw(KafkaConsumer, topic, group_id=topic)

    assert consumer.config["auto_offset_reset"] == "latest"
    assert consumer.config["enable_auto_commit"] is True
    assert consumer.poll(timeout_ms=3000) == {}


def test_trap_idempotence_goes_away_with_only_a_warning(raw, caplog):
    producer = raw(kafka.KafkaProducer, acks=1)

    assert producer.config["enable_idempotence"] is False
    with pytest.raises(KafkaConfigurationError):
        raw(kafka.KafkaProducer, acks=1, enable_idempotence=True)


def test_trap_a_deserializer_that_raises_freezes_the_consumer(broker, connect, topic):
    publish(connect, topic, 3)

    assert run(FREEZE, broker.port, topic) == "frozen"


def test_trap_a_client_without_a_broker_blocks_until_its_bootstrap_time_is_over(raw):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        servers = [f"127.0.0.1:{unused.getsockname()[1]}"]
        begun = time.monotonic()
        with pytest.raises(KafkaTimeoutError):
            raw(kafka.KafkaProducer, bootstrap_servers=servers, bootstrap_timeout_ms=2000)

    assert 1.5 < time.monotonic() - begun < 6
    assert kafka.KafkaProducer.DEFAULT_CONFIG["bootstrap_timeout_ms"] == 30_000
