"""The Party team that an election follows: since when it sits, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The term of the team that goes; `term_years` is None where nobody stated its length."""

    elected_on: date
    term_years: int | None
