"""Topics, and the place of a group in each of their partitions; nothing is left to defaults."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any

from kafka import OffsetAndMetadata, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import NoError, TopicAlreadyExistsError, for_code

from shared.messaging.kafka.clients import CALL_MS, administrator

log = logging.getLogger(__name__)


def ensure_topics(servers: list[str], topics: Collection[str], *, partitions: int) -> None:
    """Create the topics that are not there, with the partition count that we were told."""
    options = {
        "num_partitions": partitions,
        "replication_factor": -1,  # as the broker is set up
        "configs": {"retention.ms": "-1"},  # a consumer that is new reads from the beginning
    }
    with administrator(servers) as admin:
        answer = admin.create_topics(
            dict.fromkeys(topics, options), timeout_ms=CALL_MS, raise_errors=False
        )
        for topic in answer["topics"]:
            error = for_code(topic["error_code"])
            if error not in (NoError, TopicAlreadyExistsError):
                raise error(topic["name"])
        admin.wait_for_topics(list(topics), timeout_ms=CALL_MS)


def place_group(servers: list[str], group: str, topics: Collection[str]) -> None:
    """Give the group a place in every partition, so that it never starts somewhere by default.

    New partitions are read from their beginning. So are those whose place lies outside of what
    the broker has, which means that it or the group lost something: loudly, but with everything
    that is there read again, which harms nobody.
    """
    with administrator(servers) as admin:
        partitions = partitions_of(admin, topics)
        first = ends_of(admin, partitions, OffsetSpec.EARLIEST)
        last = ends_of(admin, partitions, OffsetSpec.LATEST)
        committed = admin.list_group_offsets({group: partitions}).get(group, {})
        start = {}
        for each in partitions:
            place = committed[each].offset if each in committed else -1
            if first[each] <= place <= last[each]:
                continue
            if place >= 0:
                log.error("Group %s lost its place in a topic and reads it all again", group)
            start[each] = place_at(first[each])
        for error in admin.alter_group_offsets(group, start).values():
            if error is not NoError:
                raise error(group)


def place_at(offset: int) -> OffsetAndMetadata:
    """Return what Kafka stores as the place before an offset."""
    return OffsetAndMetadata(offset, "", -1)


def partitions_of(admin: Any, topics: Collection[str]) -> list[TopicPartition]:
    """Return all partitions of the topics."""
    return [
        TopicPartition(topic["name"], partition["partition_index"])
        for topic in admin.describe_topics(list(topics))
        for partition in topic["partitions"]
    ]


def ends_of(
    admin: Any, partitions: list[TopicPartition], which: OffsetSpec
) -> dict[TopicPartition, int]:
    """Return the first or the next offset of each partition."""
    found = admin.list_partition_offsets(dict.fromkeys(partitions, which), timeout_ms=CALL_MS)
    return {partition: place.offset for partition, place in found.items()}
