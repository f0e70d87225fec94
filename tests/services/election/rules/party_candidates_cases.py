"""The rule book's cases of section 2: candidates."""

from __future__ import annotations

from datetime import date
from functools import partial

from services.election.domain.party_candidates import (
    candidates_came_by_the_path,
    candidates_eligible,
    candidates_introduced,
    criteria_attested,
    listed_in_order,
)
from services.election.domain.party_electorate import Membership, may_vote
from services.election.domain.party_surplus import (
    delegate_surplus_sufficient,
    preliminary_ballot_used,
    standing_surplus_fits,
    surplus_sufficient,
)
from services.election.domain.rulebook import Outcome
from services.election.domain.strokes import order_by_strokes
from tests.services.election.rules.cases import Case, cases

PASSED, REFUSED, WARNED = Outcome.PASSED, Outcome.REFUSED, Outcome.WARNED
NEEDS_APPROVAL = Outcome.NEEDS_APPROVAL
MEETING = date(2021, 4, 12)
MEMBERS = {"a": Membership(), "b": Membership(on_probation_from=date(2021, 4, 11))}
BY_STROKES = order_by_strokes({name: name for name in "丁李王张"})

cases(
    "PARTY-CAND-CRITERIA",
    Case("attested", lambda: criteria_attested(attested=True), PASSED),
    Case("not attested", lambda: criteria_attested(attested=False), NEEDS_APPROVAL),
    Case("not recorded", lambda: criteria_attested(attested=None), WARNED),
)
cases(
    "PARTY-CAND-PATH",
    *(
        Case(
            f"consent {consent:%m-%d}, deliberation {deliberation:%m-%d}",
            partial(
                candidates_came_by_the_path,
                proposed_on=date(2021, 4, 1),
                consented_on=consent,
                deliberated_on=deliberation,
                ballot_on=date(2021, 4, 12),
            ),
            outcome,
        )
        for consent, deliberation, outcome in (
            (date(2021, 4, 10), date(2021, 4, 9), REFUSED),
            (date(2021, 4, 10), date(2021, 4, 10), PASSED),
            (date(2021, 4, 10), date(2021, 4, 13), REFUSED),
        )
    ),
    Case(
        "no consent",
        lambda: candidates_came_by_the_path(
            proposed_on=date(2021, 4, 1), consented_on=None, deliberated_on=date(2021, 4, 10)
        ),
        REFUSED,
    ),
)
cases(
    "PARTY-SURPLUS",
    *(
        Case(
            f"s={seats} k={candidates}",
            partial(surplus_sufficient, seats=seats, candidates=candidates),
            outcome,
        )
        for seats, candidates, outcome in (
            (3, 3, REFUSED),
            (3, 4, PASSED),
            (5, 5, REFUSED),
            (5, 6, PASSED),
            (6, 7, REFUSED),
            (6, 8, PASSED),
            (7, 8, REFUSED),
            (7, 9, PASSED),
            (10, 12, PASSED),
            (11, 13, REFUSED),
            (11, 14, PASSED),
        )
    ),
)
cases(
    "PARTY-SURPLUS-DELEGATE",
    Case("10 delegates: 12", lambda: delegate_surplus_sufficient(seats=10, candidates=12), PASSED),
    Case("10 delegates: 11", lambda: delegate_surplus_sufficient(seats=10, candidates=11), REFUSED),
)
cases(
    "PARTY-SURPLUS-STANDING",
    *(
        Case(
            f"s=7 k={candidates}",
            partial(standing_surplus_fits, seats=7, candidates=candidates),
            outcome,
        )
        for candidates, outcome in ((8, PASSED), (9, PASSED), (7, REFUSED), (10, REFUSED))
    ),
)
cases(
    "PARTY-PRELIM",
    *(
        Case(
            f"A=40 y={votes}",
            partial(
                preliminary_ballot_used,
                seats=1,
                present=40,
                votes={"a": votes, "b": 12},
                final=["a"],
            ),
            outcome,
        )
        for votes, outcome in ((20, REFUSED), (21, PASSED))
    ),
    Case(
        "surplus skipped in both rounds",
        lambda: preliminary_ballot_used(seats=1, present=40, votes={"a": 30}, final=["a"]),
        REFUSED,
    ),
    Case(
        "s=2, one has the majority: no ballot one to one yet",
        lambda: preliminary_ballot_used(
            seats=2, present=40, votes={"a": 30, "b": 20, "c": 12}, final=["a"]
        ),
        REFUSED,
    ),
)
cases(
    "PARTY-CAND-ELIGIBLE",
    Case(
        "candidate put under probation within the Party after approval",
        lambda: candidates_eligible(
            MEMBERS, ineligible=[m for m in MEMBERS if not may_vote(MEMBERS[m], on=MEETING).holds]
        ),
        REFUSED,
        {"ineligible": ["b"]},
    ),
    Case("all eligible", lambda: candidates_eligible(["a", "c"], ineligible=["b"]), PASSED),
)
cases(
    "PARTY-INTRODUCE",
    Case("missing for 1 of 6", lambda: candidates_introduced(candidates=6, introduced=5), REFUSED),
    Case("6 of 6", lambda: candidates_introduced(candidates=6, introduced=6), PASSED),
)
cases(
    "PARTY-ORDER-BALLOT",
    Case(
        "by pinyin",
        lambda: listed_in_order(["丁", "李", "王", "张"], due=BY_STROKES),
        REFUSED,
    ),
    Case(
        "by strokes",
        lambda: listed_in_order(["丁", "王", "李", "张"], due=BY_STROKES),
        PASSED,
    ),
)
