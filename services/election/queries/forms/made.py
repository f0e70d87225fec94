"""A form of an election: what it lacks, or its facts and the record that it is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.election.domain.forms import Form, FormNotReady
from services.election.domain.rulebook import Body
from services.election.models import Record
from shared.text import Text


@dataclass(frozen=True, slots=True)
class FormState:
    """A form, and what is missing before it can be made: nothing when it can be made now."""

    form: Form
    name: Text
    missing: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class FormFacts:
    """A form that can be made: its facts, and the record that it is made from."""

    form: Form
    name: Text
    organisation: str
    record: Record
    facts: Mapping[str, Any]
    of: Body = Body.PARTY

    @property
    def template(self) -> str:
        """The name of its template: each body has its own."""
        return f"residents-{self.form}" if self.of is Body.RESIDENTS else self.form.value


class NoSuchForm(FormNotReady):
    """A form that this kind of election does not have."""

    def __init__(self) -> None:
        super().__init__(
            Text("该表格", "Form"),
            (Text("这类选举没有这种表格。", "This kind of election has no such form."),),
        )
