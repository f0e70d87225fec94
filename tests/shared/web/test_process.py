"""The API as a process: killed at its worst moments, and read for what it should not have said."""

from __future__ import annotations

import json
import signal
import time
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from shared.settings import Settings
from tests.shared.web.conftest import Serve, Serving
from tests.shared.web.sample import Note

NOTES = "/api/v1/notes"
CANARIES = ["张三丰", "220402199001011234", "13800138000", "Zhang Sanfeng", "canary-in-a-field"]


def count(settings: Settings, title: str) -> int:
    engine = create_engine(settings.database_url.get_secret_value())
    with Session(engine) as session:
        found = session.scalar(select(func.count()).where(Note.title == title))
    engine.dispose()
    return found or 0


def wait_for_log(serving: Serving, start: int, requests: int) -> str:
    """Return what was logged; the last line is written after the last answer."""
    for _ in range(100):
        text = serving.log.read_text()[start:]
        if text.count("Request answered") >= requests:
            break
        time.sleep(0.05)
    return text


@pytest.mark.parametrize(("moment", "stored"), [("before_commit", 0), ("after_commit", 1)])
def test_killed_before_it_could_answer_a_command_is_repeated_without_a_second_effect(
    serve: Serve, settings: Settings, moment: str, stored: int
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


def test_no_personal_value_reaches_the_log_and_one_request_is_one_line(serving: Serving) -> None:
    requests = 0
    before = len(serving.log.read_text())
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
            answer = serving.client.request(method, path, json=body, headers=headers)
            assert answer.status_code in {201, 200, 400, 404, 409, 422, 500}
            if answer.status_code >= 400:
                assert canary not in answer.text
            requests += 1
        serving.client.get(NOTES, headers={"Authorization": b"Bearer " + header})
        requests += 1
    text = wait_for_log(serving, before, requests)

    for canary in CANARIES:
        assert canary not in text
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["event"] for line in lines].count("Request answered") == requests
    failures = [line for line in lines if line["level"] == "error"]
    assert len(failures) == len(CANARIES)  # one line for each breakdown, in its trace
    for failure in failures:
        assert failure["error"] == ["RuntimeError"]
        assert failure["trace_id"]


def test_a_real_server_refuses_a_large_body_in_our_shape(serving: Serving) -> None:
    for content in (b" " * 100_000, iter([b" " * 100_000])):
        headers = {"Idempotency-Key": str(uuid4()), "Content-Type": "application/json"}
        answer = serving.client.post(NOTES, content=content, headers=headers)
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"
    assert serving.client.get("/livez").status_code == 200


def test_a_real_server_answers_head_and_304_without_a_body(serving: Serving) -> None:
    headers = {"Idempotency-Key": str(uuid4())}
    place = serving.client.post(NOTES, json={"title": "x"}, headers=headers).headers["location"]

    head = serving.client.head(place)
    known = serving.client.get(place, headers={"If-None-Match": head.headers["etag"]})

    assert (head.status_code, head.content) == (200, b"")
    assert (known.status_code, known.content) == (304, b"")


def test_asked_to_stop_it_stops_in_order(serve: Serve) -> None:
    with serve() as started:
        started.process.terminate()

        assert started.process.wait(10) in {0, -signal.SIGTERM}
