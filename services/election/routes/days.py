"""What readers are shown about days: from rows to views."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from services.election.domain.calendar import Provisional
from services.election.domain.planning import PlannedStep
from services.election.domain.radar import Due
from services.election.domain.ruleset import all_rules
from services.election.models import Division
from services.election.models.deadline_facts import Watched
from services.election.queries.deadlines import CalendarRead, YearRead
from services.election.queries.radar import Count, who_is_called
from services.election.routes.prepared import responsible_view
from services.election.schemas import deadlines as views
from shared.text import Language


def year_view(found: YearRead, language: Language) -> views.WorkingYearView:
    """Show a year's working days, or that nobody has published them."""
    published = found.published
    return views.WorkingYearView(
        year=found.year,
        published=published is not None,
        version=published.version if published else 0,
        working_days=len(published.days) if published else 0,
        days_off=list(found.days_off),
        days_worked=list(found.days_worked),
        provisional=None if published else doubt(Provisional((found.year,)), language),
    )


def calendar_view(election_id: UUID, found: CalendarRead, language: Language) -> views.CalendarView:
    """Show a calendar with what its days rest on."""
    return views.CalendarView(
        election_id=election_id,
        meeting_on=found.meeting_on,
        version=found.version,
        accepted=not found.problems,
        provisional=any(step.provisional for step in found.steps),
        steps=[_step(step, found.owners.get(step.step), language) for step in found.steps],
        problems=[
            views.CalendarProblemView(
                step=each.step, rule=each.rule_id, says=each.says.in_language(language)
            )
            for each in found.problems
        ],
    )


def radar_view(each: Watched, today: date, language: Language) -> views.RadarView:
    """Show what is due in one election."""
    election = each.election
    return views.RadarView(
        election_id=election.id,
        division_code=election.division_code,
        division_name=election.organisation.division_name,
        state=election.state,
        items=[_due(each, due, today, language) for due in each.dues],
    )


def totals_view(counts: Iterable[tuple[Division, Count]], on: date) -> views.RadarTotals:
    """Show the radar by division."""
    return views.RadarTotals(
        on=on,
        items=[
            views.RadarCount(
                division_code=division.code,
                division_name=division.name,
                elections=count.elections,
                overdue=count.overdue,
                items=dict(count.items),
            )
            for division, count in counts
        ],
    )


def doubt(provisional: Provisional | None, language: Language) -> str | None:
    """Say which years are not published, where a day rests on one."""
    return provisional.says.in_language(language) if provisional else None


def _step(step: PlannedStep, owner: str | None, language: Language) -> views.CalendarStepView:
    rule = all_rules()[step.rule_id][-1].rule if step.rule_id else None
    return views.CalendarStepView(
        step=step.step,
        name=step.name.in_language(language),
        begins_on=step.begins_on,
        ends_on=step.ends_on,
        label=step.label,
        rule=rule.id if rule else None,
        article=f"{rule.article} [{rule.label}]" if rule else None,
        latest_on=step.latest_on,
        owner=owner,
        provisional=doubt(step.provisional, language),
    )


def _due(each: Watched, due: Due, today: date, language: Language) -> views.DueView:
    return views.DueView(
        kind=due.kind,
        step=due.step or None,
        name=due.name.in_language(language),
        due_on=due.due_on,
        days_left=due.days_left(today),
        status=due.status(today),
        rule=due.rule_id or None,
        provisional=doubt(due.provisional, language),
        called=[responsible_view(who, language) for who in who_is_called(each, due, today)],
    )
