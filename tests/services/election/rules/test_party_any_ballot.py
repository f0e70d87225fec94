"""Whatever the votes: what must be so after any sequence of rounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.election.domain.counting import BallotState, count_ballot
from services.election.domain.round_count import NextRound
from services.election.domain.tally import PersonVotes, RoundKind, RoundTally

MANY_ROUNDS = 8


@st.composite
def a_tally(draw: st.DrawFn, due: NextRound, present: int) -> RoundTally:
    """Draw any count that closes, or one with a ballot too many."""
    issued = draw(st.integers(0, present))
    returned = draw(st.integers(0, issued + 1))
    invalid = draw(st.integers(0, returned))
    valid = returned - invalid
    left = due.seats * valid
    votes = []
    for person in due.candidates:
        in_favour = draw(st.integers(0, min(valid, left)))
        against = draw(st.integers(0, valid - in_favour))
        left -= in_favour
        votes.append(PersonVotes(person, in_favour, against, valid - in_favour - against))
    return RoundTally(due.kind, present, issued, returned, invalid, tuple(votes))


@st.composite
def played_ballots(draw: st.DrawFn) -> tuple[int, list[str], list[RoundTally]]:
    """Draw seats, candidates and the rounds as each became due."""
    seats = draw(st.integers(1, 5))
    candidates = list("abcdefgh"[: seats + draw(st.integers(1, 3))])
    rounds: list[RoundTally] = []
    for _ in range(draw(st.integers(0, MANY_ROUNDS))):
        due = count_ballot(seats, candidates, rounds).next_round
        if due is None:
            break
        rounds.append(draw(a_tally(due, draw(st.integers(1, 12)))))
    return seats, candidates, rounds


@given(played_ballots())
def test_no_seat_is_lost_or_filled_twice(played: tuple[int, list[str], list[RoundTally]]) -> None:
    seats, candidates, rounds = played
    state = count_ballot(seats, candidates, rounds)

    assert len(state.elected) == len(set(state.elected))
    assert set(state.elected) <= set(candidates)
    assert len(state.elected) + state.missing == seats
    assert (state.next_round is None) is (state.missing == 0)
    if state.next_round is not None:
        assert state.next_round.seats == state.missing
        assert not set(state.next_round.candidates) & set(state.elected)
        assert len(state.next_round.candidates) >= state.next_round.fewest > state.missing


@given(played_ballots())
def test_who_is_elected_had_the_votes(played: tuple[int, list[str], list[RoundTally]]) -> None:
    state = count_ballot(*played)

    for result in state.rounds:
        votes = {each.person: each.in_favour for each in result.tally.votes}
        present = result.tally.present
        lost = set(votes) - set(result.elected)
        assert not (result.elected and (result.void or result.breached))
        for person in result.elected:
            assert result.decides is RoundKind.RUN_OFF or votes[person] * 2 > present
            assert all(votes[person] > votes[other] for other in lost & set(result.tied))
            assert all(votes[person] >= votes[other] for other in lost)


@given(played_ballots())
def test_equals_are_never_told_apart(played: tuple[int, list[str], list[RoundTally]]) -> None:
    state = count_ballot(*played)

    for result in state.rounds:
        if result.counted:
            votes = {each.person: each.in_favour for each in result.tally.votes}
            out = {votes[person] for person in set(votes) - set(result.elected)}
            assert not {votes[person] for person in result.elected} & out


def _without_order(state: BallotState) -> tuple[frozenset[str], int]:
    return frozenset(state.elected), state.missing


@given(played_ballots())
def test_the_order_of_the_list_decides_nothing(
    played: tuple[int, list[str], list[RoundTally]],
) -> None:
    seats, candidates, rounds = played
    backwards = [
        RoundTally(
            each.kind,
            each.present,
            each.issued,
            each.returned,
            each.invalid,
            tuple(reversed(each.votes)),
        )
        for each in rounds
    ]

    assert _without_order(count_ballot(seats, candidates, rounds)) == _without_order(
        count_ballot(seats, candidates[::-1], backwards)
    )
