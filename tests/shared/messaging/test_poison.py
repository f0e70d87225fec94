"""One event in a hundred fails: its key waits, all others go on; once mended, all is replayed."""

from __future__ import annotations

import os
import random
import time

import pytest
from sqlalchemy import create_engine, text

from tests.shared.messaging.places import a_delivery, a_message
from tests.shared.messaging.recording import Recording

KEYS = int(os.environ.get("HUANJIE_POISON_KEYS", "200"))
VERSIONS = 10
BAD = KEYS * VERSIONS // 100

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def recording(fresh_places):
    engine = create_engine(fresh_places.receiver)
    yield Recording(engine)
    engine.dispose()


def scalar(recording, statement):
    with recording.engine.connect() as connection:
        return connection.scalar(text(statement))


def all_effects(recording):
    statement = "SELECT key, array_agg(person ORDER BY id) FROM effects GROUP BY key"
    with recording.engine.connect() as connection:
        return dict(connection.execute(text(statement)).all())


def deliver_all(recording, keys):
    """Deliver every event, sweeping as a worker does; return the longest time one took."""
    longest = 0.0
    for version in range(1, VERSIONS + 1):
        for key in keys:
            begun = time.monotonic()
            recording.inbox.receive(a_delivery(a_message(version, key=key)))
            if recording.inbox.seconds_to_sweep() == 0:
                recording.inbox.sweep()
            longest = max(longest, time.monotonic() - begun)
    return longest


def use_up_the_tries(recording):
    waiting = "SELECT count(*) FROM set_aside WHERE retry_at IS NOT NULL"
    while scalar(recording, waiting):
        time.sleep(recording.inbox.seconds_to_sweep())
        recording.inbox.sweep()


def test_failing_events_stop_nobody_else_and_are_replayed_in_order(recording):
    keys = [f"22040200{number:04d}" for number in range(KEYS)]
    bad_keys = random.Random(7).sample(keys, BAD)
    recording.fails = {(key, "P5") for key in bad_keys}

    longest = deliver_all(recording, keys)
    use_up_the_tries(recording)

    everything = [f"P{version}" for version in range(1, VERSIONS + 1)]
    expected = {key: everything[:4] if key in bad_keys else everything for key in keys}
    assert all_effects(recording) == expected
    assert longest < 2  # seconds; the longest that any event had to wait for another
    assert scalar(recording, "SELECT count(*) FROM set_aside") == BAD
    assert scalar(recording, "SELECT count(*) FROM parked") == BAD * (VERSIONS - 5)
    assert recording.calls[bad_keys[0]] == 4 + 3

    recording.fails = set()

    assert recording.inbox.replay_all() == (BAD, 0)
    assert all_effects(recording) == dict.fromkeys(keys, everything)
    assert scalar(recording, "SELECT count(*) FROM parked") == 0
