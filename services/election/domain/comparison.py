"""Comparisons as they turn out, for the numbers of a verdict: "3 < 4", never "3 >= 4"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, time
from operator import eq, ge, gt, le, lt
from typing import Any, TypeVar

Value = TypeVar("Value", int, date, time, str)

_SIGNS: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    ">=": (ge, "<"),
    "<=": (le, ">"),
    ">": (gt, "<="),
    "<": (lt, ">="),
    "=": (eq, "!="),
}


def compare(
    left: Value | None, sign: str, right: Value | None, *, left_from: str = "", right_from: str = ""
) -> str:
    """Write whether left stands in the relation to right, with where each number comes from.

    A value that is not there yet is written "?", and claims nothing.
    """
    holds, otherwise = _SIGNS[sign]
    unknown = left is None or right is None
    shown = sign if unknown or holds(left, right) else otherwise
    return f"{_write(left, left_from)} {shown} {_write(right, right_from)}"


def compare_range(value: Value, low: Value, high: Value, *, value_from: str = "") -> str:
    """Write how a value stands to both ends of a range, which belong to it."""
    at_least = compare(value, ">=", low, left_from=value_from)
    return f"{at_least}; {compare(value, '<=', high)}"


def compare_lists(left: Sequence[str], right: Sequence[str]) -> str:
    """Write two lists of words, and whether they are the same in the same order."""
    sign = "=" if list(left) == list(right) else "!="
    return f"{', '.join(left)} {sign} {', '.join(right)}"


def find(word: str | None, words: Collection[str]) -> str:
    """Write whether a word is among others."""
    return f"{word or '?'} {'in' if word in words else 'not in'} {', '.join(words)}"


def _write(value: int | date | time | str | None, source: str) -> str:
    if value is None:
        return "?"
    text = f"{value:%H:%M}" if isinstance(value, time) else str(value)
    return f"{source}={text}" if source else text
