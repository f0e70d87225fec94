"""Writes docs/events.md, the catalogue of all events: python -m shared.events."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel

from shared.events import EVENTS, Event

CATALOGUE = Path(__file__).resolve().parents[2] / "docs" / "events.md"
WORDS = {UUID: "UUID", date: "date", str: "text", int: "integer", bool: "true or false"}
INTRODUCTION = """\
# Events

Made from the code by `python -m shared.events`; do not edit.

An event is a fact that one service tells the others. It travels as a CloudEvent 1.0 in binary mode:
what is told about it stands in headers, the facts are the JSON body.

| header | is |
| --- | --- |
| `ce_id` | the event's own id; the same when it is delivered again |
| `ce_source` | `/huanjie/` and the service that tells it |
| `ce_type` | the name below; `.v1` becomes `.v2` when its meaning or form changes |
| `ce_time` | when it was published, by the clock of the service's database |
| `ce_partitionkey` | the key: the 12-digit code of the division concerned |
| `ce_sequence` | its number among the events of its service and key: 1, 2, 3, … without a hole |
| `ce_actor`, `ce_actorrole` | whose act led to it: the subject of a token and its role |
| `ce_correlationid` | the request that led to it, through however many services |
| `ce_causationid` | the event to which the service reacted, if it reacted to one |

Events of one service and key arrive in order and take effect once. Across keys and services there
is no order. A published event may gain optional fields, nothing else.
"""


def catalogue() -> str:
    """Return the page."""
    topics = sorted({event.topic for event in EVENTS.values()})
    return INTRODUCTION + "".join(part for topic in topics for part in of_topic(topic))


def of_topic(topic: str) -> Iterator[str]:
    """Yield the sections about one service's events, in the order in which the code has them."""
    yield f"\n## {topic}\n"
    for event in EVENTS.values():
        if event.topic == topic:
            yield from of_event(event)


def of_event(event: type[Event]) -> Iterator[str]:
    """Yield what an event says and what it carries."""
    yield f"\n### {event.name}\n\n{inspect.getdoc(event)}\n\n"
    yield fields_of(event)
    for part in parts_of(event):
        yield f"\nEach {part.__name__}: {inspect.getdoc(part)}\n\n"
        yield fields_of(part)


def fields_of(model: type[BaseModel]) -> str:
    """Return the table of a model's fields."""
    rows = ["| field | type |\n| --- | --- |\n"]
    for name, field in model.model_fields.items():
        optional = "" if field.is_required() else ", may be absent"
        rows.append(f"| `{name}` | {words_for(field.annotation)}{optional} |\n")
    return "".join(rows)


def parts_of(model: type[BaseModel]) -> list[type[BaseModel]]:
    """Return the models that a model's fields are made of."""
    inner = dict.fromkeys(
        word
        for field in model.model_fields.values()
        for word in (field.annotation, *get_args(field.annotation))
    )
    return [word for word in inner if inspect.isclass(word) and issubclass(word, BaseModel)]


def words_for(annotation: Any) -> str:
    """Say a field's type in words."""
    if get_origin(annotation) is UnionType:
        [kind] = [each for each in get_args(annotation) if each is not type(None)]
        return f"{words_for(kind)} or null"
    if get_origin(annotation) is tuple:
        return f"list of {words_for(get_args(annotation)[0])}"
    return WORDS.get(annotation) or annotation.__name__


if __name__ == "__main__":
    CATALOGUE.write_text(catalogue(), encoding="utf-8")
