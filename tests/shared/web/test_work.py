"""Commands: once per key, only against the version that was read, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import anyio
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import Engine, create_engine, event, func, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from shared.messaging.tables import idempotency_keys
from shared.settings import Settings
from shared.web.idempotency import Submission
from tests.shared.web.conftest import DIVISION
from tests.shared.web.sample import Label, Note, create_app

NOTES = "/api/v1/notes"
COPIES = 50


@pytest.fixture
def session(settings: Settings) -> Iterator[Session]:
    """Return a session that sees what was committed."""
    engine = create_engine(settings.database_url.get_secret_value())
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def count(session: Session, title: str) -> int:
    return session.scalar(select(func.count()).where(Note.title == title)) or 0


def new_key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


def write(client: TestClient, title: str = "a note", **headers: str) -> httpx.Response:
    return client.post(NOTES, json={"title": title}, headers={**new_key(), **headers})


def test_a_command_is_answered_with_its_version_and_place(client: TestClient) -> None:
    answer = write(client)

    assert answer.status_code == 201
    assert answer.headers["etag"] == '"1"'
    assert answer.headers["location"] == f"{NOTES}/{answer.json()['id']}"
    assert "idempotent-replayed" not in answer.headers
    assert client.get(answer.headers["location"]).json() == answer.json()


@pytest.mark.parametrize("key", [None, "", " ", "x" * 256, "a b", "ключ".encode(), '"open', '""'])
def test_a_post_without_a_usable_key_is_refused(
    client: TestClient, session: Session, key: str | bytes | None
) -> None:
    title = str(uuid4())

    headers = {} if key is None else {"Idempotency-Key": key}
    answer = client.post(NOTES, json={"title": title}, headers=headers)

    assert answer.status_code == 400
    assert answer.json()["code"] == "IDEMPOTENCY-KEY-REQUIRED"
    assert count(session, title) == 0


def test_a_repeated_command_gets_the_same_answer_and_has_one_effect(
    client: TestClient, session: Session
) -> None:
    title, key = str(uuid4()), new_key()

    first = client.post(NOTES, json={"title": title}, headers=key)
    again = client.post(NOTES, json={"title": title}, headers=key)

    assert again.status_code == first.status_code == 201
    assert again.content == first.content
    assert again.headers["idempotent-replayed"] == "true"
    for name in ("etag", "location", "content-type"):
        assert again.headers[name] == first.headers[name]
    assert count(session, title) == 1


def test_a_key_in_quotes_is_the_same_key(client: TestClient, session: Session) -> None:
    title, key = str(uuid4()), str(uuid4())

    write(client, title, **{"Idempotency-Key": key})
    again = write(client, title, **{"Idempotency-Key": f'"{key}"'})

    assert again.headers["idempotent-replayed"] == "true"
    assert count(session, title) == 1


def test_the_same_key_for_something_else_is_refused(client: TestClient, session: Session) -> None:
    key, other = new_key(), str(uuid4())
    write(client, **key)

    answers = [
        write(client, other, **key),
        client.post(f"{NOTES}/causes", headers=key),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json()["code"] == "IDEMPOTENCY-KEY-REUSED"
    assert answers[1].json()["code"] == "IDEMPOTENCY-KEY-REUSED"
    assert count(session, other) == 0


def test_what_is_kept_of_a_request_depends_on_a_secret_that_outlives_the_process(
    client: TestClient, settings: Settings
) -> None:
    key = new_key()
    first = write(client, **key)

    def repeated_to(fingerprint_key: str) -> httpx.Response:
        changed = settings.model_copy(update={"fingerprint_key": SecretStr(fingerprint_key)})
        other = create_app(changed)
        with TestClient(other, headers=client.headers) as restarted:
            return write(restarted, **key)

    known = repeated_to(settings.fingerprint_key.get_secret_value())
    unknown = repeated_to("another key")

    assert first.status_code == 201
    assert (known.status_code, known.content) == (201, first.content)
    assert unknown.status_code == 422
    assert unknown.json()["code"] == "IDEMPOTENCY-KEY-REUSED"


def test_without_that_secret_nothing_is_taken_in(
    client: TestClient, settings: Settings, session: Session
) -> None:
    title = str(uuid4())
    changed = settings.model_copy(update={"fingerprint_key": SecretStr("")})

    with TestClient(create_app(changed), headers=client.headers) as unset:
        answer = write(unset, title)

    assert answer.status_code == 503
    assert "HUANJIE_FINGERPRINT_KEY" in answer.json()["needed"]
    assert count(session, title) == 0


def test_callers_do_not_share_keys(
    running: FastAPI, token: Callable[..., str], session: Session
) -> None:
    title, key = str(uuid4()), new_key()
    bearers = [token("CLERK", DIVISION, subject=f"clerk-{number}") for number in range(3)]

    for bearer in bearers:
        one = TestClient(running, headers={"Authorization": f"Bearer {bearer}"})
        assert "idempotent-replayed" not in write(one, title, **key).headers

    assert count(session, title) == 3


def test_while_a_command_runs_its_copy_is_told_to_wait(
    client: TestClient, settings: Settings
) -> None:
    key = str(uuid4())
    engine = create_engine(settings.database_url.get_secret_value())

    with Session(engine) as rival:
        Submission("sample", f"CLERK-{DIVISION}", key, "unknown").take(rival)
        meanwhile = write(client, **{"Idempotency-Key": key})
        rival.rollback()
        afterwards = write(client, **{"Idempotency-Key": key})
    engine.dispose()

    assert meanwhile.status_code == 409
    assert meanwhile.json()["code"] == "IDEMPOTENCY-KEY-BUSY"
    assert meanwhile.headers["retry-after"] == "1"
    assert afterwards.status_code == 201


def test_fifty_parallel_copies_have_one_effect(
    app: FastAPI, token: Callable[..., str], session: Session
) -> None:
    title = str(uuid4())
    headers = {"Authorization": f"Bearer {token('CLERK', DIVISION)}", **new_key()}
    answers: list[httpx.Response] = []

    async def send(client: httpx.AsyncClient) -> None:
        answers.append(await client.post(NOTES, json={"title": title}, headers=headers))

    async def send_all() -> None:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://sample") as client:
            async with anyio.create_task_group() as group:
                for _ in range(COPIES):
                    group.start_soon(send, client)
            answers.append(await client.post(NOTES, json={"title": title}, headers=headers))

    anyio.run(send_all)

    statuses = Counter(answer.status_code for answer in answers)
    assert statuses.keys() <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    fresh = [answer for answer in answers if "idempotent-replayed" not in answer.headers]
    assert sum(answer.status_code == 201 for answer in fresh) == 1
    assert answers[-1].headers["idempotent-replayed"] == "true"
    assert count(session, title) == 1


def test_a_copy_that_slips_past_the_lock_is_stopped_by_the_key_itself(
    client: TestClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    title, key = str(uuid4()), new_key()
    write(client, title, **key)
    monkeypatch.setattr(Submission, "take", lambda *_: None)

    answer = write(client, title, **key)

    assert answer.status_code == 409
    assert answer.json()["code"] == "IDEMPOTENCY-KEY-BUSY"
    assert count(session, title) == 1


def test_a_refused_command_leaves_nothing_not_even_its_key(
    client: TestClient, session: Session
) -> None:
    key = new_key()

    answer = client.post(f"{NOTES}/refusals", headers=key)

    assert answer.status_code == 409
    assert count(session, "never") == 0
    statement = select(func.count()).where(idempotency_keys.c.key == key["Idempotency-Key"])
    assert session.scalar(statement) == 0
    assert write(client, **key).status_code == 201


def test_the_answer_is_stored_with_the_change_or_not_at_all(
    client: TestClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    title, key = str(uuid4()), new_key()
    monkeypatch.setattr("shared.web.idempotency.KEEP", "SELECT 1 / 0")

    answer = write(client, title, **key)
    monkeypatch.undo()

    assert answer.status_code == 422  # the database refused the (planted) division
    assert count(session, title) == 0
    assert write(client, title, **key).status_code == 201


def test_a_command_that_forgets_to_answer_changes_nothing(
    client: TestClient, session: Session
) -> None:
    answer = client.post(f"{NOTES}/forgotten", headers=new_key())

    assert answer.status_code == 500
    assert session.get(Label, "forgotten") is None


def test_an_upload_is_the_same_whatever_its_boundary(client: TestClient, session: Session) -> None:
    title, key = str(uuid4()), new_key()

    def upload(content: bytes, boundary: str) -> httpx.Response:
        return client.post(
            f"{NOTES}/uploads",
            data={"title": title},
            files={"file": ("名单.csv", content)},
            headers={**key, "Content-Type": f"multipart/form-data; boundary={boundary}"},
        )

    first, again, other = upload(b"rows", "one"), upload(b"rows", "two"), upload(b"rose", "one")

    assert first.status_code == 202
    assert first.json()["rank"] == 4  # the route could still read the file
    assert again.headers["idempotent-replayed"] == "true"
    assert other.status_code == 422
    assert count(session, title) == 1


def test_who_acts_is_known_inside_the_work(
    running: FastAPI, client: TestClient, issuer: Any
) -> None:
    request_id = str(uuid4())
    both = issuer.issue("somebody", ["STREET", "CLERK"], DIVISION)
    acting = TestClient(running, headers={"Authorization": f"Bearer {both}"})

    cause = acting.post(f"{NOTES}/causes", headers={**new_key(), "X-Request-ID": request_id}).json()

    assert cause == {"actor": "somebody", "role": "STREET", "correlation_id": request_id}


def test_the_role_that_opened_the_door_is_the_one_that_acts(
    client: TestClient, running: FastAPI, issuer: Any
) -> None:
    both = issuer.issue("somebody", ["STREET", "CLERK"], DIVISION)
    acting = TestClient(running, headers={"Authorization": f"Bearer {both}"})

    assert acting.post(NOTES, json={"title": "x"}, headers=new_key()).status_code == 201
    assert acting.post(f"{NOTES}/causes", headers=new_key()).json()["role"] == "STREET"


def test_the_same_thing_recorded_twice_is_a_conflict(client: TestClient) -> None:
    name = uuid4().hex[:20]

    first = client.post(f"{NOTES}/labels", params={"name": name}, headers=new_key())
    second = client.post(f"{NOTES}/labels", params={"name": name}, headers=new_key())

    assert first.status_code == 200
    assert second.status_code == 409
    assert second.json()["code"] == "ALREADY-RECORDED"
    assert "correct that record" in second.json()["needed"]


def test_a_command_opens_with_one_statement_and_answers_with_one(
    app: FastAPI, client: TestClient
) -> None:
    engine: Engine = app.state.engine
    statements: list[str] = []

    def record(*seen: Any) -> None:
        statements.append(seen[2])

    event.listen(engine, "before_cursor_execute", record)
    write(client)
    event.remove(engine, "before_cursor_execute", record)

    assert len(statements) == 3  # take the key, insert the note, keep the answer
    assert "pg_try_advisory_xact_lock" in statements[0]
    assert "INSERT INTO idempotency_keys" in statements[2]
