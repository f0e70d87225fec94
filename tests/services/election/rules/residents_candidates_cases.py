"""The rule book's cases of section 5: mode, election committee, candidates, officials, proxies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from services.election.domain.residents_candidates import (
    candidates_outnumber,
    candidates_published,
    enough_nominators,
    mode_settled,
)
from services.election.domain.residents_kin import Kin, Relation
from services.election.domain.residents_law import Mode
from services.election.domain.residents_officials import (
    committee_free_of_nominees,
    decision_carried,
    election_committee_formed,
    officials_free,
)
from services.election.domain.residents_proxy import Proxy, proxy_accepted
from services.election.domain.rulebook import Outcome, Verdict
from tests.services.election.rules.cases import Case, cases

IN_2021, IN_2026 = date(2021, 6, 20), date(2026, 5, 10)
FORMED, REGISTRATION = date(2026, 4, 5), date(2026, 4, 7)
PROXY = Proxy(
    in_writing=True, agent_registered=True, agent_is_candidate=False, published_on=date(2026, 5, 9)
)


def settled(
    on: date,
    mode: Mode | None,
    *,
    published_on: date | None = date(2026, 4, 6),
    group_sizes: Sequence[int] = (),
) -> Verdict:
    return mode_settled.on(on)(
        mode, published_on=published_on, registration_from=REGISTRATION, group_sizes=group_sizes
    )


def nominated(*, signers: int = 0, households: int = 0, by_group: bool = False) -> Verdict:
    return enough_nominators.on(IN_2021)(signers=signers, households=households, by_group=by_group)


def conflict(members: Sequence[str], *kin: Kin) -> Verdict:
    return committee_free_of_nominees.on(IN_2026)(members, ("甲", "乙"), kin)


def candidates(number: int, on: date) -> Verdict:
    return candidates_outnumber.on(on)(candidates=number, seats=5)


def published(on: date | None) -> Verdict:
    return candidates_published(published_on=on, election_day=date(2026, 3, 21))


def proxy(**changes: object) -> Verdict:
    return proxy_accepted.on(IN_2026)(
        replace(PROXY, **changes),  # type: ignore[arg-type]
        election_day=IN_2026,
    )


cases(
    "RC-MODE",
    *(Case(f"{mode} ok", partial(settled, IN_2026, mode), Outcome.PASSED) for mode in Mode),
    Case("no mode: block", lambda: settled(IN_2026, None), Outcome.REFUSED),
    Case(
        "published when registration begins: block",
        lambda: settled(IN_2026, Mode.ALL, published_on=REGISTRATION),
        Outcome.REFUSED,
    ),
    Case(
        "not published: block",
        lambda: settled(IN_2026, Mode.ALL, published_on=None),
        Outcome.REFUSED,
    ),
    Case(
        "group with 4 representatives (RC2018): block",
        lambda: settled(IN_2021, Mode.REPRESENTATIVE, group_sizes=(2, 3, 4)),
        Outcome.REFUSED,
    ),
    Case(
        "group with 1 representative (RC2018): block",
        lambda: settled(IN_2021, Mode.REPRESENTATIVE, group_sizes=(1, 2)),
        Outcome.REFUSED,
    ),
    Case(
        "groups with 2 and 3 (RC2018): ok",
        lambda: settled(IN_2021, Mode.REPRESENTATIVE, group_sizes=(2, 3)),
        Outcome.PASSED,
    ),
    Case(
        "group with 4 representatives (RC2025): ok",
        lambda: settled(IN_2026, Mode.REPRESENTATIVE, group_sizes=(4,)),
        Outcome.PASSED,
    ),
)
cases(
    "RC-EC",
    Case("7 ok", lambda: election_committee_formed(formed_on=FORMED, size=7), Outcome.PASSED),
    Case(
        "6 (even): warn",
        lambda: election_committee_formed(formed_on=FORMED, size=6),
        Outcome.WARNED,
    ),
    Case(
        "no record: block",
        lambda: election_committee_formed(formed_on=None, size=7),
        Outcome.REFUSED,
    ),
    Case("3: warn", lambda: election_committee_formed(formed_on=FORMED, size=3), Outcome.WARNED),
    Case("11: warn", lambda: election_committee_formed(formed_on=FORMED, size=11), Outcome.WARNED),
)
cases(
    "RC-EC-MEETING",
    Case("7: 4 ok", lambda: decision_carried(size=7, present=4), Outcome.PASSED),
    Case("7: 3 no", lambda: decision_carried(size=7, present=3), Outcome.VOIDED),
    Case("8: 5 ok", lambda: decision_carried(size=8, present=5), Outcome.PASSED),
    Case("8: 4 no", lambda: decision_carried(size=8, present=4), Outcome.VOIDED),
    Case("4 present: 3 yes ok", lambda: decision_carried(size=7, present=4, yes=3), Outcome.PASSED),
    Case("4 present: 2 yes no", lambda: decision_carried(size=7, present=4, yes=2), Outcome.VOIDED),
    Case(
        "majority of all: 3 of 7 no",
        lambda: decision_carried(size=7, present=4, yes=3, majority_of_all=True),
        Outcome.VOIDED,
    ),
)
cases(
    "RC-EC-CONFLICT",
    Case(
        "nominee still in the election committee: block",
        lambda: conflict(("甲", "丙")),
        Outcome.REFUSED,
        {"leaving": ["甲"]},
    ),
    Case(
        "a nominee's sister in it: block",
        lambda: conflict(("丙", "丁"), Kin("乙", "丁", Relation.SIBLING)),
        Outcome.REFUSED,
        {"leaving": ["丁"]},
    ),
    Case(
        "a nominee's cousin in it: ok",
        lambda: conflict(("丙", "丁"), Kin("乙", "丁", Relation.OTHER)),
        Outcome.PASSED,
    ),
)
cases(
    "RC-NOMINATE",
    Case("10 ok", lambda: nominated(signers=10), Outcome.PASSED),
    Case("9 no", lambda: nominated(signers=9), Outcome.REFUSED),
    Case("5 households ok", lambda: nominated(households=5), Outcome.PASSED),
    Case("4 no", lambda: nominated(households=4), Outcome.REFUSED),
    Case("the groups' representatives ok", lambda: nominated(by_group=True), Outcome.PASSED),
)
cases(
    "RC-SURPLUS",
    Case("5 seats: 5 block in 2026", lambda: candidates(5, IN_2026), Outcome.REFUSED),
    Case("5 warn in 2021", lambda: candidates(5, IN_2021), Outcome.WARNED),
    Case("6 ok in 2026", lambda: candidates(6, IN_2026), Outcome.PASSED),
    Case("6 ok in 2021", lambda: candidates(6, IN_2021), Outcome.PASSED),
)
cases(
    "RC-CAND-PUBLISH",
    Case("03-16 for 03-21 ok", lambda: published(date(2026, 3, 16)), Outcome.PASSED),
    Case("03-17 no", lambda: published(date(2026, 3, 17)), Outcome.REFUSED),
    Case("not published: no", lambda: published(None), Outcome.REFUSED),
)
cases(
    "RC-PROXY",
    Case("in order: ok", proxy, Outcome.PASSED),
    Case("agent with 4th: block", lambda: proxy(nth=4), Outcome.REFUSED),
    Case("agent with 3rd: ok", lambda: proxy(nth=3), Outcome.PASSED),
    Case("unpublished: block", lambda: proxy(published_on=None), Outcome.REFUSED),
    Case("published on the day: block", lambda: proxy(published_on=IN_2026), Outcome.REFUSED),
    Case("not in writing: block", lambda: proxy(in_writing=False), Outcome.REFUSED),
    Case(
        "agent no registered voter: block", lambda: proxy(agent_registered=False), Outcome.REFUSED
    ),
    Case("agent a candidate: block", lambda: proxy(agent_is_candidate=True), Outcome.REFUSED),
)
cases(
    "RC-OFFICIALS",
    Case("nobody related: ok", lambda: officials_free(("丙",), ("甲",)), Outcome.PASSED),
    Case("candidate counts: block", lambda: officials_free(("甲",), ("甲",)), Outcome.REFUSED),
    Case(
        "candidate's wife counts: block",
        lambda: officials_free(("丙",), ("甲",), [Kin("甲", "丙", Relation.SPOUSE)]),
        Outcome.REFUSED,
    ),
    Case(
        "candidate's granddaughter watches: block",
        lambda: officials_free(
            ("丙",), ("甲",), [Kin("丙", "甲", Relation.GRANDPARENT_GRANDCHILD)]
        ),
        Outcome.REFUSED,
    ),
    Case(
        "candidate's brother counts: ok, no lineal relative",
        lambda: officials_free(("丙",), ("甲",), [Kin("甲", "丙", Relation.SIBLING)]),
        Outcome.PASSED,
    ),
)
