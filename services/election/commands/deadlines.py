"""Commands that set the working days of a year and keep an election's calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.election.commands.act import Expect, lock_election
from services.election.domain.calendar import is_weekday
from services.election.domain.calendar_refusal import CalendarRejected
from services.election.domain.plan_offsets import OFFSETS, PlanOffset
from services.election.domain.planning import PlannedStep, check_plan
from services.election.domain.preparation_refusals import NoSuchStep, NotThatYear
from services.election.domain.rulebook import Body
from services.election.models import Election, PlannedCalendar, WorkingYear, WorkingYearNotice
from services.election.schemas.deadlines import CalendarDays, CalendarEntry, WorkingYearEntry
from shared.database import new_id
from shared.security import Caller


def set_working_year(
    session: Session, year: int, body: WorkingYearEntry, *, caller: Caller, expect: Expect
) -> WorkingYear:
    """Set a year's working days from its notice; the notices before it stay on record."""
    found = session.get(WorkingYear, year, with_for_update=True)
    expect(found.version if found else 0)
    misplaced = [*_misplaced(year, body)]
    if misplaced:
        raise NotThatYear(misplaced)
    if found is None:
        found = WorkingYear(year=year, days=[], version=0)
        session.add(found)
    off, worked = set(body.days_off), set(body.days_worked)
    found.days = [
        day for day in _days_of(year) if (is_weekday(day) and day not in off) or day in worked
    ]
    found.version += 1
    session.add(
        WorkingYearNotice(
            year=year,
            version=found.version,
            days_off=sorted(off),
            days_worked=sorted(worked),
            document_no=body.document_no,
            recorded_by=caller.subject,
        )
    )
    session.flush()
    return found


def keep_calendar(
    session: Session, election_id: UUID, body: CalendarEntry, *, caller: Caller, expect: Expect
) -> PlannedCalendar:
    """Keep a calendar that stands; the one before it stays on record (procedure, 5.1)."""
    election = lock_election(session, election_id, caller)
    calendar = PlannedCalendar
    newest = session.scalar(
        select(func.max(calendar.version)).where(calendar.election_id == election_id)
    )
    expect(newest or 0)
    kind = Body(election.campaign.organisation_kind)
    problems = check_plan(_steps(body, kind), kind, due_on=limit_of(election))
    if problems:
        raise CalendarRejected(problems)
    kept = PlannedCalendar(
        id=new_id(),
        election_id=election_id,
        version=(newest or 0) + 1,
        meeting_on=body.meeting_on,
        steps=[each.model_dump(mode="json") for each in body.steps],
        recorded_by=caller.subject,
    )
    session.add(kept)
    session.flush()
    return kept


def limit_of(election: Election) -> date:
    """Return the last day of the term, or the one to which an approved delay moved it."""
    return max(election.due_on, election.postponed_to or election.due_on)


def _steps(body: CalendarEntry, kind: Body) -> list[PlannedStep]:
    rows = {row.step: row for row in OFFSETS[kind]}
    strangers = [place for place, each in enumerate(body.steps) if each.step not in rows]
    if strangers:
        raise NoSuchStep(f"/steps/{place}/step" for place in strangers)
    return [_step(rows[each.step], each, body.meeting_on) for each in body.steps]


def _step(row: PlanOffset, days: CalendarDays, meeting_on: date) -> PlannedStep:
    latest = None if row.latest is None else meeting_on + timedelta(days=row.latest)
    return PlannedStep(
        row.step, row.name, days.begins_on, days.ends_on, row.label, row.rule_id, latest
    )


def _misplaced(year: int, body: WorkingYearEntry) -> Iterator[str]:
    for place, day in enumerate(body.days_off):
        if day.year != year or not is_weekday(day):
            yield f"/days_off/{place}"
    for place, day in enumerate(body.days_worked):
        if day.year != year or is_weekday(day):
            yield f"/days_worked/{place}"


def _days_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    for offset in range((date(year + 1, 1, 1) - first).days):
        yield first + timedelta(days=offset)
