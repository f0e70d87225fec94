"""The rule book's cases of section 5: voters, registration, the list and its objections."""

from __future__ import annotations

from datetime import date

from services.election.domain.residents_list import list_published, objection_in_time
from services.election.domain.residents_region import Ground, region_of
from services.election.domain.residents_voters import (
    may_vote,
    of_age_by_document,
    registered_once,
    registrable,
)
from services.election.domain.rulebook import Outcome, Verdict
from tests.services.election.rules.cases import Case, cases

IN_2021, IN_2026 = date(2021, 6, 20), date(2026, 5, 10)
GANSU, JIANGSU = region_of("620102001001"), region_of("320102001001")
PUBLISHED = date(2026, 3, 1)


def aged(born_on: date, *, deprived: bool = False) -> Verdict:
    return may_vote(born_on=born_on, election_day=IN_2026, deprived=deprived)


def by_document(
    card: date | None, register: date | None = None, *, birthday_counts: bool = True
) -> Verdict:
    return of_age_by_document(
        identity_card=card,
        household_register=register,
        election_day=IN_2026,
        birthday_counts=birthday_counts,
    )


def listed(election_day: date, *, published_on: date | None = PUBLISHED) -> Verdict:
    return list_published.on(election_day)(published_on=published_on, election_day=election_day)


def objected(on: date, *, decided_on: date | None = None, today: date | None = None) -> Verdict:
    return objection_in_time(
        published_on=PUBLISHED, objected_on=on, decided_on=decided_on, today=today
    )


cases(
    "RC-VOTER",
    Case(
        "election 2026-05-10, born 2008-05-10: 18 yes",
        lambda: aged(date(2008, 5, 10)),
        Outcome.PASSED,
        {"age": 18},
    ),
    Case("born 2008-05-11: no", lambda: aged(date(2008, 5, 11)), Outcome.REFUSED, {"age": 17}),
    Case(
        "deprived of political rights: no",
        lambda: aged(date(1980, 1, 1), deprived=True),
        Outcome.REFUSED,
    ),
)
cases(
    "RC-AGE-DATE",
    Case(
        "a birthday on election day counts", lambda: by_document(date(2008, 5, 10)), Outcome.PASSED
    ),
    Case("born 2008-05-11: no", lambda: by_document(date(2008, 5, 11)), Outcome.NOT_MET),
    Case(
        "the identity card goes before the household register",
        lambda: by_document(date(2008, 5, 11), date(2008, 5, 1)),
        Outcome.NOT_MET,
    ),
    Case(
        "no identity card: the household register",
        lambda: by_document(None, date(2008, 5, 1)),
        Outcome.PASSED,
        {"from_identity_card": False},
    ),
    Case("neither: no", lambda: by_document(None), Outcome.REFUSED),
    Case(
        "the region counts from the next day: no",
        lambda: by_document(date(2008, 5, 10), birthday_counts=False),
        Outcome.NOT_MET,
        {"age": 17},
    ),
)
cases(
    "RC-REGISTER",
    Case(
        "Gansu: 6 months ok",
        lambda: registrable(Ground.LIVING_HERE, months=6, region=GANSU),
        Outcome.PASSED,
    ),
    Case(
        "5 no",
        lambda: registrable(Ground.LIVING_HERE, months=5, region=GANSU),
        Outcome.REFUSED,
    ),
    Case(
        "worker without confirmation no",
        lambda: registrable(Ground.WORKING_HERE, months=6, region=GANSU),
        Outcome.REFUSED,
    ),
    Case(
        "worker with confirmation ok",
        lambda: registrable(Ground.WORKING_HERE, months=6, confirmed=True, region=GANSU),
        Outcome.PASSED,
    ),
    Case(
        "household registration here: no months needed",
        lambda: registrable(Ground.REGISTERED_HERE),
        Outcome.PASSED,
    ),
    Case(
        "Jiangsu: 11 months no",
        lambda: registrable(Ground.LIVING_HERE, months=11, region=JIANGSU),
        Outcome.REFUSED,
    ),
    Case(
        "Jiangsu: 1 year ok",
        lambda: registrable(Ground.LIVING_HERE, months=12, region=JIANGSU),
        Outcome.PASSED,
    ),
)
cases(
    "RC-REGISTER-ONCE",
    Case(
        "same person in two communities: block",
        lambda: registered_once("220402001001", registered_in=["220402001002"]),
        Outcome.REFUSED,
        {"others": ["220402001002"]},
    ),
    Case(
        "registered nowhere: ok",
        lambda: registered_once("220402001001", registered_in=[]),
        Outcome.PASSED,
    ),
    Case(
        "the same community again: ok",
        lambda: registered_once("220402001001", registered_in=["220402001001"]),
        Outcome.PASSED,
    ),
)
cases(
    "RC-ROLL-PUBLISH",
    Case(
        "published 03-01, election 03-21 ok (20)", lambda: listed(date(2026, 3, 21)), Outcome.PASSED
    ),
    Case("03-20 no (19)", lambda: listed(date(2026, 3, 20)), Outcome.REFUSED),
    Case(
        "not published: no",
        lambda: listed(IN_2026, published_on=None),
        Outcome.REFUSED,
    ),
    Case(
        "2021: 19 days no",
        lambda: listed(IN_2021, published_on=date(2021, 6, 1)),
        Outcome.REFUSED,
    ),
)
cases(
    "RC-ROLL-OBJECT",
    Case("published 03-01: 03-06 ok", lambda: objected(date(2026, 3, 6)), Outcome.PASSED),
    Case("03-07 late", lambda: objected(date(2026, 3, 7)), Outcome.REFUSED),
    Case(
        "objected 03-06: decide by 03-09",
        lambda: objected(date(2026, 3, 6), decided_on=date(2026, 3, 9)),
        Outcome.PASSED,
        {"decide_by": date(2026, 3, 9)},
    ),
    Case(
        "decided 03-10: warn",
        lambda: objected(date(2026, 3, 6), decided_on=date(2026, 3, 10)),
        Outcome.WARNED,
    ),
    Case(
        "undecided on 03-10: warn",
        lambda: objected(date(2026, 3, 6), today=date(2026, 3, 10)),
        Outcome.WARNED,
    ),
)
