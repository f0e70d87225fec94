"""What callers send about the preparation: standards, groups, chains, visits, talks, training."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from services.election.domain.prepared import TalkKind, TalkParty
from services.election.domain.responsibility import CALLED_AFTER_DAYS, Level
from services.election.schemas.fields import (
    Act,
    Body,
    Count,
    Day,
    DivisionCode,
    DocumentNumber,
    Name,
    PersonNumber,
)
from services.election.schemas.preparation import PlannedStep as PartyStep
from services.election.schemas.preparation import ResidentsStep

NEW_MEMBERS = "NEW_MEMBERS"
AnyStep = PartyStep | ResidentsStep | Literal["NEW_MEMBERS"]
Offset = Annotated[int, Field(ge=-400, le=400, strict=True)]
Days = Annotated[int, Field(ge=1, le=60, strict=True)]
Year = Annotated[int, Field(ge=1990, le=2100)]
Stars = Annotated[int, Field(ge=0, le=10, strict=True)]


class RubricItem(Body):
    """One item of the rubric, in both languages."""

    zh: Name
    en: Name


class PartySteps(Body):
    """Which steps need a training, and on which day each step falls."""

    training_steps: list[PartyStep] = Field(default_factory=list, max_length=14)
    step_days: dict[PartyStep, Offset] = Field(default_factory=dict)


class ResidentsSteps(Body):
    """Which steps need a training, and on which day each step falls."""

    training_steps: list[ResidentsStep] = Field(default_factory=list, max_length=12)
    step_days: dict[ResidentsStep, Offset] = Field(default_factory=dict)


class StandardEntry(Body):
    """What the region's own document asks of the preparation."""

    document_no: DocumentNumber
    rubric: Annotated[list[RubricItem], Field(min_length=1, max_length=20)]
    star_levels: Annotated[int, Field(ge=1, le=10, strict=True)] = 5
    bottom_percent: Annotated[int, Field(ge=0, le=100, strict=True)] = 10
    leading_group_limit: Day | None = None
    remind_months: Annotated[int, Field(ge=1, le=24, strict=True)] = 6
    party: PartySteps = Field(default_factory=PartySteps)
    residents: ResidentsSteps = Field(default_factory=ResidentsSteps)
    settings: Annotated[
        dict[str, Annotated[bool | int | str | list[str], Field(union_mode="smart")]],
        Field(max_length=100, examples=[{"objection_days": 7}]),
    ] = Field(default_factory=dict)


class LeadingGroupEntry(Body):
    """A county's leading group; a head not yet named is null."""

    division_code: DivisionCode
    party_head: Name | None
    government_head: Name | None
    established_on: Day
    document_no: DocumentNumber | None = None


class ClerkLink(Body):
    """Who is called first."""

    name: Name
    called_after_days: Days = CALLED_AFTER_DAYS[Level.CLERK]


class StreetLink(Body):
    """Who is called next."""

    name: Name
    called_after_days: Days = CALLED_AFTER_DAYS[Level.STREET]


class CountyLink(Body):
    """Who is called last."""

    name: Name
    called_after_days: Days = CALLED_AFTER_DAYS[Level.COUNTY_LEADER]


class ChainEntry(Body):
    """The chain of one community; nobody is called before the one below."""

    clerk: ClerkLink
    street: StreetLink
    county_leader: CountyLink

    def days(self) -> Iterator[int]:
        """Return after how many days each is called, nearest first."""
        yield from (
            link.called_after_days for link in (self.clerk, self.street, self.county_leader)
        )

    @model_validator(mode="after")
    def _upwards(self) -> Self:
        if list(self.days()) != sorted(self.days()):
            raise ValueError
        return self


class VisitEntry(Act):
    """A visit to the community in a round."""

    round: Annotated[int, Field(ge=1, le=50, strict=True)]


class TalkEntry(Act):
    """Talks of one day: by whom and with which offices, how many; never what was said.

    `members` counts the committee members who had no such talk before; one-to-one talks count as
    many unless it says otherwise.
    """

    kind: TalkKind
    held_by: TalkParty
    with_parties: Annotated[list[TalkParty], Field(min_length=1, max_length=8)]
    count: Annotated[int, Field(ge=1, le=10_000, strict=True)]
    members: Count | None = None

    @property
    def members_reached(self) -> int:
        """Return the members reached for the first time."""
        if self.members is not None:
            return self.members
        return self.count if self.kind is TalkKind.ONE_TO_ONE else 0

    @model_validator(mode="after")
    def _one_member_a_talk(self) -> Self:
        if self.kind is TalkKind.ONE_TO_ONE and self.members_reached > self.count:
            raise ValueError
        return self


class DivisionTalkEntry(TalkEntry):
    """Talks about no single community: of a county with its streets, say."""

    division_code: DivisionCode


class Attendant(Body):
    """One who was trained, from which division, and whether the closing test was passed."""

    person_number: PersonNumber
    division_code: DivisionCode
    passed: bool = False


class TrainingEntry(Act):
    """A training before a step, or of the new members, and the document that proves it."""

    division_code: DivisionCode
    step: AnyStep
    document_no: DocumentNumber
    attended: Annotated[list[Attendant], Field(min_length=1, max_length=1000)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({each.person_number for each in self.attended}) < len(self.attended):
            raise ValueError
        return self


class StarRating(Body):
    """A community's stars."""

    division_code: DivisionCode
    stars: Stars


class StarRatings(Body):
    """The stars of a year as a document gave them."""

    year: Year
    document_no: DocumentNumber
    ratings: Annotated[list[StarRating], Field(min_length=1, max_length=1000)]
