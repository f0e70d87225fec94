"""The user's own file back, with what is wrong written beside it. Alone in using openpyxl."""

from __future__ import annotations

import csv
import io
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from services.roster.commands.files import Unreadable, read_csv
from services.roster.domain.imports import ImportKind
from services.roster.domain.problems.problem import RowError
from services.roster.domain.sheets import letter

log = logging.getLogger(__name__)

MOST_BYTES = 2 << 20  # openpyxl takes about fifty times the size of the file in memory
MARKED = PatternFill("solid", fgColor="FFFFC7CE")
REMARKS = "导入意见"
BROKEN = (Unreadable, BadZipFile, AttributeError, KeyError, ValueError, TypeError, OSError)
Address = tuple[str, str]  # the title of a sheet, a cell of it
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def remarked(kind: ImportKind, content: bytes, errors: Sequence[RowError]) -> bytes | None:
    """Return the file with remarks; None when it cannot be opened or is too large for it."""
    if len(content) > MOST_BYTES:
        return None
    try:
        if kind == ImportKind.DIVISIONS:
            return _remarked_table(content, errors)
        return _remarked_workbook(content, errors)
    except BROKEN as error:
        log.warning("No remarks could be written into a file: %s", type(error).__name__)
        return None


def _remarked_workbook(content: bytes, errors: Sequence[RowError]) -> bytes:
    """Mark each wrong cell, say in a comment what is wrong, and list all on a sheet of its own."""
    workbook = load_workbook(io.BytesIO(content))
    remarks = workbook.create_sheet(REMARKS)
    remarks.append(["位置", "问题", "如何更正", "What is wrong", "How to mend it"])
    first_of = _first_of_merged(workbook)
    comments: dict[Address, list[str]] = defaultdict(list)
    for error in errors:
        said = [error.says.zh, error.mend.zh, error.says.en, error.mend.en]
        remarks.append([_place(error), *said])
        if error.cell and error.column:
            address = error.sheet, error.cell
            comments[first_of.get(address, address)].append("\n".join(said))
    for (title, name), texts in comments.items():
        cell = workbook[title][name]
        cell.fill = MARKED
        if cell.comment and cell.comment.author != REMARKS:
            texts.insert(0, cell.comment.text)
        # Merged cells share one comment, and mostly one mistake: it is said once.
        cell.comment = Comment("\n".join(dict.fromkeys(texts)), REMARKS)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _first_of_merged(workbook: Workbook) -> Mapping[Address, Address]:
    """Map merged cells to the first among them, the only one that can hold a comment."""
    return {
        (sheet.title, f"{letter(column - 1)}{row}"): (sheet.title, merged.start_cell.coordinate)
        for sheet in workbook.worksheets
        for merged in sheet.merged_cells.ranges
        for row, column in merged.cells
    }


def _place(error: RowError) -> str:
    return "!".join(part for part in (error.sheet, error.cell) if part)


def _remarked_table(content: bytes, errors: Sequence[RowError]) -> bytes:
    """Add a column that says what is wrong with a line."""
    texts: dict[int, list[str]] = defaultdict(list)
    for error in errors:
        texts[max(error.row, 1)].append(f"{error.says.zh} {error.mend.zh}")
    target = io.StringIO()
    writer = csv.writer(target)
    for number, line in enumerate(read_csv(content), start=1):
        remark = " ".join(texts[number]) or (REMARKS if number == 1 else "")
        writer.writerow([_harmless(str(cell)) for cell in line] + [remark])
    return target.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_MARKS) else cell
