"""Who is a voter of a community, and how the list of voters comes about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from services.election.domain.calendar import completed_years, days_between
from services.election.domain.comparison import compare
from services.election.domain.residents_law import rules, since_2026, until_2025
from services.election.domain.residents_region import NATIONAL, Ground, Region
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

VOTING_AGE = 18
LIST_DAYS = 20
OBJECTION_DAYS = 5
DECISION_DAYS = 3


@rule(
    Rule(
        "RC-VOTER",
        Body.RESIDENTS,
        Text("选举权", "The vote"),
        Text(
            "年满十八周岁的居民都有选举权和被选举权,依照法律被剥夺政治权利的人除外。",
            "Residents aged 18 or more have the vote and may stand, except those deprived of "
            "political rights by law.",
        ),
        "age(election_day) >= 18 and not deprived",
        "RC2018 Art. 8; GS2025 Art. 15",
        Trust.VERIFIED,
        Effect.BLOCK,
    )
)
def may_vote(*, born_on: date, election_day: date, deprived: bool = False) -> Finding:
    """Take the birth date, election day, and whether a court took the political rights away."""
    age = completed_years(born_on, election_day)
    return Finding(
        age >= VOTING_AGE and not deprived,
        compare(age, ">=", VOTING_AGE),
        Text("不能登记为选民。", "Cannot be registered as a voter."),
        {"age": age, "deprived": deprived},
    )


@rule(
    Rule(
        "RC-AGE-DATE",
        Body.RESIDENTS,
        Text("年龄计算", "How age is reckoned"),
        Text(
            "年龄计算到选举日,以身份证为准,没有身份证的以户口簿为准;选举日当天生日的计入。",
            "Age is reckoned at election day from the identity card, else the household register; "
            "a birthday on election day counts.",
        ),
        "completed years on election_day",
        "GS2025 Art. 15 (local)",
        Trust.VERIFIED,
        Effect.OUTCOME,
        settings=(Setting("birthday_counts", default=True, unit=Text("生日当天计入", "counts")),),
    )
)
def of_age_by_document(
    *,
    identity_card: date | None,
    household_register: date | None,
    election_day: date,
    birthday_counts: bool = True,
) -> Finding:
    """Take the birth dates that the two documents show; the input `age` is what they come to."""
    born_on = identity_card or household_register
    reckoned_on = election_day if birthday_counts else election_day - timedelta(days=1)
    age = 0 if born_on is None else completed_years(born_on, reckoned_on)
    return Finding(
        age >= VOTING_AGE,
        compare(age, ">=", VOTING_AGE),
        Text("出示身份证或者户口簿。", "Show the identity card or the household register.")
        if born_on is None
        else Text(f"选举日未满 {VOTING_AGE} 周岁。", f"Under {VOTING_AGE} on election day."),
        {"age": age, "from_identity_card": identity_card is not None},
    )


@rule(
    Rule(
        "RC-REGISTER",
        Body.RESIDENTS,
        Text("选民登记条件", "Ground of registration"),
        Text(
            "户籍在本社区的,居住满规定月数的,或者工作满规定月数、本人申请并经选举委员会确认的,"
            "可以登记。",
            "Registered are those of the household register here, those living here long enough, "
            "and community workers who apply and are confirmed.",
        ),
        "ground in overlay and months >= overlay",
        "GS2025 Art. 16, JS2020 (local)",
        Trust.VERIFIED_PART,
        Effect.BLOCK,
        settings=(
            Setting("grounds", tuple(Ground), Text("登记条件", "grounds")),
            Setting("living_months", 6, Text("月", "months")),
            Setting("working_months", 6, Text("月", "months")),
        ),
    )
)
def registrable(
    ground: Ground, *, months: int = 0, confirmed: bool = False, region: Region = NATIONAL
) -> Finding:
    """Take the ground and the full months of living or working here.

    A community worker who applied is registered only if the election committee `confirmed` it.
    """
    needed = {
        Ground.REGISTERED_HERE: 0,
        Ground.LIVING_HERE: region.living_months,
        Ground.WORKING_HERE: region.working_months,
    }[ground]
    unconfirmed = ground is Ground.WORKING_HERE and not confirmed
    return Finding(
        ground in region.grounds and months >= needed and not unconfirmed,
        compare(months, ">=", needed),
        Text("须经选举委员会确认。", "The election committee must confirm it.")
        if unconfirmed
        else Text(f"须满 {needed} 个月。", f"{needed} full months are needed."),
        {"ground": ground, "months": months, "confirmed": confirmed, "region": region.code},
    )


@rule(
    Rule(
        "RC-REGISTER-ONCE",
        Body.RESIDENTS,
        Text("只登记一处", "Registered once"),
        Text(
            "同一选民在同一次选举中只能在一个社区登记。",
            "A voter is registered in one place only.",
        ),
        "communities registered in <= 1",
        "GS2025 Art. 16 (local); VC2018 Art. 13 (analogy)",
        Trust.VERIFIED,
        Effect.BLOCK,
    )
)
def registered_once(community: str, *, registered_in: Collection[str]) -> Finding:
    """Take the community that wants to register, and those that already did in this period."""
    others = [place for place in registered_in if place != community]
    return Finding(
        not others,
        compare(len(others) + 1, "<=", 1),
        Text("先在原登记社区注销登记。", "Cancel the other registration first."),
        {"others": others},
    )


_LIST = Rule(
    "RC-ROLL-PUBLISH",
    Body.RESIDENTS,
    Text("选民名单公布", "Voter list published"),
    Text(
        "登记参加选举的选民名单应当在选举日的二十日前公布。",
        "The list of registered voters is published at least 20 days before election day.",
    ),
    "election_day - published_on >= 20 days",
    "VC2018 Art. 14 (analogy)",
    Trust.UNVERIFIED,
    Effect.BLOCK,
)


@rules(
    until_2025(_LIST),
    since_2026(replace(_LIST, article="RC2025", label=Trust.VERIFIED_PART)),
)
def list_published(*, published_on: date | None, election_day: date) -> Finding:
    """Take the day the list went up, None while it has not; its day is not counted."""
    days = 0 if published_on is None else days_between(published_on, election_day)
    return Finding(
        days >= LIST_DAYS,
        compare(days, ">=", LIST_DAYS),
        Text("先公布选民名单。", "Publish the voter list first.")
        if published_on is None
        else Text(
            f"选举日不早于 {published_on + timedelta(days=LIST_DAYS)}。",
            f"Election day is {published_on + timedelta(days=LIST_DAYS)} at the earliest.",
        ),
        {"published_on": published_on, "election_day": election_day},
    )


@rule(
    Rule(
        "RC-ROLL-OBJECT",
        Body.RESIDENTS,
        Text("选民名单异议", "Objection to the list"),
        Text(
            "对名单有异议的,自公布之日起五日内提出;选举委员会在三日内作出决定并公布。",
            "Objections come within 5 days of publication; the election committee decides within "
            "3 days and publishes.",
        ),
        "objected_on <= published_on + 5 days; decided_on <= objected_on + 3 days",
        "VC2018 Art. 14 (analogy)",
        Trust.UNVERIFIED,
        Effect.WARN,
        settings=(
            Setting("objection_days", OBJECTION_DAYS, Text("天", "days")),
            Setting("decision_days", DECISION_DAYS, Text("天", "days")),
        ),
    )
)
def objection_in_time(
    *, published_on: date, objected_on: date, decided_on: date | None, today: date | None = None
) -> Finding:
    """Take publication, objection and decision, None while it is open: then `today` tells.

    A late objection is rejected as late; a late decision is a warning.
    """
    object_by = published_on + timedelta(days=OBJECTION_DAYS)
    decide_by = objected_on + timedelta(days=DECISION_DAYS)
    in_time = objected_on <= object_by
    decided = (decided_on or today or decide_by) <= decide_by
    return Finding(
        in_time and decided,
        f"{compare(objected_on, '<=', object_by)}; {compare(decided_on or today, '<=', decide_by)}",
        Text(f"应于 {decide_by} 前作出决定。", f"Decide by {decide_by}.")
        if in_time
        else Text(f"异议已于 {object_by} 截止。", f"Objections closed on {object_by}."),
        {"object_by": object_by, "decide_by": decide_by},
        effect=None if in_time else Effect.BLOCK,
    )
