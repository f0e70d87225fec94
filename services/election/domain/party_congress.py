"""The congress of delegates: how many, how they come about, who is present."""

from __future__ import annotations

from datetime import date

from services.election.domain.comparison import compare, compare_range
from services.election.domain.dated_records import DatedRecord, follow_in_order
from services.election.domain.party_meeting import four_fifths_present
from services.election.domain.rulebook import (
    Authority,
    Body,
    Effect,
    Finding,
    Rule,
    Trust,
    rule,
)
from services.election.domain.sources import ER2020_IN_FORCE
from shared.text import Text

FEWEST_DELEGATES = 100
USUAL_DELEGATES = 200
MOST_DELEGATES = 300


@rule(
    Rule(
        "PARTY-CONGRESS-SIZE",
        Body.PARTY,
        Text("代表名额", "Number of delegates"),
        Text(
            "代表名额一般为一百至二百名,最多不超过三百名。",
            "Delegates usually number 100 to 200, at most 300.",
        ),
        "100 <= d <= 200 usual; d <= 300 limit",
        "ER1990 Art. 7",
        Trust.UNVERIFIED,
        Effect.WARN,
        Authority.STREET,
        holds_from=ER2020_IN_FORCE,
    )
)
def congress_size_fits(*, delegates: int) -> Finding:
    """Take the delegates: under 100 need approval, over 200 a warning, over 300 are refused.

    The numbers were read in the repealed regulation; that they still hold was not.
    """
    effect = Effect.WARN
    if delegates < FEWEST_DELEGATES:
        effect = Effect.APPROVAL
    elif delegates > MOST_DELEGATES:
        effect = Effect.BLOCK
    return Finding(
        FEWEST_DELEGATES <= delegates <= USUAL_DELEGATES,
        compare_range(delegates, FEWEST_DELEGATES, USUAL_DELEGATES),
        Text(
            f"代表宜为 {FEWEST_DELEGATES} 至 {USUAL_DELEGATES} 名,不得超过 {MOST_DELEGATES} 名。",
            f"{FEWEST_DELEGATES} to {USUAL_DELEGATES} delegates, never over {MOST_DELEGATES}.",
        ),
        {"delegates": delegates},
        effect,
    )


@rule(
    Rule(
        "PARTY-CONGRESS-STEPS",
        Body.PARTY,
        Text("代表产生程序", "How delegates come about"),
        Text(
            "代表由支部推荐提名,与上级沟通提出初步人选,报召集党代会的委员会审查,再由选举单位选举。",
            "Delegates are nominated from the branches up, agreed with the superior, reviewed by "
            "the committee that calls the congress, and elected by the unit.",
        ),
        "nomination <= agreement <= review <= election",
        "ER2020 Art. 10",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def delegates_came_by_the_steps(
    *,
    nominated_on: date | None,
    agreed_on: date | None,
    reviewed_on: date | None,
    elected_on: date | None,
) -> Finding:
    """Take the day of each record, None where there is none; refuses a step skipped or early."""
    return follow_in_order(
        (
            DatedRecord(Text("支部推荐提名", "Nomination"), nominated_on),
            DatedRecord(Text("与上级沟通", "Agreement with the superior"), agreed_on),
            DatedRecord(Text("召集委员会审查", "Review"), reviewed_on),
            DatedRecord(Text("选举单位选举", "Election"), elected_on),
        )
    )


@rule(
    Rule(
        "PARTY-CONGRESS-CRED",
        Body.PARTY,
        Text("代表资格审查", "Credentials"),
        Text(
            "代表资格逐一审查:程序不当的重新选举,不合格的更换,审查报告由预备会议通过。",
            "Every delegate is checked: a wrong procedure is repeated, an unqualified delegate "
            "replaced; the preparatory session approves the report.",
        ),
        "delegates in order == delegates; report adopted",
        "ER2020 Art. 11",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def credentials_checked(*, delegates: int, in_order: int, report_adopted: bool = True) -> Finding:
    """Take delegates, those found in order, and whether the report on them was adopted."""
    return Finding(
        in_order == delegates and report_adopted,
        compare(in_order, "=", delegates),
        Text(
            f"还有 {delegates - in_order} 名代表须重选或更换。",
            f"{delegates - in_order} to be elected again or replaced.",
        )
        if in_order != delegates
        else Text("由预备会议通过审查报告。", "The preparatory session adopts the report."),
        {"delegates": delegates, "in_order": in_order, "report_adopted": report_adopted},
    )


@rule(
    Rule(
        "PARTY-CONGRESS-QUORUM",
        Body.PARTY,
        Text("代表到会人数", "Quorum of the congress"),
        Text(
            "到会代表不少于代表总数的五分之四。",
            "At least four fifths of the delegates are present.",
        ),
        "5*A >= 4*B",
        "ER2020 ch. 4",
        Trust.SECONDARY,
        Effect.VOID,
        holds_from=ER2020_IN_FORCE,
    )
)
def congress_quorum_reached(*, delegates: int, present: int) -> Finding:
    """Take delegates B and those present A; below four fifths the congress is void."""
    return four_fifths_present(delegates, present, who=Text("代表", "delegate"))
