"""Who is to be trained for which step, and whether those of one community were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from services.election.domain.city_gates import trained_and_rehearsed
from services.election.domain.documents import (
    CommitteeChange,
    Document,
    ElectionCommittee,
    Meeting,
    Officials,
)
from services.election.domain.preparation import Training, trained_for
from services.election.domain.prepared import Prepared
from services.election.domain.residents_settled import after_changes
from services.election.domain.rulebook import Body, Verdict
from services.election.domain.standard import steps_to_the_vote
from services.election.domain.states import Step

STAFFING = (Step.ELECTION_COMMITTEE, Step.COMMITTEE_CHANGE, Step.OFFICIALS, Step.MEETING)
"""The records that name who conducts an election."""

Expected = Mapping[str, tuple[str, ...]]


def expected_people(body: Body, documents: Iterable[Document]) -> Expected:
    """Return by step whom the records name for it; a step for which nobody is named is absent.

    The election committee conducts every step after its own formation; the officials, or the
    scrutineers and tellers, conduct the vote.
    """
    known = tuple(documents)
    steps = steps_to_the_vote(body)
    formed = [each for each in known if isinstance(each, ElectionCommittee)]
    changes = [each for each in known if isinstance(each, CommitteeChange)]
    committee = after_changes(formed[-1] if formed else None, changes)
    expected = dict.fromkeys(steps[1:], committee)
    expected[steps[-1]] = tuple(dict.fromkeys((*committee, *_at_the_vote(known))))
    return {step: people for step, people in expected.items() if people}


def trained_steps(trainings: Iterable[Training], expected: Expected) -> frozenset[str]:
    """Return the steps for which all those expected were trained and have passed the closing test.

    Where nobody is named, those of the community who came are: at least one, and each has passed.
    """
    held = tuple(trainings)
    return frozenset(step for step in {each.step for each in held} if _is_met(step, held, expected))


def judge_training(
    prepared: Prepared,
    body: Body,
    *,
    expected: Expected,
    rehearsed_on: Iterable[date] = (),
    meeting_on: date | None = None,
) -> Verdict:
    """Ask for a rehearsal before the vote and for a training of every step up to it.

    `expected` are by step those whom the records name for it.
    """
    return trained_and_rehearsed(
        [*rehearsed_on, *prepared.rehearsed_on],
        meeting_on=meeting_on,
        steps=prepared.standard.trained_for(body),
        trained_steps=trained_steps(prepared.held_by(meeting_on), expected),
    )


def attendants(trainings: Iterable[Training], step: str) -> frozenset[str]:
    """Return who attended a training for a step."""
    return frozenset[str]().union(*(each.attended for each in trainings if each.step == step))


def _is_met(step: str, held: tuple[Training, ...], expected: Expected) -> bool:
    people = expected.get(step) or tuple(attendants(held, step))
    found = trained_for(held, people, step=step)
    return bool(people) and not found.absent and not found.not_passed


def _at_the_vote(documents: Iterable[Document]) -> tuple[str, ...]:
    named: tuple[str, ...] = ()
    for each in documents:
        if isinstance(each, Officials):
            named = (*named, *each.persons)
        if isinstance(each, Meeting):
            named = (*named, *each.scrutineer_numbers, *each.teller_numbers)
    return named
