"""What readers may ask lists for."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.election.domain.states import State
from services.election.schemas.campaigns import ActivityKind
from services.election.schemas.fields import Day, DivisionCode
from services.election.schemas.organising import Year
from shared.web import PageQuery


class ElectionsQuery(PageQuery):
    """Which elections: of a campaign, below a division, in a state."""

    campaign_id: UUID | None = None
    division_code: DivisionCode | None = None
    state: State | None = None


class GatesQuery(BaseModel):
    """The day for which is asked what stands in the way; today if none."""

    model_config = ConfigDict(extra="forbid")

    on: Day | None = None


class ActivitiesQuery(PageQuery):
    """Which work: of a campaign, below a division, of a kind."""

    campaign_id: UUID | None = None
    division_code: DivisionCode | None = None
    kind: ActivityKind | None = None


class WhereQuery(BaseModel):
    """Which division; the caller's own where none is named."""

    model_config = ConfigDict(extra="forbid")

    division_code: DivisionCode | None = None


class RankingQuery(WhereQuery):
    """Which division, and which year; the newest rated one where none is named."""

    year: Year | None = None


class CoverageQuery(PageQuery):
    """Which division; the caller's own where none is named."""

    division_code: DivisionCode | None = None


class RadarQuery(PageQuery):
    """Which division, the caller's own where none is named; and on which day, today if none."""

    division_code: DivisionCode | None = None
    on: Day | None = None


class RadarTotalsQuery(WhereQuery):
    """Which division, and on which day."""

    on: Day | None = None


class CalendarQuery(BaseModel):
    """The day from which to compute; without one, the calendar in force is read."""

    model_config = ConfigDict(extra="forbid")

    meeting_on: Day | None = None


class RemindersQuery(PageQuery):
    """Which reminders: of a campaign, below a division, passed on or not."""

    campaign_id: UUID | None = None
    division_code: DivisionCode | None = None
    passed_on: bool | None = None
