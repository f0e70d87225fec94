"""The gates on the roll where it has a line for each member: their rights, on the day itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from services.election.domain.documents import Meeting, Roll
from services.election.domain.facts import Facts
from services.election.domain.gates.gate import gate
from services.election.domain.party_roll import roll_frozen
from services.election.domain.roll_lines import (
    eligible,
    judge_lines,
    numbers_agree,
    present_may_vote,
    suspensions_decided,
)
from services.election.domain.rulebook import Verdict
from services.election.domain.states import Step


def electable(facts: Facts) -> frozenset[str] | None:
    """Return who may vote and be elected on the day; None where the roll holds numbers only."""
    roll = facts.document(Roll)
    day = facts.on or facts.date_of(Step.MEETING) or facts.date_of(Step.ROLL)
    if roll is None or not roll.lines or day is None:
        return None
    return eligible(roll.lines, day)


def without_rights(facts: Facts, persons: Collection[str]) -> frozenset[str]:
    """Return those of the persons who may not be elected on the day, as far as the roll tells."""
    allowed = electable(facts)
    return frozenset() if allowed is None else frozenset(persons) - allowed


@gate(Step.ROLL)
def roll_sound(facts: Facts) -> Iterator[Verdict]:
    """Ask for a roll whose numbers leave somebody to vote, and follow from its lines."""
    roll = facts.document(Roll)
    if roll:
        yield roll_frozen(roll.numbers)
        yield from _of_the_lines(facts, roll)


@gate(Step.ROLL)
def suspended_if_held(facts: Facts) -> Iterator[Verdict]:
    """Freeze no roll while a member is held or arrested and his rights are not suspended."""
    roll = facts.document(Roll)
    if roll and roll.lines:
        yield suspensions_decided(roll.lines)


@gate(Step.ROLL)
def rights_on_the_day(facts: Facts) -> Iterator[Verdict]:
    """Judge the roll again on the meeting day: rights may have been lost or restored since."""
    roll, meeting = facts.document(Roll), facts.document(Meeting)
    if roll is None or not facts.on:
        return
    yield from _of_the_lines(facts, roll)
    if roll.lines and meeting:
        yield from present_may_vote(meeting.voter_numbers, roll.lines, facts.on)


def _of_the_lines(facts: Facts, roll: Roll) -> Iterator[Verdict]:
    day = facts.on or facts.date_of(Step.ROLL)
    if roll.lines and day:
        yield numbers_agree(roll.stated, roll.lines, day)
        yield from judge_lines(roll.lines, day)
