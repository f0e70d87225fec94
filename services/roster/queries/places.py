"""Divisions, organisations and their terms."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from services.roster.models import Division, Organisation, Person, Post, Term
from services.roster.queries import Entry, Listing
from services.roster.schemas.places import (
    DivisionsQuery,
    OrganisationsQuery,
    PostView,
    TermsView,
    TermView,
)
from shared.divisions import inside
from shared.errors import NotFound

DIVISION = (Division.code, Division.name, Division.level, Division.parent_code, Division.path)
ENTRY = (
    Organisation.id,
    Organisation.division_code,
    Organisation.kind,
    Organisation.type,
    Organisation.name,
    Organisation.superior,
    Organisation.full_members,
    Organisation.probationary_members,
    Organisation.seats,
    Organisation.version,
)


def divisions(query: DivisionsQuery, scope: str) -> Listing:
    """Return the statement that lists divisions."""
    statement = select(*DIVISION).where(inside(Division.code, scope, table=Division))
    if query.division_code is not None:
        statement = statement.where(inside(Division.code, query.division_code, table=Division))
    if query.parent_code is not None:
        statement = statement.where(Division.parent_code == query.parent_code)
    if query.level is not None:
        statement = statement.where(Division.level == query.level)
    return statement


def division(session: Session, code: str, scope: str) -> Entry:
    """Return one division."""
    statement = select(*DIVISION).where(Division.code == code)
    found = session.execute(statement.where(inside(Division.code, scope, table=Division)))
    return _one(found.one_or_none())


def organisations(query: OrganisationsQuery, scope: str) -> Listing:
    """Return the statement that lists organisations with their present terms."""
    statement = _entries(scope)
    if query.division_code is not None:
        place = Organisation.division_code
        statement = statement.where(
            inside(place, query.division_code, table=Division)
            if query.descendants
            else place == query.division_code
        )
    if query.kind is not None:
        statement = statement.where(Organisation.kind == query.kind)
    if query.due_until is not None:
        statement = statement.where(Term.due_on <= query.due_until)
    return statement


def organisation(session: Session, organisation_id: UUID, scope: str) -> Entry:
    """Return one organisation with its present term."""
    statement = _entries(scope).where(Organisation.id == organisation_id)
    return _one(session.execute(statement).one_or_none())


def _entries(scope: str) -> Listing:
    other = aliased(Term)
    latest = (
        select(other.id)
        .where(other.organisation_id == Organisation.id, other.voided_on.is_(None))
        .order_by(other.elected_on.desc(), other.id.desc())
        .limit(1)
        .correlate(Organisation)
        .scalar_subquery()
    )
    return (
        select(*ENTRY, Term.elected_on, Term.term_years, Term.due_on)
        .join(Term, Term.id == latest)
        .where(inside(Organisation.division_code, scope, table=Division))
    )


def terms(session: Session, organisation_id: UUID, scope: str) -> TermsView:
    """Return every term of an organisation, voided ones included, with its posts."""
    organisation(session, organisation_id, scope)
    found = session.scalars(
        select(Term)
        .where(Term.organisation_id == organisation_id)
        .order_by(Term.elected_on.desc(), Term.id.desc())
    ).all()
    posts: dict[UUID, list[PostView]] = defaultdict(list)
    for row in session.execute(
        select(
            Post.term_id,
            Post.person_id,
            Person.number.label("person_number"),
            Post.post,
            Post.held_from,
            Post.held_until,
            Post.ending,
        )
        .join(Person, Person.id == Post.person_id)
        .where(Post.term_id.in_([term.id for term in found]))
        .order_by(Post.post != "SECRETARY", Person.number)
    ):
        posts[row.term_id].append(PostView.model_validate(row))
    return TermsView(items=[_term_view(term, posts[term.id]) for term in found])


def _term_view(term: Term, posts: list[PostView]) -> TermView:
    return TermView(
        id=term.id,
        elected_on=term.elected_on,
        term_years=term.term_years,
        due_on=term.due_on,
        closed_on=term.closed_on,
        voided_on=term.voided_on,
        election_id=term.election_id,
        posts=posts,
    )


def _one(row: Entry | None) -> Entry:
    if row is None:
        raise NotFound
    return row
