"""Verdicts as they are stored with a record, and as a reader sees them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from services.election.domain.rulebook import Outcome, Verdict
from services.election.domain.ruleset import RuleSet
from services.election.domain.telling import in_language, told
from shared.text import Language


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
        return cls.model_validate(in_language(stored, language))


def stored_verdict(verdict: Verdict, rules: RuleSet | None = None) -> dict[str, Any]:
    """Return a verdict as it is kept: with the words and the version that held that day."""
    kept: dict[str, Any] = to_jsonable_python(told(verdict, rules))
    return kept
