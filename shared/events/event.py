"""The base of all events: a fact told to other services, in the past tense."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

EVENTS: dict[str, type[Event]] = {}


class Event(BaseModel):
    """A fact: identifiers and statistical facts, never a name, birth date or identity number.

    `topic` is the publishing service, `name` says what happened and its version, `key` is the
    12-digit code of the division concerned: events of one key keep their order.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    topic: ClassVar[str]
    name: ClassVar[str]

    division_code: str

    @property
    def key(self) -> str:
        """What orders this event among others: the division it is about."""
        return self.division_code

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if "name" in cls.__dict__:
            EVENTS[cls.name] = cls
