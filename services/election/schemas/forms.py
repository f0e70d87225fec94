"""Forms as callers ask for them and are told of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from services.election.domain.forms import Form
from services.election.schemas.fields import Body
from services.election.schemas.voting import Number


class FormQuery(Body):
    """Which round's count record; other forms take no notice of it."""

    round: Annotated[
        Number | None, Field(description="计票记录的轮次,缺省为最近一轮 the newest round if absent")
    ] = None


class FormView(BaseModel):
    """A form: whether it can be made now and, where not, what is still missing."""

    form: Form
    name: str
    ready: bool
    missing: list[str]


class FormsView(BaseModel):
    """The forms of an election, in the order of the procedure."""

    items: list[FormView]
