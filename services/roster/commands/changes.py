"""What happens to a team during its term: seats filled and taken back, members recalled."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.roster.commands.seating import term_of, winners_of
from services.roster.domain.terms import Ending
from services.roster.models import Organisation, Person, Post, Term
from shared.database import lock
from shared.events import ElectionVoided, MemberLeft, MemberRecalled, SeatsFilled


class UnknownTerm(Exception):
    """A seat was filled or taken in a term that the roster does not know; someone must look."""


def fill_seats(session: Session, event: SeatsFilled) -> None:
    """Seat those elected in a by-election, in the term that is running.

    A term that was set aside with its election has no seats; its successor fills its own.
    """
    term = _term(session, event.organisation_id, event.renewal_id)
    if term.voided_on is not None:
        return
    seated = {post.person_id for post in _held(session, term)}
    session.add_all(
        Post(
            term_id=term.id,
            person_id=person.id,
            post=post,
            held_from=event.held_on,
            election_id=event.election_id,
        )
        for person, post in winners_of(session, event.elected)
        if person.id not in seated
    )


def end_post(session: Session, event: MemberRecalled) -> None:
    """End the post of a member who was recalled, or whose election is void."""
    ending = Ending.RECALL if event.ground == "RECALL" else Ending.VOIDED
    _end(session, event, on=event.recalled_on, ending=ending)


def end_post_of_leaver(session: Session, event: MemberLeft) -> None:
    """End the post of a member who left office during the term."""
    _end(session, event, on=event.left_on, ending=Ending.DEPARTURE)


def vacate_seats(session: Session, event: ElectionVoided) -> None:
    """Take back the seats that a by-election filled which was set aside; they are vacant again."""
    filled = select(Post).where(Post.election_id == event.election_id, Post.held_until.is_(None))
    for post in session.scalars(filled):
        term = session.get_one(Term, post.term_id)
        lock(session, Organisation, term.organisation_id).version += 1
        post.held_until, post.ending = event.voided_on, Ending.VOIDED


def _end(session: Session, event: MemberRecalled | MemberLeft, *, on: date, ending: Ending) -> None:
    term = _term(session, event.organisation_id, event.renewal_id)
    number = select(Person.id).where(Person.number == event.person_number).scalar_subquery()
    for post in session.scalars(
        select(Post).where(
            Post.term_id == term.id, Post.person_id == number, Post.held_until.is_(None)
        )
    ):
        post.held_until = on
        post.ending = ending


def _term(session: Session, organisation_id: UUID, renewal_id: UUID) -> Term:
    organisation = lock(session, Organisation, organisation_id)
    term = term_of(session, renewal_id)
    if term is None:
        raise UnknownTerm(f"{organisation.id} has no term of {renewal_id}")
    organisation.version += 1
    return term


def _held(session: Session, term: Term) -> list[Post]:
    held = select(Post).where(Post.term_id == term.id, Post.held_until.is_(None))
    return list(session.scalars(held))
