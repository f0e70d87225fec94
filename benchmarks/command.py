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
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

from sqlalchemy import event
from starlette.testclient import TestClient

from benchmarks.bare import Recorded
from huanjie.demo.city import read_city
from huanjie.processes import free_ports
from huanjie.stack import Stack
from services.audit.app import create_app

SCRIPT = Path(__file__).with_name("post.lua")
EXAMPLE = Path("examples") / "liaoyuan-2021"
SECONDS, ROUNDS, CONNECTIONS = 5, 3, 16


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
    """Return the throughput of both, measured in turns, and their ratio."""
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
        with bare_route(stack, recording) as bare:
            api = f"{stack.urls['audit']}/api/v1/problems"
            runs: dict[str, list[Throughput]] = {api: [], bare: []}
            for _ in range(ROUNDS):
                for address, seen in runs.items():
                    seen.append(load(address, token, body))
    return report(runs[api], runs[bare])


def report(api: list[Throughput], bare: list[Throughput]) -> dict[str, Any]:
    """Return the medians of the rounds and the ratio between them."""
    middle = {
        name: sorted(t.per_second for t in runs)[ROUNDS // 2]
        for name, runs in (("api", api), ("bare", bare))
    }
    return {
        "api_per_second": round(middle["api"], 1),
        "bare_per_second": round(middle["bare"], 1),
        "ratio": round(middle["api"] / middle["bare"], 3),
        "goal": ">= 0.6",
        "failed": sum(run.failed for run in (*api, *bare)),
        "api_median_ms": sorted(run.median_ms for run in api)[ROUNDS // 2],
        "api_p99_ms": sorted(run.p99_ms for run in api)[ROUNDS // 2],
    }


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
        statements.append((statement, parameters))

    key, reference = "bench-key", "bench-reference"
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
