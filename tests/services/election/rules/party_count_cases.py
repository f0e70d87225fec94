"""The rule book's cases of section 2: who is elected."""

from __future__ import annotations

from functools import partial

from services.election.domain.party_count import (
    first_tie,
    majority_reached,
    most_votes_elected,
    no_tie_at_the_cut,
    written_in_elected,
)
from services.election.domain.party_shortfall import seats_filled, seats_may_be_cut
from services.election.domain.party_surplus import surplus_sufficient
from services.election.domain.rulebook import Authority, Outcome, Verdict
from services.election.domain.tally import PersonVotes, RoundKind, RoundTally, WriteIn
from tests.services.election.rules.cases import Case, cases

PASSED, REFUSED = Outcome.PASSED, Outcome.REFUSED
NEEDS_APPROVAL, NOT_MET = Outcome.NEEDS_APPROVAL, Outcome.NOT_MET


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
        (WriteIn("w", written),) if written else (),
    )


def _passing(*votes: int) -> dict[str, int]:
    return {f"p{number}": each for number, each in enumerate(votes)}


cases(
    "PARTY-MAJORITY",
    *(
        Case(
            f"A={present} y={votes}",
            partial(majority_reached, votes=votes, present=present),
            outcome,
        )
        for present, votes, outcome in (
            (40, 20, NOT_MET),
            (40, 21, PASSED),  # also where B=49: 21 < 25 does not matter
            (41, 20, NOT_MET),
            (41, 21, PASSED),
            (40, 19, NOT_MET),  # also where V=36: 19 > 18 does not matter
        )
    ),
)


def _written_in(*, rank: int = 5, eligible: bool = True, announcing: bool = False) -> Verdict:
    return written_in_elected(
        votes=25, present=40, rank=rank, seats=5, eligible=eligible, announcing=announcing
    )


cases(
    "PARTY-WRITEIN",
    Case("y=25 of A=40, rank 5 of s=5", _written_in, PASSED, {"elected": True}),
    Case("rank 6 of s=5", lambda: _written_in(rank=6), NOT_MET),
    Case("not eligible", lambda: _written_in(eligible=False), NOT_MET, {"elected": False}),
    Case(
        "before announcing",
        lambda: _written_in(announcing=True),
        NEEDS_APPROVAL,
        authority=Authority.STREET,
    ),
)
cases(
    "PARTY-OVERFILL",
    Case(
        "s=5 A=45: 44,43,40,30,28,25",
        lambda: most_votes_elected(_passing(44, 43, 40, 30, 28, 25), seats=5),
        PASSED,
        {"elected": ("p0", "p1", "p2", "p3", "p4")},
    ),
)
cases(
    "PARTY-TIE",
    Case(
        "s=5: 44,43,40,30,28,28",
        lambda: no_tie_at_the_cut(_passing(44, 43, 40, 30, 28, 28), seats=5),
        NOT_MET,
        {"elected": ("p0", "p1", "p2", "p3"), "tied": ("p4", "p5"), "run_off_seats": 1},
    ),
    Case(
        "s=5: 44,44,40,30,28,25",
        lambda: no_tie_at_the_cut(_passing(44, 44, 40, 30, 28, 25), seats=5),
        PASSED,
    ),
    Case(
        "s=5: 44,30,30,30,30,30",
        lambda: no_tie_at_the_cut(_passing(44, 30, 30, 30, 30, 30), seats=5),
        NOT_MET,
        {"elected": ("p0",), "tied": ("p1", "p2", "p3", "p4", "p5"), "run_off_seats": 4},
    ),
)
cases(
    "PARTY-TIE-AGAIN",
    Case(
        "20:20 twice",
        lambda: first_tie(ties_in_a_row=2),
        NEEDS_APPROVAL,
        authority=Authority.STREET,
    ),
    Case("20:20 once", lambda: first_tie(ties_in_a_row=1), PASSED),
)
cases(
    "PARTY-SHORTFALL",
    Case(
        "s=5 A=45: 4 elected, missing 1",
        lambda: seats_filled(seats=5, winners=4),
        NOT_MET,
        {"missing": 1},
    ),
    Case("s=5: 5 elected", lambda: seats_filled(seats=5, winners=5), PASSED),
    Case(
        "1 candidate for the missing seat",
        lambda: surplus_sufficient(seats=1, candidates=1),
        REFUSED,
        by="PARTY-SURPLUS",
    ),
    Case(
        "2 candidates for the missing seat",
        lambda: surplus_sufficient(seats=1, candidates=2),
        PASSED,
        by="PARTY-SURPLUS",
    ),
    Case(
        "y=23 of 45 elected",
        lambda: majority_reached(votes=23, present=45),
        PASSED,
        by="PARTY-MAJORITY",
    ),
    Case(
        "y=22 of 45 not",
        lambda: majority_reached(votes=22, present=45),
        NOT_MET,
        by="PARTY-MAJORITY",
    ),
)


def _cut(present: int, consenting: int, *, winners: int = 4, missing: int = 1) -> Verdict:
    return seats_may_be_cut(
        missing=missing, winners=winners, consenting=consenting, present=present
    )


cases(
    "PARTY-REDUCE",
    Case("A=44: 22", lambda: _cut(44, 22), PASSED),
    Case("A=44: 21", lambda: _cut(44, 21), REFUSED),
    Case("A=45: 23", lambda: _cut(45, 23), PASSED),
    Case("A=45: 22", lambda: _cut(45, 22), REFUSED),
    Case(
        "by the presidium's decision",
        lambda: seats_may_be_cut(
            missing=1, winners=4, consenting=0, present=45, presidium_decided=True
        ),
        PASSED,
    ),
    Case("5 to 4", lambda: _cut(44, 44, winners=4, missing=1), PASSED),
    Case("5 to 3 with max_cut 1", lambda: _cut(44, 44, winners=3, missing=2), REFUSED),
    Case("4 to 3", lambda: _cut(44, 44, winners=3, missing=1), PASSED),
    Case("3 to 2", lambda: _cut(44, 44, winners=2, missing=1), REFUSED),
)
