"""Reads what is due in elections: plans, calendars, chains and steps on record, many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.election.domain.calendar import WorkingDays
from services.election.domain.documents import Plan, WorkTeam
from services.election.domain.radar import DONE_BY, Due, PlannedDay, Situation, dues_of
from services.election.domain.responsibility import Level, Link
from services.election.domain.rulebook import Body
from services.election.domain.ruleset import rule_set
from services.election.domain.states import State, Step
from services.election.models.campaigns import WorkingYear
from services.election.models.deadlines import PlannedCalendar
from services.election.models.elections import Election, Record
from services.election.models.facts import read_document
from services.election.models.preparation import ResponsibilityChain
from services.election.models.preparation_facts import own_values_by_election

LOOKED_AT = frozenset(
    {
        *(each for shown in DONE_BY.values() for each in shown.values() if isinstance(each, Step)),
        Step.WORK_TEAM,
        Step.PLAN,
        Step.MEETING,
        Step.SECRETARY_MEETING,
        Step.RESULT_APPROVAL,
        Step.COUNTY_FILING,
        Step.DECLARATION,
    }
)


@dataclass(frozen=True, slots=True)
class Watched:
    """An election with what is due in it and who answers for it."""

    election: Election
    dues: Sequence[Due]
    links: Sequence[Link]
    team: WorkTeam | None


def watched(session: Session, elections: Sequence[Election], *, today: date) -> list[Watched]:
    """Return what is due in elections whose campaign and organisation are loaded."""
    ids = [election.id for election in elections]
    recorded = _recorded(session, ids)
    calendars = newest_calendars(session, ids)
    chains = newest_chains(session, ids)
    working_days = years_around(session, [today, *(each.due_on for each in elections)])
    own = own_values_by_election(session, elections)
    found = []
    for election in elections:
        steps = recorded[election.id]
        rules = rule_set(today, election.division_code, own[election.id])
        situation = Situation(
            Body(election.campaign.organisation_kind),
            State(election.state),
            max(election.due_on, election.postponed_to or election.due_on),
            _planned(calendars.get(election.id), steps.get(Step.PLAN)),
            {step: day for step, (day, _) in steps.items()},
            working_days,
            report_days=rules.number("report_days"),
            filing_days=rules.number("filing_days"),
        )
        chain = chains.get(election.id)
        team = steps.get(Step.WORK_TEAM)
        found.append(
            Watched(
                election,
                dues_of(situation, today),
                links_of(chain) if chain else (),
                _team(team[1]) if team else None,
            )
        )
    return found


def newest_calendars(session: Session, elections: Sequence[UUID]) -> Mapping[UUID, PlannedCalendar]:
    """Return the calendar in force of each election that has one."""
    row = PlannedCalendar
    found = session.scalars(
        select(row).where(row.election_id.in_(elections)).order_by(row.election_id, row.version)
    )
    return {each.election_id: each for each in found}


def newest_chains(
    session: Session, elections: Sequence[UUID]
) -> Mapping[UUID, ResponsibilityChain]:
    """Return the chain in force of each election that has one."""
    row = ResponsibilityChain
    found = session.scalars(
        select(row).where(row.election_id.in_(elections)).order_by(row.election_id, row.version)
    )
    return {each.election_id: each for each in found}


def links_of(row: ResponsibilityChain) -> tuple[Link, ...]:
    """Return the links of a stored chain."""
    return tuple(
        Link(Level(each["level"]), each["name"], each["called_after_days"]) for each in row.links
    )


def years_around(session: Session, days: Iterable[date]) -> WorkingDays:
    """Return the calendar of the years of these days and of their neighbours."""
    years = {day.year + offset for day in days for offset in (-1, 0, 1)}
    rows = session.execute(
        select(WorkingYear.year, WorkingYear.days).where(WorkingYear.year.in_(years))
    )
    return WorkingDays({year: frozenset(published) for year, published in rows})


def _recorded(
    session: Session, elections: Sequence[UUID]
) -> defaultdict[UUID, dict[Step, tuple[date | None, dict[str, Any]]]]:
    rows = session.execute(
        select(Record.election_id, Record.step, Record.happened_on, Record.payload)
        .where(
            Record.election_id.in_(elections),
            Record.step.in_(sorted(LOOKED_AT)),
            Record.superseded_by.is_(None),
        )
        .order_by(Record.id)
    )
    found: defaultdict[UUID, dict[Step, tuple[date | None, dict[str, Any]]]] = defaultdict(dict)
    for election_id, step, day, payload in rows:
        found[election_id][Step(step)] = (day, payload)
    return found


def _planned(
    calendar: PlannedCalendar | None, plan: tuple[date | None, dict[str, Any]] | None
) -> tuple[PlannedDay, ...]:
    """Return the days of the calendar in force; without one, those of the plan."""
    if calendar is not None:
        return tuple(
            PlannedDay(each["step"], date.fromisoformat(each["ends_on"]), each["owner"])
            for each in calendar.steps
        )
    document = read_document(Step.PLAN, plan[1]) if plan else None
    if not isinstance(document, Plan):
        return ()
    return tuple(PlannedDay(each.step, each.on, each.owner) for each in document.steps if each.on)


def _team(payload: dict[str, Any]) -> WorkTeam | None:
    document = read_document(Step.WORK_TEAM, payload)
    return document if isinstance(document, WorkTeam) else None
