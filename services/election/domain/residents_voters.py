"""Who is a voter of a community, and how the list of voters comes about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from services.election.domain.calendar import completed_years
from services.election.domain.comparison import compare
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
PERIOD_MONTHS = 12  # campaigns whose statistics are less apart are of one election period


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
def may_vote(
    *, born_on: date, election_day: date, deprived: bool = False, birthday_counts: bool = True
) -> Finding:
    """Take the birth date, election day, and whether a court took the political rights away."""
    age = _age(born_on, election_day, birthday_counts=birthday_counts)
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
    """Take the birth dates that the two documents show; the input `age` is what they come to.

    Who shows neither cannot be registered: no age is known.
    """
    born_on = identity_card or household_register
    age = 0 if born_on is None else _age(born_on, election_day, birthday_counts=birthday_counts)
    return Finding(
        age >= VOTING_AGE,
        compare(age, ">=", VOTING_AGE),
        Text("出示身份证或者户口簿。", "Show the identity card or the household register.")
        if born_on is None
        else Text(f"选举日未满 {VOTING_AGE} 周岁。", f"Under {VOTING_AGE} on election day."),
        {
            "age": age,
            "from_identity_card": identity_card is not None,
            "birthday_counts": birthday_counts,
        },
        effect=Effect.BLOCK if born_on is None else None,
    )


def _age(born_on: date, election_day: date, *, birthday_counts: bool) -> int:
    reckoned_on = election_day if birthday_counts else election_day - timedelta(days=1)
    return completed_years(born_on, reckoned_on)


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
            Setting("grounds", tuple(Ground), Text("登记条件", "grounds"), choices=tuple(Ground)),
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
        Ground.LIVING_HERE: region.number("living_months"),
        Ground.WORKING_HERE: region.number("working_months"),
    }[ground]
    unconfirmed = ground is Ground.WORKING_HERE and not confirmed
    return Finding(
        ground in region.names("grounds") and months >= needed and not unconfirmed,
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
        settings=(Setting("period_months", PERIOD_MONTHS, Text("个月", "months")),),
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
