"""Real worker processes: they carry events, tell how they are, stop in order, survive signal 9."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import ExitStack

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from huanjie.processes import PROJECT, free_ports
from shared.messaging.outbox import publish
from tests.huanjie.waiting import eventually
from tests.shared.messaging.places import an_event, end_connections

pytestmark = pytest.mark.timeout(180)

KEYS = [f"22040200100{number}" for number in range(5)]
EVENTS = 60
KILLED = -signal.SIGKILL


class Play:
    """A sender's and a receiver's database, and the workers of both."""

    def __init__(self, places, opened):
        self.places = places
        self.events_url = places.event_log
        self._opened = opened
        self._engines = {
            "roster": create_engine(places.sender),
            "reporting": create_engine(places.receiver),
        }
        self.ports = dict(zip(("roster", "reporting"), free_ports(2), strict=True))
        for engine in self._engines.values():
            opened.callback(engine.dispose)

    def dispose(self):
        """Forget connections that are no more."""
        for engine in self._engines.values():
            engine.dispose()

    def worker(self, service, *words, variant="good", crash_at=None):
        environment = {
            **os.environ,
            "HUANJIE_ROSTER_DATABASE_URL": self.places.sender,
            "HUANJIE_REPORTING_DATABASE_URL": self.places.receiver,
            "HUANJIE_EVENTS_URL": self.events_url,
            "HUANJIE_PORT": str(self.ports[service]),
            "HUANJIE_RELAY_BATCH": "10",
        }
        if crash_at:
            environment["HUANJIE_CRASH_AT"] = crash_at
        module = [sys.executable, "-m", "tests.shared.messaging.a_worker"]
        process = subprocess.Popen(
            [*module, service, variant, *words], cwd=PROJECT, env=environment
        )
        self._opened.callback(process.wait)
        self._opened.callback(process.kill)
        return process

    def publish(self, how_many=EVENTS):
        """Publish events of a few keys; the person numbers of each key count 1, 2, 3."""
        with Session(self._engines["roster"]) as session, session.begin():
            for number in range(how_many):
                person = f"P{number // len(KEYS) + 1}"
                publish(session, an_event(KEYS[number % len(KEYS)], person))

    def scalar(self, service, statement):
        with self._engines[service].connect() as connection:
            return connection.scalar(text(statement))

    def all_sent(self):
        return not self.scalar("roster", "SELECT count(*) FROM outbox WHERE sent_at IS NULL")

    def applied(self):
        return self.scalar("reporting", "SELECT count(*) FROM effects")

    def effects(self):
        """Return the persons recorded, by key, in order."""
        statement = "SELECT key, array_agg(person ORDER BY id) FROM effects GROUP BY key"
        with self._engines["reporting"].connect() as connection:
            return dict(connection.execute(text(statement)).all())

    def ask(self, service, path):
        url = f"http://127.0.0.1:{self.ports[service]}{path}"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""


@pytest.fixture
def play(fresh_places):
    with ExitStack() as opened:
        yield Play(fresh_places, opened)


def in_order(how_many=EVENTS):
    return {key: [f"P{n}" for n in range(1, how_many // len(KEYS) + 1)] for key in KEYS}


def test_events_travel_from_worker_to_worker_and_both_stop_in_order(play):
    workers = [play.worker("roster"), play.worker("reporting")]
    play.publish()
    assert eventually(lambda: play.applied() == EVENTS, seconds=60)

    for worker in workers:
        worker.send_signal(signal.SIGTERM)

    assert [worker.wait(20) for worker in workers] == [0, 0]
    assert play.effects() == in_order()


def test_a_worker_tells_how_it_is(play):
    play.worker("reporting")
    play.worker("roster")
    play.publish()
    assert eventually(lambda: play.applied() == EVENTS, seconds=60)

    alive, _ = play.ask("reporting", "/livez")
    ready, parts = play.ask("reporting", "/readyz")
    _, figures = play.ask("reporting", "/metrics")
    _, sent = play.ask("roster", "/metrics")

    assert (alive, ready, json.loads(parts)) == (200, 200, {"database": True, "consumers": True})
    assert f'huanjie_events_received_total{{outcome="applied"}} {EVENTS}.0' in figures
    assert "huanjie_set_aside 0.0" in figures
    assert f"huanjie_events_sent_total {EVENTS}.0" in sent
    assert play.ask("roster", "/elsewhere")[0] == 404


@pytest.mark.parametrize("crash_at", ["after_append", "after_append:4"])
def test_a_relay_killed_before_it_marks_what_it_sent_loses_nothing(play, crash_at):
    play.publish()

    assert play.worker("roster", crash_at=crash_at).wait(60) == KILLED
    assert not play.all_sent()
    play.worker("roster")
    play.worker("reporting")

    assert eventually(play.all_sent, seconds=60)
    assert eventually(lambda: play.applied() == EVENTS, seconds=60)
    assert play.effects() == in_order()


@pytest.mark.parametrize("crash_at", ["after_inbox", "after_inbox:23"])
def test_a_consumer_killed_before_its_commit_applies_everything_once(play, crash_at):
    play.publish()
    play.worker("roster")

    assert play.worker("reporting", crash_at=crash_at).wait(60) == KILLED
    assert play.applied() < EVENTS
    play.worker("reporting")

    assert eventually(lambda: play.applied() == EVENTS, seconds=60)
    assert play.effects() == in_order()


def test_workers_that_lose_the_database_go_on_when_it_is_back(play, server):
    for service in ("roster", "reporting"):
        play.worker(service)
    play.publish(how_many=5)
    assert eventually(lambda: play.applied() == 5, seconds=60)

    end_connections(server, play.places.sender, play.places.receiver, play.places.event_log)
    play.dispose()
    play.publish(how_many=5)

    assert eventually(lambda: play.applied() == 10, seconds=60)
    assert play.ask("reporting", "/livez")[0] == 200


def test_over_kafka_too_nothing_is_lost_or_applied_twice_when_workers_are_killed(play, broker):
    play.events_url = broker.url
    play.publish()

    assert play.worker("roster", crash_at="after_append:2").wait(60) == KILLED
    play.worker("roster")
    assert play.worker("reporting", crash_at="after_inbox:23").wait(60) == KILLED
    play.worker("reporting")

    assert eventually(lambda: play.applied() == EVENTS, seconds=90)
    assert play.effects() == in_order()
    assert play.all_sent()


@pytest.mark.parametrize("variant", ["commits-first", "effects-outside"])
def test_the_kills_catch_consumers_that_are_known_to_be_bad(play, variant):
    play.publish()
    play.worker("roster")
    assert eventually(play.all_sent, seconds=60)

    killed = play.worker("reporting", variant=variant, crash_at="after_inbox:23")
    assert killed.wait(60) == KILLED
    play.worker("reporting", variant=variant)

    assert not eventually(lambda: play.effects() == in_order(), seconds=5)


def test_what_a_bug_has_set_aside_is_replayed_when_it_is_mended(play):
    play.publish()
    play.worker("roster")
    broken = play.worker("reporting", variant="failing")
    used_up = "SELECT count(*) FROM set_aside WHERE retry_at IS NULL"
    assert eventually(lambda: play.scalar("reporting", used_up) == len(KEYS), seconds=60)
    broken.send_signal(signal.SIGTERM)
    broken.wait(20)
    assert play.effects() == in_order(len(KEYS))

    still_broken = play.worker("reporting", "replay", "all", variant="failing").wait(60)
    mended = play.worker("reporting", "replay", "all").wait(60)

    assert (still_broken, mended) == (1, 0)
    assert play.effects() == in_order()
