"""Which function of a service reacts to which event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from shared.events import EVENTS, Event
from shared.messaging.message import Message

E = TypeVar("E", bound=Event)
Consumer = Callable[[Session, E], None]
MessageConsumer = Callable[[Session, Message], None]


class Consumers:
    """The consumers of one service; `name` is its consumer group on the bus."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._of_event: dict[type[Event], list[Callable[..., None]]] = defaultdict(list)
        self._of_every: list[MessageConsumer] = []

    def on(self, event: type[E]) -> Callable[[Consumer[E]], Consumer[E]]:
        """Register the decorated function for one kind of event."""

        def register(consumer: Consumer[E]) -> Consumer[E]:
            self._of_event[event].append(consumer)
            return consumer

        return register

    def on_every(self, consumer: MessageConsumer) -> MessageConsumer:
        """Register the decorated function for every message of every service."""
        self._of_every.append(consumer)
        return consumer

    @property
    def topics(self) -> list[str]:
        """Return the topics that these consumers need."""
        wanted = EVENTS.values() if self._of_every else self._of_event
        return sorted({event.topic for event in wanted})

    def react(self, session: Session, message: Message) -> None:
        """Let every consumer of this message take effect; a kind nobody awaits has none."""
        for every in self._of_every:
            every(session, message)
        kind = EVENTS.get(message.name)
        if kind is None or kind not in self._of_event:
            return
        event = message.event()
        for consumer in self._of_event[kind]:
            consumer(session, event)
