"""From the content of a cell to a value, or to what is wrong with it. Nothing is ever guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from services.roster.domain import codes
from services.roster.domain.problems import cells as problems
from services.roster.domain.problems.problem import Problem

Cell = str | float | bool | date | datetime | time | timedelta | None
Value = TypeVar("Value")
Parse = Callable[[Cell], Value]

DIVISION_CODE = re.compile(r"[0-9]{12}")
PERSON_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,31}")
WRITTEN_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:-|/|\.|年)(?P<month>[0-9]{1,2})(?:-|/|\.|月)(?P<day>[0-9]{1,2})日?"
)
EARLIEST_YEAR = 1900
LARGEST_COUNT = 10_000_000


class WrongCell(Exception):
    """The cell cannot be taken as it is."""

    def __init__(self, problem: Problem, **details: object) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.details = details


def normalised(text: str) -> str:
    """Return text with full-width letters and digits made plain and blanks at the ends removed."""
    return unicodedata.normalize("NFKC", text).strip()


def is_blank(cell: Cell) -> bool:
    """Say whether nothing is written in a cell."""
    return cell is None or (isinstance(cell, str) and not normalised(cell))


def written(cell: Cell) -> str:
    """Return what is written in a text cell."""
    if not isinstance(cell, str):
        raise WrongCell(problems.NOT_TEXT)
    text = normalised(cell)
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise WrongCell(problems.UNREADABLE)
    return text


def text_of(limit: int) -> Parse[str]:
    """Return the parser of a text of at most `limit` characters."""

    def parse(cell: Cell) -> str:
        text = written(cell)
        if len(text) > limit:
            raise WrongCell(problems.TOO_LONG, limit=limit)
        return text

    return parse


def as_typed(cell: Cell) -> str:
    """Return a code exactly as typed; a number has lost its leading zeros or its last digits."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        raise WrongCell(problems.NUMBER_NOT_TEXT)
    return written(cell)


def division_code(cell: Cell) -> str:
    """Read a 12-digit division code."""
    code = as_typed(cell)
    if not DIVISION_CODE.fullmatch(code):
        raise WrongCell(problems.BAD_CODE)
    return code


def person_number(cell: Cell) -> str:
    """Read the number that stands for a person."""
    number = as_typed(cell)
    if not PERSON_NUMBER.fullmatch(number):
        raise WrongCell(problems.BAD_PERSON_NUMBER)
    return number


def day(cell: Cell) -> date:
    """Read a calendar day: a date cell, or text such as 2021-03-15, 2021/3/15, 2021年3月15日."""
    if isinstance(cell, datetime):
        return _checked(cell.date())
    if isinstance(cell, date):
        return _checked(cell)
    match = WRITTEN_DATE.fullmatch(as_typed(cell))
    if match is None:
        raise WrongCell(problems.BAD_DATE)
    year, month, number = (int(match[name]) for name in ("year", "month", "day"))
    try:
        return _checked(date(year, month, number))
    except ValueError:
        raise WrongCell(problems.BAD_DATE) from None


def _checked(on: date) -> date:
    if on.year < EARLIEST_YEAR:
        raise WrongCell(problems.BAD_DATE)
    return on


def count(cell: Cell) -> int:
    """Read a whole number; workbooks keep every number as a float."""
    if isinstance(cell, str) and re.fullmatch(r"[0-9]{1,8}", normalised(cell)):
        cell = float(normalised(cell))
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise WrongCell(problems.BAD_COUNT)
    if not 0 <= cell <= LARGEST_COUNT or cell != int(cell):
        raise WrongCell(problems.BAD_COUNT)
    return int(cell)


def word_of(words: Mapping[str, Value]) -> Parse[Value]:
    """Return the parser of a word of a closed list, in Chinese or English."""
    chinese = "、".join(word for word in words if not word.isascii())

    def parse(cell: Cell) -> Value:
        word = written(cell).upper()
        if word not in words:
            raise WrongCell(problems.UNKNOWN_WORD, allowed=chinese)
        return words[word]

    return parse


def education(cell: Cell) -> str:
    """Read the highest completed education as its code."""
    word = as_typed(cell).upper()
    if word not in codes.EDUCATION:
        raise WrongCell(problems.UNKNOWN_EDUCATION, allowed="、".join(codes.EDUCATION_NAMES))
    return codes.EDUCATION[word]


def yes_or_no(cell: Cell) -> bool:
    """Read 是 or 否, or a cell that is true or false."""
    return cell if isinstance(cell, bool) else word_of(codes.YES_NO)(cell)
