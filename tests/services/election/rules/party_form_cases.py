"""The rule book's cases of section 1: form and term."""

from __future__ import annotations

from datetime import date
from functools import partial

from services.election.domain.party_deadline import (
    deadline_kept,
    on_schedule,
    reminded,
    shift_allowed,
)
from services.election.domain.party_form import (
    OrganisationType,
    branch_committee_fits,
    enough_members,
    seats_as_approved,
    type_is_usual,
)
from services.election.domain.party_term import term_due, term_length_known, term_start
from services.election.domain.rulebook import Authority, Outcome
from tests.services.election.rules.cases import Case, cases

PASSED, REFUSED, WARNED = Outcome.PASSED, Outcome.REFUSED, Outcome.WARNED
NEEDS_APPROVAL, NOT_MET = Outcome.NEEDS_APPROVAL, Outcome.NOT_MET
DUE = date(2026, 3, 15)

cases(
    "PARTY-FORM-MIN",
    Case("3 full members may stand alone", lambda: enough_members(full_members=3), PASSED),
    Case("2 join a joint branch", lambda: enough_members(full_members=2), WARNED),
    Case("joint branch of 6 units", lambda: enough_members(full_members=9, units=6), WARNED),
    Case("joint branch of 5 units", lambda: enough_members(full_members=9, units=5), PASSED),
)
cases(
    "PARTY-FORM-TYPE",
    *(
        Case(f"m={members} {kind}", partial(type_is_usual, kind, members=members), outcome)
        for members, kind, outcome in (
            (50, OrganisationType.BRANCH, PASSED),
            (51, OrganisationType.GENERAL_BRANCH, PASSED),
            (100, OrganisationType.GENERAL_BRANCH, PASSED),
            (101, OrganisationType.PARTY_COMMITTEE, PASSED),
            (51, OrganisationType.BRANCH, NEEDS_APPROVAL),
            (100, OrganisationType.PARTY_COMMITTEE, NEEDS_APPROVAL),
        )
    ),
)
cases(
    "PARTY-COMMITTEE-NEEDED",
    Case("7 members s=3", lambda: branch_committee_fits(full_members=7, seats=3), PASSED),
    Case("6 members s=3", lambda: branch_committee_fits(full_members=6, seats=3), REFUSED),
    Case("20 members s=7", lambda: branch_committee_fits(full_members=20, seats=7), WARNED),
    Case(
        "20 members s=8",
        lambda: branch_committee_fits(full_members=20, seats=8),
        NEEDS_APPROVAL,
        authority=Authority.STREET,
    ),
    Case("20 members s=2", lambda: branch_committee_fits(full_members=20, seats=2), NEEDS_APPROVAL),
    Case(
        "6 members without committee",
        lambda: branch_committee_fits(full_members=6, seats=0),
        PASSED,
    ),
)
cases(
    "PARTY-COMMITTEE-SIZE",
    Case("approved 5, ballot 5", lambda: seats_as_approved(seats=5, approved_seats=5), PASSED),
    Case("approved 5, ballot 6", lambda: seats_as_approved(seats=6, approved_seats=5), REFUSED),
)
cases(
    "PARTY-TERM",
    Case(
        "2021-03-15 to 2026-03-15",
        lambda: term_due(elected_on=date(2021, 3, 15)),
        PASSED,
        {"due": date(2026, 3, 15)},
    ),
    Case(
        "2020-02-29 to 2025-02-28",
        lambda: term_due(elected_on=date(2020, 2, 29)),
        PASSED,
        {"due": date(2025, 2, 28)},
    ),
    Case(
        "2018-07-12 for 3 years",
        lambda: term_due(elected_on=date(2018, 7, 12), term_years=3),
        NOT_MET,
        {"due": date(2021, 7, 12)},
    ),
    Case(
        "2018-07-11 for 3 years",
        lambda: term_due(elected_on=date(2018, 7, 11), term_years=3),
        PASSED,
        {"due": date(2021, 7, 11)},
    ),
)
cases(
    "PARTY-TERM-OLD",
    Case(
        "2018-03-20 for 3 years",
        lambda: term_length_known(elected_on=date(2018, 3, 20), term_years=3),
        PASSED,
        {"due": date(2021, 3, 20)},
    ),
    Case(
        "2018-07-12 default 5",
        lambda: term_length_known(elected_on=date(2018, 7, 12), term_years=None),
        PASSED,
        {"term_years": 5},
    ),
    Case(
        "2018-07-11 without a value",
        lambda: term_length_known(elected_on=date(2018, 7, 11), term_years=None),
        REFUSED,
    ),
)
cases(
    "PARTY-DEADLINE",
    Case(
        "held on 03-15",
        lambda: deadline_kept(due=DUE, held_on=date(2026, 3, 15)),
        PASSED,
        {"overdue": False},
    ),
    Case(
        "held on 03-16",
        lambda: deadline_kept(due=DUE, held_on=date(2026, 3, 16)),
        NEEDS_APPROVAL,
        {"overdue": True},
    ),
    Case(
        "held on 03-16, extended",
        lambda: deadline_kept(due=DUE, held_on=date(2026, 3, 16), new_due=date(2026, 6, 1)),
        PASSED,
        {"overdue": False},
    ),
)
cases(
    "PARTY-EXTEND",
    *(
        Case(
            f"{shifted_to} with approval",
            partial(shift_allowed, due=DUE, shifted_to=shifted_to, approved=True),
            outcome,
            authority=authority,
        )
        for shifted_to, outcome, authority in (
            (date(2027, 3, 15), PASSED, None),
            (date(2027, 3, 16), NEEDS_APPROVAL, Authority.COUNTY_SC),
            (date(2025, 3, 15), PASSED, None),
            (date(2025, 3, 14), NEEDS_APPROVAL, Authority.COUNTY_SC),
        )
    ),
    Case(
        "without approval",
        lambda: shift_allowed(due=DUE, shifted_to=date(2026, 4, 1), approved=False),
        REFUSED,
    ),
)
cases(
    "PARTY-REMIND",
    Case(
        "due 2026-08-31, remind 2026-02-28",
        lambda: reminded(due=date(2026, 8, 31), today=date(2026, 2, 28)),
        WARNED,
        {"remind_on": date(2026, 2, 28)},
    ),
    Case(
        "due 2026-03-15, remind 2025-09-15",
        lambda: reminded(due=DUE, today=date(2025, 9, 14)),
        PASSED,
        {"remind_on": date(2025, 9, 15)},
    ),
    Case(
        "reminded already",
        lambda: reminded(due=DUE, today=DUE, reminded_on=date(2025, 9, 15)),
        PASSED,
    ),
)
cases(
    "PARTY-ONTIME",
    Case("held by due", lambda: on_schedule(due=DUE, held_on=DUE), PASSED),
    Case("not held", lambda: on_schedule(due=DUE, held_on=None), NOT_MET),
    Case(
        "approved 20 days before due, held within it",
        lambda: on_schedule(
            due=DUE,
            held_on=date(2026, 5, 1),
            new_due=date(2026, 5, 1),
            approved_on=date(2026, 2, 23),
        ),
        PASSED,
    ),
    Case(
        "approved the day after due",
        lambda: on_schedule(
            due=DUE,
            held_on=date(2026, 5, 1),
            new_due=date(2026, 5, 1),
            approved_on=date(2026, 3, 16),
        ),
        NOT_MET,
    ),
    Case(
        "approved on the due day, held the day after the new one",
        lambda: on_schedule(
            due=DUE, held_on=date(2026, 5, 2), new_due=date(2026, 5, 1), approved_on=DUE
        ),
        NOT_MET,
    ),
)
cases(
    "PARTY-TERM-START",
    Case(
        "elected 04-20, approved 04-26",
        lambda: term_start(elected_on=date(2021, 4, 20), approved_on=date(2021, 4, 26)),
        PASSED,
        {"start": date(2021, 4, 20), "due": date(2026, 4, 20)},
    ),
)
