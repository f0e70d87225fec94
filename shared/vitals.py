"""What a worker shows of itself: alive, ready, and figures for the monitoring, over HTTP."""

from __future__ import annotations

import faulthandler
import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event as Flag
from threading import Thread

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

log = logging.getLogger(__name__)

STUCK_SECONDS = 60.0
EXIT_STUCK = 70

STANDING = text("""
    SELECT (SELECT count(*) FROM outbox WHERE sent_at IS NULL) AS outbox_unsent,
           (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(occurred_at)), 0)
            FROM outbox WHERE sent_at IS NULL) AS outbox_oldest_seconds,
           (SELECT count(*) FROM parked) AS parked,
           (SELECT count(*) FROM set_aside
            WHERE replayed_at IS NULL AND retry_at IS NULL) AS set_aside
""")


class Progress:
    """When each part of the worker was last seen doing its round: not busy, but alive."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}

    def beat(self, part: str) -> None:
        """Note that a part has finished a round, with or without work."""
        self._seen[part] = time.monotonic()

    def seconds_still(self) -> float:
        """Return for how long the stillest part has not been seen."""
        return max((time.monotonic() - seen for seen in self._seen.values()), default=0.0)

    def is_stuck(self) -> bool:
        """Say whether a part has stood still for too long."""
        return self.seconds_still() > STUCK_SECONDS


def watch(progress: Progress, stop: Flag) -> None:
    """End the process, with the stacks in the log, when a part stands still: it is started anew.

    A client library may hang where no timeout reaches; waiting would look healthy for ever.
    """
    while not stop.wait(1.0):
        if progress.is_stuck():
            give_up("a part of the worker stands still")


def give_up(reason: str) -> None:
    """Write all stacks and end at once, without waiting for what hangs."""
    log.critical("Worker ends itself: %s", reason)
    faulthandler.dump_traceback()
    os._exit(EXIT_STUCK)


class Figures(Collector):
    """The figures of one worker; what stands in the database is read when somebody asks."""

    def __init__(self, engine: Engine) -> None:
        self.registry = CollectorRegistry()
        self._engine = engine
        self.sent = Counter(
            "huanjie_events_sent", "Events that went onto the bus", registry=self.registry
        )
        self.received = Counter(
            "huanjie_events_received",
            "Deliveries by what became of them",
            ["outcome"],
            registry=self.registry,
        )
        self.lag = Gauge(
            "huanjie_bus_lag", "Messages on the bus still to be read", registry=self.registry
        )
        self.registry.register(self)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Read from the database what waits there."""
        try:
            with self._engine.connect() as connection:
                standing = connection.execute(STANDING).mappings().one()
        except DBAPIError:
            return  # the other figures are worth having, and readiness tells of the trouble
        for name, value in standing.items():
            yield GaugeMetricFamily(f"huanjie_{name}", "Waiting in the database", float(value))

    def describe(self) -> list[GaugeMetricFamily]:
        """Name nothing in advance, so that registering asks the database nothing."""
        return []


class Vitals:
    """The small server for the supervisor and the monitoring."""

    def __init__(
        self,
        address: tuple[str, int],
        progress: Progress,
        figures: Figures,
        is_ready: Callable[[], dict[str, bool]],
    ) -> None:
        self._progress = progress
        self._figures = figures
        self._is_ready = is_ready
        self._server = ThreadingHTTPServer(address, self._handler())
        self._thread = Thread(target=self._server.serve_forever, name="vitals", daemon=True)

    @property
    def port(self) -> int:
        """Return where it listens."""
        return int(self._server.server_address[1])

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def close(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Return status, media type and body."""
        if path == "/livez":
            still = self._progress.seconds_still()
            state = {"alive": not self._progress.is_stuck(), "seconds_still": round(still, 1)}
            return (200 if state["alive"] else 503), "application/json", json.dumps(state).encode()
        if path == "/readyz":
            ready = self._is_ready()
            status = 200 if all(ready.values()) else 503
            return status, "application/json", json.dumps(ready).encode()
        if path == "/metrics":
            return 200, "text/plain; version=0.0.4", generate_latest(self._figures.registry)
        return 404, "text/plain", b"not here\n"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        vitals = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 5

            def do_GET(self) -> None:
                status, media_type, body = vitals.answer(self.path)
                self.send_response(status)
                self.send_header("Content-Type", media_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *values: object) -> None:  # noqa: A002
                """Stay silent: the supervisor asks every second."""

        return Handler
