"""The residents' counting core: from the rounds so far to who holds which post and what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from services.election.domain.residents_elected import nobody_tied, third_of_ballots
from services.election.domain.residents_law import Post
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
    held = {
        contest.post
        for contest in due.contests
        if due.counts_as is RoundKind.FURTHER and not contest.for_woman
    }
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
    left = tuple(seat for seat in highest.values() if seat.person not in removed)
    making_way = _making_way(election, left)
    return tuple(seat for seat in left if seat not in making_way)


def _making_way(election: ResidentsElection, held: Sequence[Seat]) -> Sequence[Seat]:
    """Return the lowest placed of a post that a woman has won a seat of beyond its number."""
    making_way: list[Seat] = []
    for post, seats in election.seats.items():
        of_post = [seat for seat in held if seat.post is post]
        men = [seat for seat in of_post if seat.person not in election.women]
        over = max(len(of_post) - seats, 0)
        making_way += sorted(men, key=lambda seat: -seat.votes)[len(men) - over :]
    return making_way


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
    kept = _left_vacant(election, state)
    contests = tuple(
        Contest(post, number - kept[post], standing)
        for post, number in missing.items()
        if post not in state.further_held
        and number > kept[post]
        and (standing := _standing(election, state, post, number - kept[post]))
    )
    contests = contests or _for_a_woman(election, state)
    if contests:
        return replace(state, next_round=NextVote(RoundKind.FURTHER, contests))
    return replace(state, next_round=None, vacant=missing)


def _left_vacant(election: ResidentsElection, state: ResidentsState) -> Counter[Post]:
    """Return how many seats of each post wait for a by-election by a decision."""
    won = {seat.person: seat.post for result in state.rounds for seat in result.elected}
    return Counter(won[person] for person in election.left_vacant if person in won)


def _for_a_woman(election: ResidentsElection, state: ResidentsState) -> tuple[Contest, ...]:
    """Return the further ballot among the women nominated since the last round, if one is wanted.

    All seats may be taken: then the lowest placed of the post keeps the seat unless she wins it.
    """
    if not election.woman_wanted or any(seat.person in election.women for seat in state.elected):
        return ()
    out = _removed(election, len(state.rounds)) | election.ineligible
    for post in reversed(Post):
        women = tuple(
            person
            for person in election.added.get(post, ())
            if person not in out and election.women_added.get(person) == len(state.rounds)
        )
        if women and election.seats.get(post):
            return (Contest(post, 1, women, for_woman=True),)
    return ()


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
