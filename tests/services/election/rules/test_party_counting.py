"""The count of whole ballots: every way in which rounds can follow one another."""

from __future__ import annotations

import pytest

from services.election.domain.counting import (
    RoundNotDue,
    count_ballot,
)
from services.election.domain.rulebook import Outcome
from services.election.domain.tally import PersonVotes, RoundKind, RoundTally
from tests.services.election.rules.ballots import (
    FIRST,
    FURTHER,
    REPEAT,
    RUN_OFF,
    a_round,
    ballot,
    passing,
)


def test_before_any_round_the_first_is_due() -> None:
    state = count_ballot(5, "abcdef", [])

    assert state.next_round is not None
    assert (state.next_round.kind, state.next_round.seats) == (FIRST, 5)
    assert state.next_round.candidates == tuple("abcdef")
    assert state.missing == 5


def test_the_highest_fill_the_seats() -> None:
    state = ballot(a_round(FIRST, passing(25, 44, 43, 40, 30, 28)))

    assert state.elected == ("b", "c", "d", "e", "f")
    assert state.next_round is None
    assert state.missing == 0


def test_a_void_round_is_repeated_with_the_same_list() -> None:
    void = a_round(FIRST, passing(40, 40, 40, 40, 40, 20), returned=46)
    state = ballot(void)

    assert (state.elected, state.losers) == ((), ())
    assert state.rounds[0].void
    assert state.next_round is not None
    assert (state.next_round.kind, state.next_round.repeats) == (REPEAT, FIRST)
    assert state.next_round.candidates == void.listed

    again = ballot(void, a_round(REPEAT, passing(40, 39, 38, 37, 36, 20)))
    assert again.elected == tuple("abcde")


def test_a_void_round_is_not_asked_to_add_up() -> None:
    void = RoundTally(FIRST, 42, 42, 43, 0, (PersonVotes("a", 1, 1, 1),))

    verdicts = count_ballot(1, "a", [void]).verdicts

    assert [verdict.rule.id for verdict in verdicts] == ["PARTY-ELECTION-VALID"]


def test_numbers_that_do_not_add_up_decide_nothing() -> None:
    wrong = RoundTally(FIRST, 39, 39, 39, 0, (PersonVotes("a", 30, 8, 2),))

    state = count_ballot(1, "a", [wrong])

    assert state.rounds[0].breached
    assert state.elected == ()
    assert state.next_round is not None
    assert state.next_round.kind is FIRST
    assert state.verdicts[-1].outcome is Outcome.REFUSED
    assert state.verdicts[-1].numbers == "a: 30+8+2=40 != V=39"


def test_a_tie_at_the_cut_goes_to_a_run_off_among_the_tied() -> None:
    first = a_round(FIRST, passing(44, 43, 40, 30, 28, 28))
    state = ballot(first)

    assert state.elected == tuple("abcd")
    assert state.next_round is not None
    assert (state.next_round.kind, state.next_round.seats) == (RUN_OFF, 1)
    assert state.next_round.candidates == ("e", "f")

    decided = ballot(first, a_round(RUN_OFF, {"e": 20, "f": 22}))
    assert decided.elected == tuple("abcdf")
    assert decided.next_round is None


def test_several_seats_may_be_tied() -> None:
    first = a_round(FIRST, passing(44, 30, 30, 30, 30, 30))

    state = ballot(first, a_round(RUN_OFF, dict(zip("bcdef", (9, 8, 8, 7, 6), strict=True))))

    assert state.elected == ("a", "b", "c", "d", "e")


def test_a_void_run_off_is_repeated_as_a_run_off() -> None:
    first = a_round(FIRST, passing(44, 43, 40, 30, 28, 28))
    void = a_round(RUN_OFF, {"e": 20, "f": 22}, returned=46)
    state = ballot(first, void)

    assert state.next_round is not None
    assert (state.next_round.kind, state.next_round.repeats) == (REPEAT, RUN_OFF)
    assert state.next_round.seats == 1

    decided = ballot(first, void, a_round(REPEAT, {"e": 23, "f": 22}))
    assert decided.elected == tuple("abcde")


def test_a_run_off_may_fill_one_seat_and_tie_for_the_next() -> None:
    first = a_round(FIRST, passing(44, 30, 30, 30), present=45)
    state = ballot(first, a_round(RUN_OFF, {"b": 9, "c": 8, "d": 8}), seats=3)

    assert state.elected == ("a", "b")
    assert state.next_round is not None
    assert (state.next_round.seats, state.next_round.candidates) == (1, ("c", "d"))


def test_too_few_winners_mean_a_further_ballot_for_the_missing() -> None:
    first = a_round(FIRST, passing(44, 43, 40, 30, 21, 22))
    state = ballot(first)

    assert state.missing == 1
    assert state.next_round is not None
    assert (state.next_round.kind, state.next_round.seats) == (FURTHER, 1)
    assert state.next_round.candidates == ("f", "e")
    assert state.next_round.fewest == 2

    short = ballot(first, a_round(FURTHER, {"f": 22, "e": 22}))
    assert short.elected == tuple("abcd")
    decided = ballot(first, a_round(FURTHER, {"f": 22, "e": 23}))
    assert decided.elected == tuple("abcde")


def test_a_further_ballot_may_leave_out_the_last_but_keeps_its_surplus() -> None:
    first = a_round(FIRST, passing(44, 43, 22, 10, 10), present=45)
    decided = ballot(first, a_round(FURTHER, {"c": 30, "d": 15}), seats=3)

    assert decided.elected == ("a", "b", "c")
    with pytest.raises(RoundNotDue) as refusal:
        ballot(first, a_round(FURTHER, {"c": 30}), seats=3)
    assert refusal.value.code == "PARTY-SHORTFALL"


def test_a_tie_in_a_further_ballot_goes_to_a_run_off() -> None:
    first = a_round(FIRST, passing(44, 43, 40, 22, 22, 22, 22))
    further = a_round(FURTHER, {"d": 30, "e": 25, "f": 25, "g": 10})
    state = ballot(first, further)

    assert state.elected == ("a", "b", "c", "d")
    assert state.next_round is not None
    assert (state.next_round.kind, state.next_round.seats) == (RUN_OFF, 1)
    assert state.next_round.candidates == ("e", "f")
    assert state.next_round.ties == 1


def test_a_void_further_ballot_is_repeated_among_the_same() -> None:
    first = a_round(FIRST, passing(44, 43, 22, 10, 10), present=45)
    void = a_round(FURTHER, {"c": 30, "d": 15}, returned=46)
    state = ballot(first, void, seats=3)

    assert state.next_round is not None
    assert (state.next_round.kind, state.next_round.repeats) == (REPEAT, FURTHER)
    assert state.next_round.candidates == ("c", "d")

    short = ballot(first, void, a_round(REPEAT, {"c": 20, "d": 15}), seats=3)
    assert short.next_round is not None
    assert short.next_round.kind is FURTHER
    assert short.next_round.candidates == ("c", "d", "e")


def test_nobody_elected_means_a_further_ballot_for_all() -> None:
    state = ballot(a_round(FIRST, passing(20, 21, 22, 10), present=45), seats=3)

    assert state.elected == ()
    assert state.next_round is not None
    assert state.next_round.seats == 3
    assert state.next_round.fewest == 4


def test_persons_deliberated_anew_may_stand_in_a_further_ballot() -> None:
    first = a_round(FIRST, passing(44, 22), present=45)
    with pytest.raises(RoundNotDue):
        ballot(first, a_round(FURTHER, {"b": 20, "n": 25}), seats=2)

    decided = ballot(first, a_round(FURTHER, {"b": 20, "n": 25}), seats=2, added=("n",))

    assert decided.elected == ("a", "n")


def test_the_base_of_the_majority_is_those_present_when_ballots_went_out() -> None:
    first = a_round(FIRST, passing(44, 43, 40, 30, 22, 22))
    later = a_round(FURTHER, {"e": 21, "f": 15}, present=41)

    assert ballot(first, later).elected == tuple("abcde")


@pytest.mark.parametrize("kind", [REPEAT, RUN_OFF, FURTHER])
def test_only_the_round_that_is_due_is_counted(kind: RoundKind) -> None:
    with pytest.raises(RoundNotDue):
        count_ballot(1, "ab", [a_round(kind, passing(30, 10))])


def test_a_finished_ballot_takes_no_round() -> None:
    first = a_round(FIRST, passing(30, 10))

    with pytest.raises(RoundNotDue):
        count_ballot(1, "ab", [first, a_round(FURTHER, {"b": 30})])


def test_a_run_off_is_among_the_tied_only() -> None:
    first = a_round(FIRST, passing(44, 43, 40, 30, 28, 28))

    with pytest.raises(RoundNotDue) as refusal:
        ballot(first, a_round(RUN_OFF, {"d": 10, "e": 20, "f": 20}))

    assert refusal.value.code == "PARTY-TIE"
