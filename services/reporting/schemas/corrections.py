"""Corrections as callers see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from sqlalchemy import Row

    from services.reporting.models import Correction


class CorrectedFactView(BaseModel):
    """A fact that is another now: of the outcome, or of a member of one of the two teams."""

    fact: str = Field(examples=["elected"])
    person_number: str | None
    before: Any
    after: Any


class TouchedFigureView(BaseModel):
    """A figure that the correction touched, before and after it, as it was seen then."""

    model_config = ConfigDict(from_attributes=True)

    division_code: str
    division_name: str
    figure: str = Field(examples=["mean_age"])
    before: Any
    after: Any


class CorrectionView(BaseModel):
    """A correction of an election's facts, and what it did to the figures up to the division."""

    correction_id: UUID
    election_id: UUID
    division_code: str
    division_name: str
    kind: str
    reason_code: str
    corrected_on: date
    facts: list[CorrectedFactView]
    figures: list[TouchedFigureView]

    @classmethod
    def of(cls, row: tuple[Correction, str], figures: Sequence[Row[Any]]) -> CorrectionView:
        """Return the view of a correction, the name of its division, and the figures."""
        correction, division_name = row
        return cls(
            correction_id=correction.id,
            election_id=correction.election_id,
            division_code=correction.division_code,
            division_name=division_name,
            kind=correction.kind,
            reason_code=correction.reason_code,
            corrected_on=correction.corrected_on,
            facts=[CorrectedFactView.model_validate(each) for each in correction.facts],
            figures=[TouchedFigureView.model_validate(each) for each in figures],
        )
