"""How the vote is prepared: its mode, the election committee, and the candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from services.election.domain.calendar import days_between
from services.election.domain.comparison import compare, compare_range
from services.election.domain.residents_law import Mode, Versions, rules, since_2026, until_2025
from services.election.domain.residents_region import NATIONAL, Region
from services.election.domain.rulebook import (
    Body,
    Effect,
    Finding,
    Rule,
    Setting,
    Trust,
    rule,
)
from shared.text import Text

GROUP_REPRESENTATIVES = (2, 3)
CANDIDATE_NOTICE_DAYS = 5

_MODE = Rule(
    "RC-MODE",
    Body.RESIDENTS,
    Text("选举方式", "Mode of election"),
    Text(
        "由全体选民、每户代表或者居民小组选出的代表二至三人选举;选民登记前决定并公布。",
        "All voters, one representative per household, or two or three representatives of each "
        "residents' group elect; decided and published before registration.",
    ),
    "mode in {ALL, HOUSEHOLD, REPRESENTATIVE}; published before registration; 2 <= group <= 3",
    "RC2018 Art. 8",
    Trust.VERIFIED,
    Effect.BLOCK,
)


@rule(until_2025(_MODE))
def mode_settled_2018(
    mode: Mode | None,
    *,
    published_on: date | None,
    registration_from: date,
    group_sizes: Sequence[int] = (),
) -> Finding:
    """Take the mode, when it was published, when registration begins, and each group's number.

    Where representatives vote, each residents' group chooses two or three.
    """
    fewest, most = GROUP_REPRESENTATIVES
    wrong = [size for size in group_sizes if not fewest <= size <= most]
    if mode is Mode.REPRESENTATIVE and wrong:
        return Finding(
            holds=False,
            numbers=compare_range(wrong[0], fewest, most),
            needed=Text("每个居民小组选代表二至三人。", "Each group chooses two or three."),
            inputs={"mode": mode, "group_sizes": list(group_sizes)},
        )
    return _published_before(mode, published_on, registration_from)


@rule(
    since_2026(
        replace(
            _MODE,
            says=Text(
                "由全体选民、每户代表或者居民代表选举;选民登记前决定并公布。",
                "All voters, one representative per household, or residents' representatives "
                "elect; decided and published before registration.",
            ),
            formula="mode in {ALL, HOUSEHOLD, REPRESENTATIVE}; published before registration",
            article="RC2025, CQ2025 Art. 4 (local)",
        )
    )
)
def mode_settled_2025(
    mode: Mode | None,
    *,
    published_on: date | None,
    registration_from: date,
    group_sizes: Sequence[int] = (),  # noqa: ARG001 (both versions are asked alike)
) -> Finding:
    """Take the mode, when it was published and when registration begins; groups are free."""
    return _published_before(mode, published_on, registration_from)


def _published_before(
    mode: Mode | None, published_on: date | None, registration_from: date
) -> Finding:
    in_time = published_on is not None and published_on < registration_from
    return Finding(
        mode is not None and in_time,
        compare(published_on, "<", registration_from),
        Text("登记前决定选举方式并公布。", "Decide the mode and publish it before registration."),
        {"mode": mode, "published_on": published_on, "registration_from": registration_from},
    )


mode_settled = Versions(mode_settled_2018, mode_settled_2025)

_NOMINATE = Rule(
    "RC-NOMINATE",
    Body.RESIDENTS,
    Text("提名", "Nomination"),
    Text(
        "十名以上选民、五名以上户代表联名或者居民小组代表可以提名候选人。",
        "Ten or more voters jointly, five or more household representatives, or the groups' "
        "representatives nominate.",
    ),
    "signers >= 10 or households >= 5 or by_group",
    "HN2020 Art. 9, BJ1991 Art. 13 (local)",
    Trust.VERIFIED,
    Effect.BLOCK,
    settings=(
        Setting("nomination_signers", 10, Text("人", "voters")),
        Setting("nomination_households", 5, Text("户", "households")),
    ),
)


@rules(until_2025(_NOMINATE), since_2026(replace(_NOMINATE, label=Trust.UNVERIFIED)))
def enough_nominators(
    *, signers: int = 0, households: int = 0, by_group: bool = False, region: Region = NATIONAL
) -> Finding:
    """Take who signed for one nominee; the method of the 2025 law was not read."""
    needed = region.number("nomination_signers")
    needed_households = region.number("nomination_households")
    short, short_households = max(needed - signers, 0), max(needed_households - households, 0)
    return Finding(
        signers >= needed or households >= needed_households or by_group,
        f"{compare(signers, '>=', needed)}; {compare(households, '>=', needed_households)}",
        Text(
            f"还需 {short} 名选民或 {short_households} 户联名。",
            f"{short} more voters or {short_households} more households must sign.",
        ),
        {"signers": signers, "households": households, "by_group": by_group},
    )


_SURPLUS = Rule(
    "RC-SURPLUS",
    Body.RESIDENTS,
    Text("差额选举", "Surplus"),
    Text(
        "一般实行差额选举;提名人数与应选名额相等的,可以等额选举。",
        "Candidates usually outnumber seats; equal numbers are allowed when nominations equal "
        "the seats.",
    ),
    "k > s per post",
    "HN2020, BJ1991 (local)",
    Trust.VERIFIED,
    Effect.WARN,
)


@rules(
    until_2025(_SURPLUS),
    since_2026(
        replace(
            _SURPLUS,
            says=Text(
                "候选人名额应当多于应选名额。", "Candidates outnumber the seats of each post."
            ),
            article="RC2025",
            label=Trust.VERIFIED_PART,
            effect=Effect.BLOCK,
        )
    ),
)
def candidates_outnumber(*, candidates: int, seats: int) -> Finding:
    """Take the candidates and the seats of one post group; from 2026 equal numbers are refused."""
    short = seats + 1 - candidates
    return Finding(
        candidates > seats,
        compare(candidates, ">", seats),
        Text(f"再增加 {short} 名候选人。", f"{short} more candidate{'s' * (short > 1)}."),
        {"candidates": candidates, "seats": seats},
    )


@rule(
    Rule(
        "RC-CAND-PUBLISH",
        Body.RESIDENTS,
        Text("候选人名单公布", "Candidates published"),
        Text(
            "候选人名单在投票日的规定天数之前公布。",
            "The candidate list is published the set number of days before the vote.",
        ),
        "election_day - published_on >= candidate_notice_days",
        "SHV2020 Art. 12 (analogy)",
        Trust.UNVERIFIED,
        Effect.BLOCK,
        settings=(Setting("candidate_notice_days", CANDIDATE_NOTICE_DAYS, Text("天", "days")),),
    )
)
def candidates_published(
    *, published_on: date | None, election_day: date, notice_days: int = CANDIDATE_NOTICE_DAYS
) -> Finding:
    """Take the day the list went up, None while it has not; its day is not counted."""
    days = 0 if published_on is None else days_between(published_on, election_day)
    latest = election_day - timedelta(days=notice_days)
    return Finding(
        published_on is not None and days >= notice_days,
        compare(days, ">=", notice_days),
        Text(f"最迟 {latest} 公布名单。", f"Publish the list by {latest}."),
        {"published_on": published_on, "election_day": election_day},
    )
