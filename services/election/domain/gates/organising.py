"""The city's gates that warn: leading group, talks, rubric, training, rehearsal, reserves."""

from __future__ import annotations

from collections.abc import Iterator

from services.election.domain.city_gates import (
    reserve_covered,
    team_assessed,
    trained_and_rehearsed,
)
from services.election.domain.documents import Assessment
from services.election.domain.facts import Facts, Part
from services.election.domain.gates.gate import gate
from services.election.domain.prepared import judge_leading_group, judge_talks
from services.election.domain.rulebook import Verdict
from services.election.domain.standard import Standard
from services.election.domain.states import Step
from services.election.domain.training import STAFFING, expected_people, judge_training


@gate(Part.PREPARATION)
def leading_group(facts: Facts) -> Iterator[Verdict]:
    """Warn of a county without a leading group under both heads in time."""
    if facts.prepared:
        yield judge_leading_group(facts.prepared)


@gate(Part.PREPARATION, Step.ASSESSMENT)
def talks(facts: Facts) -> Iterator[Verdict]:
    """Warn of members whom nobody talked with."""
    if facts.prepared:
        assessment = facts.document(Assessment)
        assessed_members = len(assessment.members) if assessment else facts.seats
        members = facts.team_members or assessed_members
        yield judge_talks(facts.prepared, members=members, on=facts.on)


@gate(Part.PREPARATION, Step.REHEARSAL, *STAFFING)
def trained(facts: Facts) -> Iterator[Verdict]:
    """Warn of a vote without a rehearsal before it, or of steps with somebody not trained."""
    day = facts.date_of(Step.REHEARSAL)
    rehearsed_on = [day] if day else []
    if facts.prepared is None:
        yield trained_and_rehearsed(rehearsed_on, meeting_on=facts.on)
        return
    body = facts.procedure.body
    entries = [entry for step in STAFFING for entry in facts.entries.get(step, ())]
    named = [entry.document for entry in entries if entry.document]
    yield judge_training(
        facts.prepared,
        body,
        expected=expected_people(body, named),
        rehearsed_on=rehearsed_on,
        meeting_on=facts.on,
    )


@gate(Step.ASSESSMENT, Part.STANDARD)
def assessed(facts: Facts) -> Iterator[Verdict]:
    """Ask for a complete assessment, by the region's rubric, of the team and each member in it.

    How many sit in the outgoing team is roster's to say; where it has not, that is a warning.
    """
    assessment = facts.document(Assessment) or Assessment()
    members = assessment.members
    standard = facts.prepared.standard if facts.prepared else Standard()
    yield team_assessed(
        assessment.team,
        members,
        members=facts.team_members or None,
        rubric_items=len(standard.rubric),
    )


@gate(Part.RESERVES)
def reserves_covered(facts: Facts) -> Iterator[Verdict]:
    """Warn of a pool without two reserves for the secretary and one for each other post."""
    if facts.reserves:
        yield reserve_covered(
            principals=1,
            other_members=facts.seats - 1,
            principal_reserves=facts.reserves.principal,
            member_reserves=facts.reserves.others,
        )
