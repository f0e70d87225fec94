"""Corrections of a person's facts as callers send and see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from services.roster.domain.corrections import Reason, Status
from services.roster.schemas.people import Education, PersonNumber
from services.roster.schemas.places import Body, DivisionCode, View
from shared.web import PageQuery
from shared.web.fields import Birthday, Day, DocumentNumber


class FactsBody(Body):
    """What statistics know of a person, as far as it is corrected."""

    sex: Annotated[str | None, Field(pattern="^[12]$")] = None
    born_on: Birthday | None = None
    education: Education | None = None
    social_work_qualification: bool | None = None
    social_work_degree: bool | None = None

    @model_validator(mode="after")
    def check_some_fact(self) -> Self:
        """Refuse a correction of nothing."""
        if not self.model_dump(exclude_none=True):
            raise PydanticCustomError("no_fact", "Name the fact that is corrected.")
        return self


class CorrectionBody(Body):
    """A request to correct a person's facts."""

    person_number: PersonNumber
    facts: FactsBody
    reason_code: Reason
    document_no: DocumentNumber


class DecisionBody(Body):
    """The day and the document by which a request is approved or refused."""

    on: Day
    document_no: DocumentNumber


class CorrectionsQuery(PageQuery):
    """Which requests to list."""

    division_code: DivisionCode | None = None
    status: Status | None = None


class CorrectionView(View):
    """A request and what became of it."""

    id: UUID
    person_number: str
    division_code: DivisionCode
    facts: dict[str, Any]
    reason_code: Reason
    document_no: str
    status: Status
    requested_at: datetime
    decided_on: date | None
    decision_no: str | None
