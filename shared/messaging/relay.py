"""Sending: what a service's outbox holds goes onto the bus, in order, at least once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from threading import Event as Flag
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from shared.crash import crash_point
from shared.messaging.bus import Bus, BusUnavailable
from shared.messaging.message import Message
from shared.messaging.outbox import outbox_channel

log = logging.getLogger(__name__)

PAUSE_AFTER_TROUBLE_SECONDS = 1.0
STANDBY_SECONDS = 0.5

# By the flag, not by a position: a transaction that took a low number may commit after one that
# took a higher number, and a relay that remembers how far it has read would never send it.
UNSENT = text("""
    SELECT id, event_id, topic, key, version, name, body, occurred_at,
           actor, actor_role, correlation_id, caused_by
    FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT :limit
""")
MARK_SENT = text("UPDATE outbox SET sent_at = clock_timestamp() WHERE id = ANY(:ids)")
TAKE_LEAD = text("SELECT pg_try_advisory_lock(hashtextextended('huanjie relay ' || :topic, 0))")


class Relay:
    """Sends one service's events. Of several relays one works, the others wait for its lock."""

    def __init__(
        self, engine: Engine, connect: Callable[[], Bus], *, topic: str, batch: int = 200
    ) -> None:
        self._engine = engine
        self._connect = connect
        self._topic = topic
        self._batch = batch

    def run(
        self,
        stop: Flag,
        *,
        poll_seconds: float = 1.0,
        on_progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Send until told to stop, then what is there at that moment; trouble means a new start."""
        while not stop.is_set():
            try:
                self._run_once(stop, poll_seconds, on_progress)
            except (DBAPIError, psycopg.Error, BusUnavailable) as error:
                log.warning("Relay of %s starts anew after %s", self._topic, type(error).__name__)
                on_progress(0)
                stop.wait(PAUSE_AFTER_TROUBLE_SECONDS)

    def _run_once(
        self, stop: Flag, poll_seconds: float, on_progress: Callable[[int], None]
    ) -> None:
        """Lock, listening and reading share one connection: when it breaks, all of it ends."""
        with self._engine.connect() as pooled:
            connection = pooled.execution_options(isolation_level="AUTOCOMMIT")
            connection.detach()  # the lock must end with us, not go back into the pool
            prepare(connection, self._topic)
            if not self._lead(connection, stop, on_progress):
                return
            with closing(self._connect()) as bus:
                while not stop.is_set():
                    sent = self.send_batch(connection, bus)
                    on_progress(sent)
                    if sent < self._batch:
                        wait_for_notice(connection, poll_seconds)
                while self.send_batch(connection, bus) == self._batch:
                    pass

    def _lead(self, connection: Connection, stop: Flag, on_progress: Callable[[int], None]) -> bool:
        """Wait until the lock is ours; say whether it is."""
        while not stop.is_set():
            if connection.scalar(TAKE_LEAD, {"topic": self._topic}):
                return True
            on_progress(0)
            stop.wait(STANDBY_SECONDS)
        return False

    def send_batch(self, connection: Connection, bus: Bus) -> int:
        """Send the oldest unsent events; mark them when the bus has them for good."""
        rows = connection.execute(UNSENT, {"limit": self._batch}).all()
        if rows:
            bus.publish_batch([Message(*row[1:]) for row in rows])
            crash_point("after_append")
            connection.execute(MARK_SENT, {"ids": [row.id for row in rows]})
        return len(rows)


def prepare(connection: Connection, topic: str) -> None:
    """Hear of what is published. A lost mark only sends again: it need not wait for the disk."""
    connection.exec_driver_sql(f'LISTEN "{outbox_channel(topic)}"')
    connection.exec_driver_sql("SET synchronous_commit = off")


def wait_for_notice(connection: Connection, seconds: float) -> None:
    """Wait until something is published; what came in between ends the wait at once."""
    driver: Any = connection.connection.dbapi_connection
    for _ in driver.notifies(timeout=seconds, stop_after=1):
        pass
