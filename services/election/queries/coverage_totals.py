"""Coverage over all organisations of a division, counted as the domain counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.election.domain.preparation import (
    Coverage,
    Trained,
    Work,
    coverage_of,
    trained_for,
    unvisited,
)
from services.election.domain.preparation import Training as HeldTraining
from services.election.domain.training import attendants
from services.election.models import Attendance, Training
from services.election.queries.coverage import NEW_MEMBERS, PUBLICITY, Reached

PROVEN = "on record"
KINDS = ("LEADING_GROUP", "WORK_TEAM", "TALK", "REHEARSAL", *PUBLICITY)


@dataclass(frozen=True, slots=True)
class Totals:
    """How much was done, and the communities that it has not reached."""

    organisations: int
    work: Mapping[str, Coverage]
    visits: Mapping[int, Sequence[str]]
    trainings: Mapping[str, Trained]


def totals(session: Session, campaign_id: UUID, found: Sequence[Reached]) -> Totals:
    """Return the coverage of these organisations, and the trainings of their people."""
    codes = [each.election.division_code for each in found]
    work = [done for each in found for done in _work(each)]
    rounds = {number for each in found for number in each.visited_rounds} | {1}
    visited = {
        number: {each.election.division_code for each in found if number in each.visited_rounds}
        for number in rounds
    }
    return Totals(
        len(codes),
        {kind: coverage_of(work, codes, kind=kind) for kind in KINDS},
        unvisited(visited, codes),
        _trainings(session, campaign_id, codes, found),
    )


def _work(reached: Reached) -> Iterator[Work]:
    code, prepared = reached.election.division_code, reached.prepared
    passed = {verdict.rule.id for verdict in reached.verdicts() if verdict.holds}
    quantities = {
        "LEADING_GROUP": int("GATE-LEAD" in passed),
        "WORK_TEAM": int("GATE-TEAM" in passed),
        "TALK": prepared.members_talked(),
        "REHEARSAL": len(reached.rehearsed_on),
        **reached.publicity,
    }
    for kind, quantity in quantities.items():
        yield Work(kind, code, quantity, PROVEN)


def _trainings(
    session: Session, campaign_id: UUID, codes: Sequence[str], found: Sequence[Reached]
) -> Mapping[str, Trained]:
    """Return each step's trainings: asked of those named for it, else of those who came.

    That of the new members is asked of everyone elected.
    """
    held = _held(session, campaign_id, codes)
    expected: defaultdict[str, set[str]] = defaultdict(set)
    for each in found:
        came = {training.step for training in each.prepared.trainings}
        for step in came | each.expected.keys():
            own = each.expected.get(step) or attendants(each.prepared.trainings, step)
            expected[step].update(own)
    expected[NEW_MEMBERS] = {person for each in found for person in each.elected}
    return {
        step: trained_for(held, sorted(people), step=step)
        for step, people in sorted(expected.items())
    }


def _held(session: Session, campaign_id: UUID, codes: Sequence[str]) -> list[HeldTraining]:
    rows = session.execute(
        select(
            Training.step,
            Training.held_on,
            func.array_agg(Attendance.person_number),
            func.array_agg(Attendance.person_number).filter(Attendance.passed),
        )
        .join(Attendance, Attendance.training_id == Training.id)
        .where(Training.campaign_id == campaign_id, Attendance.division_code.in_(codes))
        .group_by(Training.id)
        .order_by(Training.id)
    )
    return [
        HeldTraining(step, day, frozenset(attended), frozenset(passed or ()))
        for step, day, attended, passed in rows
    ]
