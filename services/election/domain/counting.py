"""The counting core: from the rounds counted so far to who is elected and what is due next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from services.election.domain.party_ballot import round_valid
from services.election.domain.party_candidates import candidates_came_by_the_path
from services.election.domain.party_count import (
    first_tie,
    no_tie_at_the_cut,
    written_in_elected,
)
from services.election.domain.party_shortfall import (
    LEAST_MEMBERS,
    MAX_CUT,
    seats_filled,
    seats_may_be_cut,
)
from services.election.domain.party_surplus import fewest_candidates, preliminary_ballot_used
from services.election.domain.round_count import NextRound, RoundResult, count_round
from services.election.domain.rulebook import Rule, Verdict
from services.election.domain.tally import RoundKind, RoundTally
from shared.errors import Conflict
from shared.text import Text


@dataclass(frozen=True, slots=True)
class BallotState:
    """Where an election of committee members stands after the rounds counted so far."""

    seats: int
    elected: tuple[str, ...]
    next_round: NextRound | None
    rounds: tuple[RoundResult, ...] = ()
    losers: tuple[str, ...] = ()
    seats_cut: int = 0
    verdicts: tuple[Verdict, ...] = ()
    surplus: bool = True  # whether a further ballot needs more candidates than seats

    @property
    def missing(self) -> int:
        """Seats neither filled nor cut."""
        return self.seats - self.seats_cut - len(self.elected)

    @property
    def written_in(self) -> tuple[str, ...]:
        """Winners who stood on no list: the street agrees before they are announced."""
        listed = {
            person
            for result in self.rounds
            if result.decides is not RoundKind.RUN_OFF
            for person in result.tally.listed
        }
        return tuple(person for person in self.elected if person not in listed)


class RoundNotDue(Conflict):
    """A round, a cut or a decision that does not fit what is due."""

    def __init__(self, rule: Rule) -> None:
        super().__init__(
            Text("与当前应进行的轮次不符。", "This is not what is due now."),
            code=rule.id,
            basis=rule.basis,
            needed=rule.says,
        )


def count_ballot(
    seats: int,
    candidates: Sequence[str],
    rounds: Sequence[RoundTally],
    *,
    added: Collection[str] = (),
) -> BallotState:
    """Take seats, the list as deliberated and the rounds in order; say who is in and what is due.

    `added` are persons deliberated anew for a further ballot. Refuses a round that was not due, or
    was held among others than those who may stand in it.
    """
    state = begin_ballot(seats, candidates)
    for tally in rounds:
        state = after_round(state, tally, added=added)
    return state


def begin_ballot(
    seats: int, candidates: Sequence[str], *, preliminary: bool = False, surplus: bool = True
) -> BallotState:
    """Return the state before the first round, which may be a preliminary one."""
    kind = RoundKind.PRELIMINARY if preliminary else RoundKind.FIRST
    due = NextRound(kind, seats, tuple(candidates), len(candidates))
    return BallotState(seats, (), due, surplus=surplus)


def cut_seats(  # noqa: PLR0913 - each is a number that the rule names
    state: BallotState,
    *,
    consenting: int,
    present: int,
    presidium_decided: bool = False,
    superior_informed: bool = True,
    max_cut: int = MAX_CUT,
    least_members: int = LEAST_MEMBERS,
) -> BallotState:
    """Return the state with its missing seats cut, if PARTY-REDUCE lets them; else as it was.

    `consenting` are electors of the `present` who agree; a presidium may decide in their place.
    Refuses where no further ballot is due.
    """
    if state.next_round is None or state.next_round.counts_as is not RoundKind.FURTHER:
        raise RoundNotDue(seats_may_be_cut.rule)
    verdict = seats_may_be_cut(
        missing=state.missing,
        winners=len(state.elected),
        consenting=consenting,
        present=present,
        presidium_decided=presidium_decided,
        superior_informed=superior_informed,
        max_cut=max_cut,
        least_members=least_members,
    )
    judged = replace(state, verdicts=(*state.verdicts, verdict))
    return replace(judged, next_round=None, seats_cut=state.missing) if verdict.allows else judged


def settle_tie(state: BallotState, named: Sequence[str]) -> BallotState:
    """Return the state with the tied seats given to those whom the superior named.

    Refuses unless the same seats were tied twice, and `named` are of the tied, one per seat.
    """
    due = state.next_round
    settled = due is not None and due.ties > 1 and set(named) <= set(due.candidates)
    if due is None or not settled or len(set(named)) != due.seats:
        raise RoundNotDue(first_tie.rule)
    return replace(state, elected=state.elected + tuple(named), next_round=None)


def write_ins_to_announce(state: BallotState) -> tuple[Verdict, ...]:
    """Return a verdict per winner who stood on no list: each needs the street's approval."""
    return tuple(
        written_in_elected(
            votes=votes,
            present=result.tally.present,
            rank=1 + result.elected.index(person),
            seats=result.seats,
            eligible=True,
            person=person,
            announcing=True,
        )
        for result in state.rounds
        for person, votes in result.votes.items()
        if person in state.written_in and person in result.elected
    )


def after_round(
    state: BallotState, tally: RoundTally, *, added: Collection[str] = ()
) -> BallotState:
    """Return the state after one more round; refuses one that was not due, or among others."""
    due = state.next_round
    if due is None or tally.kind is not due.kind or not _may_stand(due, tally.listed):
        raise RoundNotDue(_rule_of(due))
    result = count_round(due, tally, already=state.elected)
    elected = state.elected + result.elected
    losers = _losers(state, result, elected)
    standing = (*losers, *sorted(set(added) - {*losers, *elected}))
    following = _due_after(due, result, standing)
    if following and following.kind is RoundKind.FURTHER and not state.surplus:
        following = replace(following, fewest=following.seats)
    return replace(
        state,
        elected=elected,
        losers=losers,
        next_round=following,
        rounds=(*state.rounds, result),
        verdicts=state.verdicts + result.verdicts,
    )


def _may_stand(due: NextRound, listed: Sequence[str]) -> bool:
    return set(listed) <= set(due.candidates) and len(set(listed)) >= due.fewest


def _rule_of(due: NextRound | None) -> Rule:
    return _RULES_OF_KINDS[due.kind if due else RoundKind.FURTHER]


_RULES_OF_KINDS = {
    RoundKind.PRELIMINARY: preliminary_ballot_used.rule,
    RoundKind.FIRST: candidates_came_by_the_path.rule,
    RoundKind.REPEAT: round_valid.rule,
    RoundKind.RUN_OFF: no_tie_at_the_cut.rule,
    RoundKind.FURTHER: seats_filled.rule,
}


def _losers(state: BallotState, result: RoundResult, elected: Collection[str]) -> tuple[str, ...]:
    """Those not elected, best placed in the newest round first."""
    newest = sorted(result.tally.votes, key=lambda votes: -votes.in_favour)
    order = tuple(votes.person for votes in newest if result.counted)
    everyone = dict.fromkeys((*order, *state.losers))
    return tuple(person for person in everyone if person not in elected)


def _due_after(due: NextRound, result: RoundResult, standing: tuple[str, ...]) -> NextRound | None:
    if result.breached:
        return due
    if result.void:
        again = result.tally.listed
        return replace(
            due, kind=RoundKind.REPEAT, candidates=again, fewest=len(again), repeats=due.counts_as
        )
    if result.decides is RoundKind.PRELIMINARY:
        return _due_after_preliminary(due, result, standing)
    if result.tied:
        return NextRound(
            RoundKind.RUN_OFF, result.tied_seats, result.tied, len(result.tied), ties=due.ties + 1
        )
    missing = due.seats - len(result.elected)
    if missing:
        return NextRound(RoundKind.FURTHER, missing, standing, fewest_candidates(missing))
    return None


def _due_after_preliminary(
    due: NextRound, result: RoundResult, standing: tuple[str, ...]
) -> NextRound:
    """Return the ballot itself; where fewer than the seats passed, they are chosen again."""
    if result.final:
        return NextRound(RoundKind.FIRST, due.seats, result.final, len(result.final))
    return NextRound(RoundKind.PRELIMINARY, due.seats, standing, fewest_candidates(due.seats))
