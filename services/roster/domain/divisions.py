"""The division table: 12-digit statistical codes, five levels, a path from the province down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.roster.domain import cells, codes
from services.roster.domain.codes import Level
from services.roster.domain.problems import divisions as problems
from services.roster.domain.problems.problem import Problem, RowError
from services.roster.domain.problems.rows import REPEATED_ROW
from services.roster.domain.sheets import Column, Place, Sheet

CODE_LENGTH = 12
# How many leading digits each level has (glossary, section 6.1), from the top.
WIDTHS = {
    Level.PROVINCE: 2,
    Level.CITY: 4,
    Level.COUNTY: 6,
    Level.TOWNSHIP: 9,
    Level.COMMUNITY: 12,
}
LEVELS = list(WIDTHS)


@dataclass(frozen=True, slots=True)
class KnownDivision:
    """A division on the table."""

    code: str
    name: str
    level: str
    parent_code: str | None
    path: str


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """A line of an imported table."""

    place: Place
    code: str
    name: str
    level: Level
    parent_code: str | None


DIVISIONS = Sheet(
    "CSV",
    "CSV",
    (
        Column("code", "代码", "code", cells.division_code),
        Column("name", "名称", "name", cells.text_of(100)),
        Column("level", "级别", "level", cells.word_of(codes.LEVEL)),
        Column("parent_code", "上级代码", "parent_code", cells.division_code, required=False),
    ),
    DivisionRow,
)


class Wrong(Exception):
    """A row that cannot enter the table."""

    def __init__(self, column: str, problem: Problem) -> None:
        super().__init__(problem.code)
        self.column = column
        self.problem = problem


class DivisionTable:
    """The table as it will be: what is known, and each row as it is accepted, parents first."""

    def __init__(self, known: Mapping[str, KnownDivision], scope: str) -> None:
        self._known = known
        self._scope = scope
        self._top = ancestors_of(scope)
        self._subtree = digits_of(scope)
        self._places: dict[str, Place] = {}
        self._wrong: set[str] = set()
        self.accepted: dict[str, KnownDivision] = {}

    def take(self, rows: list[DivisionRow]) -> Iterator[RowError]:
        """Accept the rows that may enter; yield what is wrong with the others."""
        for row in sorted(rows, key=lambda row: LEVELS.index(row.level)):
            place = self._places.setdefault(row.code, row.place)
            if place is not row.place:
                yield row.place.error("code", REPEATED_ROW, other=place.address("code"))
                continue
            try:
                self.accepted[row.code] = self._checked(row)
            except Wrong as wrong:
                self._wrong.add(row.code)
                yield row.place.error(wrong.column, wrong.problem)

    def changed(self) -> list[KnownDivision]:
        """Return the accepted rows that say something new, those above first."""
        return [row for code, row in self.accepted.items() if self._known.get(code) != row]

    def _checked(self, row: DivisionRow) -> KnownDivision:
        width = WIDTHS[row.level]
        zeros = row.code[width:] == "0" * (CODE_LENGTH - width)
        if not zeros or digits_of(row.code) != row.code[:width]:
            raise Wrong("level", problems.LEVEL_DIFFERS)
        above = self._path_above(row)
        division = KnownDivision(
            row.code, row.name, row.level.value, row.parent_code, f"{above}{row.code}."
        )
        if not row.code.startswith(self._subtree):
            self._check_above(division)
        return division

    def _path_above(self, row: DivisionRow) -> str:
        if row.parent_code is None:
            if row.level == Level.PROVINCE:
                return ""
            raise Wrong("parent_code", problems.UNKNOWN_PARENT)
        parent = self.accepted.get(row.parent_code) or self._known.get(row.parent_code)
        if parent is None:
            rejected = row.parent_code in self._wrong
            raise Wrong(
                "parent_code", problems.PARENT_REJECTED if rejected else problems.UNKNOWN_PARENT
            )
        width = WIDTHS[Level(parent.level)]
        if width >= WIDTHS[row.level] or parent.code[:width] != row.code[:width]:
            raise Wrong("parent_code", problems.PARENT_DIFFERS)
        return parent.path

    def _check_above(self, division: KnownDivision) -> None:
        """Let the divisions above the caller's own be entered once; they are not its to change."""
        recorded = self._known.get(division.code, division)
        if division.code not in self._top or recorded != division:
            raise Wrong("code", problems.OUTSIDE)


def digits_of(code: str) -> str:
    """Return the digits that say something: those of the code's own level and above."""
    for width in sorted(WIDTHS.values(), reverse=True):
        lower = max((w for w in WIDTHS.values() if w < width), default=0)
        if code[lower:width].strip("0"):
            return code[:width]
    return ""


def ancestors_of(code: str) -> set[str]:
    """Return the codes that may stand above one, whether or not they exist."""
    digits = digits_of(code)
    return {
        code[:width].ljust(CODE_LENGTH, "0") for width in WIDTHS.values() if width < len(digits)
    }


def province_of(path: str) -> str:
    """Return the code of the province in which a path begins."""
    return path.partition(".")[0]
