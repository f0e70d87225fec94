"""What the processes of the load tests do: write events, and relay them, well or badly."""

from __future__ import annotations

import os
import random
import threading
import time

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from shared.messaging import relay as relay_module
from shared.messaging.event_log import EventLog
from shared.messaging.message import Message
from shared.messaging.outbox import publish_all
from shared.messaging.relay import MARK_SENT, UNSENT, Relay
from tests.shared.messaging.places import an_event

KEYS = [f"22040200{number:04d}" for number in range(5000)]
LARGEST_TRANSACTION = 40
LONGEST_DELAY_SECONDS = 0.03


def write(url: str, seed: int, count: int) -> None:
    """Publish events of many keys, several in a transaction, with a delay before each commit."""
    chance = random.Random(seed)
    written = 0
    with create_engine(url).connect() as connection:
        while written < count:
            size = min(chance.randint(1, LARGEST_TRANSACTION), count - written)
            with Session(connection) as session, session.begin():
                keys = enumerate(chance.choices(KEYS, k=size))
                publish_all(
                    session, [an_event(key, f"{seed}-{written + number}") for number, key in keys]
                )
                time.sleep(chance.uniform(0, LONGEST_DELAY_SECONDS))
            written += size


class CursorRelay(Relay):
    """Known bad: remembers how far it has read, and never looks back."""

    last_id = 0
    AFTER = text(str(UNSENT).replace("sent_at IS NULL", "id > :last_id"))

    def send_batch(self, connection, bus):
        """Send what has a number above the last one sent."""
        values = {"limit": self._batch, "last_id": self.last_id}
        rows = connection.execute(self.AFTER, values).all()
        if rows:
            bus.publish_batch([Message(*row[1:]) for row in rows])
            connection.execute(MARK_SENT, {"ids": [row.id for row in rows]})
            self.last_id = rows[-1].id
        return len(rows)


class HastyRelay(Relay):
    """Known bad: marks events as sent before the bus has them."""

    def send_batch(self, connection, bus):
        """Mark, then send."""
        rows = connection.execute(UNSENT, {"limit": self._batch}).all()
        if rows:
            connection.execute(MARK_SENT, {"ids": [row.id for row in rows]})
            relay_module.crash_point("after_append")
            bus.publish_batch([Message(*row[1:]) for row in rows])
        return len(rows)


RELAYS = {"good": Relay, "cursor": CursorRelay, "hasty": HastyRelay}


def relay(url: str, event_log_url: str, kind: str, crash_at: str = "") -> None:
    """Send until killed, by itself if it is told where."""
    os.environ["HUANJIE_CRASH_AT"] = crash_at
    made = RELAYS[kind](create_engine(url), lambda: EventLog(event_log_url), topic="roster")
    made.run(threading.Event())
