"""Every rule answers the cases of the rule book, and no rule goes without."""

from __future__ import annotations

import re
from itertools import pairwise
from operator import eq, ge, gt, le, lt, ne

import pytest

from services.election.domain.ruleset import all_rules
from tests.services.election.rules.__main__ import PAGE, page
from tests.services.election.rules.cases import Case, all_cases

CODE = re.compile(r"\b[a-z]+(_[a-z]+)+\b|\b[A-Z]{4,}")


@pytest.mark.parametrize(
    ("rule_id", "case"),
    [
        pytest.param(rule_id, case, id=f"{rule_id}: {case.says}")
        for rule_id, rows in all_cases().items()
        for case in rows
    ],
)
def test_case(rule_id: str, case: Case) -> None:
    verdict = case.ask()

    assert verdict.rule.id == (case.by or rule_id)
    assert verdict.outcome is case.outcome, verdict.numbers
    assert case.authority in (None, verdict.authority)
    assert {name: verdict.inputs.get(name) for name in case.gives} == dict(case.gives)


def test_every_rule_has_a_case() -> None:
    assert [rule_id for rule_id in all_rules() if not all_cases().get(rule_id)] == []


def test_every_case_has_a_rule() -> None:
    assert [rule_id for rule_id in all_cases() if rule_id not in all_rules()] == []


def test_every_rule_that_is_broken_says_what_would_mend_it() -> None:
    silent = {
        rule_id
        for rule_id, rows in all_cases().items()
        for verdict in (case.ask() for case in rows)
        if not verdict.allows and verdict.needed is None
    }

    assert silent == set()


def test_what_would_mend_it_is_said_in_words_not_in_codes() -> None:
    coded = {
        rule_id
        for rule_id, rows in all_cases().items()
        for verdict in (case.ask() for case in rows)
        if verdict.needed and CODE.search(verdict.needed.zh)
    }

    assert coded == {"PARTY-EXCLUDE-PRIVACY", "PARTY-SECRET"}  # a code, a column is what is asked


def test_every_rule_speaks_both_languages() -> None:
    rules = [version.rule for versions in all_rules().values() for version in versions]
    words = [text for rule in rules for text in (rule.name, rule.says)]

    assert all(text.zh.strip() and text.en.strip() for text in words)
    assert all(text.zh != text.en and text.en.isascii() for text in words)


def test_versions_of_a_rule_do_not_overlap() -> None:
    for versions in all_rules().values():
        spans = sorted((each.rule.holds_from, each.rule.holds_until) for each in versions)
        assert all(before[1] < after[0] for before, after in pairwise(spans))
        assert len({each.rule.version for each in versions}) == len(versions)


def test_the_page_of_rules_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.services.election.rules"


COMPARISON = re.compile(
    r"(?=(?<!\S)(?:\S+=)?(-?\d[\d-]*) (<=|>=|<|>|!=|=) (?:\S+=)?(-?\d[\d-]*)(?![^\s;]))"
)
WORDS = re.compile(r"(?<!\S)([A-Z_]+) (!=|=) ([A-Z_]+)(?![^\s;])")
SIGNS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "!=": ne}


def _is_true(left: str, sign: str, right: str) -> bool:
    if left.count("-") == right.count("-") == 2:  # dates in writing are ordered like dates
        return bool(SIGNS[sign](left, right))
    return bool(SIGNS[sign](int(left), int(right)))


@pytest.mark.parametrize("rule_id", all_cases())
def test_the_numbers_of_a_verdict_are_true(rule_id: str) -> None:
    for case in all_cases()[rule_id]:
        numbers = case.ask().numbers
        assert all(_is_true(*claim) for claim in COMPARISON.findall(numbers)), numbers
        assert all(SIGNS[sign](*pair) for *pair, sign in _worded(numbers)), numbers


def _worded(numbers: str) -> list[tuple[str, str, str]]:
    return [(left, right, sign) for left, sign, right in WORDS.findall(numbers)]
