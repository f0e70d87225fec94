"""Verdicts as they are stored with a record, and as a reader sees them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from services.election.domain.rulebook import Outcome, Setting, Verdict
from services.election.domain.ruleset import RuleSet
from shared.text import Language, Text


class SettingView(BaseModel):
    """A setting that acted in a verdict; the label says how far its value may be trusted."""

    name: str
    value: int | bool | str | list[str]
    unit: str
    label: str


class VerdictView(BaseModel):
    """A rule's answer: what it asks, in words and in numbers, and what would have to change."""

    rule: str
    outcome: Outcome
    name: str
    says: str
    formula: str
    numbers: str
    inputs: dict[str, Any]
    needed: str | None
    article: str
    label: str
    version: int
    authority: str | None
    rule_set: str | None = None
    settings: list[SettingView] = []

    @classmethod
    def of(cls, stored: Mapping[str, Any], language: Language) -> VerdictView:
        """Return a stored verdict in the reader's language."""
        told = {
            name: stored[name] and stored[name][language] for name in ("name", "says", "needed")
        }
        settings = [{**each, "unit": each["unit"][language]} for each in stored.get("settings", ())]
        return cls.model_validate({**stored, **told, "settings": settings})


def stored_verdict(verdict: Verdict, rules: RuleSet | None = None) -> dict[str, Any]:
    """Return a verdict as it is kept: with the words and the version that held that day.

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
        "inputs": to_jsonable_python(dict(verdict.inputs)),
        "needed": verdict.needed and _both(verdict.needed),
        "article": rule.article,
        "label": rule.label.value,
        "version": rule.version,
        "authority": verdict.authority,
        "rule_set": rules.name if rules else None,
        "settings": [_setting(each, verdict, rules) for each in rule.settings],
    }


def _setting(setting: Setting, verdict: Verdict, rules: RuleSet | None) -> dict[str, Any]:
    """Return the value that acted: one that a verdict names among its inputs, or the region's."""
    held = rules.settings.get(setting.name, setting.default) if rules else setting.default
    return {
        "name": setting.name,
        "value": to_jsonable_python(verdict.inputs.get(setting.name, held)),
        "unit": _both(setting.unit),
        "label": setting.label.value,
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh-CN": text.zh, "en": text.en}
