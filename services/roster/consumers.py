"""What the roster does about elections."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.roster.commands import changes, reseating, seating
from shared.events import (
    ElectionCompleted,
    ElectionCorrected,
    ElectionVoided,
    MemberLeft,
    MemberRecalled,
    SeatsFilled,
)
from shared.messaging.consumers import Consumers

consumers = Consumers("roster")


@consumers.on(ElectionCompleted)
def seat_team(session: Session, event: ElectionCompleted) -> None:
    """Seat the winners."""
    seating.seat_team(session, event)


@consumers.on(ElectionCorrected)
def correct_result(session: Session, event: ElectionCorrected) -> None:
    """Seat those who were rightly elected."""
    reseating.correct_result(session, event)


@consumers.on(ElectionVoided)
def set_result_aside(session: Session, event: ElectionVoided) -> None:
    """Give office back to the team before, or leave the seats of a void by-election vacant."""
    seating.set_aside(session, event)
    changes.vacate_seats(session, event)


@consumers.on(SeatsFilled)
def fill_seats(session: Session, event: SeatsFilled) -> None:
    """Seat those elected in a by-election."""
    changes.fill_seats(session, event)


@consumers.on(MemberLeft)
def end_post_of_leaver(session: Session, event: MemberLeft) -> None:
    """Let a member leave office during the term."""
    changes.end_post_of_leaver(session, event)


@consumers.on(MemberRecalled)
def end_post(session: Session, event: MemberRecalled) -> None:
    """Let a recalled member leave office."""
    changes.end_post(session, event)
