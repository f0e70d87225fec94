"""Imports, their mistakes, and the file with remarks."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.roster.models import Division, Import, ImportFile, ImportRemark
from services.roster.queries import Listing
from shared.divisions import inside
from shared.errors import NotFound


def read_import(session: Session, import_id: UUID, scope: str) -> Import:
    """Return an import of the caller's division, even before that division is on the table."""
    found = session.scalar(
        select(Import)
        .where(Import.id == import_id)
        .where(
            or_(Import.division_code == scope, inside(Import.division_code, scope, table=Division))
        )
    )
    if found is None:
        raise NotFound
    return found


def remarks(import_id: UUID) -> Listing:
    """Return the statement that lists an import's mistakes."""
    return select(ImportRemark).where(ImportRemark.import_id == import_id)


def remarked_file(session: Session, import_id: UUID, scope: str) -> tuple[Import, bytes]:
    """Return an import and its file with remarks; not found when it has none, or none any more."""
    found = read_import(session, import_id, scope)
    content = session.scalar(select(ImportFile.remarked).where(ImportFile.import_id == import_id))
    if content is None:
        raise NotFound
    return found, content
