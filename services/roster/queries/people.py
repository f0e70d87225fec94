"""People, reserves and first secretaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from services.roster.domain.codes import POST_NAMES
from services.roster.domain.codes import Post as HeldPost
from services.roster.domain.people import completed_age, does_social_work, has_bachelor_or_above
from services.roster.models import (
    Division,
    FirstSecretary,
    Nominee,
    Organisation,
    Person,
    Post,
    Reserve,
    Term,
)
from services.roster.queries import Listing
from services.roster.schemas.people import (
    FirstSecretaryView,
    HeldPostView,
    PersonDetailView,
    PersonView,
    PlacementsQuery,
    ReserveView,
)
from shared.divisions import inside
from shared.errors import NotFound

Kind = TypeVar("Kind", Reserve, FirstSecretary)


def people(
    session: Session, numbers: Iterable[str], *, as_of: date, scope: str
) -> list[PersonView]:
    """Return those of these numbers who belong to the caller's division in any way."""
    found = session.scalars(
        select(Person).where(Person.number.in_(numbers), _is_within(scope)).order_by(Person.number)
    ).all()
    ids = [person.id for person in found]
    nominated, posts = _nominated(session, ids, scope), _present_posts(session, ids, scope)
    return [
        PersonView(
            **_facts(person, as_of, nominated[person.id]), present_post=posts.get(person.id, "")
        )
        for person in found
    ]


def person(
    session: Session, person_id: UUID, *, as_of: date | None, scope: str
) -> PersonDetailView:
    """Return one person with the posts held."""
    found = session.scalar(select(Person).where(Person.id == person_id, _is_within(scope)))
    if found is None:
        raise NotFound
    posts = session.execute(
        select(
            Organisation.id.label("organisation_id"),
            Organisation.division_code,
            Post.post,
            Post.held_from,
            Post.held_until,
            Post.ending,
        )
        .join(Term, Term.id == Post.term_id)
        .join(Organisation, Organisation.id == Term.organisation_id)
        .where(Post.person_id == found.id)
        .where(inside(Organisation.division_code, scope, table=Division))
        .order_by(Post.held_from.desc(), Post.id)
    )
    held = [HeldPostView.model_validate(row) for row in posts]
    nominated = _nominated(session, [found.id], scope)[found.id]
    present = _present_posts(session, [found.id], scope).get(found.id, "")
    return PersonDetailView(**_facts(found, as_of, nominated), present_post=present, posts=held)


def placements(kind: type[Kind], query: PlacementsQuery, scope: str) -> Listing:
    """Return the statement that lists reserves or first secretaries with person numbers."""
    statement = (
        select(kind, Person.number)
        .join(Person, Person.id == kind.person_id)
        .where(inside(kind.division_code, scope, table=Division))
    )
    if query.division_code is not None:
        statement = statement.where(inside(kind.division_code, query.division_code, table=Division))
    return statement if query.include_ended else statement.where(kind.ended_on.is_(None))


def reserve_view(row: Sequence[Any]) -> ReserveView:
    """Return a reserve as callers see it."""
    reserve, number = row
    return ReserveView(
        id=reserve.id,
        person_id=reserve.person_id,
        person_number=number,
        division_code=reserve.division_code,
        post=reserve.post,
        source=reserve.source,
        filed_on=reserve.began_on,
        withdrawn_on=reserve.ended_on,
        version=reserve.version,
    )


def first_secretary_view(row: Sequence[Any]) -> FirstSecretaryView:
    """Return a secondment as callers see it."""
    posting, number = row
    return FirstSecretaryView(
        id=posting.id,
        person_id=posting.person_id,
        person_number=number,
        division_code=posting.division_code,
        sent_by=posting.sent_by,
        posted_on=posting.began_on,
        ended_on=posting.ended_on,
        version=posting.version,
    )


def number_of(session: Session, person_id: UUID) -> str:
    """Return a person's number."""
    return session.scalars(select(Person.number).where(Person.id == person_id)).one()


def _is_within(scope: str) -> ColumnElement[bool]:
    """Return the condition that a person holds something, or may, within a division."""
    place = Organisation.division_code
    in_office = (
        select(Term.id)
        .join(Organisation, Organisation.id == Term.organisation_id)
        .where(inside(place, scope, table=Division))
        .where(Term.id == Post.term_id)
    )
    nominated = (
        select(Organisation.id)
        .where(inside(place, scope, table=Division))
        .where(Organisation.id == Nominee.organisation_id)
    )
    return or_(
        exists().where(Nominee.person_id == Person.id, nominated.exists()),
        exists().where(Post.person_id == Person.id, in_office.exists()),
        *(
            exists().where(
                kind.person_id == Person.id, inside(kind.division_code, scope, table=Division)
            )
            for kind in (Reserve, FirstSecretary)
        ),
    )


def _nominated(
    session: Session, person_ids: Iterable[UUID], scope: str
) -> Mapping[UUID, list[UUID]]:
    nominated: dict[UUID, list[UUID]] = defaultdict(list)
    for person_id, organisation_id in session.execute(
        select(Nominee.person_id, Nominee.organisation_id)
        .join(Organisation, Organisation.id == Nominee.organisation_id)
        .where(Nominee.person_id.in_(person_ids))
        .where(inside(Organisation.division_code, scope, table=Division))
        .order_by(Organisation.division_code)
    ):
        nominated[person_id].append(organisation_id)
    return nominated


def _present_posts(session: Session, person_ids: Iterable[UUID], scope: str) -> Mapping[UUID, str]:
    """Return the title of the newest post that each person holds, as an office writes it."""
    held = session.execute(
        select(Post.person_id, Organisation.name, Post.post)
        .join(Term, Term.id == Post.term_id)
        .join(Organisation, Organisation.id == Term.organisation_id)
        .where(Post.person_id.in_(person_ids), Post.held_until.is_(None))
        .where(inside(Organisation.division_code, scope, table=Division))
        .order_by(Post.held_from, Post.id)
    )
    return {person_id: f"{name}{POST_NAMES[HeldPost(post)]}" for person_id, name, post in held}


def _facts(person: Person, as_of: date | None, nominated: list[UUID]) -> dict[str, Any]:
    return {
        "person_id": person.id,
        "person_number": person.number,
        "name": person.name,
        "division_code": person.division_code,
        "sex": person.sex,
        "birth_year": person.born_on.year,
        "education": person.education,
        "bachelor_or_above": has_bachelor_or_above(person.education),
        "social_work": does_social_work(
            qualification=person.social_work_qualification, degree=person.social_work_degree
        ),
        "age": completed_age(person.born_on, as_of) if as_of else None,
        "nominee_of": nominated,
    }
