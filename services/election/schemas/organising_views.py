"""What readers are shown of the preparation."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from services.election.domain.rulebook import Body, Trust
from services.election.schemas.verdicts import VerdictView
from services.election.schemas.views import View


class RubricItemView(View):
    """One item of the rubric."""

    zh: str
    en: str


class StandardView(BaseModel):
    """What holds in a division; `set_by` is the division that set it, null where nobody did.

    Version 0 means that this division has set nothing itself.
    """

    division_code: str
    set_by: str | None
    version: int
    label: Trust
    document_no: str | None
    rubric: list[RubricItemView]
    star_levels: int
    bottom_percent: int
    leading_group_limit: date | None
    remind_months: int
    training_steps: dict[Body, list[str]]
    step_days: dict[Body, dict[str, int]]
    settings: dict[str, bool | int | str | list[str]]


class LeadingGroupView(View):
    """A county's leading group as it was recorded."""

    id: UUID
    campaign_id: UUID
    division_code: str
    party_head: str | None
    government_head: str | None
    established_on: date
    document_no: str | None


class ResponsibleView(BaseModel):
    """Who is called, and how many days after a missed day."""

    name: str
    office: str
    called_after_days: int


class ChainView(BaseModel):
    """Who is called about an election, nearest first; version 0 is drawn from the work team."""

    election_id: UUID
    version: int
    links: list[ResponsibleView]


class VisitView(View):
    """A visit."""

    id: UUID
    election_id: UUID
    round: int
    visited_on: date


class TalkView(View):
    """Talks of one day, by office and number."""

    id: UUID
    campaign_id: UUID
    election_id: UUID | None
    division_code: str
    held_on: date
    kind: str
    held_by: str
    with_parties: list[str]
    quantity: int
    members: int


class TrainingView(View):
    """A training in numbers."""

    id: UUID
    campaign_id: UUID
    division_code: str
    step: str
    held_on: date
    document_no: str
    attended: int
    passed: int


class RatedView(BaseModel):
    """How many communities were rated."""

    year: int
    rated: int


class RankedView(View):
    """A community's place: `proposed` for rectification, `listed` when it is decided."""

    division_code: str
    division_name: str
    stars: int
    proposed: bool
    listed: bool


class RankingView(BaseModel):
    """The proposal for rectification: the lowest share by last year's stars, equals included."""

    year: int | None
    percent: int
    label: Trust
    items: list[RankedView]
    unrated: list[str]


class NewMembersView(View):
    """The training of the elected: who was not there, who has not passed."""

    elected: int
    trained: int
    absent: list[str]
    not_passed: list[str]


class OrganisationCoverage(BaseModel):
    """What preparation reached in one organisation, and what it did not."""

    election_id: UUID
    organisation_id: UUID
    division_code: str
    division_name: str
    visited_rounds: list[int]
    open_preparations: list[str]
    members: int
    members_talked: int
    collective_talks: int
    trained_steps: list[str]
    untrained_steps: list[str]
    rehearsals: int
    publicity: dict[str, int]
    new_members: NewMembersView
    verdicts: list[VerdictView]


class CoverageView(View):
    """How much of a kind was done and proven, and whom it has not reached."""

    quantity: int
    reached: int
    organisations: int
    missed: list[str]


class TrainedView(View):
    """The trainings of a step: person-times, persons, and how many of them have not passed."""

    person_times: int
    persons: int
    absent: int
    not_passed: int


class CoverageTotals(BaseModel):
    """Coverage over all organisations asked for."""

    organisations: int
    work: dict[str, CoverageView]
    visits: dict[int, list[str]]
    trainings: dict[str, TrainedView]
