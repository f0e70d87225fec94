"""Messages as they were once sent: each must be understood for ever, with all that it says."""

import json
from pathlib import Path

import pytest

from shared.events import EVENTS
from shared.events.__main__ import CATALOGUE, catalogue
from shared.messaging.bus import Delivery

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*.json"))
HOW_TO_MAKE_ONE = "Add a message as sent, tests/events/golden/<name>.json; never change an old one."


def delivery_of(kept):
    headers = [(name, value.encode()) for name, value in kept["headers"].items()]
    value = json.dumps(kept["value"], ensure_ascii=False).encode()
    return Delivery(kept["topic"], kept["key"].encode(), headers, value, 0, 1)


def test_every_event_has_a_golden_message():
    assert set(EVENTS) <= {file.stem for file in FILES}, HOW_TO_MAKE_ONE


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_golden_message_is_still_understood(file):
    kept = json.loads(file.read_text(encoding="utf-8"))

    message = delivery_of(kept).message()
    event = message.event()

    assert (message.name, message.topic, message.key) == (file.stem, kept["topic"], event.key)
    told = event.model_dump(mode="json")
    assert {name: told[name] for name in kept["value"]} == kept["value"]


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.name)
def test_an_event_is_named_for_its_topic_and_has_a_version(event):
    topic, _, version = event.name.split(".")

    assert topic == event.topic
    assert version.startswith("v")
    assert int(version.removeprefix("v")) >= 1


def test_the_catalogue_of_events_is_up_to_date():
    assert CATALOGUE.read_text(encoding="utf-8") == catalogue(), "Run python -m shared.events."
