"""People, reserves and first secretaries as callers see them."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from services.roster.domain.codes import EDUCATION_CODES, Post
from services.roster.domain.people import PersonFacts
from services.roster.schemas.places import Body, DivisionCode, View
from shared.web import PageQuery
from shared.web.fields import Birthday, Day, Name

MOST_NUMBERS = 50
NUMBER = r"[0-9A-Za-z][0-9A-Za-z-]{0,31}"

PersonNumber = Annotated[
    str, Field(pattern=f"^{NUMBER}$", description="人员编号 person number", examples=["2204-00001"])
]


def _known_education(code: str) -> str:
    if code not in EDUCATION_CODES:
        raise ValueError("no such code in GB/T 4658-2006")
    return code


Education = Annotated[str, AfterValidator(_known_education)]


class PeopleQuery(Body):
    """Which people, and on which day their age is asked."""

    numbers: Annotated[
        str,
        Field(
            pattern=f"^{NUMBER}(,{NUMBER}){{0,{MOST_NUMBERS - 1}}}$",
            description="人员编号,以逗号分隔,至多 50 个 person numbers, comma-separated",
            examples=["2204-00001,2204-00002"],
        ),
    ]
    as_of: Annotated[Day, Field(description="计算周岁的日期 the day of which the age is asked")]


class PersonQuery(Body):
    """On which day the age is asked."""

    as_of: Annotated[
        Day | None, Field(description="计算周岁的日期 the day of which the age is asked")
    ] = None


class PersonView(View):
    """A person: what notices and statistics need, no birth date and no identity number."""

    person_id: UUID
    person_number: str
    name: str
    division_code: DivisionCode
    sex: Annotated[str, Field(description="GB/T 2261.1: 1 男 male, 2 女 female")]
    birth_year: int
    education: Annotated[str, Field(description="GB/T 4658-2006")]
    bachelor_or_above: bool
    social_work: bool
    present_post: Annotated[str, Field(description="现任职务 the newest post held, in words")]
    age: Annotated[int | None, Field(description="周岁 completed years at as_of")]
    nominee_of: Annotated[list[UUID], Field(description="被提名的组织 organisations")]


class PeopleView(View):
    """The people who were asked for and are within the caller's division."""

    items: list[PersonView]


class HeldPostView(View):
    """A post that a person holds or held."""

    organisation_id: UUID
    division_code: DivisionCode
    post: str
    held_from: date
    held_until: date | None
    ending: str | None


class PersonDetailView(PersonView):
    """A person with the posts held within the caller's division."""

    posts: list[HeldPostView]


class PersonBody(Body):
    """The facts of a person who is new to the roster."""

    name: Annotated[Name, Field(max_length=50)]
    sex: Annotated[str, Field(pattern="^[12]$")]
    born_on: Birthday
    education: Education
    social_work_qualification: bool | None = None
    social_work_degree: bool | None = None

    def facts(self, number: str) -> PersonFacts:
        """Return the facts under a person's number."""
        return PersonFacts(number=number, **self.model_dump())


class PlacementsQuery(PageQuery):
    """Which entries to list: those of a division and below, ended ones only on request."""

    division_code: DivisionCode | None = None
    include_ended: bool = False


class ReserveBody(Body):
    """A person to take into the reserve pool. `person` only for someone new to the roster."""

    person_number: PersonNumber
    division_code: DivisionCode
    post: Post
    source: Annotated[Name, Field(max_length=50)]
    filed_on: Day
    person: PersonBody | None = None


class WithdrawalBody(Body):
    """When a person left the pool."""

    withdrawn_on: Day


class ReserveView(View):
    """An entry of the reserve pool."""

    id: UUID
    person_id: UUID
    person_number: str
    division_code: DivisionCode
    post: str
    source: str
    filed_on: date
    withdrawn_on: date | None
    version: int


class FirstSecretaryBody(Body):
    """An official to second. `person` only for someone new to the roster."""

    person_number: PersonNumber
    division_code: DivisionCode
    sent_by: Name
    posted_on: Day
    person: PersonBody | None = None


class EndingBody(Body):
    """When a secondment ended."""

    ended_on: Day


class FirstSecretaryView(View):
    """A secondment."""

    id: UUID
    person_id: UUID
    person_number: str
    division_code: DivisionCode
    sent_by: str
    posted_on: date
    ended_on: date | None
    version: int
