"""What may be wrong in an imported row: what it says and how it is mended, in both languages.

A message names places and expectations, never the value that was found: it may be personal.
"""

from __future__ import annotations

from dataclasses import dataclass

from shared.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of mistake. `{names}` in the texts are filled where it is found."""

    code: str
    says: Text
    mend: Text


@dataclass(frozen=True, slots=True)
class RowError:
    """One mistake at one place: cell E17 of a sheet, say. Row 0 is the sheet or file itself."""

    sheet: str
    row: int
    column: str
    code: str
    says: Text
    mend: Text

    @property
    def cell(self) -> str:
        """The cell's address within its sheet; empty when the mistake is not in one cell."""
        return f"{self.column}{self.row}" if self.row else ""


def found(problem: Problem, sheet: str, row: int, column: str, **details: object) -> RowError:
    """Return the mistake as found at a place."""
    return RowError(
        sheet, row, column, problem.code, _fill(problem.says, details), _fill(problem.mend, details)
    )


def _fill(text: Text, details: dict[str, object]) -> Text:
    return Text(text.zh.format(**details), text.en.format(**details))
