"""A gate: a question put to the facts, with the sources that must be loaded for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from services.election.domain.facts import Facts, Part
from services.election.domain.rulebook import Verdict
from services.election.domain.states import Step

Source = Step | Part
Ask = Callable[[Facts], Iterator[Verdict]]


@dataclass(frozen=True, slots=True)
class Gate:
    """`ask` yields the verdicts on the facts; it sees only what is among `reads`."""

    reads: frozenset[Source]
    ask: Ask


def gate(*reads: Source) -> Callable[[Ask], Gate]:
    """Make a gate of the decorated function, which reads these sources."""

    def make(ask: Ask) -> Gate:
        return Gate(frozenset(reads), ask)

    return make
