"""What was received and cannot take effect yet: parked, or set aside after its consumer failed."""

from __future__ import annotations

import hashlib
import logging
import math
import traceback
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from shared.messaging.bus import Delivery
from shared.messaging.message import Message, pack_headers, unpack_headers
from shared.messaging.tables import inbox, parked, set_aside

log = logging.getLogger(__name__)

# Between the tries of a failing event the others go on; after the last one a person decides.
RETRY_AFTER_SECONDS = (0.2, 2.0)

ADVANCE = text("""
    WITH position AS (
        INSERT INTO stream_positions AS p (consumer, topic, key, version)
        VALUES (:consumer, :topic, :key, CASE WHEN :version = 1 THEN 1 ELSE 0 END)
        ON CONFLICT (consumer, topic, key)
        DO UPDATE SET version = :version WHERE p.version = :version - 1
        RETURNING version
    )
    SELECT EXISTS (SELECT FROM position WHERE version = :version)
""")
TAKE_NEXT = text("""
    WITH next AS (
        UPDATE stream_positions p SET version = w.version FROM parked w
        WHERE p.consumer = :consumer AND p.topic = :topic AND p.key = :key
          AND w.consumer = p.consumer AND w.topic = p.topic AND w.key = p.key
          AND w.version = p.version + 1
        RETURNING w.version
    )
    DELETE FROM parked w USING next
    WHERE w.consumer = :consumer AND w.topic = :topic AND w.key = :key AND w.version = next.version
    RETURNING w.headers, w.value
""")
CONTINUABLE = text("""
    SELECT p.topic, p.key FROM stream_positions p
    JOIN parked w USING (consumer, topic, key)
    WHERE p.consumer = :consumer AND w.version = p.version + 1
""")


class Kept:
    """The parked and the set-aside events of one group of consumers.

    A failed event keeps its place: its key's position stands before it, so what follows is parked.
    """

    def __init__(self, consumer: str) -> None:
        self._consumer = consumer

    def park(self, session: Session, message: Message, delivery: Delivery) -> None:
        """Keep an event until those before it have taken effect."""
        kept = {
            **self._place(message),
            "event_id": message.event_id,
            "headers": pack_headers(delivery.headers),
            "value": delivery.value,
        }
        session.execute(insert(parked).values(kept).on_conflict_do_nothing())

    def take_next(self, session: Session, topic: str, key: str) -> list[Delivery]:
        """Take the next event of a key out of the parking place, if it is there."""
        place = {"consumer": self._consumer, "topic": topic, "key": key}
        rows = session.execute(TAKE_NEXT, place).all()
        return [
            Delivery(topic, key.encode(), unpack_headers(row.headers), row.value, 0, 0)
            for row in rows
        ]

    def continuable(self, session: Session) -> list[tuple[str, str]]:
        """Return topic and key wherever the next event is parked."""
        rows = session.execute(CONTINUABLE, {"consumer": self._consumer})
        return [(row.topic, row.key) for row in rows]

    def set_aside(
        self, session: Session, delivery: Delivery, message: Message | None, error: BaseException
    ) -> None:
        """Set aside an event that was just received, or was parked, to be tried again soon."""
        event_id = message.event_id if message else fingerprint(delivery)
        received = insert(inbox).values(consumer=self._consumer, event_id=event_id)
        was_parked = delete(parked).where(
            parked.c.consumer == self._consumer, parked.c.event_id == event_id
        )
        is_new = session.execute(received.on_conflict_do_nothing().returning(inbox.c.event_id))
        if is_new.first() is None and session.execute(was_parked.returning(1)).first() is None:
            return  # another worker has dealt with it
        session.execute(
            insert(set_aside).values(
                consumer=self._consumer,
                event_id=event_id,
                topic=delivery.topic,
                key=message.key if message else None,
                version=message.version if message else None,
                name=message.name if message else None,
                raw_key=delivery.key,
                headers=pack_headers(delivery.headers),
                value=delivery.value,
                error=describe(error),
                attempts=1,
                retry_at=after(RETRY_AFTER_SECONDS[0]),
            )
        )
        log.warning("Event %s failed and will be tried again", event_id, exc_info=error)

    def note_failure(self, session: Session, event_id: UUID, error: BaseException) -> None:
        """Count a failed try of an event that is set aside, and say when it is tried again."""
        attempts = set_aside.c.attempts
        before = select(attempts).where(self._is(event_id)).with_for_update()
        tries = session.execute(before).scalar_one() + 1
        pauses = RETRY_AFTER_SECONDS[tries - 1 : tries]
        retry_at = after(pauses[0]) if pauses else None
        session.execute(
            update(set_aside)
            .where(self._is(event_id))
            .values(attempts=tries, error=describe(error), retry_at=retry_at)
        )
        if retry_at is None:
            log.error("Event %s is set aside", event_id, exc_info=error)

    def due(self, session: Session) -> Sequence[UUID]:
        """Return the failed events that are to be tried again now."""
        return self._set_aside_ids(session, set_aside.c.retry_at <= func.clock_timestamp())

    def seconds_to_retry(self, session: Session) -> float:
        """Return how long until a failed event is to be tried again; infinite when none is."""
        rows = set_aside.c
        waiting = func.min(rows.retry_at) - func.clock_timestamp()
        left = session.scalar(
            select(waiting).where(rows.consumer == self._consumer, rows.replayed_at.is_(None))
        )
        return math.inf if left is None else float(left.total_seconds())

    def all_set_aside(self, session: Session) -> Sequence[UUID]:
        """Return every failed event."""
        return self._set_aside_ids(session)

    def lock_set_aside(self, session: Session, event_id: UUID) -> Delivery | None:
        """Return the bytes of a failed event, which no other may replay meanwhile."""
        row = session.execute(
            select(set_aside)
            .where(self._is(event_id), set_aside.c.replayed_at.is_(None))
            .with_for_update()
        ).first()
        if row is None:
            return None
        return Delivery(row.topic, row.raw_key, unpack_headers(row.headers), row.value, 0, 0)

    def advance(self, session: Session, message: Message) -> bool:
        """Move the position of a key on to this event; say whether it is the next."""
        return bool(session.scalar(ADVANCE, self._place(message)))

    def mark_replayed(self, session: Session, event_id: UUID) -> None:
        """Keep a failed event that has taken effect as history."""
        session.execute(
            update(set_aside)
            .where(self._is(event_id))
            .values(replayed_at=func.clock_timestamp(), retry_at=None)
        )

    def _set_aside_ids(self, session: Session, *conditions: ColumnElement[bool]) -> Sequence[UUID]:
        rows = set_aside.c
        return session.scalars(
            select(rows.event_id)
            .where(rows.consumer == self._consumer, rows.replayed_at.is_(None), *conditions)
            .order_by(rows.topic, rows.key, rows.version)
        ).all()

    def _is(self, event_id: UUID) -> ColumnElement[bool]:
        return (set_aside.c.consumer == self._consumer) & (set_aside.c.event_id == event_id)

    def _place(self, message: Message) -> dict[str, Any]:
        return {
            "consumer": self._consumer,
            "topic": message.topic,
            "key": message.key,
            "version": message.version,
        }


def after(seconds: float) -> ColumnElement[Any]:
    """Return a time of the database's clock."""
    return func.clock_timestamp() + timedelta(seconds=seconds)


def fingerprint(delivery: Delivery) -> UUID:
    """Return an id for bytes that carry none: the same bytes, the same id."""
    digest = hashlib.sha256(repr((delivery.topic, delivery.key, delivery.headers)).encode())
    digest.update(delivery.value)
    return UUID(bytes=digest.digest()[:16], version=5)


def describe(error: BaseException) -> str:
    """Say what was raised and where; never the text of it, which may hold personal values."""
    kind = type(error.orig if isinstance(error, DBAPIError) and error.orig else error).__name__
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename]
    if not ours:
        return kind
    place = Path(ours[-1].filename)
    return f"{kind} in {ours[-1].name} ({place.parent.name}/{place.name}:{ours[-1].lineno})"
