"""Which law governs a residents' committee election, and how a rule holds in two versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Generic, ParamSpec

from services.election.domain.rulebook import (
    Body,
    Effect,
    Finding,
    Rule,
    RuleFunction,
    Trust,
    rule,
)
from shared.text import Text

Facts = ParamSpec("Facts")

FIRST_DAY_OF_2025_LAW = date(2026, 1, 1)
LAST_DAY_OF_2018_LAW = date(2025, 12, 31)


class Law(StrEnum):
    """The law in force on election day."""

    RC2018 = "RC2018"
    RC2025 = "RC2025"


class Mode(StrEnum):
    """Who votes: every voter, one representative per household, or residents' representatives."""

    ALL = "ALL"
    HOUSEHOLD = "HOUSEHOLD"
    REPRESENTATIVE = "REPRESENTATIVE"


class Post(StrEnum):
    """A seat's kind, in the order in which seats are filled."""

    CHAIR = "CHAIR"
    DEPUTY = "DEPUTY_CHAIR"
    MEMBER = "MEMBER"


def law_on(election_day: date) -> Law:
    """Return the law that governs an election held on `election_day`."""
    return Law.RC2025 if election_day >= FIRST_DAY_OF_2025_LAW else Law.RC2018


@rule(
    Rule(
        "RC-RULESET",
        Body.RESIDENTS,
        Text("适用法律", "Law in force"),
        Text(
            "居民委员会选举适用选举日施行的法律:2026年1月1日起适用2025年修订的法律。",
            "The law in force on election day governs: from 2026-01-01 the law as revised in 2025.",
        ),
        "election_day < 2026-01-01: RC2018; else RC2025",
        "RC2025",
        Trust.VERIFIED,
        Effect.BLOCK,
    )
)
def election_day_known(election_day: date | None) -> Finding:
    """Take election day, None while it is not set; refuses what has no day, for it has no law."""
    law = None if election_day is None else law_on(election_day)
    return Finding(
        law is not None,
        f"{election_day or '-'}: {law or '-'}",
        Text("先确定选举日。", "Set election day first."),
        {"election_day": election_day, "law": law},
    )


class Versions(Generic[Facts]):
    """One rule in the versions that hold before and after the law changed.

    Ask `rule.on(election_day)(facts)`; the verdict names the version that was used.
    """

    def __init__(self, *versions: RuleFunction[Facts]) -> None:
        self.versions = versions

    def on(self, election_day: date) -> RuleFunction[Facts]:
        """Return the version in force on `election_day`; there is exactly one."""
        (version,) = (
            version
            for version in self.versions
            if version.rule.holds_from <= election_day <= version.rule.holds_until
        )
        return version


def until_2025(row: Rule) -> Rule:
    """Return the row as it holds for elections up to 2025-12-31."""
    return replace(row, holds_until=LAST_DAY_OF_2018_LAW)


def since_2026(row: Rule) -> Rule:
    """Return the row as the version that holds for elections from 2026-01-01."""
    return replace(row, holds_from=FIRST_DAY_OF_2025_LAW, version=2)


def rules(*rows: Rule) -> Callable[[Callable[Facts, Finding]], Versions[Facts]]:
    """Enter one function under several rows that differ in source, label, effect or dates."""

    def enter(find: Callable[Facts, Finding]) -> Versions[Facts]:
        return Versions(*(rule(row)(find) for row in rows))

    return enter
