"""The API as a process: killed at its worst moments, and read for what it should not have said."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from shared.settings import Settings
from tests.shared.web.conftest import DIVISION
from tests.shared.web.sample import Note

NOTES = "/api/v1/notes"
CANARIES = ["张三丰", "220402199001011234", "13800138000", "Zhang Sanfeng", "canary-in-a-field"]
SERVER = ["--factory", "tests.shared.web.sample:create_app", "--no-access-log", "--ws", "none"]


class Server:
    """One API process and what it wrote."""

    def __init__(self, client: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> None:
        self.client = client
        self.process = process
        self.log = log


@pytest.fixture
def serve(settings: Settings, tmp_path: Path, token: Callable[..., str]) -> Callable[..., Any]:
    """Return what starts a server, with an environment, for the length of a block."""

    @contextmanager
    def run(**environment: str) -> Iterator[Server]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        log = tmp_path / f"{uuid4()}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "uvicorn", *SERVER, "--port", str(port)],
                env={**os.environ, **environment_of(settings), **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        headers = {"Authorization": f"Bearer {token('CLERK', DIVISION)}"}
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers) as client:
            try:
                wait_until_ready(client)
                yield Server(client, process, log)
            finally:
                process.terminate()
                process.wait(20)

    return run


def environment_of(settings: Settings) -> dict[str, str]:
    return {
        "HUANJIE_DATABASE_URL": settings.database_url.get_secret_value(),
        "HUANJIE_TOKEN_KEYS_FILE": str(settings.token_keys_file),
        "HUANJIE_BODY_LIMIT_BYTES": "10000",
    }


def wait_until_ready(client: httpx.Client) -> None:
    for _ in range(600):
        try:
            if client.get("/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    pytest.fail("the server did not become ready")


def count(settings: Settings, title: str) -> int:
    engine = create_engine(settings.database_url.get_secret_value())
    with Session(engine) as session:
        found = session.scalar(select(func.count()).where(Note.title == title))
    engine.dispose()
    return found or 0


@pytest.mark.parametrize(("moment", "stored"), [("before_commit", 0), ("after_commit", 1)])
def test_killed_before_it_could_answer_a_command_is_repeated_without_a_second_effect(
    serve: Callable[..., Any], settings: Settings, moment: str, stored: int
) -> None:
    title, key = str(uuid4()), {"Idempotency-Key": str(uuid4())}

    with serve(HUANJIE_CRASH_AT=moment) as server:
        with pytest.raises(httpx.TransportError):
            server.client.post(NOTES, json={"title": title}, headers=key)
        assert server.process.wait(10) == -signal.SIGKILL
    assert count(settings, title) == stored

    with serve() as server:
        answer = server.client.post(NOTES, json={"title": title}, headers=key)
    assert answer.status_code == 201
    assert ("idempotent-replayed" in answer.headers) == bool(stored)
    assert count(settings, title) == 1


def test_no_personal_value_reaches_the_log_and_one_request_is_one_line(
    serve: Callable[..., Any],
) -> None:
    requests = 0
    with serve(HUANJIE_LOG_LEVEL="DEBUG") as server:
        for canary in CANARIES:
            header = canary.encode()
            for method, path, body in [
                ("POST", NOTES, {"title": canary}),
                ("POST", NOTES, {"title": canary * 100, canary: canary, "rank": canary}),
                ("GET", f"{NOTES}/{canary}", None),
                ("GET", f"/{canary}?{canary}={canary}", None),
                ("POST", f"{NOTES}/labels?name={canary}", None),
                ("POST", f"{NOTES}/labels?name={canary}", None),
                ("POST", f"{NOTES}/breakdowns", None),
                ("POST", f"{NOTES}/oversized", None),
            ]:
                headers = {
                    "Idempotency-Key": str(uuid4()),
                    "X-Request-ID": header,
                    "User-Agent": header,
                    "Accept-Language": header,
                    "If-Match": header,
                }
                answer = server.client.request(method, path, json=body, headers=headers)
                assert answer.status_code in {201, 200, 400, 404, 409, 422, 500}
                if answer.status_code >= 400:
                    assert canary not in answer.text
                requests += 1
            server.client.get(NOTES, headers={"Authorization": b"Bearer " + header})
            requests += 1
        text = server.log.read_text()

    for canary in CANARIES:
        assert canary not in text
    answered = [line for line in text.splitlines() if "Request answered" in line]
    assert len(answered) == requests
    lines = [json.loads(line) for line in text.splitlines()]
    failures = [line for line in lines if line["level"] == "error"]
    assert len(failures) == len(CANARIES)  # one line for each breakdown, in its trace
    for failure in failures:
        assert failure["error"] == ["RuntimeError"]
        assert failure["trace_id"]


def test_a_real_server_refuses_a_large_body_in_our_shape(serve: Callable[..., Any]) -> None:
    with serve() as server:
        for content in (b" " * 100_000, iter([b" " * 100_000])):
            headers = {"Idempotency-Key": str(uuid4()), "Content-Type": "application/json"}
            answer = server.client.post(NOTES, content=content, headers=headers)
            assert answer.status_code == 413
            assert answer.headers["content-type"] == "application/problem+json"
        assert server.client.get("/livez").status_code == 200


def test_a_real_server_answers_head_and_304_without_a_body(serve: Callable[..., Any]) -> None:
    with serve() as server:
        headers = {"Idempotency-Key": str(uuid4())}
        place = server.client.post(NOTES, json={"title": "x"}, headers=headers).headers["location"]

        head = server.client.head(place)
        known = server.client.get(place, headers={"If-None-Match": head.headers["etag"]})

        assert (head.status_code, head.content) == (200, b"")
        assert (known.status_code, known.content) == (304, b"")


def test_asked_to_stop_it_stops_in_order(serve: Callable[..., Any]) -> None:
    with serve() as server:
        server.process.terminate()

        assert server.process.wait(10) in {0, -signal.SIGTERM}
