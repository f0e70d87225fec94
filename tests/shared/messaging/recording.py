"""Consumers that write down what they were told, and fail where a test says so."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from shared.context import current_cause
from shared.events import ReserveFiled
from shared.messaging.consumers import Consumers
from shared.messaging.inbox import Inbox

RECORD = text("""
    INSERT INTO effects (key, person, actor, correlation_id, caused_by)
    VALUES (:key, :person, :actor, :correlation_id, :caused_by)
""")


class Recording:
    """An inbox whose one consumer records each event, and fails at those in `fails`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.fails: set[tuple[str, str]] = set()
        self.calls: Counter[str] = Counter()
        self.consumers = Consumers("reporting")
        self.consumers.on(ReserveFiled)(self.record)
        self.inbox = self.new_inbox()

    def new_inbox(self) -> Inbox:
        """Return an inbox as a worker that was just started has it."""
        return Inbox(sessionmaker(self.engine), self.consumers)

    def record(self, session: Session, event: ReserveFiled) -> None:
        """Write down the event, and then perhaps fail."""
        self.calls[event.key] += 1
        cause = current_cause()
        session.execute(
            RECORD,
            {
                "key": event.key,
                "person": event.person_number,
                "actor": f"{cause.actor} {cause.actor_role}",
                "correlation_id": cause.correlation_id,
                "caused_by": cause.caused_by,
            },
        )
        if (event.key, event.person_number) in self.fails:
            raise LookupError(f"a personal value of {event.person_number}")

    def effects(self, key: str) -> list[str]:
        """Return the persons recorded for a key, in order."""
        statement = text("SELECT person FROM effects WHERE key = :key ORDER BY id")
        with self.engine.connect() as connection:
            return list(connection.scalars(statement, {"key": key}))

    def rows(self, table: str, key: str) -> list:
        """Return what is kept of a key."""
        statement = text(f"SELECT * FROM {table} WHERE key = :key ORDER BY version")
        with self.engine.connect() as connection:
            return list(connection.execute(statement, {"key": key}))
