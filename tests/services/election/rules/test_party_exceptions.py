"""The count where the superior or the electors decide: second ties, seat cuts, names written in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.election.domain.counting import (
    BallotState,
    RoundNotDue,
    cut_seats,
    settle_tie,
    write_ins_to_announce,
)
from services.election.domain.rulebook import Approval, Authority, Outcome
from services.election.domain.tally import WriteIn
from tests.services.election.rules.ballots import (
    FIRST,
    FURTHER,
    RUN_OFF,
    a_round,
    ballot,
    passing,
)


def test_a_second_tie_needs_the_street() -> None:
    first = a_round(FIRST, passing(44, 43, 40, 30, 28, 28))
    state = ballot(first, a_round(RUN_OFF, {"e": 20, "f": 20}))
    verdict = state.verdicts[-1]

    assert verdict.rule.id == "PARTY-TIE-AGAIN"
    assert (verdict.outcome, verdict.authority) == (Outcome.NEEDS_APPROVAL, Authority.STREET)
    assert state.next_round is not None
    assert (state.next_round.kind, state.next_round.ties) == (RUN_OFF, 2)

    settled = settle_tie(state, ["f"])
    assert settled.elected == tuple("abcdf")
    assert settled.next_round is None

    further = ballot(
        first, a_round(RUN_OFF, {"e": 20, "f": 20}), a_round(RUN_OFF, {"e": 21, "f": 20})
    )
    assert further.elected == tuple("abcde")


@pytest.mark.parametrize("named", [["a"], ["e", "f"], ["e", "e"][:0]])
def test_the_superior_names_only_tied_persons_one_per_seat(named: list[str]) -> None:
    first = a_round(FIRST, passing(44, 43, 40, 30, 28, 28))
    state = ballot(first, a_round(RUN_OFF, {"e": 20, "f": 20}))

    with pytest.raises(RoundNotDue):
        settle_tie(state, named)


def test_the_superior_does_not_name_after_a_first_tie() -> None:
    state = ballot(a_round(FIRST, passing(44, 43, 40, 30, 28, 28)))

    with pytest.raises(RoundNotDue) as refusal:
        settle_tie(state, ["e"])

    assert refusal.value.code == "PARTY-TIE-AGAIN"


def test_seats_may_be_cut_instead() -> None:
    state = ballot(a_round(FIRST, passing(44, 43, 40, 30, 22, 22)))

    refused = cut_seats(state, consenting=22, present=45)
    assert refused.next_round == state.next_round
    assert refused.verdicts[-1].outcome is Outcome.REFUSED

    cut = cut_seats(state, consenting=23, present=45)
    assert (cut.next_round, cut.seats_cut, cut.missing) == (None, 1, 0)
    assert cut.elected == tuple("abcd")


def test_seats_are_not_cut_while_none_is_missing() -> None:
    tied = ballot(a_round(FIRST, passing(44, 43, 40, 30, 28, 28)))

    with pytest.raises(RoundNotDue) as refusal:
        cut_seats(tied, consenting=45, present=45)

    assert refusal.value.code == "PARTY-REDUCE"


def test_a_person_written_in_is_elected_when_eligible() -> None:
    votes = passing(35, 34, 33, 32, 10, 10)
    state = ballot(a_round(FIRST, votes, present=40, write_ins=(WriteIn("w", 25),)))
    (verdict,) = write_ins_to_announce(state)
    approval = Approval("PARTY-WRITEIN", Authority.STREET, "9", verdict.rule.holds_from, ("w",))

    assert state.elected == ("a", "b", "c", "d", "w")
    assert state.written_in == ("w",)
    assert _on_write_ins(state) == [Outcome.PASSED]
    assert verdict.outcome is Outcome.NEEDS_APPROVAL
    assert verdict.with_approvals([approval]).allows
    assert not verdict.with_approvals([replace(approval, persons=("v",))]).allows

    barred = ballot(
        a_round(FIRST, votes, present=40, write_ins=(WriteIn("w", 25, eligible=False),))
    )
    assert barred.elected == tuple("abcd")
    assert barred.missing == 1


def test_a_person_written_in_may_tie_and_win_the_run_off() -> None:
    votes = passing(35, 34, 33, 32, 25, 10)
    first = a_round(FIRST, votes, present=40, write_ins=(WriteIn("w", 25),))
    state = ballot(first, a_round(RUN_OFF, {"e": 15, "w": 16}, present=40))

    assert state.elected == ("a", "b", "c", "d", "w")
    assert state.written_in == ("w",)
    assert _on_write_ins(state) == [Outcome.NOT_MET]  # in the first round, where it was a tie
    assert len(write_ins_to_announce(state)) == 1


def _on_write_ins(state: BallotState) -> list[Outcome]:
    return [each.outcome for each in state.verdicts if each.rule.id == "PARTY-WRITEIN"]


def test_votes_written_in_for_one_already_elected_count_for_nobody() -> None:
    first = a_round(FIRST, passing(44, 43, 40, 30, 22, 22))
    further = a_round(FURTHER, {"e": 10, "f": 9}, write_ins=(WriteIn("a", 26),))

    state = ballot(first, further)
    assert state.elected == tuple("abcd")
    assert _on_write_ins(state) == []
