"""A verdict as it is told: with the words, the version and the settings that held that day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.election.domain.rulebook import Setting, Trust, Verdict
from services.election.domain.ruleset import RuleSet
from shared.text import Language, Text

LANGUAGES: tuple[Language, ...] = ("zh-CN", "en")
WORDS = ("name", "says", "needed")


def told(verdict: Verdict, rules: RuleSet | None = None) -> dict[str, Any]:
    """Return everything that a verdict says, its words in both languages.

    `rules` are those of the election day: they name the version of the book and the values set.
    """
    rule = verdict.rule
    return {
        "rule": rule.id,
        "outcome": verdict.outcome.value,
        "name": _both(rule.name),
        "says": _both(rule.says),
        "formula": rule.formula,
        "numbers": verdict.numbers,
        "inputs": dict(verdict.inputs),
        "needed": verdict.needed and _both(verdict.needed),
        "article": rule.article,
        "label": rule.label.value,
        "version": rule.version,
        "authority": verdict.authority,
        "rule_set": rules.name if rules else None,
        "settings": [_setting(each, verdict, rules) for each in rule.settings],
    }


def in_language(verdict: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """Return a told verdict with its words in one language."""
    words = {name: verdict[name] and verdict[name][language] for name in WORDS}
    settings = [{**each, "unit": each["unit"][language]} for each in verdict.get("settings", ())]
    return {**verdict, **words, "settings": settings}


def _setting(setting: Setting, verdict: Verdict, rules: RuleSet | None) -> dict[str, Any]:
    """Return the value that acted: one that a verdict names among its inputs, or the region's."""
    held = rules.settings.get(setting.name, setting.default) if rules else setting.default
    own = rules is not None and setting.name in dict(rules.own.values)
    return {
        "name": setting.name,
        "value": verdict.inputs.get(setting.name, held),
        "unit": _both(setting.unit),
        "label": (
            Trust.SEED if own else setting.label
        ).value,  # an office's document, or the rule's
    }


def _both(text: Text) -> dict[str, str]:
    return {language: text.in_language(language) for language in LANGUAGES}
