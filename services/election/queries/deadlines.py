"""What is read about working days, calendars and reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.election.domain.calendar import Provisional, is_weekday
from services.election.domain.plan_offsets import OFFSETS
from services.election.domain.planning import (
    PlannedStep,
    PlanProblem,
    check_plan,
    plan_backwards,
)
from services.election.domain.rulebook import Body
from services.election.models import Division, Election, PlannedCalendar, Reminder, WorkingYear
from services.election.models.deadline_facts import newest_calendars, years_around
from services.election.models.preparation_facts import standard_of
from services.election.queries.elections import election
from services.election.schemas.queries import RemindersQuery
from shared.divisions import inside
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class YearRead:
    """A year's working days against its weekdays; `published` is None where nobody said."""

    year: int
    published: WorkingYear | None
    days_off: Sequence[date]
    days_worked: Sequence[date]


@dataclass(frozen=True, slots=True)
class CalendarRead:
    """A calendar with what speaks against it; version 0 is a proposal."""

    meeting_on: date
    version: int
    steps: Sequence[PlannedStep]
    owners: dict[str, str | None]
    problems: Sequence[PlanProblem]


def working_year(session: Session, year: int) -> YearRead:
    """Return a year's working days, and how they differ from its weekdays."""
    found = session.get(WorkingYear, year)
    if found is None:
        return YearRead(year, None, (), ())
    working, first = set(found.days), date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    return YearRead(
        year,
        found,
        [day for day in days if is_weekday(day) and day not in working],
        [day for day in days if not is_weekday(day) and day in working],
    )


def proposed_calendar(
    session: Session, election_id: UUID, meeting_on: date, scope: str
) -> CalendarRead:
    """Return the calendar computed backwards from a day, and every reason to reject it."""
    found = election(session, election_id, scope)
    kind = Body(found.campaign.organisation_kind)
    steps = plan_backwards(
        meeting_on,
        kind,
        years_around(session, [meeting_on]),
        offsets=standard_of(session, found).days_for(kind),
        notice_working_days=found.campaign.notice_working_days,
    )
    return CalendarRead(meeting_on, 0, steps, {}, _problems(found, kind, steps))


def calendar_version(session: Session, election_id: UUID) -> int:
    """Return the version of the calendar in force, 0 while none was kept: what If-Match names."""
    kept = newest_calendars(session, [election_id]).get(election_id)
    return kept.version if kept else 0


def calendar(session: Session, election_id: UUID, scope: str) -> CalendarRead:
    """Return the calendar in force; unknown while none was kept."""
    found = election(session, election_id, scope)
    kept = newest_calendars(session, [election_id]).get(election_id)
    if kept is None:
        raise NotFound
    kind = Body(found.campaign.organisation_kind)
    steps = _kept_steps(session, kept, kind)
    owners = {each["step"]: each["owner"] for each in kept.steps}
    problems = _problems(found, kind, steps)
    return CalendarRead(kept.meeting_on, kept.version, steps, owners, problems)


def reminders(query: RemindersQuery, scope: str) -> Select[Reminder]:
    """Select the reminders inside the scope that the query asks for."""
    statement = select(Reminder).where(inside(Reminder.division_code, scope, table=Division))
    if query.campaign_id:
        statement = statement.join(Election, Election.id == Reminder.election_id).where(
            Election.campaign_id == query.campaign_id
        )
    if query.division_code:
        statement = statement.where(
            inside(Reminder.division_code, query.division_code, table=Division)
        )
    if query.passed_on is not None:
        is_open = Reminder.passed_on.is_(None)
        statement = statement.where(~is_open if query.passed_on else is_open)
    return statement


def _problems(found: Election, kind: Body, steps: Sequence[PlannedStep]) -> tuple[PlanProblem, ...]:
    limit = max(found.due_on, found.postponed_to or found.due_on)
    return check_plan(steps, kind, due_on=limit)


def _kept_steps(session: Session, kept: PlannedCalendar, kind: Body) -> list[PlannedStep]:
    rows = {row.step: row for row in OFFSETS[kind]}
    published = years_around(session, [kept.meeting_on]).days
    steps = []
    for each in kept.steps:
        row, ends_on = rows[each["step"]], date.fromisoformat(each["ends_on"])
        latest = None if row.latest is None else kept.meeting_on + timedelta(days=row.latest)
        steps.append(
            PlannedStep(
                row.step,
                row.name,
                date.fromisoformat(each["begins_on"]),
                ends_on,
                row.label,
                row.rule_id,
                latest,
                None if ends_on.year in published else Provisional((ends_on.year,)),
            )
        )
    return steps
