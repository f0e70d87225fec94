"""One round of a residents' vote: whether it is valid, and who wins which post by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from services.election.domain.party_count import rank
from services.election.domain.residents_ballot import (
    enough_took_part,
    part_closes,
    returned_within_issued,
)
from services.election.domain.residents_elected import (
    highest_first,
    majority_of_participants,
    nobody_tied,
    third_of_ballots,
)
from services.election.domain.residents_law import Post
from services.election.domain.residents_tally import (
    Contest,
    NextVote,
    PostCount,
    ResidentsElection,
    Seat,
    VoteCount,
    VoteResult,
)
from services.election.domain.residents_void import Breach, nothing_voids
from services.election.domain.rulebook import Verdict
from services.election.domain.tally import RoundKind

HIGHEST_FIRST = {post: place for place, post in enumerate(Post)}


@dataclass(frozen=True, slots=True)
class PostResult:
    """One post in one round: the votes of those who may win it, and why they may."""

    contest: Contest
    passing: Mapping[str, int]
    verdicts: tuple[Verdict, ...]


def count_vote(
    election: ResidentsElection, due: NextVote, count: VoteCount, *, round_no: int
) -> VoteResult:
    """Take what was settled, the round that was due and its count; say what it came to.

    A void round is not asked to add up as well; one that does not add up is counted again.
    """
    result = VoteResult(due, check_vote(election, due, count))
    if not all(verdict.holds for verdict in result.verdicts):
        return replace(result, void=True)
    closes = tuple(_closes(contest, count) for contest in due.contests)
    result = replace(result, verdicts=result.verdicts + closes)
    if not all(verdict.holds for verdict in closes):
        return replace(result, breached=True)
    for contest in sorted(due.contests, key=lambda each: HIGHEST_FIRST[each.post]):
        result = _with_post(result, _decide(election, result, contest, count), round_no=round_no)
    return result


def check_vote(election: ResidentsElection, due: NextVote, count: VoteCount) -> tuple[Verdict, ...]:
    """Return the verdicts that can void the round: ballots returned, turnout, the checklist."""
    total = returned_within_issued(issued=count.issued, returned=count.returned)
    verdicts, found = [total], set(count.breaches)
    if due.counts_as is RoundKind.FIRST or election.region.switch("quorum_in_every_round"):
        quorum = enough_took_part.on(count.held_on or election.election_day)
        verdicts.append(quorum(election.mode, base=election.base, took_part=count.took_part))
        found |= set() if verdicts[-1].holds else {Breach.TURNOUT_TOO_LOW}
    found |= set() if total.holds else {Breach.RETURNED_OVER_ISSUED}
    return (*verdicts, nothing_voids(found))


def votes_of(count: VoteCount, post: Post) -> PostCount:
    """Return what was counted for a post, nothing where its part is missing."""
    return next((each for each in count.posts if each.post is post), PostCount(post, {}))


def _closes(contest: Contest, count: VoteCount) -> Verdict:
    part = votes_of(count, contest.post)
    valid = count.returned - count.invalid - part.invalid
    return part_closes(part.votes, seats=contest.seats, valid_parts=valid)


def _decide(
    election: ResidentsElection, result: VoteResult, contest: Contest, count: VoteCount
) -> PostResult:
    """Thresholds first, then the order by votes, then a tie at the cut-off.

    One who has just won a higher post is out of the order for a lower one.
    """
    out = {seat.person for seat in result.elected} | election.ineligible
    counted = dict.fromkeys(contest.candidates, 0) | dict(votes_of(count, contest.post).votes)
    votes = {person: number for person, number in counted.items() if person not in out}
    judged = _thresholds(election, result.due, count, votes)
    passing = {
        person: number
        for person, number in votes.items()
        if person not in judged or judged[person].holds
    }
    order = (
        highest_first(passing, seats=contest.seats),
        nobody_tied(passing, seats=contest.seats),
    )
    return PostResult(contest, passing, (*judged.values(), *order))


def _thresholds(
    election: ResidentsElection, due: NextVote, count: VoteCount, votes: Mapping[str, int]
) -> Mapping[str, Verdict]:
    """More than half at first, a third in a further ballot; in a run-off more votes are enough."""
    day = count.held_on or election.election_day
    if due.counts_as is RoundKind.RUN_OFF:
        return {}
    if due.counts_as is RoundKind.FURTHER:
        third = third_of_ballots.on(day)
        return {
            person: third(votes=number, cast=count.returned, person=person)
            for person, number in votes.items()
        }
    majority = majority_of_participants.on(day)
    return {
        person: majority(votes=number, took_part=count.took_part, person=person)
        for person, number in votes.items()
    }


def _with_post(result: VoteResult, post: PostResult, *, round_no: int) -> VoteResult:
    contest = post.contest
    ranking = rank(post.passing, seats=contest.seats)
    won = (Seat(contest.post, name, post.passing[name], round_no) for name in ranking.elected)
    again = replace(contest, seats=ranking.tied_seats, candidates=ranking.tied)
    tied = (again,) if ranking.tied else ()
    return replace(
        result,
        elected=(*result.elected, *won),
        tied=result.tied + tied,
        verdicts=result.verdicts + post.verdicts,
    )
