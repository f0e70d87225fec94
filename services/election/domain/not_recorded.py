"""The warning about what an office has not put on record, so that a rule cannot judge it."""

from __future__ import annotations

from services.election.domain.rulebook import Outcome, Rule, Verdict
from shared.text import Text


def not_recorded(rule: Rule, needed: Text) -> Verdict:
    """Return the warning that a rule was not judged, and what would let it be."""
    return Verdict(rule, Outcome.WARNED, "", {"recorded": False}, needed)
