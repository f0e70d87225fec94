"""Kinds of fields that callers of every service send: bounded, so that none can cost too much."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError, PydanticKnownError

from shared.today import today

NO_CONTROL_CHARACTERS = r"^[^\x00-\x1f\x7f]+$"
EARLIEST_BIRTH, EARLIEST, LATEST = date(1900, 1, 1), date(1949, 10, 1), date(2100, 12, 31)
WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _as_written(value: Any) -> Any:
    """Refuse numbers and times, which pydantic would take for a day."""
    written = isinstance(value, str) and WRITTEN.fullmatch(value)
    if not written and type(value) is not date:
        raise PydanticKnownError("date_type")
    return value


def _past(value: date) -> date:
    if value > today():
        raise PydanticCustomError("born_later", "Nobody is born after today.")
    return value


AsWritten = BeforeValidator(_as_written)  # after the limits, which pydantic then checks inside

Day = Annotated[date, Field(ge=EARLIEST, le=LATEST, examples=["2021-03-08"]), AsWritten]
Birthday = Annotated[
    date, Field(ge=EARLIEST_BIRTH, examples=["1983-05-17"]), AsWritten, AfterValidator(_past)
]
Name = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=100, pattern=NO_CONTROL_CHARACTERS, strip_whitespace=True
    ),
]
DocumentNumber = Annotated[Name, Field(examples=["街党批〔2021〕1号"])]
