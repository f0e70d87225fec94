"""What callers send about campaigns and the work counted for them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from services.election.schemas.fields import Body, Day, DivisionCode, DocumentNumber, Name


class ActivityKind(StrEnum):
    """The kinds of work that a campaign counts here."""

    TALK = "TALK"
    LECTURE = "LECTURE"
    BANNER = "BANNER"
    LEAFLET = "LEAFLET"
    TRAINING = "TRAINING"
    REHEARSAL = "REHEARSAL"
    GUIDANCE = "GUIDANCE"


class CampaignOpening(Body):
    """A campaign: where, for which organisations, and what it sets for all of their elections."""

    name: Name
    division_code: DivisionCode
    organisation_kind: Literal["PARTY", "RESIDENTS"]
    statistics_as_of: Day
    previous_statistics_as_of: Day
    notice_working_days: Annotated[int, Field(ge=1, le=60, strict=True)] = 5
    departments: Annotated[list[Name], Field(min_length=1, max_length=30)]


class ActivityEntry(Body):
    """Work done, counted where it was done; coverage counts what a document proves."""

    campaign_id: UUID
    kind: ActivityKind
    division_code: DivisionCode
    happened_on: Day
    quantity: Annotated[int, Field(ge=1, le=10_000_000, strict=True)]
    document_no: DocumentNumber | None = None
