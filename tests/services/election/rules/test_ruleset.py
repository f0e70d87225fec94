"""Which version of a rule holds on a day, and what a province sets."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from huanjie.processes import PROJECT
from services.election.domain.rulebook import Approval, Authority, Effect, Outcome
from services.election.domain.ruleset import NoSuchVersion, RuleSet
from tests.services.election.rules.cases import all_cases

LIAOYUAN, LANZHOU = "220400000000", "620100000000"
LAST_DAY, FIRST_DAY = date(2025, 12, 31), date(2026, 1, 1)


def test_the_version_names_the_newest_rule_and_the_province() -> None:
    assert RuleSet(date(2021, 3, 15), LIAOYUAN).name == "2020-07+jilin.1"
    assert RuleSet(FIRST_DAY, LANZHOU).name == "2026-01+gansu.1"
    assert RuleSet(FIRST_DAY, "540100000000").name == "2026-01"


def test_election_day_chooses_the_law() -> None:
    before, after = RuleSet(LAST_DAY).rule("RC-SURPLUS"), RuleSet(FIRST_DAY).rule("RC-SURPLUS")

    assert (before.rule.version, before.rule.effect) == (1, Effect.WARN)
    assert (after.rule.version, after.rule.effect) == (2, Effect.BLOCK)


def test_a_rule_holds_from_the_day_its_regulation_came_into_force() -> None:
    assert RuleSet(date(2020, 7, 13)).rule("PARTY-QUORUM").rule.version == 1
    with pytest.raises(NoSuchVersion) as refusal:
        RuleSet(date(2020, 7, 12)).rule("PARTY-QUORUM")
    assert refusal.value.code == "PARTY-QUORUM"


def test_settings_have_defaults_that_a_province_may_replace() -> None:
    assert RuleSet(FIRST_DAY).number("max_cut") == 1
    assert RuleSet(FIRST_DAY).switch("no_committee_surplus") is False
    assert RuleSet(FIRST_DAY).number("living_months") == 6
    assert RuleSet(FIRST_DAY, "320100000000").number("living_months") == 12


def test_a_setting_is_what_it_says() -> None:
    rules = RuleSet(FIRST_DAY)

    with pytest.raises(TypeError):
        rules.number("no_committee_surplus")
    with pytest.raises(TypeError):
        rules.switch("max_cut")
    with pytest.raises(TypeError):
        rules.names("max_cut")


def test_an_approval_counts_when_it_is_for_the_rule_and_high_enough() -> None:
    asked = next(case for case in all_cases()["PARTY-EXTEND"] if case.authority)
    verdict = asked.ask()

    def approved(rule_id: str, by: Authority) -> Outcome:
        approval = Approval(rule_id, by, "1", FIRST_DAY)
        return verdict.with_approvals([approval]).outcome

    assert verdict.outcome is Outcome.NEEDS_APPROVAL
    assert approved("PARTY-EXTEND", Authority.COUNTY_SC) is Outcome.APPROVED
    assert approved("PARTY-EXTEND", Authority.COUNTY_ORG) is Outcome.NEEDS_APPROVAL
    assert approved("PARTY-TERM", Authority.COUNTY_SC) is Outcome.NEEDS_APPROVAL


def test_a_superior_may_approve_what_the_street_may() -> None:
    assert Authority.COUNTY_SC.covers(Authority.STREET)
    assert not Authority.STREET.covers(Authority.COUNTY_SC)
    assert not Authority.COUNTY_GOV.covers(Authority.STREET)


def test_no_approval_lifts_what_is_refused() -> None:
    refused = next(
        case.ask() for case in all_cases()["PARTY-SURPLUS"] if case.outcome is Outcome.REFUSED
    )
    approval = Approval("PARTY-SURPLUS", Authority.COUNTY_SC, "1", FIRST_DAY)

    assert refused.with_approvals([approval]) is refused
    assert not refused.allows


def test_unverified_settings_are_named_where_they_act() -> None:
    verdict = all_cases()["PARTY-REDUCE"][0].ask()

    assert {each.name for each in verdict.unverified_settings} == {"max_cut", "least_members"}


def test_a_setting_can_be_asked_for_on_a_day_on_which_its_rule_does_not_hold():
    assert RuleSet(date(2020, 3, 1), "220400000000").number("request_lead_days") == 30


def test_a_setting_is_known_before_anything_else_has_asked_for_its_rule():
    asks = (
        "from datetime import date; from services.election.domain.ruleset import RuleSet; "
        "print(RuleSet(date(2026, 5, 10), '41').number('largest_committee'), "
        "RuleSet(date(2026, 5, 10), '41').number('period_months'))"
    )

    words = [sys.executable, "-c", asks]
    said = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=True)

    assert said.stdout.split()[0] == "7"
    assert int(said.stdout.split()[1]) > 0
