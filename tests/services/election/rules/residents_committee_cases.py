"""The rule book's cases of section 5: the law in force, the committee and its members."""

from __future__ import annotations

from datetime import date
from functools import partial

from services.election.domain.residents_committee import (
    audit_published,
    committee_size_lawful,
    delay_approved,
    held_within_term,
    party_renewed_first,
    usual_households,
)
from services.election.domain.residents_kin import Kin, Relation
from services.election.domain.residents_law import election_day_known
from services.election.domain.residents_members import (
    chair_elected,
    enough_representatives,
    every_member_elected,
    smaller_groups_attested,
)
from services.election.domain.residents_region import region_of
from services.election.domain.residents_relatives import no_relatives_together
from services.election.domain.residents_women import has_woman
from services.election.domain.rulebook import Authority, Outcome, Verdict
from tests.services.election.rules.cases import Case, cases

IN_2021, IN_2026 = date(2021, 6, 20), date(2026, 5, 10)
HENAN = region_of("410102001001")


def term(
    elected_on: date, held_on: date, *, years: int | None = None, on: date = IN_2026
) -> Verdict:
    return held_within_term.on(on)(elected_on=elected_on, held_on=held_on, term_years=years)


def related(relation: Relation) -> Verdict:
    return no_relatives_together(("甲", "乙", "丙"), [Kin("丙", "乙", relation)])


def audited(on: date | None, *, blocks: bool = False) -> Verdict:
    return audit_published(published_on=on, election_day=IN_2026, audit_blocks=blocks)


cases(
    "RC-RULESET",
    Case(
        "2025-12-31: RC2018",
        lambda: election_day_known(date(2025, 12, 31)),
        Outcome.PASSED,
        {"law": "RC2018"},
    ),
    Case(
        "2026-01-01: RC2025",
        lambda: election_day_known(date(2026, 1, 1)),
        Outcome.PASSED,
        {"law": "RC2025"},
    ),
    Case("unknown date: block", lambda: election_day_known(None), Outcome.REFUSED),
)
cases(
    "RC-SIZE",
    Case("4 no", lambda: committee_size_lawful(4), Outcome.REFUSED),
    Case("5 ok", lambda: committee_size_lawful(5), Outcome.PASSED),
    Case("9 ok", lambda: committee_size_lawful(9), Outcome.PASSED),
    Case("10 no", lambda: committee_size_lawful(10), Outcome.REFUSED),
    Case(
        "Henan: 7 ok",
        lambda: committee_size_lawful(7, largest=HENAN.number("largest_committee")),
        Outcome.PASSED,
    ),
    Case(
        "Henan: 8 no",
        lambda: committee_size_lawful(8, largest=HENAN.number("largest_committee")),
        Outcome.REFUSED,
    ),
)
cases(
    "RC-HOUSEHOLDS",
    Case("2026: 999 warn", lambda: usual_households.on(IN_2026)(999), Outcome.WARNED),
    Case("2026: 1000 ok", lambda: usual_households.on(IN_2026)(1000), Outcome.PASSED),
    Case("2026: 3000 ok", lambda: usual_households.on(IN_2026)(3000), Outcome.PASSED),
    Case("2026: 3001 warn", lambda: usual_households.on(IN_2026)(3001), Outcome.WARNED),
    Case("2021: 99 warn", lambda: usual_households.on(IN_2021)(99), Outcome.WARNED),
    Case("2021: 100 ok", lambda: usual_households.on(IN_2021)(100), Outcome.PASSED),
    Case("2021: 700 ok", lambda: usual_households.on(IN_2021)(700), Outcome.PASSED),
    Case("2021: 701 warn", lambda: usual_households.on(IN_2021)(701), Outcome.WARNED),
)
cases(
    "RC-TERM",
    Case(
        "2021-06-20: due 2026-06-20",
        lambda: term(IN_2021, date(2026, 6, 20)),
        Outcome.PASSED,
        {"due": date(2026, 6, 20)},
    ),
    Case(
        "held 2026-06-21: approval",
        lambda: term(IN_2021, date(2026, 6, 21)),
        Outcome.NEEDS_APPROVAL,
        authority=Authority.COUNTY_GOV,
    ),
    Case(
        "begun 2018-12-28 without stored years: block",
        lambda: term(date(2018, 12, 28), IN_2021, on=IN_2021),
        Outcome.REFUSED,
    ),
    Case(
        "begun 2018-12-28, 3 years stored: due 2021-12-28",
        lambda: term(date(2018, 12, 28), IN_2021, years=3, on=IN_2021),
        Outcome.PASSED,
        {"due": date(2021, 12, 28)},
    ),
    Case(
        "begun 2018-12-29: five years",
        lambda: term(date(2018, 12, 29), IN_2021, on=IN_2021),
        Outcome.PASSED,
        {"due": date(2023, 12, 29)},
    ),
)
cases(
    "RC-DELAY",
    Case("no delay: ok", lambda: delay_approved(delayed=False), Outcome.PASSED),
    Case(
        "without approval: block",
        lambda: delay_approved(delayed=True),
        Outcome.NEEDS_APPROVAL,
        authority=Authority.COUNTY_GOV,
    ),
    Case(
        "the street's approval: block",
        lambda: delay_approved(delayed=True, approved_by=Authority.STREET),
        Outcome.NEEDS_APPROVAL,
    ),
    Case(
        "the county government's approval: ok",
        lambda: delay_approved(delayed=True, approved_by=Authority.COUNTY_GOV),
        Outcome.PASSED,
    ),
    *(
        Case(
            f"approved to {new_due} of a term that ends on 2026-06-20: {outcome}",
            partial(
                delay_approved,
                delayed=True,
                approved_by=Authority.COUNTY_GOV,
                due=date(2026, 6, 20),
                new_due=new_due,
            ),
            outcome,
        )
        for new_due, outcome in (
            (date(2026, 6, 19), Outcome.REFUSED),
            (date(2026, 6, 20), Outcome.REFUSED),
            (date(2026, 6, 21), Outcome.PASSED),
        )
    ),
)
cases(
    "RC-NO-APPOINT",
    Case(
        "member without election id: block",
        lambda: every_member_elected({"甲": "e1", "乙": None}),
        Outcome.REFUSED,
        {"without": ["乙"]},
    ),
    Case(
        "election and by-election id: ok",
        lambda: every_member_elected({"甲": "e1", "乙": "b1"}),
        Outcome.PASSED,
    ),
)
cases(
    "RC-WOMEN",
    Case("2026: 0 of 5 block", lambda: has_woman.on(IN_2026)(women=0, members=5), Outcome.REFUSED),
    Case("2026: 1 ok", lambda: has_woman.on(IN_2026)(women=1, members=5), Outcome.PASSED),
    Case("2021: 0 of 5 warn", lambda: has_woman.on(IN_2021)(women=0, members=5), Outcome.WARNED),
)
cases(
    "RC-KIN",
    Case(
        "siblings both elected: block, the lower placed gives way",
        lambda: related(Relation.SIBLING),
        Outcome.REFUSED,
        {"giving_way": ["丙"]},
        Authority.STREET,
    ),
    Case("cousins: ok", lambda: related(Relation.OTHER), Outcome.PASSED),
    Case(
        "a brother outside the committee: ok",
        lambda: no_relatives_together(("甲", "乙"), [Kin("丁", "乙", Relation.SIBLING)]),
        Outcome.PASSED,
    ),
    Case(
        "the region leaves open who gives way: both named",
        lambda: no_relatives_together(
            ("甲", "乙"), [Kin("乙", "甲", Relation.SPOUSE)], lower_placed_gives_way=False
        ),
        Outcome.REFUSED,
        {"giving_way": ["甲", "乙"]},
    ),
)
cases(
    "RC-MINORITY",
    Case(
        "attested: ok",
        lambda: smaller_groups_attested(several_groups=True, attested=True),
        Outcome.PASSED,
    ),
    Case(
        "not attested: warn",
        lambda: smaller_groups_attested(several_groups=True, attested=False),
        Outcome.WARNED,
    ),
    Case(
        "one group lives here: ok",
        lambda: smaller_groups_attested(several_groups=False, attested=False),
        Outcome.PASSED,
    ),
)
cases(
    "RC-CROSS",
    Case(
        "secretary marked chair without an election: block",
        lambda: chair_elected(is_secretary=True, elected_in=None),
        Outcome.REFUSED,
    ),
    Case(
        "secretary elected chair: ok",
        lambda: chair_elected(is_secretary=True, elected_in="e1"),
        Outcome.PASSED,
    ),
)
cases(
    "RC-REPS",
    Case(
        "40 of 50 ok",
        lambda: enough_representatives(representatives=40, meeting_members=50),
        Outcome.PASSED,
    ),
    Case(
        "39 no",
        lambda: enough_representatives(representatives=39, meeting_members=50),
        Outcome.WARNED,
    ),
)
cases(
    "RC-AFTER-PARTY",
    Case(
        "the same day: ok",
        lambda: party_renewed_first(residents_start=IN_2026, party_result=IN_2026),
        Outcome.PASSED,
    ),
    Case(
        "a day before the Party's result: warn",
        lambda: party_renewed_first(residents_start=IN_2021, party_result=date(2021, 6, 21)),
        Outcome.WARNED,
    ),
    Case(
        "no Party result yet: warn",
        lambda: party_renewed_first(residents_start=IN_2026, party_result=None),
        Outcome.WARNED,
    ),
)
cases(
    "RC-AUDIT",
    Case("none: warn", lambda: audited(None), Outcome.WARNED),
    Case(
        "none, and the region refuses: block", lambda: audited(None, blocks=True), Outcome.REFUSED
    ),
    Case("on election day: warn", lambda: audited(IN_2026), Outcome.WARNED),
    Case("the day before: ok", lambda: audited(date(2026, 5, 9)), Outcome.PASSED),
)
