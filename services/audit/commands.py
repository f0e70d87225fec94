"""Everything that changes what audit keeps: its registers, and the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from services.audit.domain import check_closing
from services.audit.models import Activity, Complaint, Division, Problem
from shared import events
from shared.database import lock
from shared.divisions import check_inside
from shared.messaging.message import Message
from shared.messaging.outbox import publish

Expect = Callable[[int], None]

# The head's row stays locked until the commit: entries get their numbers in the order in which
# their transactions commit, and a number that was rolled back is given again.
APPEND = text("""
    WITH head AS (
        UPDATE log_heads SET last_sequence = last_sequence + 1 WHERE name = 'events'
        RETURNING last_sequence
    )
    INSERT INTO log (sequence, event_id, topic, key, version, name, body, occurred_at,
                     actor, actor_role, correlation_id, caused_by)
    SELECT last_sequence, :event_id, :topic, :key, :version, :name, :body, :occurred_at,
           :actor, :actor_role, :correlation_id, :caused_by
    FROM head
""")


def append(session: Session, message: Message) -> None:
    """Add an event to the log, under the number after the last one."""
    session.execute(
        APPEND,
        {
            "event_id": message.event_id,
            "topic": message.topic,
            "key": message.key,
            "version": message.version,
            "name": message.name,
            "body": message.body,
            "occurred_at": message.occurred_at,
            "actor": message.actor,
            "actor_role": message.actor_role,
            "correlation_id": message.correlation_id,
            "caused_by": message.caused_by,
        },
    )


def open_problem(session: Session, problem: Problem, *, scope: str) -> Problem:
    """Enter a problem in the register."""
    check_inside(session, problem.division_code, scope, table=Division)
    session.add(problem)
    session.flush()
    publish(
        session,
        events.ProblemOpened(
            division_code=problem.division_code,
            problem_id=problem.id,
            category=problem.category,
            found_on=problem.found_on,
        ),
    )
    return problem


def close_problem(
    session: Session, problem_id: UUID, *, closed_on: date, scope: str, expect: Expect
) -> Problem:
    """Enter that a problem was handled."""
    problem = lock(session, Problem, problem_id)
    check_inside(session, problem.division_code, scope, table=Division)
    expect(problem.version)
    check_closing(began_on=problem.found_on, closed_before=problem.closed_on, closes_on=closed_on)
    problem.closed_on = closed_on
    problem.version += 1
    publish(
        session,
        events.ProblemClosed(
            division_code=problem.division_code, problem_id=problem.id, closed_on=closed_on
        ),
    )
    return problem


def receive_complaint(session: Session, complaint: Complaint, *, scope: str) -> Complaint:
    """Enter a complaint, and hold the community's election (PARTY-NO-FORCE)."""
    check_inside(session, complaint.division_code, scope, table=Division)
    session.add(complaint)
    session.flush()
    publish(
        session,
        events.HoldPlaced(
            division_code=complaint.division_code,
            hold_id=complaint.id,
            kind=complaint.kind,
            placed_on=complaint.received_on,
        ),
    )
    return complaint


def close_complaint(
    session: Session,
    complaint_id: UUID,
    *,
    finding: str,
    closed_on: date,
    scope: str,
    expect: Expect,
) -> Complaint:
    """Enter what was found, and lift the hold."""
    complaint = lock(session, Complaint, complaint_id)
    check_inside(session, complaint.division_code, scope, table=Division)
    expect(complaint.version)
    check_closing(
        began_on=complaint.received_on, closed_before=complaint.closed_on, closes_on=closed_on
    )
    complaint.closed_on = closed_on
    complaint.finding = finding
    complaint.version += 1
    publish(
        session,
        events.HoldLifted(
            division_code=complaint.division_code,
            hold_id=complaint.id,
            finding=finding,
            lifted_on=closed_on,
        ),
    )
    return complaint


def record_activity(session: Session, activity: Activity, *, scope: str) -> Activity:
    """Enter discipline work."""
    check_inside(session, activity.division_code, scope, table=Division)
    session.add(activity)
    session.flush()
    publish(
        session,
        events.DisciplineActivityRecorded(
            division_code=activity.division_code,
            activity_id=activity.id,
            kind=activity.kind,
            happened_on=activity.happened_on,
            quantity=activity.quantity,
        ),
    )
    return activity
