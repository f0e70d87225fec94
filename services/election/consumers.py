"""What this service does about events of roster and audit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.election.commands import copies
from services.election.models import Division
from shared import events
from shared.divisions import keep_divisions
from shared.messaging.consumers import Consumers

consumers = Consumers("election")


@consumers.on(events.DivisionsRegistered)
def store_divisions(session: Session, event: events.DivisionsRegistered) -> None:
    """Keep the division tree: who sees what depends on it."""
    keep_divisions(session, event, table=Division)


@consumers.on(events.OrganisationRegistered)
def store_organisation(session: Session, event: events.OrganisationRegistered) -> None:
    """Keep an organisation, and open its elections in the campaigns that cover it."""
    copies.keep_organisation(session, event)


@consumers.on(events.OrganisationChanged)
def correct_organisation(session: Session, event: events.OrganisationChanged) -> None:
    """Keep the corrected entry of an organisation."""
    copies.keep_organisation(session, event)


@consumers.on(events.ReserveFiled)
def store_reserve(session: Session, event: events.ReserveFiled) -> None:
    """Count one more in the pool of the community."""
    copies.file_reserve(session, event)


@consumers.on(events.ReserveWithdrawn)
def withdraw_reserve(session: Session, event: events.ReserveWithdrawn) -> None:
    """Count one fewer."""
    copies.withdraw_reserve(session, event)


@consumers.on(events.HoldPlaced)
def place_hold(session: Session, event: events.HoldPlaced) -> None:
    """Let nothing be certified or approved in the community."""
    copies.place_hold(session, event)


@consumers.on(events.HoldLifted)
def lift_hold(session: Session, event: events.HoldLifted) -> None:
    """Let it go on."""
    copies.lift_hold(session, event)
