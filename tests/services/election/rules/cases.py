"""The "test cases" of the rule book as data: every `*_cases.py` beside this file enters its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path

from services.election.domain.rulebook import Authority, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Case:
    """One case: in the rule book's words, how to ask the rule, and what it must answer.

    `gives` are inputs that the verdict must show; `by` names another rule where that one answers.
    """

    says: str
    ask: Callable[[], Verdict]
    outcome: Outcome
    gives: Mapping[str, object] = field(default_factory=dict)
    authority: Authority | None = None
    by: str = ""


_entered: dict[str, tuple[Case, ...]] = {}


def cases(rule_id: str, *rows: Case) -> None:
    """Enter the cases of a rule; a second call for the same rule adds to them."""
    _entered[rule_id] = _entered.get(rule_id, ()) + rows


@cache
def all_cases() -> Mapping[str, tuple[Case, ...]]:
    """Return every rule's cases, reading each `*_cases.py` of this folder."""
    here = Path(__file__).parent
    for path in sorted(here.glob("*_cases.py")):
        import_module(f"tests.services.election.rules.{path.stem}")
    return dict(sorted(_entered.items()))
