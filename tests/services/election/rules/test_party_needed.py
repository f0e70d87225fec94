"""What a broken rule says would mend it, word for word."""

from __future__ import annotations

import pytest

from services.election.domain.party_congress import credentials_checked
from services.election.domain.party_count import majority_reached, no_tie_at_the_cut
from services.election.domain.party_meeting import quorum_reached
from services.election.domain.party_result import no_complaint_open
from services.election.domain.party_secretary import (
    elected_without_committee,
    one_candidate_per_post,
)
from services.election.domain.party_staff import scrutineers_fit
from services.election.domain.party_surplus import surplus_sufficient
from services.election.domain.rulebook import Verdict


@pytest.mark.parametrize(
    ("verdict", "needed"),
    [
        (quorum_reached(base=49, present=39), "1 more voter must be present."),
        (quorum_reached(base=49, present=38), "2 more voters must be present."),
        (majority_reached(votes=20, present=40), "1 more vote."),
        (majority_reached(votes=19, present=40), "2 more votes."),
        (surplus_sufficient(seats=6, candidates=7), "8 candidates at least: 1 more."),
        (no_tie_at_the_cut({"a": 3, "b": 3}, seats=1), "Run-off of 2 for 1 seat."),
        (no_tie_at_the_cut(dict.fromkeys("abc", 3), seats=2), "Run-off of 3 for 2 seats."),
        (no_complaint_open(open_complaints=1), "Close 1 complaint first."),
        (no_complaint_open(open_complaints=2), "Close 2 complaints first."),
        (
            credentials_checked(delegates=150, in_order=149),
            "1 to be elected again or replaced.",
        ),
        (
            credentials_checked(delegates=150, in_order=150, report_adopted=False),
            "The preparatory session adopts the report.",
        ),
        (
            one_candidate_per_post(posts=1, candidates=2),
            "The street's approval of more candidates than posts.",
        ),
        (one_candidate_per_post(posts=1, candidates=0), "1 more candidate."),
        (
            elected_without_committee(base=6, present=4, votes=4, candidates=0),
            "1 more member must be present.",
        ),
        (
            elected_without_committee(base=6, present=5, votes=3, candidates=0),
            "At least 1 candidate.",
        ),
        (scrutineers_fit(count=0, adopted=True), "Name at least one scrutineer."),
        (scrutineers_fit(count=1, adopted=False), "The meeting must adopt the scrutineers."),
        (elected_without_committee(base=6, present=5, votes=2, candidates=1), "1 more vote."),
    ],
)
def test_a_verdict_says_what_would_mend_it(verdict: Verdict, needed: str) -> None:
    assert verdict.needed is not None
    assert verdict.needed.en == needed


def test_a_verdict_that_holds_needs_nothing() -> None:
    assert quorum_reached(base=49, present=40).needed is None
