"""Rules of the registers: what may be entered and closed, and when."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from shared.errors import Conflict, FieldError, Invalid
from shared.text import Text


class DisciplineKind(StrEnum):
    """What discipline work is counted as."""

    DISCIPLINE_REMINDER = "DISCIPLINE_REMINDER"
    VIDEO = "VIDEO"


class AlreadyClosed(Conflict):
    """What is closed stays as it was closed."""

    code = "ALREADY-CLOSED"

    def __init__(self) -> None:
        super().__init__(
            Text("这条记录已经办结。", "This entry is closed already."),
            needed=Text("有新情况时另行登记一条。", "Enter what is new as an entry of its own."),
        )


class ClosedBeforeFound(Invalid):
    """Nothing is closed before the day on which it began."""

    code = "CLOSED-BEFORE-FOUND"

    def __init__(self, pointer: str) -> None:
        says = Text("办结日期早于登记日期。", "The day of closing is before the day of the entry.")
        super().__init__(
            says,
            needed=Text("核对两个日期。", "Check both days."),
            errors=(FieldError(pointer, "too_early", says),),
        )


def check_closing(*, began_on: date, closed_before: date | None, closes_on: date) -> None:
    """Refuse to close what is closed, or before it began."""
    if closed_before is not None:
        raise AlreadyClosed
    if closes_on < began_on:
        raise ClosedBeforeFound("/closed_on")
