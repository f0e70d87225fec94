"""Figures and the rows behind them, as callers see them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import BaseModel, Field

from services.reporting.domain.figures import Figure, Form, title_of
from shared.text import Language

if TYPE_CHECKING:
    from services.reporting.queries.rows import Listed


class DefinitionView(BaseModel):
    """One figure that a campaign has."""

    id: str
    title: str
    form: Form
    has_change: bool
    decimals: int

    @classmethod
    def of(cls, figure: Figure, language: Language) -> DefinitionView:
        """Return the view of a figure."""
        return cls(
            id=figure.id,
            title=title_of(figure, "PARTY").in_language(language),
            form=figure.form,
            has_change=figure.before is not None,
            decimals=figure.decimals,
        )


class DefinitionsView(BaseModel):
    """The figures that there are, in the order in which they are told."""

    items: list[DefinitionView]


class QuotientView(BaseModel):
    """A share in percent or a mean in years: numerator, denominator, value with one decimal.

    `value` is null where the denominator is 0. `change` is the exact difference against the
    outgoing teams of the same communities, rounded once; null where either side has no figure;
    absent where the figure has none. `rounding_note` is there when the two printed values differ
    by something else.
    """

    n: int
    d: int
    value: str | None = Field(examples=["55.6"])
    change: str | None = Field(default=None, examples=["5.8"])
    as_of: date
    previous_as_of: date | None = None
    previous_n: int | None = None
    previous_d: int | None = None
    rounding_note: str | None = None


class DivisionFiguresView(BaseModel):
    """All figures of one division: counts, quotients, and amounts by kind of work."""

    division_code: str
    division_name: str
    level: str
    figures: dict[str, int | QuotientView | dict[str, int]]


class FiguresView(BaseModel):
    """The figures of several divisions, all of one moment."""

    campaign_id: UUID
    version: int
    as_of: date
    previous_as_of: date
    items: list[DivisionFiguresView]


class RowView(BaseModel):
    """One row behind a figure: what it is, and what it adds to numerator and denominator."""

    division_code: str
    division_name: str
    kind: str = Field(examples=["person_number"])
    reference: str
    n: int
    d: int | None
    facts: dict[str, Any]

    @classmethod
    def of(cls, listed: Listed) -> RowView:
        """Return the view of a row."""
        return cls.model_validate(listed, from_attributes=True)
