"""A command through the API against the same SQL statements in a bare FastAPI route."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen
from uuid import uuid4

import psutil
from sqlalchemy import event
from starlette.testclient import TestClient

from benchmarks.bare import Recorded
from huanjie.demo.city import read_city
from huanjie.processes import free_ports
from huanjie.stack import Stack
from services.audit.app import create_app
from shared.context import current_cause

SCRIPT = Path(__file__).with_name("post.lua")
EXAMPLE = Path("examples") / "liaoyuan-2021"
SECONDS, ROUNDS, CONNECTIONS = 4, 5, 16


@dataclass(frozen=True)
class Throughput:
    """What `wrk` saw."""

    requests: int
    seconds: float
    failed: int
    median_ms: float
    p99_ms: float

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return (self.requests - self.failed) / self.seconds


def measure_command(stack: Stack) -> dict[str, Any]:
    """Return the throughput of both, measured in turns, and their ratio.

    The workers stand still meanwhile: they run on the same cores, and the faster a route is, the
    less they keep up with it, so that one route would pay for more of their work than the other.
    What the API does beside them is a figure of its own.
    """
    if shutil.which("wrk") is None:
        return {"left out": "wrk is not installed (Debian package wrk)"}
    city = read_city(EXAMPLE)
    places = [election["organisation"] for election in city.elections]
    token = stack.token("CITY_ORG", city.code)
    os.environ["BENCH_PLACES"] = ",".join(places)
    with TemporaryDirectory() as scratch:
        body = Path(scratch) / "body.json"
        body.write_text(json.dumps(problem("REFERENCE", "PLACE")))
        recording = Path(scratch) / "statements"
        recording.write_bytes(pickle.dumps(record(stack, token, places[0])))
        api = f"{stack.urls['audit']}/api/v1/problems"
        beside_workers = load(api, token, body)
        with bare_route(stack, recording) as bare, workers_paused(stack):
            turns = [(load(api, token, body), load(bare, token, body)) for _ in range(ROUNDS)]
    return {**report(turns), "api_beside_workers_per_second": round(beside_workers.per_second, 1)}


def report(turns: list[tuple[Throughput, Throughput]]) -> dict[str, Any]:
    """Return the medians over the turns: of both throughputs, and of the ratio within a turn."""
    api, bare = zip(*turns, strict=True)
    ratios = [round(one.per_second / other.per_second, 3) for one, other in turns]
    return {
        "api_per_second": round(median(turn.per_second for turn in api), 1),
        "bare_per_second": round(median(turn.per_second for turn in bare), 1),
        "ratio": median(ratios),
        "ratios": ratios,
        "goal": ">= 0.6",
        "failed": sum(turn.failed for turn in (*api, *bare)),
        "api_median_ms": median(turn.median_ms for turn in api),
        "api_p99_ms": median(turn.p99_ms for turn in api),
    }


@contextmanager
def workers_paused(stack: Stack) -> Iterator[None]:
    """Let no worker run inside the block; it must end before they count as stuck (a minute)."""
    names = [program.name for program in stack.supervisor.programs]
    paused = [stack.supervisor.pid(name) for name in names if name.endswith("-worker")]
    processes = [psutil.Process(pid) for pid in paused if pid]
    try:
        for process in processes:
            process.suspend()
        yield
    finally:
        for process in processes:
            process.resume()


def problem(reference: str, place: str) -> dict[str, str]:
    """Return the command's body."""
    return {
        "external_reference": reference,
        "division_code": place,
        "category": "TEAM",
        "found_on": "2021-01-05",
    }


def record(stack: Stack, token: str, place: str) -> tuple[list[str], str, Recorded]:
    """Run the command once in this process and return its statements with their parameters."""
    os.environ.update(stack.environment("audit"))
    application = create_app()
    statements: Recorded = []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, _x: Any, _many: bool) -> None:  # noqa: FBT001
        if current_cause().correlation_id:  # of the request, not of what runs beside it
            statements.append((statement, parameters))

    key, reference = f"key-{uuid4().hex}", f"reference-{uuid4().hex}"
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    with TestClient(application) as client:
        event.listen(application.state.engine, "before_cursor_execute", keep)
        answer = client.post("/api/v1/problems", json=problem(reference, place), headers=headers)
    answer.raise_for_status()
    return [key, reference], place, statements


@contextmanager
def bare_route(stack: Stack, recording: Path) -> Iterator[str]:
    """Run the bare route in a process of its own, started like an API."""
    (port,) = free_ports(1)
    database = stack.environment("audit")["HUANJIE_AUDIT_DATABASE_URL"]
    words = [sys.executable, "-m", "uvicorn", "--factory", "benchmarks.bare:create_app"]
    process = subprocess.Popen(  # noqa: S603
        [*words, "--port", str(port), "--no-access-log", "--log-level", "warning"],
        env={**os.environ, "BENCH_STATEMENTS": str(recording), "BENCH_DATABASE": database},
    )
    try:
        address = f"http://127.0.0.1:{port}"
        until_answering(f"{address}/openapi.json")
        yield f"{address}/problems"
    finally:
        process.terminate()
        process.wait()


def until_answering(address: str) -> None:
    """Wait until something answers at the address."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with urlopen(address):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


def load(address: str, token: str, body: Path) -> Throughput:
    """Send the command as fast as it is answered for some seconds."""
    words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(SCRIPT), address]
    environment = {**os.environ, "BENCH_BODY": str(body), "BENCH_TOKEN": token}
    output = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    line = next(line for line in output.stdout.splitlines() if line.startswith("RESULT"))
    requests, micros, failed, median, p99 = (int(word) for word in line.split()[1:])
    return Throughput(requests, micros / 1e6, failed, median / 1000, p99 / 1000)
