"""The posts of the teams that an import states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from services.roster.commands.records import Records
from services.roster.commands.tally import Change, Changes
from services.roster.domain.rows import Committee, TeamRow
from services.roster.domain.terms import Ending
from services.roster.domain.workbook import Roster
from services.roster.models import Post, Term
from shared.database import new_id


def keep_teams(
    session: Session, roster: Roster, records: Records, *, ids: Mapping[str, UUID], today: date
) -> Changes:
    """Bring the posts on record that the workbook states for the term of each organisation.

    Who is no longer stated, or with another post, has the old entry ended as a correction: but not
    in a term that an election ended or began.
    """
    changes: Changes = []
    entered: list[dict[str, object]] = []
    stated: dict[Committee, list[TeamRow]] = defaultdict(list)
    for row in roster.teams:
        stated[row.committee].append(row)
    for organisation in roster.organisations:
        rows = stated[organisation.committee]
        term = _term(records, organisation.committee, organisation.elected_on)
        held = {post.person_id: post for post in records.posts[term.id]}
        if term.closed_on is None and term.election_id is None:
            _end_others(held, {ids[row.number]: row.post.value for row in rows}, today=today)
        for row in rows:
            post = held.get(ids[row.number])
            if post is None or post.ending == Ending.CORRECTION:
                entered.append(_post(row, term, ids[row.number]))
                changes.append((row.number, Change.CREATED))
            else:
                changes.append((row.number, Change.UNCHANGED))
    if entered:
        session.flush()
        session.execute(insert(Post), entered)
    return changes


def _term(records: Records, committee: Committee, elected_on: date) -> Term:
    organisation = records.organisations[committee]
    return next(t for t in records.terms[organisation.id] if t.elected_on == elected_on)


def _end_others(held: Mapping[UUID, Post], stated: Mapping[UUID, str], *, today: date) -> None:
    for person_id, post in held.items():
        if stated.get(person_id) != post.post:
            post.held_until = today
            post.ending = Ending.CORRECTION


def _post(row: TeamRow, term: Term, person_id: UUID) -> dict[str, object]:
    return {
        "id": new_id(),
        "term_id": term.id,
        "person_id": person_id,
        "post": row.post,
        "held_from": term.elected_on,
    }
