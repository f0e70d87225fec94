"""Requests for corrections, within the caller's division."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.roster.models import Correction, Division, Person
from services.roster.schemas.corrections import CorrectionsQuery, CorrectionView
from shared.divisions import inside
from shared.errors import NotFound

Asked = tuple[Correction, str]


def corrections(query: CorrectionsQuery, scope: str) -> Select[Correction, str]:
    """Return the statement that lists requests with the numbers of their persons."""
    statement = _all(scope)
    if query.division_code is not None:
        code = query.division_code
        statement = statement.where(inside(Correction.division_code, code, table=Division))
    if query.status is not None:
        statement = statement.where(Correction.status == query.status)
    return statement


def correction(session: Session, correction_id: UUID, scope: str) -> CorrectionView:
    """Return one request."""
    found = session.execute(_all(scope).where(Correction.id == correction_id)).one_or_none()
    if found is None:
        raise NotFound
    return correction_view((found[0], found[1]))


def correction_view(asked: Asked) -> CorrectionView:
    """Return the view of a request, given with the number of its person."""
    correction, number = asked
    names = CorrectionView.model_fields.keys() - {"person_number"}
    facts = {name: getattr(correction, name) for name in names}
    return CorrectionView(person_number=number, **facts)


def _all(scope: str) -> Select[Correction, str]:
    return (
        select(Correction, Person.number)
        .join(Person, Person.id == Correction.person_id)
        .where(inside(Correction.division_code, scope, table=Division))
    )
