"""Those who may be nominated, as an import lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Uuid, insert, select
from sqlalchemy.orm import Session

from services.roster.commands.records import Records, among
from services.roster.commands.tally import Change, Changes
from services.roster.domain.rows import NomineeRow
from services.roster.models import Nominee
from shared.database import new_id


def keep_nominees(
    session: Session, rows: Sequence[NomineeRow], records: Records, ids: Mapping[str, UUID]
) -> Changes:
    """List each person for the organisation of the row."""
    changes: Changes = []
    entered: list[dict[str, object]] = []
    organisations = [organisation.id for organisation in records.organisations.values()]
    listed = {
        (person_id, organisation_id)
        for person_id, organisation_id in session.execute(
            select(Nominee.person_id, Nominee.organisation_id).where(
                among(Nominee.organisation_id, organisations, Uuid())
            )
        )
    }
    for row in rows:
        person_id = ids[row.number]
        organisation_id = records.organisations[row.committee].id
        if (person_id, organisation_id) in listed:
            changes.append((row.number, Change.UNCHANGED))
            continue
        entered.append({"id": new_id(), "person_id": person_id, "organisation_id": organisation_id})
        changes.append((row.number, Change.CREATED))
    if entered:
        session.execute(insert(Nominee), entered)
    return changes
