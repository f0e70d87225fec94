"""What the audit service tells: holds, problems, discipline work."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events.event import Event


class AuditEvent(Event):
    """An event of the audit service."""

    topic: ClassVar[str] = "audit"


class HoldPlaced(AuditEvent):
    """A complaint or case is open: the community's election may not be certified or approved."""

    name: ClassVar[str] = "audit.hold_placed.v1"
    hold_id: UUID
    kind: str
    placed_on: date


class HoldLifted(AuditEvent):
    """The complaint or case behind a hold was closed, with this finding."""

    name: ClassVar[str] = "audit.hold_lifted.v1"
    hold_id: UUID
    finding: str
    lifted_on: date


class ProblemOpened(AuditEvent):
    """A problem of the election period was entered in the register."""

    name: ClassVar[str] = "audit.problem_opened.v1"
    problem_id: UUID
    category: str
    found_on: date


class ProblemClosed(AuditEvent):
    """A problem of the register was handled."""

    name: ClassVar[str] = "audit.problem_closed.v1"
    problem_id: UUID
    closed_on: date


class DisciplineActivityRecorded(AuditEvent):
    """Discipline work for the campaign: reminders pushed, material shown."""

    name: ClassVar[str] = "audit.activity_recorded.v1"
    activity_id: UUID
    kind: str
    happened_on: date
    quantity: int
