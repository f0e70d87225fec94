"""However often and in whatever order a bus delivers, the state is that of one orderly delivery."""

from __future__ import annotations

import os
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from shared.messaging.inbox import Inbox
from tests.shared.messaging.places import a_delivery, a_message
from tests.shared.messaging.recording import Recording

SCHEDULES = int(os.environ.get("HUANJIE_SCHEDULES", "2000"))


@st.composite
def schedules(draw):
    """Draw streams, each event's deliveries in one shuffled list, and the events that fail once."""
    lengths = draw(st.lists(st.integers(1, 5), min_size=1, max_size=2))
    events = [
        (stream, version)
        for stream, length in enumerate(lengths)
        for version in range(1, length + 1)
    ]
    copies = draw(st.lists(st.integers(1, 3), min_size=len(events), max_size=len(events)))
    deliveries = [event for event, times in zip(events, copies, strict=True) for _ in range(times)]
    failing = draw(st.sets(st.sampled_from(events), max_size=2))
    return lengths, draw(st.permutations(deliveries)), failing


def play(recording, schedule):
    """Deliver as scheduled, then mend what fails and replay; return what came of each stream."""
    lengths, order, failing = schedule
    keys = [f"{uuid4().hex}" for _ in lengths]
    deliveries = {
        (stream, version): a_delivery(a_message(version, key=key))
        for stream, (key, length) in enumerate(zip(keys, lengths, strict=True))
        for version in range(1, length + 1)
    }
    recording.fails = {(keys[stream], f"P{version}") for stream, version in failing}
    for event in order:
        recording.inbox.receive(deliveries[event])
    recording.fails = set()
    recording.inbox.replay_all()
    return keys, [recording.effects(key) for key in keys]


def rows_of(recording, table, keys):
    with recording.engine.connect() as connection:
        statement = text(f"SELECT count(*) FROM {table} WHERE key = ANY(:keys)")
        return connection.scalar(statement, {"keys": keys})


@pytest.mark.timeout(600)
@settings(
    max_examples=SCHEDULES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(schedule=schedules())
def test_duplicated_and_shuffled_deliveries_leave_the_same_state(receiver, schedule):
    recording = Recording(receiver)

    keys, effects = play(recording, schedule)

    assert effects == [[f"P{n}" for n in range(1, length + 1)] for length in schedule[0]]
    assert rows_of(recording, "parked", keys) == 0


class ForgetfulInbox(Inbox):
    """Known bad: lets everything take effect that comes, in the order in which it comes."""

    def _take(self, session, message, _):
        self._react(session, message)
        return None, False


class UnorderedInbox(Inbox):
    """Known bad: knows duplicates, but not the order."""

    def _take(self, session, message, delivery):
        outcome, waits = super()._take(session, message, delivery)
        if outcome == "parked":
            self._react(session, message)
        return outcome, waits


@pytest.mark.parametrize("bad_inbox", [ForgetfulInbox, UnorderedInbox])
def test_the_schedules_catch_an_inbox_that_does_less(receiver, bad_inbox):
    recording = Recording(receiver)
    recording.inbox = bad_inbox(recording.inbox._sessions, recording.consumers)

    _, effects = play(recording, ([3], [(0, 2), (0, 1), (0, 1), (0, 3)], set()))

    assert effects != [["P1", "P2", "P3"]]
