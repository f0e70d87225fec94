"""The vote on secretary and deputies, by a committee or without one: who is in, what is next."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.election.domain.party_ballot import count_closes, issued_to_those_present, round_valid
from services.election.domain.party_count import first_tie, rank
from services.election.domain.party_secretary import (
    committee_majority_reached,
    committee_quorum_reached,
    elected_without_committee,
    one_candidate_per_post,
    presider_is_member,
    secretary_is_member,
)
from services.election.domain.round_count import check_tally
from services.election.domain.rulebook import Outcome, Verdict
from services.election.domain.tally import RoundTally


class SecretaryStep(StrEnum):
    """What follows a vote on the secretary."""

    DONE = "DONE"
    NEW_MEETING = "NEW_MEETING"  # too few members present
    REPEAT = "REPEAT"  # more ballots came back than went out
    RECOUNT = "RECOUNT"  # the numbers do not add up: nothing is decided
    SECOND_VOTE = "SECOND_VOTE"
    NEW_CANDIDATE = "NEW_CANDIDATE"  # not elected twice: the superior decides


@dataclass(frozen=True, slots=True)
class SecretaryState:
    """What one vote of the committee came to, and why."""

    elected: tuple[str, ...]
    next_step: SecretaryStep
    verdicts: tuple[Verdict, ...]


def check_secretary_meeting(
    candidates: Sequence[str], *, posts: int, winners: Collection[str], presider: str | None
) -> tuple[Verdict, ...]:
    """Return the verdicts that must allow the vote before it is held."""
    return (
        *(secretary_is_member(candidate, winners=winners) for candidate in candidates),
        one_candidate_per_post(posts=posts, candidates=len(candidates)),
        presider_is_member(presider, winners=winners),
    )


def count_secretary_vote(
    tally: RoundTally,
    *,
    committee: int,
    posts: int | None = None,
    vote_no: int = 1,
    for_secretary: Collection[str] = (),
) -> SecretaryState:
    """Take the vote's tally, the committee's size, posts to fill and which vote it is, from 1.

    One candidate stands per post unless the street approved more: then `posts` says how many
    are elected, those with most votes; of several `for_secretary` one is.
    """
    seats = len(tally.votes) if posts is None else posts
    quorum = committee_quorum_reached(committee=committee, present=tally.present)
    if not quorum.holds:
        return SecretaryState((), SecretaryStep.NEW_MEETING, (quorum,))
    issue = issued_to_those_present(issued=tally.issued, present=tally.present)
    valid = round_valid(issued=tally.issued, returned=tally.returned, present=tally.present)
    if not valid.holds:
        return SecretaryState((), SecretaryStep.REPEAT, (quorum, issue, valid))
    closes = count_closes(tally, seats=seats)
    checks = (quorum, issue, valid, closes)
    if not closes.holds or not issue.holds:
        return SecretaryState((), SecretaryStep.RECOUNT, checks)
    passing, verdicts = _passing(tally, vote_no=vote_no)
    first = rank({one: passing[one] for one in passing if one in for_secretary}, seats=1)
    if len(for_secretary) > 1 and first.tied:
        verdicts = (*verdicts, first_tie(ties_in_a_row=vote_no))
    if len(for_secretary) > 1:  # rivals run against each other alone: one of them stays
        lost = set(for_secretary) - set(first.elected)
        passing = {person: votes for person, votes in passing.items() if person not in lost}
    return _state(passing, seats=seats, vote_no=vote_no, verdicts=checks + verdicts)


def count_direct_vote(
    tally: RoundTally,
    *,
    base: int,
    posts: int = 1,
    vote_no: int = 1,
    no_committee_surplus: bool = False,
) -> SecretaryState:
    """Take the members' vote of a branch without a committee, its attendance base and the posts.

    The secretary, and a deputy if needed, are elected directly (PARTY-NO-COMMITTEE).
    """
    verdicts = {
        each.person: elected_without_committee(
            base=base,
            present=tally.present,
            votes=each.in_favour,
            posts=posts,
            candidates=len(tally.votes),
            no_committee_surplus=no_committee_surplus,
        )
        for each in tally.votes
    }
    if any(verdict.outcome is Outcome.VOIDED for verdict in verdicts.values()):
        return SecretaryState((), SecretaryStep.NEW_MEETING, tuple(verdicts.values()))
    checks = check_tally(tally, seats=posts)
    if not checks[-1].holds:
        again = SecretaryStep.REPEAT if not checks[0].holds else SecretaryStep.RECOUNT
        return SecretaryState((), again, checks)
    passing = {each.person: each.in_favour for each in tally.votes if verdicts[each.person].holds}
    return _state(passing, seats=posts, vote_no=vote_no, verdicts=(*checks, *verdicts.values()))


def _passing(tally: RoundTally, *, vote_no: int) -> tuple[Mapping[str, int], tuple[Verdict, ...]]:
    """Return the votes of those with the majority, and the verdict on everyone's."""
    majorities = tuple(
        committee_majority_reached(
            votes=each.in_favour, present=tally.present, vote_no=vote_no, person=each.person
        )
        for each in tally.votes
    )
    passing = {
        each.person: each.in_favour
        for each, majority in zip(tally.votes, majorities, strict=True)
        if majority.holds
    }
    return passing, majorities


def _state(
    passing: Mapping[str, int], *, seats: int, vote_no: int, verdicts: tuple[Verdict, ...]
) -> SecretaryState:
    elected = rank(passing, seats=seats).elected
    following = SecretaryStep.SECOND_VOTE if vote_no == 1 else SecretaryStep.NEW_CANDIDATE
    return SecretaryState(
        elected, SecretaryStep.DONE if len(elected) == seats else following, verdicts
    )
