"""What callers send and are shown about calendars, working days, the radar and reminders."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, model_validator

from services.election.domain.radar import DueKind, DueStatus
from services.election.domain.rulebook import Trust
from services.election.schemas.fields import Body, Day, DocumentNumber, Name
from services.election.schemas.organising_views import ResponsibleView
from services.election.schemas.preparation import PlannedStep as PartyStep
from services.election.schemas.preparation import ResidentsStep
from services.election.schemas.views import View


class WorkingYearEntry(Body):
    """A year's notice: weekdays that are off, and weekend days that are worked in their stead."""

    document_no: DocumentNumber
    days_off: Annotated[list[Day], Field(max_length=100)]
    days_worked: Annotated[list[Day], Field(max_length=100)]


class WorkingYearView(BaseModel):
    """The working days of a year; of one not published yet, weekdays are counted instead."""

    year: int
    published: bool
    version: int
    working_days: int
    days_off: list[date]
    days_worked: list[date]
    provisional: str | None


class CalendarDays(Body):
    """The days of one step, and who answers for it."""

    step: PartyStep | ResidentsStep
    begins_on: Day
    ends_on: Day
    owner: Name | None = None


class CalendarEntry(Body):
    """A calendar as it is to be kept."""

    meeting_on: Day
    steps: Annotated[list[CalendarDays], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _each_once_and_forwards(self) -> Self:
        if len({each.step for each in self.steps}) < len(self.steps):
            raise ValueError
        if any(each.ends_on < each.begins_on for each in self.steps):
            raise ValueError
        return self


class CalendarStepView(BaseModel):
    """A step's days. `label`: how far its distance is trusted; `latest_on`: what a rule allows."""

    step: str
    name: str
    begins_on: date
    ends_on: date
    label: Trust
    rule: str | None
    article: str | None
    latest_on: date | None
    owner: str | None
    provisional: str | None


class CalendarProblemView(BaseModel):
    """Why a calendar is rejected."""

    step: str
    rule: str
    says: str


class CalendarView(BaseModel):
    """A calendar: proposed (version 0) or kept; `provisional` while a year is not published."""

    election_id: UUID
    meeting_on: date
    version: int
    accepted: bool
    provisional: bool
    steps: list[CalendarStepView]
    problems: list[CalendarProblemView]


class DueView(BaseModel):
    """One thing that is due, and who is called about it by now."""

    kind: DueKind
    step: str | None
    name: str
    due_on: date
    days_left: int
    status: DueStatus
    rule: str | None
    provisional: str | None
    called: list[ResponsibleView]


class RadarView(BaseModel):
    """What is due in one election."""

    election_id: UUID
    division_code: str
    division_name: str
    state: str
    items: list[DueView]


class RadarCount(BaseModel):
    """How much is due and overdue in a division: elections by the worst that they show."""

    division_code: str
    division_name: str
    elections: int
    overdue: int
    items: dict[DueStatus, int]


class RadarTotals(BaseModel):
    """The radar by division, on a day."""

    on: date
    items: list[RadarCount]


class ReminderView(View):
    """A reminder: what it is about, since when, and when the street passed it on."""

    id: UUID
    election_id: UUID
    division_code: str
    kind: str
    rule: str
    due_on: date
    remind_on: date
    made_on: date
    passed_on: date | None
