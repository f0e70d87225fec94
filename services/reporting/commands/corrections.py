"""Corrections: the figures that they touch are counted anew, and it is kept what they were before.

What a correction did to a figure is what it did to the sums of its own division: other divisions
may change at the same time, and that is not the correction's doing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from services.reporting.commands.facts import keep_outcome, keep_teams
from services.reporting.commands.projection import refresh, take_turn
from services.reporting.domain.documents import kept_figure
from services.reporting.domain.figures import Sums, values
from services.reporting.domain.measures import Source
from services.reporting.models import (
    Correction,
    Division,
    Election,
    FigureChange,
    Measure,
    Member,
)
from shared import events

TOUCHED = (Source.COMMUNITIES, Source.MEMBERS)
OUTCOME = ("held_on", "approved_on", "on_schedule", "first_ballot", "elected", "head")
MEMBER = ("post", "age", "sex", "education", "bachelor_or_above", "social_work")
Facts = dict[tuple[str, str | None], Any]  # what is told, and of whom
Corrected = events.ElectionCorrected | events.CommitteeCorrected


def correct_election(session: Session, event: events.ElectionCorrected) -> None:
    """Keep the corrected outcome; one that is known already, or older, changes nothing."""
    with watched(session, event):
        keep_outcome(session, event, correction_no=event.correction_no)


def correct_committee(session: Session, event: events.CommitteeCorrected) -> None:
    """Keep the corrected teams; those that are known already, or older, change nothing."""
    with watched(session, event):
        keep_teams(session, event, revision=event.revision)


@contextmanager
def watched(session: Session, event: Corrected) -> Iterator[None]:
    """Note what the block makes of the election's facts, and of all figures above it."""
    take_turn(session, event.division_code)
    facts, sums = facts_of(session, event.election_id), own_sums(session, event)
    yield
    refresh(session, event.division_code, *TOUCHED)
    changed = differences(facts, facts_of(session, event.election_id))
    if changed:
        note_correction(session, event, changed)
        note_figures(session, event, sums)


def facts_of(session: Session, election_id: UUID) -> Facts:
    """Return what is on record of an election and its teams."""
    election = session.execute(
        select(*(getattr(Election, name) for name in OUTCOME)).where(Election.id == election_id)
    ).one_or_none()
    facts: Facts = {}
    if election is not None:
        facts = {(name, None): plain(value) for name, value in zip(OUTCOME, election, strict=True)}
    for member in session.execute(
        select(
            Member.side, Member.person_number, *(getattr(Member, name) for name in MEMBER)
        ).where(Member.election_id == election_id)
    ):
        side, number, *known = member
        facts[side, number] = dict(zip(MEMBER, known, strict=True))
    return facts


def differences(before: Facts, after: Facts) -> list[dict[str, Any]]:
    """Return the facts that are others now, in a fixed order."""
    names = sorted(before.keys() | after.keys(), key=lambda name: (name[0], name[1] or ""))
    return [
        {"fact": fact, "person_number": number, "before": old, "after": new}
        for fact, number in names
        if (old := before.get((fact, number))) != (new := after.get((fact, number)))
    ]


def note_correction(session: Session, event: Corrected, changed: list[dict[str, Any]]) -> None:
    """Store the facts beside those that the other service told of the same correction."""
    statement = postgresql.insert(Correction).values(
        id=event.correction_id,
        election_id=event.election_id,
        campaign_id=event.campaign_id,
        division_code=event.division_code,
        kind=event.correction_kind,
        reason_code=event.reason_code,
        corrected_on=event.corrected_on,
        facts=changed,
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["id", "election_id"],
            set_={"facts": Correction.facts.concat(statement.excluded.facts)},
        )
    )


def note_figures(session: Session, event: Corrected, before: Sums) -> None:
    """Store the figures that are others now, of the division and all above it."""
    after = own_sums(session, event)
    added = {key: after.get(key, 0) - before.get(key, 0) for key in before.keys() | after.keys()}
    rows = [
        {
            "correction_id": event.correction_id,
            "election_id": event.election_id,
            "division_code": code,
            "figure": figure,
            "before": kept_figure(old[figure]),
            "after": kept_figure(new),
        }
        for code, sums in totals_above(session, event).items()
        for old in (values(without(sums, added)),)
        for figure, new in values(sums).items()
        if new != old[figure]
    ]
    if rows:
        statement = postgresql.insert(FigureChange).values(rows)
        keys = ["correction_id", "election_id", "division_code", "figure"]
        session.execute(
            statement.on_conflict_do_update(
                index_elements=keys, set_={"after": statement.excluded.after}
            )
        )


def own_sums(session: Session, event: Corrected) -> Sums:
    """Return what the division itself has in the sums of the campaign."""
    rows = session.execute(
        select(Measure.source, Measure.name, Measure.own).where(
            Measure.campaign_id == event.campaign_id, Measure.division_code == event.division_code
        )
    )
    return {(Source(source), name): own for source, name, own in rows}


def totals_above(session: Session, event: Corrected) -> Mapping[str, Sums]:
    """Return the sums of the division and all above it, from the bottom up."""
    path = select(Division.path).where(Division.code == event.division_code).scalar_subquery()
    rows = session.execute(
        select(Measure.division_code, Measure.source, Measure.name, Measure.total)
        .join(Division, Division.code == Measure.division_code)
        .where(Measure.campaign_id == event.campaign_id, func.starts_with(path, Division.path))
        .order_by(func.length(Division.path).desc(), Measure.name)
    )
    totals: dict[str, dict[tuple[Source, str], int]] = {}
    for code, source, name, total in rows:
        totals.setdefault(code, {})[Source(source), name] = total
    return totals


def without(sums: Sums, added: Sums) -> Sums:
    """Return the sums as they were before something was added."""
    return {key: amount - added.get(key, 0) for key, amount in sums.items()}


def plain(value: object) -> object:
    """Return a value that JSON knows."""
    return value.isoformat() if isinstance(value, date) else value
