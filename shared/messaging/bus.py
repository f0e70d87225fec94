"""The port: what a bus between services must do. Six calls, and nothing else is used of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from shared.messaging.message import Headers, Message, Unreadable
from shared.settings import Settings


class BusUnavailable(Exception):
    """The bus does not answer, or not as it should; whoever uses it connects anew and repeats."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Bytes that the bus delivered, and where they stand there. They may be anything."""

    topic: str
    key: bytes | None
    headers: Headers
    value: bytes
    partition: int
    position: int

    def message(self) -> Message:
        """Return the message that these bytes are, or raise `Unreadable`."""
        return Message.decode(self.topic, self.key, self.headers, self.value)


class Bus(Protocol):
    """Carries messages at least once, those of one key in order, to every group that reads."""

    def publish_batch(self, messages: Sequence[Message]) -> None:
        """Append the messages in order; return only when every one is stored for good."""

    def poll(self, timeout_seconds: float) -> list[Delivery]:
        """Return what comes next for this group; wait for it no longer than the time given."""

    def commit(self, deliveries: Sequence[Delivery]) -> None:
        """Remember that these deliveries, in the order polled, are done with."""

    def lag(self) -> int:
        """Return how many messages this member of the group still has to read."""

    def health(self) -> bool:
        """Say whether the bus answers."""

    def close(self) -> None:
        """Let go of everything; never raises."""


def connect_bus(settings: Settings, *, group: str = "", topics: Sequence[str] = ()) -> Bus:
    """Return the bus that the settings name, to send only, or to read topics as a group too."""
    url = settings.events_url.get_secret_value()
    if url.startswith("kafka://"):
        from shared.messaging.kafka import KafkaBus  # noqa: PLC0415 - only who uses it loads it

        return KafkaBus(url, group=group, topics=topics, partitions=settings.kafka_partitions)
    from shared.messaging.event_log import EventLog  # noqa: PLC0415

    return EventLog(url, group=group, topics=topics)


__all__ = ["Bus", "BusUnavailable", "Delivery", "Unreadable", "connect_bus"]
