"""The gates of the stage R0: what must be ready before a residents' election begins.

A by-election goes on under the preparation of the renewal that it mends.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.election.domain.facts import Facts, Part
from services.election.domain.gates.gate import Gate, Source, gate
from services.election.domain.gates.organising import assessed
from services.election.domain.gates.preparation import (
    rectified_first,
    residents_plan,
    six_answered,
    work_team,
)
from services.election.domain.rulebook import Verdict

SCREENED = (rectified_first, assessed, six_answered)
ORGANISED = (rectified_first, work_team, residents_plan, assessed, six_answered)


def _reads(gates: tuple[Gate, ...]) -> frozenset[Source]:
    return frozenset[Source]().union(*(each.reads for each in gates))


@gate(Part.COMMUNITY, *_reads(ORGANISED))
def organised(facts: Facts) -> Iterator[Verdict]:
    """Ask for work team, vetted plan, assessment and six answers before there is a committee."""
    yield from _in_a_renewal(ORGANISED, facts)


@gate(Part.COMMUNITY, *_reads(SCREENED))
def screened(facts: Facts) -> Iterator[Verdict]:
    """Ask again for what must hold when people are put forward."""
    yield from _in_a_renewal(SCREENED, facts)


def _in_a_renewal(gates: tuple[Gate, ...], facts: Facts) -> Iterator[Verdict]:
    if facts.community is None or facts.community.vacancies is None:
        for each in gates:
            yield from each.ask(facts)
