"""The worker process of a service: its relay and its consumers."""

from __future__ import annotations

import logging
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from threading import Event as Flag
from threading import Thread
from uuid import UUID

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import sessionmaker

from shared.database import Sessions, is_reachable, make_engine, make_sessions
from shared.logs import configure_logs
from shared.messaging.bus import Bus, BusUnavailable, connect_bus
from shared.messaging.consumers import Consumers
from shared.messaging.inbox import Inbox
from shared.messaging.relay import Relay
from shared.settings import Settings
from shared.vitals import STUCK_SECONDS, Figures, Progress, Vitals, give_up, watch

log = logging.getLogger(__name__)

POOL_SIZE = 4  # the relay's, the consumers', and two for whoever asks how we are
PAUSE_AFTER_TROUBLE_SECONDS = 1.0
RELAY_STOP_SECONDS = 10.0
JOB_PAUSE_SECONDS = 0.25

Job = Callable[[Sessions], bool]  # does one piece of the work that waits; whether there was some


def run_worker(service: str, consumers: Consumers, jobs: Sequence[Job] = ()) -> None:
    """Send what the service publishes, react to what the others tell, do its jobs, until SIGTERM.

    With the words `replay all` or `replay <event id> …` on the command line, try again what was
    set aside, say how that went, and end with status 1 when something is still set aside.
    """
    settings = Settings.for_service(service)
    configure_logs(settings)
    if sys.argv[1:2] == ["replay"]:
        sys.exit(replay(settings, consumers, sys.argv[2:]))
    worker = Worker(settings, consumers, jobs)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()


def replay(settings: Settings, consumers: Consumers, event_ids: list[str]) -> int:
    """Replay the events named, or all; return the exit status."""
    inbox = Inbox(make_sessions(make_engine(settings, pool_size=1)), consumers)
    if event_ids == ["all"]:
        succeeded, failed = inbox.replay_all()
    else:
        results = [inbox.replay(UUID(event_id)) for event_id in event_ids]
        succeeded, failed = sum(results), len(results) - sum(results)
    log.info("Replayed %d events; %d are still set aside", succeeded, failed)
    return 1 if failed else 0


class Worker:
    """One relay and each job in a thread, one consumer loop in the thread that runs this."""

    def __init__(self, settings: Settings, consumers: Consumers, jobs: Sequence[Job] = ()) -> None:
        self._settings = settings
        self._consumers = consumers
        self._jobs = jobs
        self._engine = make_engine(settings, pool_size=POOL_SIZE + len(jobs))
        self._progress = Progress()
        self._figures = Figures(self._engine)
        self._stop_consuming = Flag()
        self._stop_relay = Flag()
        self._is_consuming = False

    def run(self) -> None:
        """Work until stopped: first the consumers end, then the relay sends what they published."""
        address = (self._settings.host, self._settings.port)
        vitals = Vitals(address, self._progress, self._figures, self._readiness)
        relay = Thread(target=self._relay, name="relay")
        watcher = Thread(target=watch, args=(self._progress, self._stop_relay), daemon=True)
        for thread in (vitals, relay, watcher):
            thread.start()
        for job in self._jobs:
            Thread(target=self._do, args=(job,), name="job", daemon=True).start()
        log.info("Worker of %s started", self._settings.service)
        try:
            self._consume()
        finally:
            self._stop_relay.set()
            relay.join(RELAY_STOP_SECONDS)
            vitals.close()
            self._engine.dispose()
        log.info("Worker of %s stopped", self._settings.service)

    def stop(self) -> None:
        """Ask it to end after the message in hand."""
        self._stop_consuming.set()

    def _relay(self) -> None:
        def on_progress(sent: int) -> None:
            self._progress.beat("relay")
            self._figures.sent.inc(sent)

        on_progress(0)
        relay = Relay(
            self._engine,
            lambda: connect_bus(self._settings),
            topic=self._settings.service,
            batch=self._settings.relay_batch,
        )
        relay.run(
            self._stop_relay, poll_seconds=self._settings.poll_seconds, on_progress=on_progress
        )

    def _do(self, job: Job) -> None:
        """Do what waits until stopped. A job that is broken off has changed nothing."""
        sessions = make_sessions(self._engine)
        pause = 0.0
        while not self._stop_consuming.wait(pause):
            try:
                pause = 0.0 if job(sessions) else JOB_PAUSE_SECONDS
            except Exception as error:  # noqa: BLE001 - like a consumer, it may fail in any way
                log.warning("A job is tried again after %s", type(error).__name__)
                pause = PAUSE_AFTER_TROUBLE_SECONDS

    def _consume(self) -> None:
        """Receive until stopped; trouble with database or bus means connecting anew."""
        while not self._stop_consuming.is_set():
            try:
                self._consume_once()
            except (DBAPIError, psycopg.Error, BusUnavailable) as error:
                self._is_consuming = False
                self._progress.beat("consumers")
                log.warning("Consumers start anew after %s", type(error).__name__)
                self._stop_consuming.wait(PAUSE_AFTER_TROUBLE_SECONDS)

    def _consume_once(self) -> None:
        topics = self._consumers.topics
        if not topics:
            self._is_consuming = True
            self._stop_consuming.wait()
            return
        self._progress.beat("consumers")
        # one connection for all messages: a pool would ask before each whether it still lives
        with (
            self._engine.connect() as connection,
            closing(connect_bus(self._settings, group=self._consumers.name, topics=topics)) as bus,
        ):
            inbox = Inbox(sessionmaker(connection, expire_on_commit=False), self._consumers)
            self._is_consuming = True
            last_delivery = time.monotonic()
            while not self._stop_consuming.is_set():
                if self._receive_batch(bus, inbox):
                    last_delivery = time.monotonic()
                if inbox.seconds_to_sweep() == 0:
                    inbox.sweep()
                    self._watch_lag(bus, time.monotonic() - last_delivery)

    def _receive_batch(self, bus: Bus, inbox: Inbox) -> bool:
        """Receive what the bus has; say whether it had something."""
        wait = min(self._settings.poll_seconds, inbox.seconds_to_sweep())
        received = []
        for delivery in bus.poll(wait):
            if self._stop_consuming.is_set():
                break
            outcome = inbox.receive(delivery)
            self._figures.received.labels(outcome=outcome).inc()
            self._progress.beat("consumers")
            received.append(delivery)
        if received:
            bus.commit(received)
        self._progress.beat("consumers")
        return bool(received)

    def _watch_lag(self, bus: Bus, idle_seconds: float) -> None:
        """Give up when the bus has messages for us and hands out none."""
        lag = bus.lag()
        self._figures.lag.set(lag)
        if lag > 0 and idle_seconds > STUCK_SECONDS:
            give_up("the bus has messages but delivers none")

    def _readiness(self) -> dict[str, bool]:
        try:
            return {"database": is_reachable(self._engine), "consumers": self._is_consuming}
        except DBAPIError:
            return {"database": False, "consumers": self._is_consuming}
