"""Campaigns, their progress and their outcomes, as callers see them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.reporting.models import Campaign, Election


class CampaignView(BaseModel):
    """A campaign as reporting knows it."""

    id: UUID
    name: str
    division_code: str
    organisation_kind: str
    statistics_as_of: date
    previous_statistics_as_of: date

    @classmethod
    def of(cls, campaign: Campaign) -> CampaignView:
        """Return the view of a campaign."""
        return cls.model_validate(campaign, from_attributes=True)


class SeatView(BaseModel):
    """Who holds a post of a team."""

    person_number: str
    post: str


class OutcomeView(BaseModel):
    """How one community's election ended, or that it has not.

    `elected` is what the election came to, and what figures count. `team` is who holds office in
    the term that it began, after recalls and by-elections; empty until the roster has seated it.
    """

    election_id: UUID
    organisation_id: UUID
    division_code: str
    division_name: str
    completed: bool
    on_schedule: bool
    first_ballot: bool
    elected: list[str]
    secretary: str | None
    seats: int | None
    due_on: date | None
    held_on: date | None
    approved_on: date | None
    team: list[SeatView]

    @classmethod
    def of(cls, row: tuple[Election, str], team: Mapping[str, str]) -> OutcomeView:
        """Return the view of an election, the name of its division, and its team as it is now."""
        election, division_name = row
        return cls.model_validate(
            {
                "election_id": election.id,
                "organisation_id": election.organisation_id,
                "division_code": election.division_code,
                "division_name": division_name,
                "completed": election.approved_on is not None,
                "on_schedule": bool(election.on_schedule),
                "first_ballot": bool(election.first_ballot),
                "elected": election.elected or [],
                "secretary": election.head,
                "seats": election.seats,
                "due_on": election.due_on,
                "held_on": election.held_on,
                "approved_on": election.approved_on,
                "team": [{"person_number": number, "post": post} for number, post in team.items()],
            }
        )


class ProgressView(BaseModel):
    """How much has been consumed so far."""

    opened: int
    listed: int
    rectified: int
    completed: int
    seated: int
    voided: int
    problems: int
    problems_closed: int
    activities: int
    reserves: int
    first_secretaries: int
    version: int
