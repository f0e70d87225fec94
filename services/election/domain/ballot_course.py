"""The course of a ballot: its rounds, with what was decided between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from services.election.domain.counting import (
    BallotState,
    after_round,
    begin_ballot,
    settle_tie,
)
from services.election.domain.tally import RoundTally


@dataclass(frozen=True, slots=True)
class BallotTerms:
    """Under what the members vote.

    `added` were deliberated anew for a further ballot; `named` took tied seats by the superior's
    decision after the round of that number; votes for the `barred` count for nobody, nor do those
    written in for anyone but the `electable`, where the roll tells who that is.
    """

    seats: int = 0
    candidates: tuple[str, ...] = ()
    preliminary: bool = False
    surplus: bool = True
    added: tuple[str, ...] = ()
    named: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    barred: frozenset[str] = frozenset()
    electable: frozenset[str] | None = None


def count_under(terms: BallotTerms, rounds: Sequence[RoundTally]) -> BallotState:
    """Take the terms and the rounds in order; say who is in and what is due."""
    state = begin_ballot(
        terms.seats, terms.candidates, preliminary=terms.preliminary, surplus=terms.surplus
    )
    for number, tally in enumerate(rounds, start=1):
        state = after_round(state, _with_rights(tally, terms), added=terms.added)
        if number in terms.named:
            state = settle_tie(state, terms.named[number])
    return state


def _with_rights(tally: RoundTally, terms: BallotTerms) -> RoundTally:
    """Return the count with the rights of those written in: on the day, and as roster knew them."""

    def may_be_elected(person: str) -> bool:
        on_the_roll = terms.electable is None or person in terms.electable
        return on_the_roll and person not in terms.barred

    written = tuple(
        replace(each, eligible=each.eligible and may_be_elected(each.person))
        for each in tally.write_ins
    )
    return replace(tally, write_ins=written) if written else tally
