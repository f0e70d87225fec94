"""An organisation's entry as other services are told of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.roster.models import Division, Organisation, Post, Term
from shared.events import OrganisationRegistered

Entry = TypeVar("Entry", bound=OrganisationRegistered)


def entry(
    event: type[Entry],
    organisation: Organisation,
    division: Division,
    term: Term,
    *,
    team_members: int = 0,
) -> Entry:
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
        team_members=team_members,
    )


def team_sizes(session: Session, terms: Iterable[UUID]) -> Mapping[UUID, int]:
    """Return how many persons hold a post, by term; a term without any is left out."""
    rows = session.execute(
        select(Post.term_id, func.count(Post.person_id.distinct()).label("members"))
        .where(Post.term_id.in_([*terms]), Post.held_until.is_(None))
        .group_by(Post.term_id)
    )
    return {row.term_id: row.members for row in rows}
