"""Write docs/rules.md: `python -m tests.services.election.rules`."""

from __future__ import annotations

from pathlib import Path

from services.election.domain.table import render
from tests.services.election.rules.cases import all_cases

PAGE = Path(__file__).parents[4] / "docs" / "rules.md"


def page() -> str:
    """Return what the page should say now."""
    return render({rule_id: [row.ask() for row in rows] for rule_id, rows in all_cases().items()})


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
