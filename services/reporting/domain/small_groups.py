"""What a bulletin keeps back: figures of fewer than three persons (procedure 1, no. 12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from services.reporting.domain.figures import FIGURE_OF, DivisionFigures, Quotient, Value

FEWEST_PERSONS = 3


def is_small(persons: int) -> bool:
    """Say whether a group is so small that its figure would tell of single persons."""
    return 0 < persons < FEWEST_PERSONS


def is_kept_back(name: str, value: Value) -> bool:
    """Say whether a figure must not be published; a plain count of people may always be."""
    return isinstance(value, Quotient) and FIGURE_OF[name].persons and is_small(value.d)


def publishable(value: Value) -> Value:
    """Return the figure without its change where the previous team was too small a group."""
    if isinstance(value, Quotient) and value.before and is_small(value.before.d):
        return replace(value, change=None, before=None)
    return value


def kept_back(name: str, parts: Mapping[str, DivisionFigures]) -> set[str]:
    """Return the divisions of a table whose figure is kept back.

    The whole is printed beside its parts, so what is missing can be had by subtraction: the
    smallest of the others are kept back too, until what is missing is no small group any more.
    """
    sizes = {
        code: value.d
        for code, part in parts.items()
        if isinstance(value := part.values[name], Quotient) and FIGURE_OF[name].persons and value.d
    }
    back = {code for code, size in sizes.items() if is_small(size)}
    for code in sorted(sizes, key=lambda code: (sizes[code], code)):
        if not is_small(sum(sizes[one] for one in back)):
            break
        back.add(code)
    return back
