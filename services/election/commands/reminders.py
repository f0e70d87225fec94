"""The reminders: whatever is due soon or missed goes into a ledger, once, whoever looks when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, contains_eager

from services.election.domain.party_deadline import reminded
from services.election.domain.radar import Due, DueKind
from services.election.domain.standard import Standard
from services.election.domain.states import ENDED, ElectionKind
from services.election.models import Division, Election, Reminder, ReminderRun
from services.election.models.deadline_facts import Watched, watched
from services.election.models.preparation_facts import nearest, path_of, standards_of
from shared.database import Sessions, new_id
from shared.divisions import inside
from shared.errors import Conflict, NotFound
from shared.security import Caller
from shared.text import Text

LEAD_DAYS = 3  # before a day of the plan or a limit; no source gives it
BATCH = 200


class AlreadyPassedOn(Conflict):
    """A reminder is passed on once."""

    code = "ALREADY-RECORDED"

    def __init__(self) -> None:
        super().__init__(Text("该提醒已经转达。", "The reminder was passed on already."))


def remind(sessions: Sessions, on: date) -> int:
    """Enter everything that is to be reminded of by a day; return how many are new.

    The window is open towards the past: what a missed night left out is still due, what the ledger
    holds is not entered again, and an election that was entered late is not passed over. Batches
    commit one by one; only a run that came to its end is on record as such.
    """
    made, after = 0, None
    while True:
        with sessions.begin() as session:
            elections = _next_elections(session, after)
            made += _enter(session, elections, on)
            if len(elections) < BATCH:
                since = session.scalar(select(func.max(ReminderRun.until)))
                session.add(ReminderRun(since=since, until=on, made=made))
                return made
            after = elections[-1].id


def pass_on(session: Session, reminder_id: UUID, *, on: date, caller: Caller) -> Reminder:
    """Record that the street reminded the organisation."""
    reminder = session.scalar(
        select(Reminder)
        .where(
            Reminder.id == reminder_id,
            inside(Reminder.division_code, caller.division_code, table=Division),
        )
        .with_for_update()
    )
    if reminder is None:
        raise NotFound
    if reminder.passed_on is not None:
        raise AlreadyPassedOn
    reminder.passed_on, reminder.passed_by = on, caller.subject
    session.flush()
    return reminder


def _next_elections(session: Session, after: UUID | None) -> Sequence[Election]:
    statement = (
        select(Election)
        .join(Election.campaign)
        .join(Election.organisation)
        .options(contains_eager(Election.campaign), contains_eager(Election.organisation))
        .where(Election.kind == ElectionKind.RENEWAL, Election.state.not_in(ENDED))
    )
    if after is not None:
        statement = statement.where(Election.id > after)
    return session.scalars(statement.order_by(Election.id).limit(BATCH)).all()


def _enter(session: Session, elections: Sequence[Election], on: date) -> int:
    """Enter what these elections are to be reminded of; return how many rows are new."""
    codes = {code for election in elections for code in path_of(election)}
    standards = standards_of(session, codes)
    rows: list[dict[str, Any]] = []
    for each in watched(session, elections, today=on):
        standard = nearest(path_of(each.election), standards) or Standard()
        rows.extend(_rows(each, standard, on))
    if not rows:
        return 0
    entered = session.execute(
        insert(Reminder).values(rows).on_conflict_do_nothing().returning(Reminder.id)
    )
    return len(entered.all())


def _rows(each: Watched, standard: Standard, on: date) -> Iterator[dict[str, Any]]:
    election = each.election
    for due in each.dues:
        remind_on = _remind_on(due, standard, on)
        if remind_on is not None and remind_on <= on:
            yield {
                "id": new_id(),
                "election_id": election.id,
                "division_code": election.division_code,
                "kind": f"STEP-{due.step}" if due.kind is DueKind.NEXT_STEP else due.kind.value,
                "rule": "PARTY-REMIND" if due.kind is DueKind.TERM else due.rule_id,
                "due_on": due.due_on,
                "remind_on": remind_on,
                "made_on": on,
            }


def _remind_on(due: Due, standard: Standard, on: date) -> date | None:
    """Return when to remind: of the term's end by the rule, of the rest a few days before."""
    if due.kind is not DueKind.TERM:
        return due.due_on - timedelta(days=LEAD_DAYS)
    verdict = reminded(due=due.due_on, today=on, remind_months=standard.remind_months)
    remind_on = verdict.inputs["remind_on"]
    return remind_on if isinstance(remind_on, date) and not verdict.holds else None
