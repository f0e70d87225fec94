"""What the roster does about elections."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.roster.commands import seating
from shared.events import ElectionCompleted, ElectionVoided
from shared.messaging.consumers import Consumers

consumers = Consumers("roster")


@consumers.on(ElectionCompleted)
def seat_team(session: Session, event: ElectionCompleted) -> None:
    """Seat the winners."""
    seating.seat_team(session, event)


@consumers.on(ElectionVoided)
def set_result_aside(session: Session, event: ElectionVoided) -> None:
    """Give office back to the team before."""
    seating.set_aside(session, event)
