"""What audit does about events: it records every one of them, its own too."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.audit.commands import append
from services.audit.models import Division
from shared import events
from shared.divisions import keep_divisions
from shared.messaging.consumers import Consumers
from shared.messaging.message import Message

consumers = Consumers("audit")


@consumers.on_every
def record(session: Session, message: Message) -> None:
    """Add the event to the log."""
    append(session, message)


@consumers.on(events.DivisionsRegistered)
def register_divisions(session: Session, event: events.DivisionsRegistered) -> None:
    """Keep a copy of the division table."""
    keep_divisions(session, event, table=Division)
