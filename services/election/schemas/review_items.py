"""The grounds by which nominees are reviewed: as callers set them, as readers see them."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from services.election.domain.review import ItemKind
from services.election.domain.rulebook import Trust
from services.election.schemas.fields import Body, DocumentNumber, ItemCode, Name
from services.election.schemas.organising_views import RubricItemView
from services.election.schemas.views import View


class Wording(Body):
    """What the ground is called, in both languages."""

    zh: Name
    en: Name


class ReviewItemEntry(Body):
    """One ground: what it does, who answers by it (null: any department), how far it looks back."""

    code: ItemCode
    wording: Wording
    kind: ItemKind
    department: Name | None = None
    look_back_years: Annotated[int, Field(ge=1, le=50, strict=True)] | None = None


class ReviewListEntry(Body):
    """The region's list, as its document gives it; it takes the place of the usual grounds."""

    document_no: DocumentNumber
    items: Annotated[list[ReviewItemEntry], Field(min_length=1, max_length=100)]

    @model_validator(mode="after")
    def check_once_for_each(self) -> Self:
        """Refuse a ground that stands twice for the same department."""
        keys = {(each.code, each.department) for each in self.items}
        if len(keys) < len(self.items):
            raise PydanticCustomError("duplicate_item", "A ground stands on the list twice.")
        return self


class ReviewItemView(View):
    """One ground."""

    code: str
    wording: RubricItemView
    kind: ItemKind
    department: str | None
    look_back_years: int | None


class ReviewListView(BaseModel):
    """The grounds that hold in a campaign; version 0 are the usual ones, of no source."""

    campaign_id: UUID
    version: int
    label: Trust
    document_no: str | None
    items: list[ReviewItemView]
