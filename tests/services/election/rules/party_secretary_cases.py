"""The rule book's cases of section 3: secretary, approval, special forms."""

from __future__ import annotations

from datetime import date
from functools import partial

from services.election.domain.calendar import CountedDays, Provisional
from services.election.domain.party_congress import (
    congress_quorum_reached,
    congress_size_fits,
    credentials_checked,
    delegates_came_by_the_steps,
)
from services.election.domain.party_office import (
    ArchivedPaper,
    file_complete,
    members_filed,
    replied_before,
    reported_in_time,
    secretary_approved,
    vacancy_filled_by_election,
)
from services.election.domain.party_secretary import (
    committee_majority_reached,
    committee_quorum_reached,
    elected_without_committee,
    one_candidate_per_post,
    presider_is_member,
    secretary_consented,
    secretary_is_member,
)
from services.election.domain.rulebook import Authority, Outcome
from tests.services.election.rules.cases import Case, cases

PASSED, REFUSED, WARNED = Outcome.PASSED, Outcome.REFUSED, Outcome.WARNED
NEEDS_APPROVAL, NOT_MET, VOIDED = Outcome.NEEDS_APPROVAL, Outcome.NOT_MET, Outcome.VOIDED
VOTE = date(2021, 4, 12)

cases(
    "PARTY-SEC-CAND",
    Case("no consent", lambda: secretary_consented(consented_on=None, voted_on=VOTE), REFUSED),
    Case("on the day", lambda: secretary_consented(consented_on=VOTE, voted_on=VOTE), PASSED),
    Case(
        "the day after",
        lambda: secretary_consented(consented_on=date(2021, 4, 13), voted_on=VOTE),
        REFUSED,
    ),
)
cases(
    "PARTY-SEC-EQUAL",
    Case("1 post 1 candidate", lambda: one_candidate_per_post(posts=1, candidates=1), PASSED),
    Case(
        "1 post 2 candidates",
        lambda: one_candidate_per_post(posts=1, candidates=2),
        NEEDS_APPROVAL,
        authority=Authority.STREET,
    ),
    Case("0 candidates", lambda: one_candidate_per_post(posts=1, candidates=0), REFUSED),
)
cases(
    "PARTY-SEC-MEMBER",
    Case(
        "intended secretary lost in the members' ballot",
        lambda: secretary_is_member("x", winners=["a", "b"]),
        REFUSED,
    ),
    Case("a winner", lambda: secretary_is_member("a", winners=["a", "b"]), PASSED),
)
cases(
    "PARTY-SEC-CHAIR",
    Case(
        "outgoing secretary not re-elected presides",
        lambda: presider_is_member("old", winners=["a", "b"]),
        REFUSED,
    ),
    Case("a winner", lambda: presider_is_member("b", winners=["a", "b"]), PASSED),
    Case("not recorded", lambda: presider_is_member(None, winners=["a", "b"]), REFUSED),
)
cases(
    "PARTY-SEC-QUORUM",
    *(
        Case(
            f"{committee}: {present}",
            partial(committee_quorum_reached, committee=committee, present=present),
            outcome,
        )
        for committee, present, outcome in (
            (5, 4, PASSED),
            (5, 3, VOIDED),
            (3, 3, PASSED),
            (3, 2, VOIDED),
            (7, 6, PASSED),
            (7, 5, VOIDED),
        )
    ),
)
cases(
    "PARTY-SEC-MAJORITY",
    Case("A=4: 2", lambda: committee_majority_reached(votes=2, present=4), NOT_MET),
    Case("A=4: 3", lambda: committee_majority_reached(votes=3, present=4), PASSED),
    Case("A=5: 3", lambda: committee_majority_reached(votes=3, present=5), PASSED),
    Case(
        "A=4: 2 in the second vote",
        lambda: committee_majority_reached(votes=2, present=4, vote_no=2),
        NEEDS_APPROVAL,
        authority=Authority.STREET,
    ),
)
cases(
    "PARTY-NO-COMMITTEE",
    Case("6: A=5", lambda: elected_without_committee(base=6, present=5, votes=5), PASSED),
    Case("6: A=4", lambda: elected_without_committee(base=6, present=4, votes=4), VOIDED),
    Case("y=3 of 5", lambda: elected_without_committee(base=6, present=5, votes=3), PASSED),
    Case("y=2 of 5", lambda: elected_without_committee(base=6, present=5, votes=2), REFUSED),
    Case(
        "surplus required by setting",
        lambda: elected_without_committee(
            base=6, present=5, votes=5, candidates=1, no_committee_surplus=True
        ),
        REFUSED,
    ),
)
cases(
    "PARTY-APPROVE-SEC",
    Case(
        "elected 04-20, approved 04-26, named 04-26",
        lambda: secretary_approved(approved_on=date(2021, 4, 26), published_on=date(2021, 4, 26)),
        PASSED,
    ),
    Case(
        "named 04-25",
        lambda: secretary_approved(approved_on=date(2021, 4, 26), published_on=date(2021, 4, 25)),
        REFUSED,
    ),
    Case(
        "not approved",
        lambda: secretary_approved(approved_on=None, published_on=date(2021, 4, 30)),
        REFUSED,
    ),
)
cases(
    "PARTY-FILE-MEMBERS",
    Case("filed day 3", lambda: members_filed(working_days=CountedDays(3)), PASSED),
    Case("filed day 6", lambda: members_filed(working_days=CountedDays(6)), WARNED),
)
cases(
    "PARTY-REPORT-LIMIT",
    Case("5", lambda: reported_in_time(working_days=CountedDays(5)), PASSED),
    Case("6", lambda: reported_in_time(working_days=CountedDays(6)), WARNED),
    Case(
        "5 in a year that is not published",
        lambda: reported_in_time(working_days=CountedDays(5, Provisional((2027,)))),
        PASSED,
        {"unpublished_years": [2027]},
    ),
)
cases(
    "PARTY-REQUEST-BEFORE",
    *(
        Case(
            says,
            partial(replied_before, requested_on=requested, replied_on=replied, meeting_on=VOTE),
            outcome,
        )
        for says, requested, replied, outcome in (
            ("reply after the meeting", date(2021, 3, 1), date(2021, 4, 13), REFUSED),
            ("no reply", date(2021, 3, 1), None, REFUSED),
            ("30 days ahead", date(2021, 3, 13), date(2021, 4, 12), PASSED),
            ("29 days ahead", date(2021, 3, 14), date(2021, 4, 12), WARNED),
        )
    ),
)
cases(
    "PARTY-CONGRESS-SIZE",
    Case("200", lambda: congress_size_fits(delegates=200), PASSED),
    Case("201", lambda: congress_size_fits(delegates=201), WARNED),
    Case("300", lambda: congress_size_fits(delegates=300), WARNED),
    Case("301", lambda: congress_size_fits(delegates=301), REFUSED),
    Case("100", lambda: congress_size_fits(delegates=100), PASSED),
    Case("99", lambda: congress_size_fits(delegates=99), NEEDS_APPROVAL),
)
cases(
    "PARTY-CONGRESS-STEPS",
    Case(
        "step skipped",
        lambda: delegates_came_by_the_steps(
            nominated_on=date(2021, 3, 1),
            agreed_on=None,
            reviewed_on=date(2021, 3, 9),
            elected_on=date(2021, 3, 12),
        ),
        REFUSED,
    ),
    Case(
        "in order",
        lambda: delegates_came_by_the_steps(
            nominated_on=date(2021, 3, 1),
            agreed_on=date(2021, 3, 5),
            reviewed_on=date(2021, 3, 9),
            elected_on=date(2021, 3, 12),
        ),
        PASSED,
        {
            "dates": [
                date(2021, 3, 1),
                date(2021, 3, 5),
                date(2021, 3, 9),
                date(2021, 3, 12),
            ]
        },
    ),
)
cases(
    "PARTY-CONGRESS-CRED",
    Case(
        "1 unqualified not replaced",
        lambda: credentials_checked(delegates=150, in_order=149),
        REFUSED,
    ),
    Case("all in order", lambda: credentials_checked(delegates=150, in_order=150), PASSED),
    Case(
        "report not adopted",
        lambda: credentials_checked(delegates=150, in_order=150, report_adopted=False),
        REFUSED,
    ),
)
cases(
    "PARTY-CONGRESS-QUORUM",
    Case("150: 120", lambda: congress_quorum_reached(delegates=150, present=120), PASSED),
    Case("150: 119", lambda: congress_quorum_reached(delegates=150, present=119), VOIDED),
)
cases(
    "PARTY-VACANCY",
    Case("1 seat, 2 candidates", lambda: vacancy_filled_by_election(seats=1, candidates=2), PASSED),
    Case(
        "1 seat, 1 candidate",
        lambda: vacancy_filled_by_election(seats=1, candidates=1),
        NEEDS_APPROVAL,
        authority=Authority.STREET,
    ),
)
cases(
    "PARTY-ARCHIVE",
    Case(
        "ballots missing, closing",
        lambda: file_complete(set(ArchivedPaper) - {ArchivedPaper.BALLOTS}, closing=True),
        REFUSED,
        {"missing": ["BALLOTS"]},
    ),
    Case(
        "ballots missing",
        lambda: file_complete(set(ArchivedPaper) - {ArchivedPaper.BALLOTS}),
        WARNED,
    ),
    Case("complete", lambda: file_complete(list(ArchivedPaper), closing=True), PASSED),
)
