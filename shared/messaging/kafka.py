"""The bus on Apache Kafka; the only module that imports its client.

The client's network layer is young and its defaults lose data. So: bytes in and out, no listener,
a timeout on every call, one batch in flight, an acknowledgement with an offset or it was not sent,
commits of named offsets only. Whatever fails comes out as `BusUnavailable`: the user closes this
bus, makes a new one and repeats, which the inbox makes harmless.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import Any

from kafka import (
    KafkaAdminClient,
    KafkaConsumer,
    KafkaProducer,
    OffsetAndMetadata,
    TopicPartition,
)
from kafka.admin import OffsetSpec
from kafka.coordinator.assignors.range import RangePartitionAssignor
from kafka.errors import (
    CommitFailedError,
    IllegalGenerationError,
    KafkaError,
    NoError,
    RebalanceInProgressError,
    TopicAlreadyExistsError,
    UnknownMemberIdError,
    for_code,
)

from shared.messaging.bus import BusUnavailable, Delivery
from shared.messaging.message import Message

log = logging.getLogger(__name__)

CALL_MS = 5_000
ACKNOWLEDGED_SECONDS = 35.0  # a little more than the producer's own delivery timeout
CLOSE_SECONDS = 3.0
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
    "auto_offset_reset": "none",  # a group that lost its place says so; see `_place_group`
    "max_poll_records": 50,
    "max_poll_interval_ms": 120_000,
    "session_timeout_ms": 30_000,
    "fetch_max_wait_ms": 100,
    "allow_auto_create_topics": False,
    "partition_assignment_strategy": (RangePartitionAssignor,),
    "metrics_enabled": False,
}
NOT_COMMITTED = (
    CommitFailedError,
    IllegalGenerationError,
    RebalanceInProgressError,
    UnknownMemberIdError,
)


class KafkaBus:
    """One client of a broker: a producer, or with a group a consumer."""

    def __init__(
        self, url: str, *, group: str = "", topics: Sequence[str] = (), partitions: int = 6
    ) -> None:
        if find_spec("crc32c") is None:
            raise RuntimeError("crc32c is missing: every message would take five times longer")
        self._servers = url.removeprefix("kafka://").split(",")
        self._partitions = partitions
        self._known_topics: set[str] = set()
        self._producer: Any = None
        self._consumer: Any = None
        with told():
            if group:
                self._ensure_topics(topics)
                self._place_group(group, topics)
                self._consumer = KafkaConsumer(
                    *topics, bootstrap_servers=self._servers, group_id=group, **COMMON, **CONSUMER
                )
            else:
                self._producer = KafkaProducer(
                    bootstrap_servers=self._servers, **COMMON, **PRODUCER
                )
                check_effective(self._producer.config)

    def publish_batch(self, messages: Sequence[Message]) -> None:
        """Send the messages in order; return when the broker has given each its offset."""
        with told():
            self._ensure_topics({message.topic for message in messages} - self._known_topics)
            sent = []
            for message in messages:
                key, headers, value = message.encode()
                sent.append(
                    self._producer.send(message.topic, key=key, value=value, headers=headers)
                )
            for future in sent:
                acknowledged = future.get(timeout=ACKNOWLEDGED_SECONDS)
                if acknowledged is None or acknowledged.offset < 0:
                    raise BusUnavailable("sent without an acknowledgement")

    def poll(self, timeout_seconds: float) -> list[Delivery]:
        """Return what comes next, in the order of each partition."""
        with told():
            batches = self._consumer.poll(timeout_ms=int(timeout_seconds * 1000))
        return [
            Delivery(
                record.topic,
                record.key,
                list(record.headers),
                record.value or b"",
                record.partition,
                record.offset,
            )
            for records in batches.values()
            for record in records
        ]

    def commit(self, deliveries: Sequence[Delivery]) -> None:
        """Commit these and nothing else. During a rebalance it fails, and they come once more."""
        offsets = {
            TopicPartition(delivery.topic, delivery.partition): OffsetAndMetadata(
                delivery.position + 1, "", -1
            )
            for delivery in deliveries
        }
        with told():
            try:
                self._consumer.commit(offsets, timeout_ms=CALL_MS)
            except NOT_COMMITTED as error:
                log.info("Not committed: %s", type(error).__name__)

    def lag(self) -> int:
        """Return how many messages of the partitions assigned to us are still to be read."""
        with told():
            assigned = list(self._consumer.assignment())
            if not assigned:
                return 0
            ends = self._consumer.end_offsets(assigned, timeout_ms=CALL_MS)
            read = {each: self._consumer.position(each, timeout_ms=CALL_MS) for each in assigned}
        return sum(max(0, ends[each] - (read[each] or 0)) for each in assigned)

    def health(self) -> bool:
        """Say whether the broker answers."""
        try:
            with self._admin() as admin:
                admin.describe_cluster()
        except BusUnavailable:
            return False
        return True

    def close(self) -> None:
        """Close within a few seconds, whatever the broker does."""
        with suppress(KafkaError, OSError, RuntimeError):
            if self._producer is not None:
                self._producer.close(timeout=CLOSE_SECONDS)
        with suppress(KafkaError, OSError, RuntimeError):
            if self._consumer is not None:
                self._consumer.close(autocommit=False, timeout_ms=CLOSE_SECONDS * 1000)

    def _ensure_topics(self, topics: Sequence[str] | set[str]) -> None:
        """Create the topics that are not there, with the partition count that we were told."""
        if not topics:
            return
        wanted = {
            topic: {"num_partitions": self._partitions, "replication_factor": -1}
            for topic in topics
        }
        with self._admin() as admin:
            answer = admin.create_topics(wanted, timeout_ms=CALL_MS, raise_errors=False)
            for topic in answer["topics"]:
                error = for_code(topic["error_code"])
                if error not in (NoError, TopicAlreadyExistsError):
                    raise error(topic["name"])
            admin.wait_for_topics(list(topics), timeout_ms=CALL_MS)
        self._known_topics.update(topics)

    def _place_group(self, group: str, topics: Sequence[str]) -> None:
        """Give the group a place in every partition, so that it never starts somewhere by default.

        New partitions are read from their beginning. So are those whose place lies outside of what
        the broker has, which means that it or the group lost something: loudly, but with everything
        that is there read again, which harms nobody.
        """
        with self._admin() as admin:
            all_partitions = [
                TopicPartition(topic["name"], partition["partition_index"])
                for topic in admin.describe_topics(list(topics))
                for partition in topic["partitions"]
            ]
            first = self._offsets(admin, all_partitions, OffsetSpec.EARLIEST)
            last = self._offsets(admin, all_partitions, OffsetSpec.LATEST)
            committed = admin.list_group_offsets({group: all_partitions}).get(group, {})
            places = {}
            for each in all_partitions:
                place = committed[each].offset if each in committed else -1
                if place < 0:
                    places[each] = OffsetAndMetadata(first[each], "", -1)
                elif not first[each] <= place <= last[each]:
                    log.error("Group %s lost its place in %s and reads it all again", group, each)
                    places[each] = OffsetAndMetadata(first[each], "", -1)
            for error in admin.alter_group_offsets(group, places).values():
                if error is not NoError:
                    raise error(group)

    def _offsets(
        self, admin: KafkaAdminClient, partitions: list[TopicPartition], which: OffsetSpec
    ) -> dict[TopicPartition, int]:
        found = admin.list_partition_offsets(dict.fromkeys(partitions, which), timeout_ms=CALL_MS)
        return {partition: place.offset for partition, place in found.items()}

    @contextmanager
    def _admin(self) -> Iterator[KafkaAdminClient]:
        with told():
            admin = KafkaAdminClient(bootstrap_servers=self._servers, **COMMON)
            try:
                yield admin
            finally:
                admin.close()


def check_effective(config: dict[str, Any]) -> None:
    """Refuse to send with settings that the client has weakened, as it may with only a warning."""
    in_flight = config["max_in_flight_requests_per_connection"]
    if not config["enable_idempotence"] or config["acks"] != -1 or in_flight != 1:
        raise RuntimeError("the Kafka producer does not run with the settings that we rely on")


@contextmanager
def told() -> Iterator[None]:
    """Turn what the client raises into `BusUnavailable`."""
    try:
        yield
    except (KafkaError, OSError) as error:
        raise BusUnavailable(type(error).__name__) from error
