"""The bus on Apache Kafka; the only package that imports its client.

An acknowledgement with an offset, or it was not sent; commits of named offsets, or nothing is
committed. Whatever fails comes out as `BusUnavailable`: the user closes this bus, makes a new one
and repeats, which the inbox makes harmless.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from kafka import TopicPartition
from kafka.errors import (
    CommitFailedError,
    IllegalGenerationError,
    KafkaError,
    RebalanceInProgressError,
    UnknownMemberIdError,
)

from shared.messaging.bus import BusUnavailable, Delivery
from shared.messaging.kafka.clients import (
    CALL_MS,
    administrator,
    new_consumer,
    new_producer,
    told,
)
from shared.messaging.kafka.places import ensure_topics, place_at, place_group
from shared.messaging.message import Message

log = logging.getLogger(__name__)

ACKNOWLEDGED_SECONDS = 35.0  # a little more than the producer's own delivery timeout
CLOSE_SECONDS = 3.0
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
        self._servers = url.removeprefix("kafka://").split(",")
        self._partitions = partitions
        self._known_topics: set[str] = set()
        self._producer: Any = None
        self._consumer: Any = None
        if group:
            ensure_topics(self._servers, topics, partitions=partitions)
            place_group(self._servers, group, topics)
            self._consumer = new_consumer(self._servers, *topics, group=group)
        else:
            self._producer = new_producer(self._servers)

    def publish_batch(self, messages: Sequence[Message]) -> None:
        """Send the messages in order; return when the broker has given each its offset."""
        if new := {message.topic for message in messages} - self._known_topics:
            ensure_topics(self._servers, new, partitions=self._partitions)
            self._known_topics |= new
        with told():
            sent = [self._send(message) for message in messages]
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
            TopicPartition(each.topic, each.partition): place_at(each.position + 1)
            for each in deliveries
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
            with administrator(self._servers) as admin:
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

    def _send(self, message: Message) -> Any:
        key, headers, value = message.encode()
        return self._producer.send(message.topic, key=key, value=value, headers=headers)
