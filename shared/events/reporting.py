"""What the reporting service tells: bulletins."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events.event import Event


class ReportingEvent(Event):
    """An event of the reporting service."""

    topic: ClassVar[str] = "reporting"


class BulletinIssued(ReportingEvent):
    """A bulletin was issued: a frozen edition of a division's figures."""

    name: ClassVar[str] = "reporting.bulletin_issued.v1"
    bulletin_id: UUID
    campaign_id: UUID
    edition: int
    as_of: date
