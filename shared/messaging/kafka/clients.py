"""Clients of Kafka as we make them: with settings that lose nothing, and without leaving anything.

The library's network layer is young and its defaults lose data. So: bytes in and out, no listener,
a timeout on every call, one batch in flight.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.coordinator.assignors.range import RangePartitionAssignor
from kafka.errors import KafkaError
from kafka.net.compat import KafkaNetClient

from shared.messaging.bus import BusUnavailable

CALL_MS = 5_000
COMMON = {"bootstrap_timeout_ms": CALL_MS, "request_timeout_ms": 10_000}
PRODUCER = {
    "acks": "all",
    "enable_idempotence": True,
    "max_in_flight_requests_per_connection": 1,
    "linger_ms": 0,
    "delivery_timeout_ms": 30_000,
    "max_block_ms": CALL_MS,
    "max_request_size": 1 << 20,
    "allow_auto_create_topics": False,
    "metrics_enabled": False,
}
CONSUMER = {
    "enable_auto_commit": False,
    "auto_offset_reset": "none",  # a group that lost its place says so; see `place_group`
    "max_poll_records": 50,
    "max_poll_interval_ms": 120_000,
    "session_timeout_ms": 30_000,
    "fetch_max_wait_ms": 100,
    "allow_auto_create_topics": False,
    "partition_assignment_strategy": (RangePartitionAssignor,),
    "metrics_enabled": False,
}


def new_producer(servers: list[str]) -> Any:
    """Return a producer, after a look at whether its settings hold."""
    if find_spec("crc32c") is None:
        raise RuntimeError("crc32c is missing: every message would take five times longer")
    producer = connect(KafkaProducer, servers, **PRODUCER)
    check_effective(producer.config)
    return producer


def new_consumer(servers: list[str], *topics: str, group: str) -> Any:
    """Return a consumer of the group."""
    return connect(KafkaConsumer, servers, *topics, group_id=group, **CONSUMER)


@contextmanager
def administrator(servers: list[str]) -> Iterator[Any]:
    """Yield a client that may create topics and move groups."""
    with told():
        admin = connect(KafkaAdminClient, servers)
        try:
            yield admin
        finally:
            admin.close()


def connect(kind: Any, servers: list[str], *topics: str, **settings: Any) -> Any:
    """Return a client. One that cannot connect leaves its thread and sockets behind: not here."""
    networks = []

    def network(**configuration: Any) -> KafkaNetClient:
        networks.append(KafkaNetClient(**configuration))
        return networks[-1]

    with told():
        try:
            return kind(
                *topics, bootstrap_servers=servers, kafka_client=network, **COMMON, **settings
            )
        except BaseException:
            for each in networks:
                each.close()
            raise


def check_effective(settings: dict[str, Any]) -> None:
    """Refuse to send with settings that the library has weakened, as it may with only a warning."""
    in_flight = settings["max_in_flight_requests_per_connection"]
    if not settings["enable_idempotence"] or settings["acks"] != -1 or in_flight != 1:
        raise RuntimeError("the Kafka producer does not run with the settings that we rely on")


@contextmanager
def told() -> Iterator[None]:
    """Turn what the library raises into `BusUnavailable`."""
    try:
        yield
    except (KafkaError, OSError) as error:
        raise BusUnavailable(type(error).__name__) from error
