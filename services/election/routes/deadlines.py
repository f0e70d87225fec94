"""Operations about days: working days, calendars, the radar, reminders."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from services.election.commands import deadlines as commands
from services.election.commands import reminders as reminder_commands
from services.election.models import Election, Reminder
from services.election.models.deadline_facts import watched
from services.election.queries import campaigns as campaign_queries
from services.election.queries import deadlines as queries
from services.election.queries.coverage import taking_part
from services.election.queries.radar import count_by_division
from services.election.routes.answers import Reader
from services.election.routes.callers import Anyone, CityOrganisation, Planner, Street
from services.election.routes.days import calendar_view, radar_view, totals_view, year_view
from services.election.schemas import deadlines as bodies
from services.election.schemas.fields import Act
from services.election.schemas.queries import (
    CalendarQuery,
    RadarQuery,
    RadarTotalsQuery,
    RemindersQuery,
)
from shared.today import today
from shared.web import (
    Command,
    Page,
    PageOf,
    Sessions,
    answer_page,
    answer_read,
    json_response,
    page,
)

working_days = APIRouter(prefix="/working-days", tags=["deadlines"])
elections = APIRouter(prefix="/elections", tags=["deadlines"])
campaigns = APIRouter(prefix="/campaigns", tags=["deadlines"])
reminders = APIRouter(prefix="/reminders", tags=["deadlines"])

CalendarYear = Annotated[int, Path(ge=1950, le=2100)]


@working_days.get("/{year}", response_model=bodies.WorkingYearView)
def read_working_days(
    request: Request, year: CalendarYear, sessions: Sessions, _: Anyone, language: Reader
) -> Response:
    """Read a year's days off and days worked; a year not published yet says so."""
    with sessions() as session:
        found = queries.working_year(session, year)
    view = year_view(found, language)
    return answer_read(request, view, view.version)


@working_days.put("/{year}", response_model=bodies.WorkingYearView)
def set_working_days(
    year: CalendarYear,
    body: bodies.WorkingYearEntry,
    work: Command,
    caller: CityOrganisation,
    language: Reader,
) -> Response:
    """Set a year's working days from the State Council's notice."""
    with work.begin() as session:
        done = commands.set_working_year(session, year, body, caller=caller, expect=work.expect)
        view = year_view(queries.working_year(session, year), language)
        return work.answer(view, version=done.version)


@elections.get("/{election_id}/calendar", response_model=bodies.CalendarView)
def read_calendar(
    request: Request,
    election_id: UUID,
    query: Annotated[CalendarQuery, Query()],
    sessions: Sessions,
    caller: Anyone,
    language: Reader,
) -> Response:
    """Read the calendar in force, or compute one backwards from a meeting day.

    The ETag of a computed one is the version that it would replace: keep it with that If-Match.
    """
    scope = caller.division_code
    with sessions() as session:
        if query.meeting_on is None:
            found = queries.calendar(session, election_id, scope)
            view = calendar_view(election_id, found, language)
            return answer_read(request, view, found.version)
        found = queries.proposed_calendar(session, election_id, query.meeting_on, scope)
        replaced = queries.calendar_version(session, election_id)
    view = calendar_view(election_id, found, language)
    return json_response(view, headers={"ETag": f'"{replaced}"'})


@elections.put("/{election_id}/calendar", response_model=bodies.CalendarView)
def keep_calendar(
    election_id: UUID, body: bodies.CalendarEntry, work: Command, caller: Planner, language: Reader
) -> Response:
    """Keep a calendar; refused with every step that breaks an order, a legal day or the term."""
    with work.begin() as session:
        kept = commands.keep_calendar(session, election_id, body, caller=caller, expect=work.expect)
        found = queries.calendar(session, election_id, caller.division_code)
        return work.answer(calendar_view(election_id, found, language), version=kept.version)


@campaigns.get("/{campaign_id}/radar", response_model=PageOf[bodies.RadarView])
def list_radar(
    request: Request,
    campaign_id: UUID,
    query: Annotated[RadarQuery, Query()],
    sessions: Sessions,
    caller: Anyone,
    language: Reader,
) -> Response:
    """List what is due and overdue in each election, and who is called about it."""
    on, scope = query.on or today(), caller.division_code
    with sessions() as session:
        campaign_queries.campaign(session, campaign_id, scope)
        statement = taking_part(campaign_id, query.division_code or scope, scope)
        order = [Election.division_code, Election.id]
        found = page(session, statement, order=order, query=query)
        rows = watched(session, found.rows, today=on)
    shown = Page(rows=rows, next_cursor=found.next_cursor, total=found.total)
    return answer_page(request, shown, lambda each: radar_view(each, on, language))


@campaigns.get("/{campaign_id}/radar/totals", response_model=bodies.RadarTotals)
def read_radar_totals(
    campaign_id: UUID,
    query: Annotated[RadarTotalsQuery, Query()],
    sessions: Sessions,
    caller: Anyone,
) -> Response:
    """Read how much is due and overdue in each division right below the one asked for."""
    on, scope = query.on or today(), caller.division_code
    code = query.division_code or scope
    with sessions() as session:
        campaign_queries.campaign(session, campaign_id, scope)
        rows = watched(session, _elections(session, campaign_id, code, scope), today=on)
        counts = count_by_division(session, rows, code, scope, today=on)
    return json_response(totals_view(counts, on))


@reminders.get("", response_model=PageOf[bodies.ReminderView])
def list_reminders(
    request: Request,
    query: Annotated[RemindersQuery, Query()],
    sessions: Sessions,
    caller: Anyone,
) -> Response:
    """List the reminders inside the caller's division, by the day on which they are due."""
    statement = queries.reminders(query, caller.division_code)
    with sessions() as session:
        found = page(session, statement, order=[Reminder.due_on, Reminder.id], query=query)
    return answer_page(request, found, bodies.ReminderView.model_validate)


@reminders.post("/{reminder_id}/delivery", response_model=bodies.ReminderView, status_code=201)
def pass_reminder_on(reminder_id: UUID, body: Act, work: Command, caller: Street) -> Response:
    """Record that the street reminded the organisation."""
    with work.begin() as session:
        done = reminder_commands.pass_on(session, reminder_id, on=body.on, caller=caller)
        return work.answer(bodies.ReminderView.model_validate(done), status=201)


def _elections(session: Session, campaign_id: UUID, code: str, scope: str) -> list[Election]:
    statement = taking_part(campaign_id, code, scope).order_by(Election.division_code)
    return list(session.scalars(statement))
