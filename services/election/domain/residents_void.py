"""What makes a residents' election void, and what follows a void or disputed one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from services.election.domain.comparison import compare
from services.election.domain.residents_law import rules, since_2026, until_2025
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

RERUN_DAYS = 30
ANSWER_DAYS = 30
FRAUDS = frozenset(  # what a complaint or case is about that this rule speaks of
    {
        "VIOLENCE",
        "THREATS",
        "COERCION",
        "DECEIT",
        "BRIBERY",
        "FORGED_BALLOTS",
        "FALSE_COUNTS",
    }
)


class Breach(StrEnum):
    """A ground on which an election is void; any one is enough."""

    EC_WRONGLY_FORMED = "EC_WRONGLY_FORMED"
    CANDIDATES_WRONGLY_PRODUCED = "CANDIDATES_WRONGLY_PRODUCED"
    TURNOUT_TOO_LOW = "TURNOUT_TOO_LOW"
    SURPLUS_BROKEN = "SURPLUS_BROKEN"
    RETURNED_OVER_ISSUED = "RETURNED_OVER_ISSUED"
    NOT_COUNTED_IN_PUBLIC = "NOT_COUNTED_IN_PUBLIC"
    NOT_ANNOUNCED_ON_THE_SPOT = "NOT_ANNOUNCED_ON_THE_SPOT"
    OTHER_BREACH_OF_PROCEDURE = "OTHER_BREACH_OF_PROCEDURE"

    @property
    def says(self) -> Text:
        """The ground in words, for the checklist of the one who decides."""
        return _GROUNDS[self]


_GROUNDS = {
    Breach.EC_WRONGLY_FORMED: Text("选举委员会的产生不合法", "election committee wrongly formed"),
    Breach.CANDIDATES_WRONGLY_PRODUCED: Text("候选人的产生不合法", "candidates wrongly produced"),
    Breach.TURNOUT_TOO_LOW: Text("参加投票人数不足", "turnout too low"),
    Breach.SURPLUS_BROKEN: Text("违反差额规定", "surplus rule broken"),
    Breach.RETURNED_OVER_ISSUED: Text("收回选票多于发出选票", "more returned than issued"),
    Breach.NOT_COUNTED_IN_PUBLIC: Text("未公开唱票计票", "not called and counted in public"),
    Breach.NOT_ANNOUNCED_ON_THE_SPOT: Text("未当场公布结果", "not announced on the spot"),
    Breach.OTHER_BREACH_OF_PROCEDURE: Text("其他违反选举程序的", "another breach of procedure"),
}


@rule(
    Rule(
        "RC-VOID",
        Body.RESIDENTS,
        Text("选举无效", "Void election"),
        Text(
            "有清单所列情形之一的,选举无效。",
            "Any one ground of the checklist makes the election void.",
        ),
        "no ground of the checklist is true",
        "CQ2025 Art. 34 (local)",
        Trust.VERIFIED,
        Effect.VOID,
    )
)
def nothing_voids(breaches: Collection[Breach]) -> Finding:
    """Take the grounds that were found; the law of one city serves as the national checklist."""
    found = [breach for breach in Breach if breach in breaches]
    return Finding(
        not found,
        compare(len(found), "=", 0),
        Text(
            f"重新选举:{', '.join(breach.says.zh for breach in found)}。",
            f"Hold a new election: {', '.join(breach.says.en for breach in found)}.",
        ),
        {"breaches": found},
    )


@rule(
    Rule(
        "RC-RERUN",
        Body.RESIDENTS,
        Text("重新选举期限", "New election"),
        Text(
            "选举无效的,在三十日内重新选举;选举委员会产生不合法的,由街道指导重新推选。",
            "After a void election a new one is held within 30 days.",
        ),
        "rerun_on <= void_on + 30 days",
        "CQ2025 Art. 35 (local)",
        Trust.VERIFIED,
        Effect.APPROVAL,
        Authority.COUNTY_CIVIL,
        settings=(Setting("rerun_days", RERUN_DAYS, Text("天", "days"), Trust.VERIFIED),),
    )
)
def rerun_in_time(
    *,
    void_on: date,
    rerun_on: date | None,
    today: date | None = None,
    rerun_days: int = RERUN_DAYS,
) -> Finding:
    """Take the day of the void vote and of the new one, None while it is to come.

    Past the limit a warning while no day is set; a day beyond it waits for civil affairs.
    """
    latest = void_on + timedelta(days=rerun_days)
    return Finding(
        (rerun_on or today or latest) <= latest,
        compare(rerun_on or today, "<=", latest),
        Text(f"{latest} 前重新选举。", f"Hold the new election by {latest}."),
        {"void_on": void_on, "latest": latest},
        effect=Effect.WARN if rerun_on is None else None,
    )


@rule(
    Rule(
        "RC-OBJECT-RESULT",
        Body.RESIDENTS,
        Text("对结果的异议", "Objection to the result"),
        Text(
            "对选举程序或者结果有异议的,应在三十日内调查并书面答复。",
            "An objection to procedure or result is investigated and answered in writing within "
            "30 days.",
        ),
        "answered_on <= received_on + 30 days",
        "CQ2025 Art. 33 (local)",
        Trust.VERIFIED,
        Effect.WARN,
        settings=(Setting("answer_days", ANSWER_DAYS, Text("天", "days"), Trust.VERIFIED),),
    )
)
def answered_in_time(
    *,
    received_on: date,
    answered_on: date | None,
    today: date | None = None,
    answer_days: int = ANSWER_DAYS,
) -> Finding:
    """Take the day it came in and the day of the answer, None while it is open: then `today`."""
    latest = received_on + timedelta(days=answer_days)
    return Finding(
        (answered_on or today or latest) <= latest,
        compare(answered_on or today, "<=", latest),
        Text(f"{latest} 前书面答复。", f"Answer in writing by {latest}."),
        {"received_on": received_on, "latest": latest},
    )


_FRAUD = Rule(
    "RC-FRAUD",
    Body.RESIDENTS,
    Text("以不正当手段当选", "Winning by fraud"),
    Text(
        "以暴力、威胁、欺骗、贿赂、伪造选票、虚报票数等手段当选的,当选无效。",
        "Winning by violence, threats, deceit, bribery, forged ballots or false counts makes the "
        "election of that person void.",
    ),
    "no decision against an elected person",
    "VC2018 Art. 17 (analogy)",
    Trust.UNVERIFIED,
    Effect.VOID,
)


@rules(
    until_2025(_FRAUD),
    since_2026(replace(_FRAUD, article="RC2025", label=Trust.VERIFIED_PART)),
)
def seats_won_fairly(elected: Collection[str], *, decided_against: Collection[str]) -> Finding:
    """Take the elected and the persons whom a recorded decision names; their seats are void."""
    void = [person for person in elected if person in decided_against]
    return Finding(
        not void,
        compare(len(void), "=", 0),
        Text(
            f"席位空缺,补选:{', '.join(void)}。", f"By-election for the seat of: {', '.join(void)}."
        ),
        {"void_seats": void},
    )
