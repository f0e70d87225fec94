"""Documents of the stages P15 and P16, as far as the rules look into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.election.domain.states import Step


@dataclass(frozen=True, slots=True)
class Report:
    """The report of the result; where the members were filed apart from it, on which day."""

    step: ClassVar = Step.REPORT
    members_filed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """The closing of the file; None where nobody has said whether the ballots are sealed."""

    step: ClassVar = Step.CLOSURE
    ballots_sealed: bool | None = None
