"""The bus on Postgres: topics of numbered messages, and how far each group has read them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from operator import attrgetter
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from shared.messaging.bus import BusUnavailable, Delivery
from shared.messaging.message import Message, pack_headers, unpack_headers

DELIVERIES_PER_POLL = 100
STANDBY_SECONDS = 0.5

# The topic's row stays locked until the append commits: positions become visible in their order,
# without a hole, so a group that has read up to one of them will never have missed an earlier one.
APPEND = """
    WITH topic AS (
        INSERT INTO topics AS t (topic, last_position) VALUES (%(topic)s, %(count)s)
        ON CONFLICT (topic) DO UPDATE SET last_position = t.last_position + %(count)s
        RETURNING last_position - %(count)s AS last
    ), message AS (
        INSERT INTO messages (topic, position, key, headers, value)
        SELECT %(topic)s, topic.last + m.number, m.key, m.headers, m.value
        FROM topic, unnest(%(keys)s::bytea[], %(headers)s::text[], %(values)s::bytea[])
             WITH ORDINALITY AS m (key, headers, value, number)
    )
    SELECT pg_notify(%(channel)s, '')
"""

# Topics are merged by the time of appending, as far as it grows with the position: after a pause
# a group is told things roughly in the order in which they happened.
READ = """
    SELECT topic, key, headers, value, position
    FROM (
        SELECT m.*, max(m.appended_at) OVER (PARTITION BY m.topic ORDER BY m.position) AS told_at
        FROM unnest(%(topics)s::text[], %(positions)s::bigint[]) AS read (topic, position)
        CROSS JOIN LATERAL (
            SELECT * FROM messages
            WHERE topic = read.topic AND position > read.position
            ORDER BY position LIMIT %(limit)s
        ) AS m
    ) AS next
    ORDER BY told_at, topic, position LIMIT %(limit)s
"""

OFFSETS = """
    SELECT wanted.topic, coalesce(o.position, 0)
    FROM unnest(%(topics)s::text[]) AS wanted (topic)
    LEFT JOIN offsets o ON o.topic = wanted.topic AND o.consumer_group = %(group)s
"""

COMMIT = """
    INSERT INTO offsets AS o (consumer_group, topic, position)
    SELECT %(group)s, * FROM unnest(%(topics)s::text[], %(positions)s::bigint[])
    ON CONFLICT (consumer_group, topic)
    DO UPDATE SET position = greatest(o.position, excluded.position)
"""

LAG = """
    SELECT coalesce(sum(t.last_position - coalesce(o.position, 0)), 0)
    FROM topics t
    LEFT JOIN offsets o ON o.topic = t.topic AND o.consumer_group = %(group)s
    WHERE t.topic = ANY(%(topics)s)
"""


class EventLog:
    """One connection to the event log. Of a group's members one reads, the others stand by."""

    def __init__(self, url: str, *, group: str = "", topics: Sequence[str] = ()) -> None:
        self._group = group
        self._topics = list(topics)
        self._read: dict[str, int] | None = None  # how far, once we are the member that reads
        with self._told():
            self._connection = psycopg.connect(
                plain_url(url),
                autocommit=True,
                connect_timeout=5,
                application_name=f"huanjie event log {group}".strip(),
                options="-c statement_timeout=30s -c timezone=UTC",
            )
            for topic in self._topics:
                name = sql.Identifier(channel(topic))
                self._connection.execute(sql.SQL("LISTEN {}").format(name))
            if group:
                # a lost offset means reading again, which is harmless: no need to wait for the disk
                self._connection.execute("SET synchronous_commit = off")

    def publish_batch(self, messages: Sequence[Message]) -> None:
        """Append the messages; several topics are several transactions."""
        for topic, of_topic in groupby(messages, key=attrgetter("topic")):
            wire = [message.encode() for message in of_topic]
            self._execute(
                APPEND,
                {
                    "topic": topic,
                    "count": len(wire),
                    "keys": [key for key, _, _ in wire],
                    "headers": [pack_headers(headers) for _, headers, _ in wire],
                    "values": [value for _, _, value in wire],
                    "channel": channel(topic),
                },
            )

    def poll(self, timeout_seconds: float) -> list[Delivery]:
        """Return what comes next, in order of position within each topic."""
        if self._read is None and not self._take_over():
            self._wait(min(timeout_seconds, STANDBY_SECONDS))
            return []
        deadline = time.monotonic() + timeout_seconds
        while not (deliveries := self._next()):
            seconds_left = deadline - time.monotonic()
            if seconds_left <= 0:
                break
            self._wait(seconds_left)  # may end early: it may tell of what was read already
        return deliveries

    def commit(self, deliveries: Sequence[Delivery]) -> None:
        """Store how far these deliveries reach."""
        reached: dict[str, int] = {}
        for delivery in deliveries:
            reached[delivery.topic] = max(delivery.position, reached.get(delivery.topic, 0))
        self._execute(
            COMMIT,
            {"group": self._group, "topics": list(reached), "positions": list(reached.values())},
        )

    def lag(self) -> int:
        """Return how many messages are uncommitted; none for a member that stands by."""
        if self._read is None:
            return 0
        [(count,)] = self._execute(LAG, {"group": self._group, "topics": self._topics})
        return int(count)

    def health(self) -> bool:
        """Say whether the database answers."""
        try:
            self._execute("SELECT 1", {})
        except BusUnavailable:
            return False
        return True

    def close(self) -> None:
        """Close the connection; the next member takes over."""
        with suppress(psycopg.Error):
            self._connection.close()

    def _take_over(self) -> bool:
        """Try to become the member that reads, and start where the group has stopped."""
        lock = "SELECT pg_try_advisory_lock(hashtextextended('huanjie group ' || %(group)s, 0))"
        [(won,)] = self._execute(lock, {"group": self._group})
        if won:
            wanted = {"group": self._group, "topics": self._topics}
            self._read = dict(self._execute(OFFSETS, wanted))
        return bool(won)

    def _next(self) -> list[Delivery]:
        read = self._read or {}
        rows = self._execute(
            READ,
            {"topics": list(read), "positions": list(read.values()), "limit": DELIVERIES_PER_POLL},
        )
        deliveries = [
            Delivery(topic, key, unpack_headers(headers), value, 0, position)
            for topic, key, headers, value, position in rows
        ]
        read.update((delivery.topic, delivery.position) for delivery in deliveries)
        return deliveries

    def _wait(self, seconds: float) -> None:
        """Wait until something is appended; the connection keeps what is told in between."""
        with self._told():
            for _ in self._connection.notifies(timeout=seconds, stop_after=1):
                pass

    def _execute(self, statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        with self._told():
            cursor = self._connection.execute(statement, values, binary=True)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise BusUnavailable(type(error).__name__) from error


def channel(topic: str) -> str:
    """Return the name under which the database tells that a topic has grown."""
    return f"event_log_{topic}"


def plain_url(url: str) -> str:
    """Return SQLAlchemy's form of an address as the driver itself reads it."""
    plain = make_url(url).set(drivername="postgresql")
    return plain.render_as_string(hide_password=False)
