"""What the tests of messaging share: places, messages, and a way to drain a bus."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from huanjie.databases import Server
from shared.database import new_id
from shared.events import ReserveFiled
from shared.messaging.bus import Bus, BusUnavailable, Delivery
from shared.messaging.message import Message
from shared.messaging.outbox import canonical_json


@dataclass(frozen=True)
class Places:
    """Where a sender, a receiver and the event log have their tables."""

    sender: str
    receiver: str
    event_log: str


def an_event(key: str = "220402001001", person: str = "P1") -> ReserveFiled:
    """Return a small event."""
    return ReserveFiled(
        division_code=key, person_number=person, post="SECRETARY", filed_on=date(2021, 3, 1)
    )


def a_message(version: int = 1, **changed: object) -> Message:
    """Return a message of a small event; its person number tells its version."""
    key = str(changed.get("key", "220402001001"))
    values: dict[str, object] = {
        "event_id": new_id(),
        "topic": "roster",
        "key": key,
        "version": version,
        "name": ReserveFiled.name,
        "body": canonical_json(an_event(key, f"P{version}")),
        "occurred_at": datetime.now(UTC),
        "actor": "zhang",
        "actor_role": "STREET",
        "correlation_id": "request-1",
        "caused_by": "",
        **changed,
    }
    return Message(**values)  # type: ignore[arg-type]


def a_delivery(message: Message, position: int = 1) -> Delivery:
    """Return a message as a bus would deliver it."""
    key, headers, value = message.encode()
    return Delivery(message.topic, key, headers, value, 0, position)


def end_connections(server: Server, *urls: str) -> None:
    """End every connection to these databases, and no other test's: the server is shared."""
    names = [make_url(url).database for url in urls]
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY(%s)"
    address = server.administrator_url.render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as administrator:
        administrator.execute(kill, (names,))


def a_topic() -> str:
    """Return a name that no other test uses."""
    return f"topic-{uuid4().hex[:12]}"


def connected(connect: Callable[[], Bus], *, seconds: float = 60) -> Bus:
    """Connect as a worker does: again and again, for a new broker takes its time."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return connect()
        except BusUnavailable:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def drain(bus: Bus, count: int, *, seconds: float = 30) -> list[Delivery]:
    """Poll until so many deliveries have come, or the time is over."""
    deadline = time.monotonic() + seconds
    deliveries: list[Delivery] = []
    while len(deliveries) < count and time.monotonic() < deadline:
        deliveries += bus.poll(0.5)
    return deliveries
