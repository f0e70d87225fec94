"""100,000 events from 8 writers while relays are killed and fight: none lost, all in order."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import time
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from functools import partial

import pytest
from sqlalchemy import create_engine, text

from shared.messaging.message import unpack_headers
from tests.huanjie.waiting import eventually
from tests.shared.messaging import load

EVENTS = int(os.environ.get("HUANJIE_OUTBOX_EVENTS", "100000"))
WRITERS = 8
RESTART_SECONDS = 2.0
ALL_SENT = "SELECT NOT EXISTS (SELECT FROM outbox WHERE sent_at IS NULL)"
A_RELAY_LEADS = """
    SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                   WHERE l.locktype = 'advisory' AND d.datname = current_database())
"""

pytestmark = pytest.mark.timeout(600)


@contextmanager
def processes():
    """Yield `run(function, *values)`: a process that is killed at the end, and starts quickly."""
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["tests.shared.messaging.load"])
    with ExitStack() as started:

        def run(function, *values):
            process = server.Process(target=function, args=values)
            process.start()
            started.callback(process.join)
            started.callback(process.kill)
            return process

        yield run


@contextmanager
def asked(url):
    engine = create_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield connection
    engine.dispose()


def scalar(url, statement):
    with asked(url) as connection:
        return connection.scalar(text(statement))


def play(places, *, events, kind, relays):
    """Let the writers write while relays of a kind come and go, until nothing is unsent."""
    with processes() as run:
        new_relay = partial(run, load.relay, places.sender, places.event_log, kind)
        rivals = [new_relay() for _ in range(relays)]
        assert eventually(lambda: scalar(places.sender, A_RELAY_LEADS), seconds=60)
        writers = [
            run(load.write, places.sender, seed, events // WRITERS) for seed in range(WRITERS)
        ]
        turn = itertools.cycle(range(relays))
        while any(writer.is_alive() for writer in writers):
            time.sleep(RESTART_SECONDS)
            if relays > 1:
                rival = next(turn)
                rivals[rival].kill()
                rivals[rival] = new_relay()
        assert [writer.exitcode for writer in writers] == [0] * WRITERS
        patience = 60 if kind == "good" else 3
        eventually(lambda: scalar(places.sender, ALL_SENT), seconds=patience)


def on_the_bus(places):
    """Return id, key and version of everything on the bus, in order."""
    with asked(places.event_log) as connection:
        rows = connection.execute(text("SELECT key, headers FROM messages ORDER BY position"))
        for key, packed in rows:
            headers = dict(unpack_headers(packed))
            yield headers["ce_id"].decode(), key, int(headers["ce_sequence"])


def lost_and_disordered(places):
    """Return how many committed events are not on the bus, and how many arrive out of order.

    A repetition is no disorder: what a consumer sees for the first time must be the next.
    """
    arrived, disordered = set(), 0
    last = defaultdict(int)
    for event_id, key, version in on_the_bus(places):
        if event_id not in arrived:
            arrived.add(event_id)
            disordered += version != last[key] + 1
            last[key] = max(version, last[key])
    with asked(places.sender) as connection:
        committed = set(connection.scalars(text("SELECT event_id::text FROM outbox")))
    return len(committed - arrived), disordered


def test_no_event_is_lost_or_out_of_order(fresh_places):
    play(fresh_places, events=EVENTS, kind="good", relays=2)

    assert scalar(fresh_places.sender, "SELECT count(*) FROM outbox") == EVENTS
    assert lost_and_disordered(fresh_places) == (0, 0)


def test_the_load_catches_a_relay_with_a_cursor(fresh_places):
    def loses():
        play(fresh_places, events=4000, kind="cursor", relays=1)
        return lost_and_disordered(fresh_places)[0] > 0

    assert any(loses() for _ in range(5))  # a machine that is very busy may hide it in one round


def test_a_kill_catches_a_relay_that_marks_before_it_sends(fresh_places):
    with processes() as run:
        run(load.write, fresh_places.sender, 1, 500).join()
        killed = run(
            load.relay, fresh_places.sender, fresh_places.event_log, "hasty", "after_append:2"
        )
        killed.join(60)
        run(load.relay, fresh_places.sender, fresh_places.event_log, "good")
        assert eventually(lambda: scalar(fresh_places.sender, ALL_SENT), seconds=60)

    assert killed.exitcode == -signal.SIGKILL
    assert lost_and_disordered(fresh_places)[0] > 0
