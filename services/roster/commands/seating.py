"""What an election's result means for the roster: one team goes, another takes its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.roster.commands.history import correct
from services.roster.commands.records import among
from services.roster.commands.teams_held import facts_of, holders, latest_term, posts_held
from services.roster.domain.terms import TERM_YEARS, Ending, due_on
from services.roster.models import Organisation, Person, Post, Term
from shared.database import lock, new_id
from shared.events import CommitteeSeated, ElectionCompleted, ElectionVoided, Winner
from shared.messaging.outbox import publish


class UnknownWinners(Exception):
    """An election was won by people whom the roster does not know; someone must look into it."""


def seat_team(session: Session, event: ElectionCompleted) -> None:
    """Close the outgoing term and its posts, seat the winners for five years, tell the others.

    An election that is told of twice changes nothing the second time.
    """
    organisation = lock(session, Organisation, event.organisation_id)
    if term_of(session, event.election_id) is not None:
        return
    _replace_rivals(session, event)
    outgoing = _close_outgoing(session, event)
    winners = winners_of(session, event.elected)
    term = Term(
        id=new_id(),
        organisation_id=organisation.id,
        elected_on=event.held_on,
        term_years=TERM_YEARS,
        due_on=due_on(event.held_on, TERM_YEARS),
        election_id=event.election_id,
        campaign_id=event.campaign_id,
        statistics_as_of=event.statistics_as_of,
        previous_statistics_as_of=event.previous_statistics_as_of,
    )
    session.add(term)
    session.flush()
    incoming = [
        Post(term_id=term.id, person_id=person.id, post=post, held_from=event.held_on)
        for person, post in winners
    ]
    session.add_all(incoming)
    organisation.version += 1
    publish(
        session,
        CommitteeSeated(
            division_code=event.division_code,
            organisation_id=organisation.id,
            campaign_id=event.campaign_id,
            election_id=event.election_id,
            elected_on=term.elected_on,
            due_on=term.due_on,
            as_of=event.statistics_as_of,
            previous_as_of=event.previous_statistics_as_of,
            incoming=facts_of(winners, event.statistics_as_of),
            outgoing=facts_of(outgoing, event.previous_statistics_as_of),
        ),
    )


def set_aside(session: Session, event: ElectionVoided) -> None:
    """Void the term of an election that was set aside; the team before it holds office again."""
    found = term_of(session, event.election_id)
    if found is None or found.voided_on is not None:
        return
    organisation = lock(session, Organisation, found.organisation_id)
    _void(session, found, event.voided_on)
    organisation.version += 1
    before = latest_term(session, organisation.id, before=found.elected_on)
    if before is not None and before.closed_on is not None:
        for post in posts_held(session, before.id):
            if post.held_until == before.closed_on:
                correct(session, post, {"held_until": None, "ending": None})
        correct(session, before, {"closed_on": None})


def term_of(session: Session, election_id: UUID) -> Term | None:
    """Return the term that an election began."""
    return session.scalar(select(Term).where(Term.election_id == election_id))


def _replace_rivals(session: Session, event: ElectionCompleted) -> None:
    """Void another election's term of the same day: this result takes its place."""
    for rival in session.scalars(
        select(Term)
        .where(Term.organisation_id == event.organisation_id, Term.voided_on.is_(None))
        .where(Term.elected_on == event.held_on)
    ):
        _void(session, rival, event.approved_on)


def _void(session: Session, term: Term, on: date) -> None:
    term.voided_on = on
    for post in posts_held(session, term.id):
        post.held_until = on
        post.ending = Ending.VOIDED


def _close_outgoing(session: Session, event: ElectionCompleted) -> list[tuple[Person, str]]:
    """End the term before this one; return who held which post in it."""
    term = latest_term(session, event.organisation_id, before=event.held_on)
    if term is None:
        return []
    posts = posts_held(session, term.id)
    if term.closed_on is None:
        term.closed_on = event.held_on
        for post in posts:
            post.held_until = event.held_on
            post.ending = Ending.ELECTION
    return holders(session, posts)


def winners_of(session: Session, elected: Sequence[Winner]) -> list[tuple[Person, str]]:
    """Return those who were elected, with their posts; every one must be on the roster."""
    numbers = [winner.person_number for winner in elected]
    people = {
        person.number: person
        for person in session.scalars(select(Person).where(among(Person.number, numbers)))
    }
    if missing := len(set(numbers) - people.keys()):
        raise UnknownWinners(f"{missing} of {len(numbers)} winners are not on the roster")
    return [(people[winner.person_number], winner.post) for winner in elected]
