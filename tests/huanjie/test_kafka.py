"""A real broker: what is sent comes back, also after it was killed and started again."""

from __future__ import annotations

import os
import subprocess
import sys

import kafka
import pytest
from kafka.admin import KafkaAdminClient, NewTopic

from huanjie.kafka import Kafka, missing
from huanjie.processes import PROJECT, CannotStart, is_running
from tests.huanjie.waiting import eventually

JARS = PROJECT / ".data" / "kafka" / "libs"
pytestmark = [
    pytest.mark.skipif(missing() is not None, reason=f"no Kafka here: {missing()}"),
    pytest.mark.timeout(300),  # the first run fetches the jars
]

STARTER = """
import sys, time
from pathlib import Path
from huanjie.kafka import Kafka
broker = Kafka(Path(sys.argv[1]), jars=Path(sys.argv[2]))
broker.start()
print(broker.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "kafka"


def create_topic(broker):
    admin = KafkaAdminClient(bootstrap_servers=[f"127.0.0.1:{broker.port}"])
    admin.create_topics([NewTopic("election", num_partitions=6, replication_factor=1)])
    admin.close()


def send(broker, value):
    producer = kafka.KafkaProducer(bootstrap_servers=[f"127.0.0.1:{broker.port}"], acks="all")
    sent = producer.send("election", key=b"220402001001", value=value).get(timeout=30)
    producer.close()
    return sent.offset


def receive(broker, count):
    consumer = kafka.KafkaConsumer(
        "election",
        bootstrap_servers=[f"127.0.0.1:{broker.port}"],
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        consumer_timeout_ms=10_000,
    )
    values = []
    for record in consumer:
        values.append(record.value)
        if len(values) == count:
            break
    consumer.close()
    return values


def test_what_is_sent_is_there_after_a_kill_and_a_restart_on_the_same_port(directory):
    with Kafka(directory, jars=JARS) as broker:
        create_topic(broker)
        offset = send(broker, "换届".encode())
        before = receive(broker, 1)
        port = broker.port

        broker.kill()
        broker.stop()
        broker.start()

        assert broker.port == port
        assert send(broker, b"again") == 1
        after = receive(broker, 2)

    assert offset == 0
    assert before == ["换届".encode()]
    assert after == ["换届".encode(), b"again"]


def test_a_fresh_one_has_forgotten(directory):
    with Kafka(directory, jars=JARS) as broker:
        create_topic(broker)

    with Kafka(directory, jars=JARS, fresh=True) as broker:
        admin = KafkaAdminClient(bootstrap_servers=[f"127.0.0.1:{broker.port}"])
        topics = admin.list_topics()
        admin.close()

    assert topics == []


def test_it_ends_when_its_parent_is_killed_with_signal_9(directory):
    with subprocess.Popen(
        [sys.executable, "-c", STARTER, str(directory), str(JARS)],
        stdout=subprocess.PIPE,
        cwd=PROJECT,
    ) as parent:
        broker = int(parent.stdout.readline())
        with pytest.raises(CannotStart, match=f"in use by process {parent.pid}"):
            Kafka(directory, jars=JARS).start()

        parent.kill()

        assert eventually(lambda: not is_running(broker, naming=str(directory)))


def test_without_java_the_reason_is_named(directory, monkeypatch):
    monkeypatch.setenv("PATH", os.devnull)

    with pytest.raises(CannotStart, match="no Java 17"):
        Kafka(directory).start()
