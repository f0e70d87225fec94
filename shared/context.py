"""Who is acting and why, for the length of one request or one consumed event."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """Goes with every event: the actor's subject and role, the request, the event that led here."""

    actor: str = "system"
    actor_role: str = "SYSTEM"
    correlation_id: str = ""
    caused_by: str = ""  # the id of the event whose consumer is acting, if one is


_current: ContextVar[Cause | None] = ContextVar("cause", default=None)


def current_cause() -> Cause:
    """Return who is acting now."""
    return _current.get() or Cause()


@contextmanager
def acting(cause: Cause) -> Iterator[None]:
    """Say who is acting inside the block."""
    token = _current.set(cause)
    try:
        yield
    finally:
        _current.reset(token)
