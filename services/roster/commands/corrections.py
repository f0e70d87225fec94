"""Correcting a person's facts: a request, its approval by another, and who is told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.roster.commands.history import correct
from services.roster.commands.people import stated_person
from services.roster.commands.reseating import Why, tell_anew
from services.roster.domain.corrections import (
    PERSON,
    AlreadyDecided,
    NothingToCorrect,
    SamePerson,
    Status,
)
from services.roster.domain.terms import Ending
from services.roster.models import Correction, Division, Person, Post, Term
from services.roster.schemas.corrections import CorrectionBody, DecisionBody, FactsBody
from shared.database import lock, new_id
from shared.divisions import check_inside
from shared.security import Caller


def request_correction(
    session: Session, body: CorrectionBody, *, caller: Caller
) -> tuple[Correction, str]:
    """Ask for a person's facts to be corrected; return the request and the person's number."""
    person = stated_person(session, body.person_number, None, place="", scope=caller.division_code)
    if not _differing(person, body.facts):
        raise NothingToCorrect
    correction = Correction(
        id=new_id(),
        person_id=person.id,
        division_code=person.division_code,
        facts=body.facts.model_dump(mode="json", exclude_none=True),
        reason_code=body.reason_code,
        document_no=body.document_no,
        status=Status.REQUESTED,
        requested_by=caller.subject,
    )
    session.add(correction)
    session.flush()
    return correction, person.number


def approve_correction(
    session: Session, correction_id: UUID, body: DecisionBody, *, caller: Caller
) -> tuple[Correction, str]:
    """Let the roster say what was asked for, and tell the teams in which the person counts."""
    correction = _decide(session, correction_id, body, Status.APPROVED, caller=caller)
    person = lock(session, Person, correction.person_id)
    right = FactsBody.model_validate(correction.facts)
    if correct(session, person, _differing(person, right)):
        session.flush()
        why = Why(correction.id, PERSON, correction.reason_code, body.on)
        tell_anew(session, _terms_of(session, person.id), why)
    return correction, person.number


def refuse_correction(
    session: Session, correction_id: UUID, body: DecisionBody, *, caller: Caller
) -> tuple[Correction, str]:
    """Refuse a request; the roster stays as it is."""
    correction = _decide(session, correction_id, body, Status.REFUSED, caller=caller)
    return correction, session.get_one(Person, correction.person_id).number


def _decide(
    session: Session, correction_id: UUID, body: DecisionBody, status: Status, *, caller: Caller
) -> Correction:
    correction = lock(session, Correction, correction_id)
    check_inside(session, correction.division_code, caller.division_code, table=Division)
    if correction.requested_by == caller.subject:
        raise SamePerson
    if correction.status != Status.REQUESTED:
        raise AlreadyDecided
    correction.status = status
    correction.decided_by = caller.subject
    correction.decided_on, correction.decision_no = body.on, body.document_no
    return correction


def _differing(person: Person, right: FactsBody) -> dict[str, Any]:
    stated = right.model_dump(exclude_none=True)
    return {name: value for name, value in stated.items() if getattr(person, name) != value}


def _terms_of(session: Session, person_id: UUID) -> list[Term]:
    """Return the terms in which a person held a post, locked as the results lock them."""
    held = select(Post.term_id).where(
        Post.person_id == person_id, Post.ending.is_distinct_from(Ending.CORRECTION)
    )
    return list(session.scalars(select(Term).where(Term.id.in_(held)).order_by(Term.id)))
