"""What callers send in the stages P15 and P16: report, archive."""

from __future__ import annotations

from services.election.schemas.fields import Act, Day, DocumentedAct


class Report(DocumentedAct):
    """The report of the result, which files the members as well unless they are filed apart."""

    members_filed_on: Day | None = None


class Closure(Act):
    """The file is closed; `ballots_sealed` says whether a Party election's ballots are sealed."""

    ballots_sealed: bool | None = None
