"""The list of voters: how long it is up, and objections to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from services.election.domain.calendar import days_between
from services.election.domain.comparison import compare
from services.election.domain.residents_law import rules, since_2026, until_2025
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

LIST_DAYS = 20
OBJECTION_DAYS = 5
DECISION_DAYS = 3


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
    *,
    published_on: date,
    objected_on: date,
    decided_on: date | None,
    today: date | None = None,
    region: Region = NATIONAL,
) -> Finding:
    """Take publication, objection and decision, None while it is open: then `today` tells.

    A late objection is rejected as late; a late decision is a warning.
    """
    object_by = published_on + timedelta(days=region.number("objection_days"))
    decide_by = objected_on + timedelta(days=region.number("decision_days"))
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
