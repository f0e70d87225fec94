"""One round of the ballot: which round it is, whether it is valid, who is elected by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from services.election.domain.party_ballot import count_closes, round_valid
from services.election.domain.party_count import (
    first_tie,
    majority_reached,
    most_votes_elected,
    no_tie_at_the_cut,
    rank,
    written_in_elected,
)
from services.election.domain.party_shortfall import seats_filled
from services.election.domain.party_surplus import preliminary_ballot_used
from services.election.domain.rulebook import Verdict
from services.election.domain.tally import RoundKind, RoundTally, WriteIn


@dataclass(frozen=True, slots=True)
class NextRound:
    """The round that is due: for how many seats, among whom, with how many on the ballot at least.

    `candidates` are those who may stand, best placed first. All of them stand but in a further
    ballot, which may leave out the last ones down to `fewest`.
    """

    kind: RoundKind
    seats: int
    candidates: tuple[str, ...]
    fewest: int
    repeats: RoundKind | None = None
    ties: int = 0  # how often these seats have ended in a tie already

    @property
    def counts_as(self) -> RoundKind:
        """What the round decides: for a repeated one, what the void one should have decided."""
        return self.repeats or self.kind


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What one round came to, and why."""

    tally: RoundTally
    decides: RoundKind  # what kind of round it is or, as a repeated one, stands for
    seats: int
    verdicts: tuple[Verdict, ...]
    elected: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    tied_seats: int = 0
    final: tuple[str, ...] = ()  # of a preliminary ballot: who stands in the ballot itself
    void: bool = False
    breached: bool = False  # the numbers do not add up: to be counted again

    @property
    def counted(self) -> bool:
        """Whether the round decided anything."""
        return not self.void and not self.breached

    @property
    def votes(self) -> dict[str, int]:
        """Votes for everyone who may be elected in the round, listed or written in."""
        listed = {each.person: each.in_favour for each in self.tally.votes}
        return listed | {
            each.person: each.in_favour for each in self.tally.write_ins if each.eligible
        }


def check_tally(tally: RoundTally, *, seats: int) -> tuple[Verdict, ...]:
    """Return the verdicts on the numbers alone: a void round is not asked to add up as well."""
    valid = round_valid(issued=tally.issued, returned=tally.returned, present=tally.present)
    return (valid, count_closes(tally, seats=seats)) if valid.holds else (valid,)


def count_round(due: NextRound, tally: RoundTally, *, already: Collection[str]) -> RoundResult:
    """Take the round that was due, its tally and those elected before; say what it came to."""
    checks = check_tally(tally, seats=due.seats)
    result = RoundResult(tally, due.counts_as, due.seats, checks)
    if not checks[0].holds:
        return replace(result, void=True)
    if not checks[-1].holds:
        return replace(result, breached=True)
    if result.decides is RoundKind.RUN_OFF:
        return _decide_run_off(result, ties=due.ties)
    if result.decides is RoundKind.PRELIMINARY:
        return _preselect(result)
    return _decide(result, already=already)


def _decide(result: RoundResult, *, already: Collection[str]) -> RoundResult:
    """Majority first, then the order by votes, then a tie at the cut-off, then a shortfall."""
    tally, seats = result.tally, result.seats
    written = [each for each in tally.write_ins if each.person not in already]
    votes = {person: count for person, count in result.votes.items() if person not in already}
    majorities = {
        person: majority_reached(votes=count, present=tally.present, person=person)
        for person, count in votes.items()
    }
    passing = {person: votes[person] for person in votes if majorities[person].holds}
    return replace(
        _ranked(result, passing),
        verdicts=(
            *result.verdicts,
            *majorities.values(),
            *(_written_in(each, passing, result) for each in written),
            most_votes_elected(passing, seats=seats),
            no_tie_at_the_cut(passing, seats=seats),
            seats_filled(seats=seats, winners=min(len(passing), seats)),
        ),
    )


def _preselect(result: RoundResult) -> RoundResult:
    """Take as many as there are seats, by votes, of those with the majority; equals all stand.

    With fewer than there are seats nobody stands yet: the rule refuses such a list.
    """
    tally, seats = result.tally, result.seats
    votes = {each.person: each.in_favour for each in tally.votes}
    majorities = {
        person: majority_reached(votes=count, present=tally.present, person=person)
        for person, count in votes.items()
    }
    ranking = rank({name: votes[name] for name in votes if majorities[name].holds}, seats=seats)
    final = ranking.elected + ranking.tied
    used = preliminary_ballot_used(seats=seats, present=tally.present, votes=votes, final=final)
    verdicts = (*result.verdicts, *majorities.values(), used)
    return replace(result, final=final if used.holds else (), verdicts=verdicts)


def _written_in(written: WriteIn, passing: Mapping[str, int], result: RoundResult) -> Verdict:
    return written_in_elected(
        votes=written.in_favour,
        present=result.tally.present,
        rank=sum(count >= written.in_favour for count in passing.values()),
        seats=result.seats,
        eligible=written.eligible,
        person=written.person,
    )


def _decide_run_off(result: RoundResult, *, ties: int) -> RoundResult:
    """More votes wins: those in a run-off have passed the majority, or nobody would be tied."""
    votes = {each.person: each.in_favour for each in result.tally.votes}
    ranked = _ranked(result, votes)
    return replace(
        ranked,
        verdicts=(
            *result.verdicts,
            most_votes_elected(votes, seats=result.seats),
            no_tie_at_the_cut(votes, seats=result.seats),
            first_tie(ties_in_a_row=ties + bool(ranked.tied)),
        ),
    )


def _ranked(result: RoundResult, votes: Mapping[str, int]) -> RoundResult:
    ranking = rank(votes, seats=result.seats)
    return replace(
        result, elected=ranking.elected, tied=ranking.tied, tied_seats=ranking.tied_seats
    )
