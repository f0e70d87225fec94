"""An organisation's entry as other services are told of it."""

from __future__ import annotations

from typing import TypeVar

from services.roster.models import Division, Organisation, Term
from shared.events import OrganisationRegistered

Entry = TypeVar("Entry", bound=OrganisationRegistered)


def entry(event: type[Entry], organisation: Organisation, division: Division, term: Term) -> Entry:
    """Return the event that carries the whole entry of an organisation in its present term."""
    return event(
        division_code=division.code,
        division_path=division.path,
        division_name=division.name,
        organisation_id=organisation.id,
        organisation_kind=organisation.kind,
        organisation_type=organisation.type,
        organisation_name=organisation.name,
        full_members=organisation.full_members,
        seats=organisation.seats,
        elected_on=term.elected_on,
        term_years=term.term_years,
        due_on=term.due_on,
    )
