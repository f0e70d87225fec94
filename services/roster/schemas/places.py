"""Divisions and organisations as callers see them."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.roster.domain.checks import MOST_COMMITTEE_SEATS
from services.roster.domain.codes import Level, OrganisationKind, OrganisationType
from shared.web import PageQuery
from shared.web.fields import Day, Name

DivisionCode = Annotated[
    str, Field(pattern=r"^[0-9]{12}$", description="统计用区划代码 12-digit division code",
               examples=["220402001001"])
]  # fmt: skip


class View(BaseModel):
    """What is answered; read from rows."""

    model_config = ConfigDict(from_attributes=True)


class Body(BaseModel):
    """What is sent; a member that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class DivisionView(View):
    """A division."""

    code: DivisionCode
    name: str
    level: Level
    parent_code: DivisionCode | None
    path: str


class DivisionsQuery(PageQuery):
    """Which divisions to list."""

    division_code: DivisionCode | None = None
    parent_code: DivisionCode | None = None
    level: Level | None = None


class OrganisationView(View):
    """An organisation with its present term."""

    id: UUID
    division_code: DivisionCode
    kind: OrganisationKind
    type: OrganisationType
    name: str
    superior: str
    full_members: int
    probationary_members: int
    seats: int
    elected_on: date
    term_years: int
    due_on: date
    version: int


class OrganisationsQuery(PageQuery):
    """Which organisations to list: those of a division and, unless told otherwise, all below."""

    division_code: DivisionCode | None = None
    descendants: bool = True
    kind: OrganisationKind | None = None
    due_until: Annotated[Day | None, Field(description="届满不晚于 due on this day or before")] = (
        None
    )


class CommitteeBody(Body):
    """A residents' committee with its present term."""

    division_code: DivisionCode
    name: Name
    superior: Name
    seats: Annotated[int, Field(ge=1, le=MOST_COMMITTEE_SEATS, strict=True)]
    elected_on: Day
    term_years: Annotated[int, Field(ge=3, le=5, strict=True, description="任期年数")]


class OrganisationCorrection(Body):
    """What of an organisation's entry to correct; what is left out stays as it is."""

    type: OrganisationType | None = None
    name: Name | None = None
    superior: Name | None = None
    full_members: Annotated[int, Field(ge=0, le=1_000_000, strict=True)] | None = None
    probationary_members: Annotated[int, Field(ge=0, le=1_000_000, strict=True)] | None = None
    seats: Annotated[int, Field(ge=1, le=1000, strict=True)] | None = None


class PostView(View):
    """A post held in a term."""

    person_id: UUID
    person_number: str
    post: str
    held_from: date
    held_until: date | None
    ending: str | None


class TermView(View):
    """A term of office with everyone who held a post in it."""

    id: UUID
    elected_on: date
    term_years: int
    due_on: date
    closed_on: date | None
    voided_on: date | None
    election_id: UUID | None
    posts: list[PostView]


class TermsView(View):
    """All terms of an organisation, the latest first."""

    items: list[TermView]
