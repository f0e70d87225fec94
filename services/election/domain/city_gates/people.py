"""Gates about people: public notice, a young member, the reserve pool, filing of the secretary."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from services.election.domain.city_gates.organise import CITY_POLICY
from services.election.domain.comparison import compare
from services.election.domain.rulebook import (
    Authority,
    Body,
    Effect,
    Finding,
    Rule,
    Setting,
    Trust,
    rule,
)
from shared.text import Text

NOTICE_WORKING_DAYS = 5
YOUTH_AGE = 35
RESERVES_PER_PRINCIPAL = 2
FILING_DAYS = 30


@rule(
    Rule(
        "GATE-NOTICE",
        Body.BOTH,
        Text("公示期限", "Notice length"),
        Text(
            "候选人情况要公示并接受意见,公示不少于规定的工作日,意见全部办结。",
            "Candidate information is published for at least the set number of working days, and "
            "no objection is left open.",
        ),
        "notice_days >= notice_working_days and open_objections = 0",
        CITY_POLICY,
        Trust.SEED,
        Effect.BLOCK,
        settings=(
            Setting(
                "notice_working_days",
                NOTICE_WORKING_DAYS,
                Text("工作日", "working days"),
                set_in="campaign",
            ),
        ),
    )
)
def notice_long_enough(
    *, working_days: int, required: int = NOTICE_WORKING_DAYS, open_objections: int = 0
) -> Finding:
    """Take the notice's working days, its first day not counted, and the open objections."""
    short = max(required - working_days, 0)
    return Finding(
        not short and not open_objections,
        f"{compare(working_days, '>=', required)}; {compare(open_objections, '=', 0)}",
        Text(f"再公示 {short} 个工作日。", f"Publish for {short} more working days.")
        if short
        else Text(f"办结 {open_objections} 件意见。", f"Close {open_objections} objections."),
        {
            "working_days": working_days,
            "notice_working_days": required,
            "open_objections": open_objections,
        },
    )


@rule(
    Rule(
        "GATE-YOUTH",
        Body.BOTH,
        Text("两委年轻成员", "A young member"),
        Text(
            '每个社区"两委"至少有一名35周岁及以下的成员。',
            "Each community's two committees include at least one person aged 35 or under.",
        ),
        "count(age <= 35) >= 1",
        CITY_POLICY,
        Trust.SEED,
        Effect.APPROVAL,
        Authority.COUNTY_ORG,
        settings=(Setting("youth_age", YOUTH_AGE, Text("周岁", "completed years"), Trust.SEED),),
    )
)
def young_member(ages: Iterable[int], *, youth_age: int = YOUTH_AGE) -> Finding:
    """Take the completed years of everyone in either committee, once each, on the as-of date."""
    everyone = tuple(ages)
    young = sum(age <= youth_age for age in everyone)
    return Finding(
        young >= 1,
        compare(young, ">=", 1),
        Text(
            f"至少增加一名 {youth_age} 周岁及以下的人选。",
            f"Include at least one person aged {youth_age} or under.",
        ),
        {"young": young, "persons": len(everyone), "youth_age": youth_age},
    )


@rule(
    Rule(
        "GATE-RESERVE",
        Body.BOTH,
        Text("正职一职两备、委员一职一备", "Reserve pool"),
        Text(
            "每个组织的正职每职储备两人,其他成员每职储备一人。",
            "Each organisation has two reserves per principal post and one per other member post.",
        ),
        "r_principal >= 2 * principals and r_member >= other_members",
        CITY_POLICY,
        Trust.SEED,
        Effect.WARN,
    )
)
def reserve_covered(
    *, principals: int, other_members: int, principal_reserves: int, member_reserves: int
) -> Finding:
    """Take posts and reserves of one organisation: totals of a city prove nothing for each."""
    needed = RESERVES_PER_PRINCIPAL * principals
    short_principal = max(needed - principal_reserves, 0)
    short_member = max(other_members - member_reserves, 0)
    return Finding(
        not short_principal and not short_member,
        f"{compare(principal_reserves, '>=', needed)}; "
        f"{compare(member_reserves, '>=', other_members)}",
        Text(
            f"还需正职后备 {short_principal} 人,委员后备 {short_member} 人。",
            f"Add {short_principal} reserves for principals and {short_member} for members.",
        ),
        {
            "principals": principals,
            "other_members": other_members,
            "principal_reserves": principal_reserves,
            "member_reserves": member_reserves,
        },
    )


@rule(
    Rule(
        "GATE-SEC-FILE",
        Body.PARTY,
        Text("书记县级备案", "Filing of the secretary"),
        Text(
            "社区党组织书记实行县级备案管理,批准后按期备案。",
            "Community secretaries are under county-level filing management: filed in time after "
            "approval.",
        ),
        "filed_on or today <= approved_on + filing_days",
        CITY_POLICY,
        Trust.SEED,
        Effect.WARN,
        settings=(Setting("filing_days", FILING_DAYS, Text("天", "days")),),
    )
)
def secretary_filed(
    *, approved_on: date | None, filed_on: date | None, today: date, filing_days: int = FILING_DAYS
) -> Finding:
    """Take the days of approval and filing, None while they have not come.

    Broken once overdue, and by a filing after the limit.
    """
    last_day = None if approved_on is None else approved_on + timedelta(days=filing_days)
    done_on = filed_on or today
    return Finding(
        last_day is None or done_on <= last_day,
        compare(done_on, "<=", last_day),
        Text("报县(区)委组织部备案。", "File with the county organisation department."),
        {"approved_on": approved_on, "filed_on": filed_on, "filing_days": filing_days},
    )
