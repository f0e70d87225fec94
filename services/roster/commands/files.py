"""From the bytes of a file to tables of cells, without ever unpacking more than the limits."""

from __future__ import annotations

import csv
import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

from services.roster.domain.problems.files import NOT_A_TABLE, NOT_A_WORKBOOK, TOO_LARGE_INSIDE
from services.roster.domain.problems.problem import Problem
from services.roster.domain.sheets import Table, index_of

MOST_UNPACKED_BYTES = 64 << 20
MOST_RATIO = 200  # an office workbook packs 5 to 30 times; a bomb a thousand times
MOST_PARTS = 500
MOST_SHEETS = 20
MOST_CELLS = 3_000_000  # rows times columns of all sheets: the reader keeps them all at once
MOST_LINES = 700_000

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
BROKEN_ARCHIVE = (
    BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError,
    expat.ExpatError,
)  # fmt: skip
BROKEN_WORKBOOK = (CalamineError, PasswordError, XmlError, ZipError)


class Unreadable(Exception):
    """The file cannot be read at all, or should not be."""

    def __init__(self, problem: Problem, **details: object) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.details = details


def read_workbook(content: bytes) -> Mapping[str, Table]:
    """Return the sheets of an .xlsx workbook by title; every cell keeps its address."""
    try:
        checked = _unpacked_within_limits(content)
    except BROKEN_ARCHIVE:
        raise Unreadable(NOT_A_WORKBOOK) from None
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(checked))
        return {
            title: workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
            for title in workbook.sheet_names
        }
    except BROKEN_WORKBOOK:
        raise Unreadable(NOT_A_WORKBOOK) from None


def read_csv(content: bytes) -> Table:
    """Return the lines of a CSV file in UTF-8 or GB18030, all of one width."""
    try:
        lines = list(csv.reader(io.StringIO(_decoded(content), newline=""), strict=True))
    except (csv.Error, UnicodeDecodeError):
        raise Unreadable(NOT_A_TABLE) from None
    if len(lines) > MOST_LINES:
        raise Unreadable(TOO_LARGE_INSIDE, limit=f"{MOST_LINES} 行 rows")
    width = max(map(len, lines), default=0)
    return [[*line, *[""] * (width - len(line))] for line in lines]


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _unpacked_within_limits(content: bytes) -> bytes:
    """Return the workbook packed anew from what was read here, part by part, within the limits.

    The reader then meets nothing but what has been counted, whatever the archive says of itself.
    """
    extent = _Extent()
    copy = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as archive, ZipFile(copy, "w") as checked:
        parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS:
            raise Unreadable(TOO_LARGE_INSIDE, limit=f"{MOST_PARTS} 个部件 parts")
        if unpacked > min(MOST_UNPACKED_BYTES, max(1 << 20, MOST_RATIO * len(content))):
            raise Unreadable(TOO_LARGE_INSIDE, limit=f"{MOST_UNPACKED_BYTES >> 20} MB")
        for part in parts:
            written = _read_part(archive, part)
            extent.measure(part.filename, written)
            checked.writestr(part.filename, written)
    return copy.getvalue()


def _read_part(archive: ZipFile, part: ZipInfo) -> bytes:
    """Read one part, no further than it declares; one that declares too little fails its sum."""
    with archive.open(part) as member:
        return member.read(part.file_size + 1)


@dataclass
class _Extent:
    """How large the sheets are: the reader makes room for all between the outermost cells."""

    sheets: int = 0
    cells: int = 0
    _row: int = 0
    _column: int = 0
    _last_row: int = 0
    _last_column: int = 0

    def measure(self, name: str, written: bytes) -> None:
        """Count the cells of a part if it is a sheet; refuse one that declares entities."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_declaration
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            self._row = self._column = self._last_row = self._last_column = 0
            self.sheets += 1
            parser.StartElementHandler = self._enter
        parser.Parse(written, True)  # noqa: FBT003 - no other way to say that this is all
        self.cells += self._last_row * self._last_column
        if self.sheets > MOST_SHEETS:
            raise Unreadable(TOO_LARGE_INSIDE, limit=f"{MOST_SHEETS} 张工作表 sheets")
        if self.cells > MOST_CELLS:
            raise Unreadable(TOO_LARGE_INSIDE, limit=f"{MOST_CELLS} 个单元格 cells")

    def _enter(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            case "c":
                self._column += 1
                if found := REFERENCE.fullmatch(attributes.get("r", "")):
                    self._row, self._column = int(found[2]), index_of(found[1]) + 1
            case "v" | "is":
                self._last_row = max(self._last_row, self._row)
                self._last_column = max(self._last_column, self._column)
            case "mergeCell":  # who writes remarks into the sheet makes each cell of the range
                self.cells += _cells_of(attributes.get("ref", ""))


def _cells_of(merged: str) -> int:
    """Return how many cells a range such as A1:B3 has; none where it is not one."""
    first, last = (REFERENCE.fullmatch(corner) for corner in (merged + ":").split(":")[:2])
    if not first or not last:
        return 0
    rows = int(last[2]) - int(first[2]) + 1
    return max(rows * (index_of(last[1]) - index_of(first[1]) + 1), 0)


def _refuse_declaration(*_: object) -> None:
    raise Unreadable(NOT_A_WORKBOOK)
