"""The committee's own vote: who is elected, and what follows when nobody is."""

from __future__ import annotations

import pytest

from services.election.domain.secretary_count import (
    SecretaryStep,
    check_secretary_meeting,
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
