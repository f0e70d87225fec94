"""Bulletins as callers see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel

from services.reporting.schemas.figures import QuotientView

if TYPE_CHECKING:
    from services.reporting.models import Bulletin


class BulletinSummary(BaseModel):
    """An edition, without its contents."""

    id: UUID
    campaign_id: UUID
    division_code: str
    edition: int
    as_of: date
    issued_at: datetime
    issued_by: str

    @classmethod
    def of(cls, bulletin: Bulletin) -> BulletinSummary:
        """Return the summary of a bulletin."""
        return cls.model_validate(bulletin, from_attributes=True)


class HeadlineView(BaseModel):
    """One figure of a bulletin: in words, and its parts unless the group is too small."""

    figure: str
    line: str
    suppressed: bool
    value: int | QuotientView | dict[str, int] | None


class CountyRowView(BaseModel):
    """One division's row in a bulletin's table; — is no figure, * is a figure kept back."""

    division_code: str
    division_name: str
    cells: dict[str, str]


class BulletinView(BulletinSummary):
    """A frozen edition of a division's figures, as words, as numbers and as a table."""

    title: str
    lines: list[str]
    headline: list[HeadlineView]
    table: list[CountyRowView]

    @classmethod
    def of(cls, bulletin: Bulletin) -> BulletinView:
        """Return the view of a bulletin."""
        summary = BulletinSummary.of(bulletin).model_dump()
        return cls.model_validate({**summary, **bulletin.document})
