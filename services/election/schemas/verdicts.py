"""Verdicts as they are stored with a record, and as a reader sees them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from services.election.domain.rulebook import Outcome, Verdict
from shared.text import Language, Text


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

    @classmethod
    def of(cls, stored: Mapping[str, Any], language: Language) -> VerdictView:
        """Return a stored verdict in the reader's language."""
        told = {
            name: stored[name] and stored[name][language] for name in ("name", "says", "needed")
        }
        return cls.model_validate({**stored, **told})


def stored_verdict(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as it is kept: with the words and the version that held that day."""
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
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh-CN": text.zh, "en": text.en}
