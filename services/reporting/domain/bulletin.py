"""The bulletin of a division: its figures in Chinese sentences, as numbers, and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.reporting.domain.documents import figure_document, rounding_note
from services.reporting.domain.figures import (
    FIGURES,
    DivisionFigures,
    Form,
    Quotient,
    Value,
    title_of,
)
from services.reporting.domain.small_groups import is_kept_back, kept_back, publishable
from services.reporting.domain.words import Words, cell

NO_FIGURE, KEPT_BACK = "—", "*"
COLUMNS = (
    "organisations",
    "completed",
    "on_schedule_rate",
    "first_ballot_success_rate",
    "team_members",
    "mean_age",
    "bachelor_or_above",
    "secretary_mean_age",
    "secretary_bachelor_or_above",
    "secretary_aged_35_or_under",
    "problems",
    "rectified",
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a bulletin is about."""

    campaign_name: str
    organisation_kind: str
    as_of: date
    previous_as_of: date
    edition: int


def compose(
    occasion: Occasion, whole: DivisionFigures, parts: Sequence[DivisionFigures]
) -> dict[str, Any]:
    """Return the bulletin's document: title, sentences, headline figures, table by part."""
    values = {name: publishable(value) for name, value in whole.values.items()}
    words = Words(occasion.organisation_kind, values)
    table = table_of(whole, parts)
    return {
        "title": f"{occasion.campaign_name}情况通报({whole.name} 第{occasion.edition}期)",
        "lines": [
            *words.sentences(whole.name, occasion.as_of),
            *notes(occasion.organisation_kind, values, table),
        ],
        "headline": [headline(name, value, words, occasion) for name, value in values.items()],
        "table": table,
    }


def headline(name: str, value: Value, words: Words, occasion: Occasion) -> dict[str, Any]:
    """Return one figure in words and in numbers, or that it is kept back."""
    back = is_kept_back(name, value)
    dates = {
        "as_of": occasion.as_of.isoformat(),
        "previous_as_of": occasion.previous_as_of.isoformat(),
    }
    return {
        "figure": name,
        "line": words.line(name),
        "suppressed": back,
        "value": None if back else figure_document(value, dates, "zh-CN"),
    }


def table_of(whole: DivisionFigures, parts: Sequence[DivisionFigures]) -> list[dict[str, Any]]:
    """Return one row per part and one for the whole below them."""
    by_code = {part.code: part for part in parts}
    back = {name: kept_back(name, by_code) for name in COLUMNS}
    rows = [row_of(part, {name for name in COLUMNS if part.code in back[name]}) for part in parts]
    small = {name for name in COLUMNS if is_kept_back(name, whole.values[name])}
    return [*rows, row_of(whole, small)]


def row_of(division: DivisionFigures, back: set[str]) -> dict[str, Any]:
    """Return a division's row of the table."""
    return {
        "division_code": division.code,
        "division_name": division.name,
        "cells": {
            name: KEPT_BACK if name in back else cell(name, division.values[name]) or NO_FIGURE
            for name in COLUMNS
        },
    }


def notes(
    organisation_kind: str, values: Mapping[str, Value], table: Iterable[Mapping[str, Any]]
) -> list[str]:
    """Return the remarks below the sentences: roundings that a reader may stumble over, gaps."""
    remarks = [
        f"注:“{title_of(figure, organisation_kind).zh}”{rounding_note(value.change.printed).zh}"
        for figure in FIGURES
        if figure.form in (Form.SHARE, Form.MEAN)
        and isinstance(value := values[figure.id], Quotient)
        and value.change
        and value.change.printed is not None
        and not is_kept_back(figure.id, value)
    ]
    if any(KEPT_BACK in row["cells"].values() for row in table):
        remarks.append(f"注:表中“{KEPT_BACK}”为人数过少不予公布的数据。")
    return remarks
