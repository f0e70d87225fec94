"""Events as they come to the log, and the divisions that the tests take place in."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

from shared import events
from shared.events import Event
from shared.messaging.bus import Delivery
from shared.messaging.message import Message
from shared.messaging.outbox import canonical_json

CITY, OTHER_CITY = "220400000000", "220300000000"
COUNTY, OTHER_COUNTY = "220402000000", "220403000000"
STREET, COMMUNITY = "220402001000", "220402001001"
MOMENT = datetime(2021, 4, 30, 8, tzinfo=UTC)
_numbers = count(1)


def divisions() -> events.DivisionsRegistered:
    """Return two cities, one of them with two counties, a street and a community."""
    rows = [
        ("220000000000", "province", ()),
        (CITY, "city", ("220000000000",)),
        (OTHER_CITY, "city", ("220000000000",)),
        (COUNTY, "county", ("220000000000", CITY)),
        (OTHER_COUNTY, "county", ("220000000000", CITY)),
        (STREET, "township", ("220000000000", CITY, COUNTY)),
        (COMMUNITY, "community", ("220000000000", CITY, COUNTY, STREET)),
    ]
    return events.DivisionsRegistered(
        division_code="220000000000",
        divisions=tuple(
            events.Division(
                code=code,
                name=f"区划{code}",
                level=level,
                parent_code=above[-1] if above else None,
                path="".join(f"{one}." for one in (*above, code)),
            )
            for code, level, above in rows
        ),
    )


def a_message(event: Event | None = None, **told: object) -> Message:
    """Return an event on its way; each is the first of a key of its own unless told otherwise."""
    event = event or events.ReserveFiled(
        division_code=f"{next(_numbers):012d}",
        person_number="1",
        post="MEMBER",
        filed_on=MOMENT.date(),
    )
    facts = {
        "event_id": uuid4(),
        "topic": event.topic,
        "key": event.key,
        "version": 1,
        "name": event.name,
        "body": canonical_json(event),
        "occurred_at": MOMENT,
        "actor": "street-1",
        "actor_role": "STREET",
        "correlation_id": "request-1",
        "caused_by": "",
    }
    return Message(**{**facts, **told})


def a_delivery(message: Message) -> Delivery:
    """Return a message as a bus delivers it."""
    key, headers, value = message.encode()
    return Delivery(message.topic, key, headers, value, 0, 0)
