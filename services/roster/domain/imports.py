"""What an import may be, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from services.roster.domain.problems.problem import RowError


class ImportKind(StrEnum):
    """What the file holds."""

    DIVISIONS = "divisions"
    ROSTER = "roster"


class Mode(StrEnum):
    """Whether to store, or only to say what is wrong."""

    VALIDATE = "validate"
    COMMIT = "commit"


class OnError(StrEnum):
    """What a wrong row means for the others."""

    REJECT_ALL = "reject_all"
    SKIP_ROW = "skip_row"


class State(StrEnum):
    """How far an import has come."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    REJECTED = "REJECTED"


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in a file: its lines, what is wrong, and whether the form itself is."""

    lines: int
    errors: Sequence[RowError]
    is_form_wrong: bool = False
    is_readable: bool = True

    @property
    def wrong(self) -> Set[tuple[str, int]]:
        """The lines that cannot be stored."""
        return {(error.sheet, error.row) for error in self.errors if error.row > 1}

    @property
    def rejected(self) -> int:
        """How many lines cannot be stored: all, when headings or sheets are missing."""
        return self.lines if self.is_form_wrong else len(self.wrong)

    def is_rejected(self, on_error: OnError) -> bool:
        """Say whether nothing of the file may be stored."""
        return self.is_form_wrong or (bool(self.errors) and on_error == OnError.REJECT_ALL)
