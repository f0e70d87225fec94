"""Corrects where a nominee stands in the order by surname strokes."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.election.commands.act import Done, Expect, open_act
from services.election.domain.states import Step
from services.election.models import Nominee
from services.election.schemas.candidates import PersonStrokes
from shared.errors import NotFound
from shared.security import Caller


def correct_surname_strokes(
    session: Session, election_id: UUID, body: PersonStrokes, *, caller: Caller, expect: Expect
) -> Done:
    """Record how the nominee's surname is written; the newest correction of a person holds."""
    act = open_act(
        session, election_id, Step.SURNAME_STROKES, on=body.on, caller=caller, expect=expect
    )
    nominee = select(Nominee.person_number).where(
        Nominee.election_id == election_id, Nominee.person_number == body.person_number
    )
    if session.scalar(nominee) is None:
        raise NotFound
    return act.perform(body)
