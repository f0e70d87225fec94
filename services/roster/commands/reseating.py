"""A result that was corrected: wrong posts are ended as mistakes, the right people seated.

What a term or post said before is kept among the superseded facts. Both teams are told anew, and so
are those of the next election, which compares itself with this one's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.roster.commands.history import correct
from services.roster.commands.seating import seat_team, term_of, winners_of
from services.roster.commands.teams_held import facts_of, holders, latest_term, posts_held
from services.roster.domain.terms import TERM_YEARS, Ending, due_on
from services.roster.models import Organisation, Post, Term
from shared.database import lock
from shared.events import CommitteeCorrected, ElectionCorrected
from shared.messaging.outbox import publish


class UnknownCampaign(Exception):
    """A term does not say by what its campaign counts; someone must look into it."""


@dataclass(frozen=True, slots=True)
class Why:
    """The correction by which a team is told anew."""

    correction_id: UUID
    kind: str
    reason_code: str
    on: date


def correct_result(session: Session, event: ElectionCorrected) -> None:
    """Bring the election's term in line with its corrected result; an older one changes nothing."""
    organisation = lock(session, Organisation, event.organisation_id)
    term = term_of(session, event.election_id)
    if term is None:  # told of before the result that it corrects: seat what is right at once
        seat_team(session, event)
        term_corrected(session, event)
        return
    if term.voided_on is not None or event.correction_no <= term.correction_no:
        return
    term.correction_no = event.correction_no
    moved = _move(session, term, event.held_on)
    if _reseat(session, term, event) or moved:
        organisation.version += 1
        session.flush()
        why = Why(event.correction_id, event.correction_kind, event.reason_code, event.corrected_on)
        tell_anew(session, [term], why)


def term_corrected(session: Session, event: ElectionCorrected) -> None:
    """Note that the term of an election is as this correction says."""
    term = term_of(session, event.election_id)
    if term is not None:
        term.correction_no = event.correction_no


def tell_anew(session: Session, terms: Iterable[Term], why: Why) -> None:
    """Tell the teams of these terms, and of those after them, as they are now on record."""
    concerned = {each.id: each for term in terms for each in (term, _next_term(session, term))}
    for term in sorted(concerned.values(), key=lambda each: each.id):
        if term.election_id and term.voided_on is None:
            _tell(session, term, why)


def _move(session: Session, term: Term, held_on: date) -> bool:
    """Let a term begin, and the one before it end, on the right day."""
    wrong = term.elected_on
    if wrong == held_on:
        return False
    before = latest_term(session, term.organisation_id, before=wrong)
    if before is not None and before.closed_on == wrong:
        for post in posts_held(session, before.id):
            if post.held_until == wrong:
                correct(session, post, {"held_until": held_on})
        correct(session, before, {"closed_on": held_on})
    for post in posts_held(session, term.id):
        if post.held_from == wrong:
            correct(session, post, {"held_from": held_on})
    return correct(session, term, {"elected_on": held_on, "due_on": due_on(held_on, TERM_YEARS)})


def _reseat(session: Session, term: Term, event: ElectionCorrected) -> bool:
    """End the posts that nobody was elected to, enter those that are missing."""
    stated = {person.id: post for person, post in winners_of(session, event.elected)}
    seated = _seated(session, term)
    wrong = [post for post in seated if stated.get(post.person_id) != post.post]
    for post in wrong:
        correct(session, post, {"held_until": event.corrected_on, "ending": Ending.CORRECTION})
    right = {post.person_id for post in seated if post not in wrong}
    missing = {person: post for person, post in stated.items() if person not in right}
    session.add_all(
        Post(
            term_id=term.id,
            person_id=person,
            post=post,
            held_from=term.elected_on,
            held_until=term.closed_on,
            ending=Ending.ELECTION if term.closed_on else None,
        )
        for person, post in missing.items()
    )
    return bool(wrong or missing)


def _seated(session: Session, term: Term) -> list[Post]:
    """Return the posts that the election gave: not those of by-elections, and no mistakes."""
    return list(
        session.scalars(
            select(Post)
            .where(Post.term_id == term.id, Post.held_from == term.elected_on)
            .where(Post.ending.is_distinct_from(Ending.CORRECTION))
            .order_by(Post.id)
        )
    )


def _next_term(session: Session, term: Term) -> Term:
    """Return the term after this one, or itself while it is the last."""
    found = session.scalar(
        select(Term)
        .where(Term.organisation_id == term.organisation_id, Term.voided_on.is_(None))
        .where(Term.elected_on > term.elected_on)
        .order_by(Term.elected_on)
        .limit(1)
    )
    return found or term


def _tell(session: Session, term: Term, why: Why) -> None:
    organisation = session.get_one(Organisation, term.organisation_id)
    before = latest_term(session, term.organisation_id, before=term.elected_on)
    outgoing = posts_held(session, before.id) if before else []
    campaign_id, as_of, previous = (
        term.campaign_id,
        term.statistics_as_of,
        term.previous_statistics_as_of,
    )
    if campaign_id is None or term.election_id is None or as_of is None or previous is None:
        raise UnknownCampaign(f"{term.id} was begun by an election of an unknown campaign")
    session.execute(
        update(Term).where(Term.id == term.id).values(revision=Term.revision + 1),
        execution_options={"synchronize_session": False},
    )
    session.refresh(term, ["revision"])
    publish(
        session,
        CommitteeCorrected(
            division_code=organisation.division_code,
            organisation_id=organisation.id,
            campaign_id=campaign_id,
            election_id=term.election_id,
            elected_on=term.elected_on,
            due_on=term.due_on,
            as_of=as_of,
            previous_as_of=previous,
            incoming=facts_of(holders(session, _seated(session, term)), as_of),
            outgoing=facts_of(holders(session, outgoing), previous),
            revision=term.revision,
            correction_id=why.correction_id,
            correction_kind=why.kind,
            reason_code=why.reason_code,
            corrected_on=why.on,
        ),
    )
