"""What callers of audit send and receive."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from services.audit.domain import DisciplineKind
from shared.web import PageQuery
from shared.web.fields import Day

if TYPE_CHECKING:
    from services.audit.models import LogEntry

DivisionCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{12}$"), Field(examples=["220402001001"])
]
Code = Annotated[  # a code of a list, so that no words about a person are entered
    str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{1,49}$")
]
Quantity = Annotated[int, Field(ge=1, le=100_000_000)]


class Request(BaseModel):
    """A body that callers send: unknown members are refused."""

    model_config = ConfigDict(extra="forbid")


class View(BaseModel):
    """What callers receive, made from a row."""

    model_config = ConfigDict(from_attributes=True)


class NewProblem(Request):
    """A problem of the election period: where, of what category, since when."""

    external_reference: Annotated[
        str | None,
        StringConstraints(min_length=1, max_length=100, pattern=r"^\S+$"),
        Field(examples=["P001"]),
    ] = None
    division_code: DivisionCode
    category: Annotated[Code, Field(examples=["NOMINEE_SHORTAGE"])]
    found_on: Day


class Closure(Request):
    """The day on which a problem was handled."""

    closed_on: Day


class ProblemView(View):
    """An entry of the problem register."""

    id: UUID
    external_reference: str | None
    division_code: str
    category: str
    found_on: date
    closed_on: date | None


class NewComplaint(Request):
    """A complaint about an election: its kind, never its text or who made it."""

    division_code: DivisionCode
    kind: Annotated[Code, Field(examples=["CANVASSING"])]
    received_on: Day


class Finding(Request):
    """What was found, and when the complaint was closed."""

    closed_on: Day
    finding: Annotated[Code, Field(examples=["UNFOUNDED"])]


class ComplaintView(View):
    """A complaint; while `closed_on` is null it holds the election of its division."""

    id: UUID
    division_code: str
    kind: str
    received_on: date
    closed_on: date | None
    finding: str | None


class NewActivity(Request):
    """Discipline work done."""

    kind: DisciplineKind
    division_code: DivisionCode
    happened_on: Day
    quantity: Quantity


class ActivityView(View):
    """Discipline work on record."""

    id: UUID
    kind: DisciplineKind
    division_code: str
    happened_on: date
    quantity: int


class LogEntryView(View):
    """One event of any service, with who acted, when and why."""

    sequence: int
    event_id: UUID
    topic: str
    name: str
    division_code: str
    version: int
    actor: str
    actor_role: str
    occurred_at: datetime
    recorded_at: datetime
    correlation_id: str
    caused_by: str
    body: dict[str, Any]

    @classmethod
    def of(cls, entry: LogEntry) -> LogEntryView:
        """Return the view of an entry."""
        facts = {name: getattr(entry, name) for name in cls.model_fields if hasattr(entry, name)}
        return cls(**{**facts, "division_code": entry.key, "body": json.loads(entry.body)})


class InDivision(PageQuery):
    """Whose entries are asked for."""

    division_code: DivisionCode | None = None
    descendants: Annotated[bool, Field(description="是否包括下级区划 with the divisions below")] = (
        True
    )


class ProblemsQuery(InDivision):
    """Which problems are asked for."""

    category: Code | None = None
    is_open: Annotated[bool | None, Field(description="是否未办结 not closed yet")] = None


class ComplaintsQuery(InDivision):
    """Which complaints are asked for."""

    is_open: Annotated[bool | None, Field(description="是否未办结 not closed yet")] = None


class ActivitiesQuery(InDivision):
    """Which discipline work is asked for."""

    kind: DisciplineKind | None = None


class LogQuery(PageQuery):
    """Which events are asked for."""

    division_code: DivisionCode | None = None
    topic: Annotated[str | None, Field(max_length=50, examples=["election"])] = None
    name: Annotated[str | None, Field(max_length=100, examples=["election.completed.v1"])] = None
    actor: Annotated[str | None, Field(max_length=255)] = None
    correlation_id: Annotated[str | None, Field(max_length=255)] = None
    since: Annotated[
        AwareDatetime | None, Field(description="发生时间不早于 not before this moment")
    ] = None
