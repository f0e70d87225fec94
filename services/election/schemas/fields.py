"""The kinds of fields that callers send: bounded, so that no input can cost more than it should."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from shared.web.fields import Day, DocumentNumber, Name

__all__ = [
    "Act",
    "Body",
    "Code",
    "Count",
    "Day",
    "DivisionCode",
    "DocumentNumber",
    "DocumentedAct",
    "ItemCode",
    "Name",
    "PersonNumber",
]

Count = Annotated[int, Field(ge=0, le=10_000_000, strict=True)]
PersonNumber = Annotated[
    str,
    StringConstraints(min_length=1, max_length=50, pattern=r"^[0-9A-Za-z-]+$"),
    Field(examples=["2204-00001"]),
]
DivisionCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{12}$"), Field(examples=["220402001001"])
]
ItemCode = Annotated[str, StringConstraints(min_length=1, max_length=32)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_-]{0,49}$")]


class Body(BaseModel):
    """What a caller sends: nothing beside the fields named."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    @property
    def day(self) -> date | None:
        """The day on which it happened, where there is one."""
        return None


class Act(Body):
    """An act of which only the day is recorded."""

    on: Day

    @property
    def day(self) -> date:
        """The day of the act."""
        return self.on


class DocumentedAct(Act):
    """An act laid down in a numbered document."""

    document_no: DocumentNumber
