"""How a table with headings becomes rows whose every field has an address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from services.roster.domain import cells
from services.roster.domain.cells import Cell
from services.roster.domain.problems import files as problems
from services.roster.domain.problems.cells import MISSING_VALUE
from services.roster.domain.problems.problem import Problem, RowError, found

Table = Sequence[Sequence[Cell]]
RowType = TypeVar("RowType")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it fills, its headings in both languages, how a cell is read."""

    name: str
    heading: str
    english: str
    parse: cells.Parse[Any]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands, so that each of its fields has an address."""

    sheet: str
    row: int
    letters: Mapping[str, str]

    @property
    def line(self) -> tuple[str, int]:
        """The sheet and the number of the row."""
        return self.sheet, self.row

    def error(self, name: str, problem: Problem, **details: object) -> RowError:
        """Return a mistake in the cell of a field of this row."""
        return found(problem, self.sheet, self.row, self.letters.get(name, ""), **details)

    def address(self, name: str) -> str:
        """Return the full address of a field's cell, as formulas write it."""
        return f"{self.sheet}!{self.letters.get(name, '')}{self.row}"


@dataclass(frozen=True, slots=True)
class Unread:
    """A line in which some cell is wrong, with what could be read of it."""

    place: Place
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet(Generic[RowType]):
    """A sheet: its name in both languages, its columns, the row that a line of it makes."""

    name: str
    english: str
    columns: tuple[Column, ...]
    row: Callable[..., RowType]

    def read(
        self, title: str, table: Table, errors: list[RowError]
    ) -> tuple[list[RowType], list[Unread]]:
        """Return the rows, and the lines that are none; add what is wrong to `errors`."""
        rows: list[RowType] = []
        unread: list[Unread] = []
        letters = self._letters(title, table[0] if table else [], errors)
        if len(letters) < len(self.columns):
            return rows, unread
        for number, line in lines(table):
            place = Place(title, number, letters)
            values = self._values(place, line, errors)
            if len(values) == len(self.columns):
                rows.append(self.row(place=place, **values))
            else:
                unread.append(Unread(place, values))
        return rows, unread

    def _letters(
        self, title: str, heading: Sequence[Cell], errors: list[RowError]
    ) -> dict[str, str]:
        known = {_plain(c.heading): c.name for c in self.columns} | {
            _plain(c.english): c.name for c in self.columns
        }
        letters: dict[str, str] = {}
        for index, cell in enumerate(heading):
            if cells.is_blank(cell):
                continue
            name = known.get(_plain(cell)) if isinstance(cell, str) else None
            if name is None:
                errors.append(found(problems.UNKNOWN_HEADING, title, 1, letter(index)))
            elif name in letters:
                other = {"other": f"{letters[name]}1"}
                errors.append(found(problems.REPEATED_HEADING, title, 1, letter(index), **other))
            else:
                letters[name] = letter(index)
        for column in self.columns:
            if column.name not in letters:
                name = f"{column.heading} ({column.english})"
                errors.append(found(problems.MISSING_HEADING, title, 0, "", name=name))
        return letters

    def _values(self, place: Place, line: Sequence[Cell], errors: list[RowError]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for column in self.columns:
            cell = line[index_of(place.letters[column.name])]
            if not cells.is_blank(cell):
                try:
                    values[column.name] = column.parse(cell)
                except cells.WrongCell as wrong:
                    errors.append(place.error(column.name, wrong.problem, **wrong.details))
            elif column.required:
                errors.append(place.error(column.name, MISSING_VALUE))
            else:
                values[column.name] = None
        return values


def lines(table: Table) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield the lines below the heading in which something is written, with their numbers."""
    for number, line in enumerate(table[1:], start=2):
        if not all(cells.is_blank(cell) for cell in line):
            yield number, line


def _plain(heading: str) -> str:
    return "".join(cells.normalised(heading).upper().split())


def letter(index: int) -> str:
    """Return the letter of a column, counted from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def index_of(letters: str) -> int:
    """Return the number of a column, counted from 0; the inverse of `letter`."""
    index = 0
    for character in letters:
        index = index * 26 + ord(character) - ord("A") + 1
    return index - 1
