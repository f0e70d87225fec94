"""Publishing: an event is written beside the change it tells of, in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from shared.context import current_cause
from shared.database import new_id, run
from shared.events.event import Event

LARGEST_EVENT_BYTES = 256 * 1024

# One statement: the stream's row stays locked until the commit, so events of one key get their
# numbers in the order in which their transactions commit; the relay wakes when they do.
PUBLISH = """
    WITH stream AS (
        INSERT INTO streams AS s (topic, key, version) VALUES (%(topic)s, %(key)s, 1)
        ON CONFLICT (topic, key) DO UPDATE SET version = s.version + 1
        RETURNING version
    ), event AS (
        INSERT INTO outbox (event_id, topic, key, version, name, body,
                            actor, actor_role, correlation_id, caused_by)
        SELECT %(event_id)s, %(topic)s, %(key)s, version, %(name)s, %(body)s,
               %(actor)s, %(actor_role)s, %(correlation_id)s, %(caused_by)s
        FROM stream
    )
    SELECT pg_notify(%(channel)s, '')
"""


class EventTooLarge(Exception):
    """An event exceeds what every bus carries in one piece: a mistake of the publisher."""


def publish(session: Session, event: Event) -> UUID:
    """Write an event to the outbox and return its id; it goes out when the transaction commits.

    A command that publishes for several divisions should do so in the order of their codes:
    each holds its stream until the commit, and two that wait for each other would fail.
    """
    row = _row_of(event)
    run(session, PUBLISH, row)
    event_id: UUID = row["event_id"]
    return event_id


def publish_all(session: Session, events: Iterable[Event]) -> None:
    """Write many events at once, in the order of their keys; those of one key as they are given."""
    rows = [_row_of(event) for event in sorted(events, key=lambda event: event.key)]
    if rows:
        run(session, PUBLISH, rows)


def _row_of(event: Event) -> dict[str, Any]:
    body = canonical_json(event)
    if len(body.encode()) > LARGEST_EVENT_BYTES:
        raise EventTooLarge(event.name)
    cause = current_cause()
    return {
        "event_id": new_id(),
        "topic": event.topic,
        "key": event.key,
        "name": event.name,
        "body": body,
        "actor": cause.actor,
        "actor_role": cause.actor_role,
        "correlation_id": cause.correlation_id,
        "caused_by": cause.caused_by,
        "channel": outbox_channel(event.topic),
    }


def canonical_json(event: Event) -> str:
    """Return the event's facts as JSON with sorted names, so that equal events are equal texts."""
    return json.dumps(
        event.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def outbox_channel(topic: str) -> str:
    """Return the name under which the database tells that a topic has something to send."""
    return f"outbox_{topic}"
