"""The residents' counting core: from the rounds so far to who holds which post and what is due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from services.election.domain.residents_elected import nobody_tied, third_of_ballots
from services.election.domain.residents_kin import Kin
from services.election.domain.residents_law import Post
from services.election.domain.residents_members import has_woman, no_relatives_together
from services.election.domain.residents_round import HIGHEST_FIRST, count_vote, votes_of
from services.election.domain.residents_tally import (
    Contest,
    NextVote,
    ResidentsElection,
    Seat,
    VoteCount,
    VoteResult,
)
from services.election.domain.residents_void import nothing_voids
from services.election.domain.rulebook import Rule, Verdict
from services.election.domain.tally import RoundKind
from shared.errors import Conflict
from shared.text import Text

NO_POSTS: Mapping[Post, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ResidentsState:
    """Where a residents' election stands after the rounds counted so far.

    `vacant` are seats left to a by-election: known only when no round is due any more.
    """

    elected: tuple[Seat, ...]
    next_round: NextVote | None
    rounds: tuple[VoteResult, ...] = ()
    losers: Mapping[Post, tuple[str, ...]] = field(default_factory=lambda: NO_POSTS)
    tied: tuple[Contest, ...] = ()
    further_held: frozenset[Post] = frozenset()
    vacant: Mapping[Post, int] = field(default_factory=dict)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict so far, in order."""
        return tuple(verdict for result in self.rounds for verdict in result.verdicts)

    @property
    def void_rounds(self) -> tuple[int, ...]:
        """The numbers, from 1, of the rounds that were void."""
        return tuple(number for number, result in enumerate(self.rounds, start=1) if result.void)


class VoteNotDue(Conflict):
    """A round that does not fit what is due."""

    def __init__(self, rule: Rule) -> None:
        super().__init__(
            Text("与当前应进行的轮次不符。", "This is not what is due now."),
            code=rule.id,
            basis=rule.basis,
            needed=rule.says,
        )


def count_residents_ballot(
    election: ResidentsElection, rounds: Sequence[VoteCount]
) -> ResidentsState:
    """Take what was settled and the rounds in order; say who is in and what is due next.

    Every post is filled on its own: a run-off where its last seat is tied, then one further ballot
    for what is missing; what is still missing is left to a by-election. Refuses a round that was
    not due, or among others than those who may stand in it.
    """
    contests = tuple(
        Contest(post, election.seats[post], tuple(election.candidates.get(post, ())))
        for post in Post
        if election.seats.get(post)
    )
    state = ResidentsState((), NextVote(RoundKind.FIRST, contests))
    for count in rounds:
        state = _after_round(election, state, count)
    return state


def judge_committee(
    elected: Sequence[Seat],
    *,
    women: Collection[str],
    kin: Iterable[Kin],
    election: ResidentsElection,
) -> tuple[Verdict, ...]:
    """Return what stands between the elected and their certificates: a woman, and no relatives.

    `women` are person numbers; the best placed are those of the highest post and the most votes.
    """
    placed = sorted(elected, key=lambda seat: (HIGHEST_FIRST[seat.post], -seat.votes))
    persons = [seat.person for seat in placed]
    woman = has_woman.on(election.election_day)
    return (
        woman(women=sum(person in women for person in persons), members=len(persons)),
        no_relatives_together(persons, kin),
    )


def _after_round(
    election: ResidentsElection, state: ResidentsState, count: VoteCount
) -> ResidentsState:
    due = state.next_round
    if due is None or count.kind is not due.kind or not _may_stand(due, count):
        raise VoteNotDue(_RULES_OF_KINDS[due.kind if due else RoundKind.FURTHER])
    result = count_vote(election, due, count, round_no=len(state.rounds) + 1)
    state = replace(state, rounds=(*state.rounds, result))
    if result.breached:
        return state
    if result.void:
        again = replace(due, kind=RoundKind.REPEAT, repeats=due.counts_as)
        return replace(state, next_round=again)
    held = {contest.post for contest in due.contests if due.counts_as is RoundKind.FURTHER}
    state = replace(
        state,
        elected=_seated(election, (*state.elected, *result.elected), after=len(state.rounds)),
        tied=result.tied,
        losers=_losers(state, due, count),
        further_held=state.further_held | held,
    )
    return _with_what_is_due(election, state)


def _may_stand(due: NextVote, count: VoteCount) -> bool:
    """Anybody may be written in at first; later only those stand whom the earlier vote left."""
    contests = {contest.post: contest for contest in due.contests}
    if {part.post for part in count.posts} != contests.keys():
        return False
    return due.counts_as is RoundKind.FIRST or all(
        set(part.votes) <= set(contests[part.post].candidates) for part in count.posts
    )


_RULES_OF_KINDS = {
    RoundKind.FIRST: nothing_voids.rule,
    RoundKind.REPEAT: nothing_voids.rule,
    RoundKind.RUN_OFF: nobody_tied.rule,
    RoundKind.FURTHER: third_of_ballots.versions[-1].rule,
}


def _seated(election: ResidentsElection, won: Iterable[Seat], *, after: int) -> tuple[Seat, ...]:
    """Give each person one seat, the highest won; those removed by then have none."""
    highest: dict[str, Seat] = {}
    for seat in won:
        held = highest.get(seat.person)
        if held is None or HIGHEST_FIRST[seat.post] < HIGHEST_FIRST[held.post]:
            highest[seat.person] = seat
    removed = _removed(election, after)
    return tuple(seat for seat in highest.values() if seat.person not in removed)


def _removed(election: ResidentsElection, after: int) -> set[str]:
    return {person for person, round_no in election.removed.items() if round_no <= after}


def _losers(
    state: ResidentsState, due: NextVote, count: VoteCount
) -> Mapping[Post, tuple[str, ...]]:
    """Return everyone voted on for a post, best placed in the newest round first, winners too."""
    if due.counts_as is RoundKind.RUN_OFF:
        return state.losers
    placed = {
        contest.post: tuple(sorted(votes, key=lambda person: -votes[person]))
        for contest in due.contests
        for votes in (votes_of(count, contest.post).votes,)
    }
    return MappingProxyType({**state.losers, **placed})


def _with_what_is_due(election: ResidentsElection, state: ResidentsState) -> ResidentsState:
    if state.tied:
        return replace(state, next_round=NextVote(RoundKind.RUN_OFF, state.tied))
    missing = {post: number for post in Post if (number := _missing(election, state, post))}
    contests = tuple(
        Contest(post, number, standing)
        for post, number in missing.items()
        if post not in state.further_held and (standing := _standing(election, state, post, number))
    )
    if contests:
        return replace(state, next_round=NextVote(RoundKind.FURTHER, contests))
    return replace(state, next_round=None, vacant=missing)


def _missing(election: ResidentsElection, state: ResidentsState, post: Post) -> int:
    return election.seats.get(post, 0) - sum(seat.post is post for seat in state.elected)


def _standing(
    election: ResidentsElection, state: ResidentsState, post: Post, missing: int
) -> tuple[str, ...]:
    """Return the best-placed losers, one more than seats are missing, and those nominated anew.

    A member may stand for a higher post; winning it leaves the seat of the member open.
    """
    place = HIGHEST_FIRST[post]
    seated = {seat.person for seat in state.elected if HIGHEST_FIRST[seat.post] <= place}
    out = seated | _removed(election, len(state.rounds)) | election.ineligible
    losers = [person for person in state.losers.get(post, ()) if person not in out]
    anew = [person for person in election.added.get(post, ()) if person not in {*out, *losers}]
    return (*losers[: missing + 1], *anew)
