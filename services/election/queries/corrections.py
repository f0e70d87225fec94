"""The corrections of an election, with the verdicts of what was recorded about each last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.election.models import Correction, Record
from services.election.queries.elections import election

Told = tuple[Correction, list[Any]]


def corrections(session: Session, election_id: UUID, scope: str) -> Sequence[Told]:
    """Return the corrections of an election, oldest first."""
    election(session, election_id, scope)
    newest = func.coalesce(Correction.decision_id, Correction.record_id)
    rows = session.execute(
        select(Correction, Record.verdicts)
        .join(Record, Record.id == newest)
        .where(Correction.election_id == election_id)
        .order_by(Correction.no)
    )
    return [(correction, verdicts) for correction, verdicts in rows]
