"""The teams of terms: who held which post, and what statistics know of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.roster.domain.people import (
    completed_age,
    does_social_work,
    has_bachelor_or_above,
)
from services.roster.domain.terms import Ending
from services.roster.models import Person, Post, Term
from shared.events import TeamMember

BEFORE_THE_END = (Ending.CORRECTION, Ending.RECALL, Ending.DEPARTURE, Ending.VOIDED)
Team = Sequence[tuple[Person, str]]


def latest_term(session: Session, organisation_id: UUID, *, before: date) -> Term | None:
    """Return the term that ran before a day; one that was set aside did not."""
    return session.scalar(
        select(Term)
        .where(Term.organisation_id == organisation_id, Term.voided_on.is_(None))
        .where(Term.elected_on < before)
        .order_by(Term.elected_on.desc())
        .limit(1)
    )


def posts_held(session: Session, term_id: UUID) -> Sequence[Post]:
    """Return the posts of a term as they were held to its end.

    Left out are mistakes, who was recalled or left, and whose by-election was set aside.
    """
    return session.scalars(
        select(Post)
        .where(Post.term_id == term_id)
        .where(or_(Post.ending.is_(None), Post.ending.not_in(BEFORE_THE_END)))
        .order_by(Post.id)
    ).all()


def holders(session: Session, posts: Sequence[Post]) -> list[tuple[Person, str]]:
    """Return who held these posts, in their order."""
    held = select(Person).where(Person.id.in_([post.person_id for post in posts]))
    people = {person.id: person for person in session.scalars(held)}
    return [(people[post.person_id], post.post) for post in posts]


def facts_of(team: Iterable[tuple[Person, str]], as_of: date) -> tuple[TeamMember, ...]:
    """Return what statistics need of a team as it was on a day."""
    return tuple(
        TeamMember(
            person_number=person.number,
            post=post,
            age=completed_age(person.born_on, as_of),
            sex=person.sex,
            education=person.education,
            bachelor_or_above=has_bachelor_or_above(person.education),
            social_work=does_social_work(
                qualification=person.social_work_qualification, degree=person.social_work_degree
            ),
        )
        for person, post in team
    )
