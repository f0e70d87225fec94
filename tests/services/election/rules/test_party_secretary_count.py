"""The committee's own vote: who is elected, and what follows when nobody is."""

from __future__ import annotations

import pytest

from services.election.domain.secretary_count import (
    SecretaryStep,
    check_secretary_meeting,
    count_direct_vote,
    count_secretary_vote,
)
from services.election.domain.tally import RoundTally
from tests.services.election.rules.ballots import FIRST, a_round, passing


def a_vote(*votes: int, present: int = 5, returned: int | None = None) -> RoundTally:
    return a_round(FIRST, passing(*votes), present=present, returned=returned)


def test_the_secretary_is_elected_by_the_committee() -> None:
    state = count_secretary_vote(a_vote(4), committee=5)

    assert (state.elected, state.next_step) == (("a",), SecretaryStep.DONE)
    assert all(verdict.allows for verdict in state.verdicts)


@pytest.mark.parametrize(
    ("tally", "vote_no", "step"),
    [
        (a_vote(3, present=3), 1, SecretaryStep.NEW_MEETING),
        (a_vote(4, present=4, returned=5), 1, SecretaryStep.REPEAT),
        (a_vote(2, present=4), 1, SecretaryStep.SECOND_VOTE),
        (a_vote(2, present=4), 2, SecretaryStep.NEW_CANDIDATE),
        (a_vote(6, present=5), 1, SecretaryStep.RECOUNT),
    ],
)
def test_what_follows_a_vote_that_elected_nobody(
    tally: RoundTally, vote_no: int, step: SecretaryStep
) -> None:
    state = count_secretary_vote(tally, committee=5, vote_no=vote_no)

    assert (state.elected, state.next_step) == ((), step)
    assert not state.verdicts[-1].holds


def test_a_deputy_not_elected_is_voted_on_again_alone() -> None:
    state = count_secretary_vote(a_vote(5, 2), committee=5)

    assert (state.elected, state.next_step) == (("a",), SecretaryStep.SECOND_VOTE)


def test_with_more_candidates_than_posts_the_highest_is_elected() -> None:
    state = count_secretary_vote(a_vote(1, 4), committee=5, posts=1)

    assert state.elected == ("b",)


def test_a_secretary_who_lost_the_members_ballot_is_refused() -> None:
    verdicts = check_secretary_meeting(["x"], posts=1, winners=["a", "b"], presider="a")

    assert [verdict.rule.id for verdict in verdicts if not verdict.allows] == ["PARTY-SEC-MEMBER"]


def test_a_branch_without_a_committee_elects_directly() -> None:
    state = count_direct_vote(a_vote(3, 1), base=6)

    assert (state.elected, state.next_step) == (("a",), SecretaryStep.DONE)


@pytest.mark.parametrize(
    ("tally", "vote_no", "step"),
    [
        (a_vote(4, present=4), 1, SecretaryStep.NEW_MEETING),
        (a_vote(5, present=5, returned=6), 1, SecretaryStep.REPEAT),
        (a_vote(6, present=5), 1, SecretaryStep.RECOUNT),
        (a_vote(2, present=5), 1, SecretaryStep.SECOND_VOTE),
        (a_vote(2, present=5), 2, SecretaryStep.NEW_CANDIDATE),
    ],
)
def test_what_follows_a_direct_vote_that_elected_nobody(
    tally: RoundTally, vote_no: int, step: SecretaryStep
) -> None:
    state = count_direct_vote(tally, base=6, vote_no=vote_no)

    assert (state.elected, state.next_step) == ((), step)


def test_a_direct_vote_may_need_a_surplus_by_setting() -> None:
    assert count_direct_vote(a_vote(5), base=6, no_committee_surplus=True).elected == ()
    assert count_direct_vote(a_vote(4, 1), base=6, no_committee_surplus=True).elected == ("a",)
