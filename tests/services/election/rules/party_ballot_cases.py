"""The rule book's cases of section 2: the ballot paper and the result."""

from __future__ import annotations

from functools import partial

from services.election.domain.party_ballot import (
    ballot_names_no_voter,
    ballot_valid,
    count_closes,
    issued_to_those_present,
    round_valid,
    write_ins_count,
)
from services.election.domain.party_result import (
    announcement_complete,
    count_signed,
    first_ballot,
    no_case_stands,
    no_complaint_open,
)
from services.election.domain.rulebook import Outcome, Verdict
from services.election.domain.tally import PersonVotes, RoundKind, RoundTally, WriteIn
from tests.services.election.rules.cases import Case, cases

PASSED, REFUSED = Outcome.PASSED, Outcome.REFUSED
NOT_MET, VOIDED = Outcome.NOT_MET, Outcome.VOIDED


def _tally(
    *votes: tuple[int, int, int], returned: int, invalid: int = 0, written: int = 0
) -> RoundTally:
    return RoundTally(
        RoundKind.FIRST,
        returned,
        returned,
        returned,
        invalid,
        tuple(PersonVotes(f"p{number}", *each) for number, each in enumerate(votes)),
        (WriteIn("w", written),),
    )


def _passing(*votes: int) -> dict[str, int]:
    return {f"p{number}": each for number, each in enumerate(votes)}


cases(
    "PARTY-SECRET",
    Case(
        "ballots with a member's id",
        lambda: ballot_names_no_voter(["round_id", "choice", "member_id"]),
        REFUSED,
    ),
    Case(
        "a count by candidate",
        lambda: ballot_names_no_voter(["round_id", "person_number", "in_favour", "against"]),
        PASSED,
    ),
)
cases(
    "PARTY-NO-PROXY",
    Case("A=40 I=41", lambda: issued_to_those_present(issued=41, present=40), REFUSED),
    Case("A=40 I=40", lambda: issued_to_those_present(issued=40, present=40), PASSED),
)
cases(
    "PARTY-BALLOT-CHOICES",
    Case("1 against + 1 write-in", lambda: write_ins_count(against=1, write_ins=1), PASSED),
    Case("0 against + 1 write-in", lambda: write_ins_count(against=0, write_ins=1), NOT_MET),
)
cases(
    "PARTY-ELECTION-VALID",
    *(
        Case(
            f"A=40 I={issued} C={returned}",
            partial(round_valid, issued=issued, returned=returned, present=40),
            outcome,
        )
        for issued, returned, outcome in (
            (40, 40, PASSED),
            (40, 38, PASSED),
            (40, 41, VOIDED),
            (39, 40, VOIDED),
        )
    ),
)
cases(
    "PARTY-BALLOT-VALID",
    *(
        Case(f"s=5 chosen={chosen}", partial(ballot_valid, seats=5, chosen=chosen), outcome)
        for chosen, outcome in ((5, PASSED), (4, PASSED), (0, PASSED), (6, NOT_MET))
    ),
)
cases(
    "PARTY-COUNT-IDENTITY",
    Case("V=39: 30+8+1", lambda: count_closes(_tally((30, 8, 1), returned=39), seats=1), PASSED),
    Case("V=39: 30+8+2", lambda: count_closes(_tally((30, 8, 2), returned=39), seats=1), REFUSED),
    Case(
        "s=5: sum y=196 > 195",
        lambda: count_closes(_tally(*[(33, 6, 0)] * 5, (31, 8, 0), returned=39), seats=5),
        REFUSED,
    ),
    Case(
        "s=5: sum y=195",
        lambda: count_closes(_tally(*[(33, 6, 0)] * 5, (30, 9, 0), returned=39), seats=5),
        PASSED,
    ),
    Case(
        "invalid more than returned",
        lambda: count_closes(_tally(returned=39, invalid=40), seats=5),
        REFUSED,
    ),
    Case(
        "all ballots invalid",
        lambda: count_closes(_tally((0, 0, 0), returned=39, invalid=39), seats=5),
        PASSED,
    ),
    Case(
        "everyone against, and for the one written in",
        lambda: count_closes(_tally((0, 39, 0), returned=39, written=39), seats=1),
        PASSED,
    ),
    Case(
        "9 write-ins, 8 against",
        lambda: count_closes(_tally((30, 8, 1), returned=39, written=9), seats=1),
        REFUSED,
    ),
    Case(
        "8 write-ins, 8 against",
        lambda: count_closes(_tally((30, 8, 1), returned=39, written=8), seats=1),
        PASSED,
    ),
)
cases(
    "PARTY-ANNOUNCE",
    Case(
        "abstentions missing",
        lambda: announcement_complete({"a": (30, 8, None, 0)}, winners=["a"], due_order=["a"]),
        REFUSED,
        {"incomplete": ["a"]},
    ),
    Case(
        "winners by votes",
        lambda: announcement_complete(
            {"a": (30, 8, 1, 0), "b": (35, 3, 1, 0)}, winners=["b", "a"], due_order=["a", "b"]
        ),
        REFUSED,
    ),
    Case(
        "all four numbers, winners by strokes",
        lambda: announcement_complete(
            {"a": (30, 8, 1, 0), "b": (35, 3, 1, 0)}, winners=["a", "b"], due_order=["a", "b"]
        ),
        PASSED,
    ),
)
cases(
    "PARTY-SIGN",
    Case("2 scrutineers, 1 signature", lambda: count_signed(scrutineers=2, signatures=1), REFUSED),
    Case("2 scrutineers, 2 signatures", lambda: count_signed(scrutineers=2, signatures=2), PASSED),
    Case("nobody", lambda: count_signed(scrutineers=0, signatures=0), REFUSED),
)


def _first_ballot(
    *, meetings: int = 1, rounds: int = 1, winners: int = 5, secretary_votes: int = 1
) -> Verdict:
    return first_ballot(
        meetings=meetings,
        rounds=rounds,
        winners=winners,
        approved_seats=5,
        secretary_votes=secretary_votes,
    )


cases(
    "PARTY-FIRST-BALLOT",
    Case("5 of 5 in round 1", _first_ballot, PASSED),
    Case("after a run-off", lambda: _first_ballot(rounds=2), NOT_MET),
    Case("4 of 5 and a seat cut", lambda: _first_ballot(winners=4), NOT_MET),
    Case("quorum failed once", lambda: _first_ballot(meetings=2), NOT_MET),
    Case("secretary in the second vote", lambda: _first_ballot(secretary_votes=2), NOT_MET),
)
cases(
    "PARTY-NO-FORCE",
    Case("open complaint", lambda: no_complaint_open(open_complaints=1), REFUSED),
    Case("closed unfounded", lambda: no_complaint_open(open_complaints=0), PASSED),
)
cases(
    "PARTY-DISCIPLINE",
    Case("open case", lambda: no_case_stands(open_cases=1), REFUSED),
    Case(
        "decision to void",
        lambda: no_case_stands(open_cases=0, void_decided=True),
        VOIDED,
    ),
    Case("none", lambda: no_case_stands(open_cases=0), PASSED),
)
