"""How a figure is told to a program: numerator, denominator, value, change, dates, note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.reporting.domain.figures import Quotient, Value
from shared.text import Language, Text


def figure_document(value: Value, dates: Mapping[str, str], language: Language) -> Any:
    """Return one figure as it is served; `change` may be null, and is absent if it cannot be."""
    if not isinstance(value, Quotient):
        return value
    document: dict[str, Any] = {"n": value.n, "d": value.d, "value": value.value}
    if value.before is None:
        return {**document, "as_of": dates["as_of"]}
    change = value.change
    document |= {"change": change.value if change else None, **dates}
    document |= {"previous_n": value.before.n, "previous_d": value.before.d}
    if change and change.printed is not None:
        document["rounding_note"] = rounding_note(change.printed).in_language(language)
    return document


def rounding_note(printed: str) -> Text:
    """Say that the change is not the difference of the two printed values."""
    return Text(
        f"变化按精确值计算后一次舍入;按两个公布值相减为 {printed}。",
        f"The change is rounded once from exact values; the printed values differ by {printed}.",
    )


def kept_figure(value: Value) -> Any:
    """Return a figure as it is kept of a moment: without dates, notes and the term before."""
    if not isinstance(value, Quotient):
        return value
    change = value.change.value if value.change else None
    return {"n": value.n, "d": value.d, "value": value.value, "change": change}
