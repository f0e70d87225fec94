"""An event on its way, and its form on the wire: CloudEvents 1.0, binary mode."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from cloudevents.core.bindings.kafka import KafkaMessage, from_binary, to_binary
from cloudevents.core.exceptions import BaseCloudEventException
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from shared.context import Cause
from shared.events import EVENTS, Event

Headers = list[tuple[str, bytes]]

LONGEST_WORD = 100
LARGEST_VERSION = 2**31 - 1


class Unreadable(Exception):
    """Bytes that are not a message of ours."""


class PlainBytes(JSONFormat):
    """The body is JSON already: bytes in, bytes out."""

    def read_data(self, body: bytes, datacontenttype: str | None) -> bytes:  # noqa: ARG002
        """Return the body as it came; the event class parses it."""
        return body


@dataclass(frozen=True, slots=True)
class Message:
    """One event with who, when, why and where it stands among the events of its key (1..n)."""

    event_id: UUID
    topic: str
    key: str
    version: int
    name: str
    body: str
    occurred_at: datetime
    actor: str = "system"
    actor_role: str = "SYSTEM"
    correlation_id: str = ""
    caused_by: str = ""

    def event(self) -> Event:
        """Return the fact itself; raises when the body has not the form that its name promises."""
        return EVENTS[self.name].model_validate_json(self.body)

    def as_cause(self) -> Cause:
        """Return what a consumer of this message says about why it acts."""
        return Cause(self.actor, self.actor_role, self.correlation_id, str(self.event_id))

    def encode(self) -> tuple[bytes, Headers, bytes]:
        """Return key, headers and value as they go on the bus."""
        attributes = {
            "id": str(self.event_id),
            "source": f"/huanjie/{self.topic}",
            "type": self.name,
            "specversion": "1.0",
            "time": self.occurred_at,
            "datacontenttype": "application/json",
            "partitionkey": self.key,
            "sequence": str(self.version),
            "actor": self.actor,
            "actorrole": self.actor_role,
            # an attribute of a CloudEvent may be absent, but not empty
            "correlationid": self.correlation_id or None,
            "causationid": self.caused_by or None,
        }
        present = {name: value for name, value in attributes.items() if value is not None}
        wire = to_binary(CloudEvent(present, self.body), PlainBytes())
        return self.key.encode(), list(wire.headers.items()), wire.value

    @classmethod
    def decode(cls, topic: str, key: bytes | None, headers: Headers, value: bytes) -> Message:
        """Return the message, or raise `Unreadable`."""
        names = dict(headers)
        try:
            # the library invents a missing id or time; these lookups refuse instead
            names["ce_id"], names["ce_time"]
            wire = from_binary(KafkaMessage(names, key, value), PlainBytes(), CloudEvent)
            told = wire.get_attributes()
            message = cls(
                event_id=UUID(told["id"]),
                topic=topic,
                key=told["partitionkey"],
                version=int(told["sequence"]),
                name=told["type"],
                body=value.decode(),
                occurred_at=told["time"].astimezone(UTC),
                actor=told["actor"],
                actor_role=told["actorrole"],
                correlation_id=told.get("correlationid", ""),
                caused_by=told.get("causationid", ""),
            )
            message.check_place()
        except (KeyError, ValueError, BaseCloudEventException) as error:
            raise Unreadable(type(error).__name__) from error
        return message

    def check_place(self) -> None:
        """Raise `ValueError` when key, name or version cannot be one of ours, nor be stored."""
        words = (self.key, self.name)
        if any(not 0 < len(word) <= LONGEST_WORD or "\0" in word for word in words):
            raise ValueError("key or name")
        if not 0 < self.version <= LARGEST_VERSION:
            raise ValueError("version")


def pack_headers(headers: Headers) -> str:
    """Return headers as one text for a database; bytes that are not UTF-8 survive it."""
    return json.dumps([(name, value.decode(errors="surrogateescape")) for name, value in headers])


def unpack_headers(packed: str) -> Headers:
    """Return what `pack_headers` was given."""
    return [(name, value.encode(errors="surrogateescape")) for name, value in json.loads(packed)]
