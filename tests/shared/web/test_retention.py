"""Answers kept for repetitions: for seven days, not longer."""

from __future__ import annotations

from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from shared.messaging.tables import idempotency_keys
from shared.web import retention
from shared.web.retention import forget_old_answers

NOTES = "/api/v1/notes"
AGE = text("UPDATE idempotency_keys SET created_at = now() - CAST(:age AS interval)")


def test_an_answer_older_than_seven_days_is_forgotten(app: FastAPI, client: TestClient) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    client.post(NOTES, json={"title": "x"}, headers=key)
    sessions = app.state.sessions

    with sessions.begin() as session:
        session.execute(AGE, {"age": "6 days 23 hours"})
    assert forget_old_answers(sessions) == 0
    with sessions.begin() as session:
        session.execute(AGE, {"age": "7 days 1 hour"})
    assert forget_old_answers(sessions) == 1

    again = client.post(NOTES, json={"title": "x"}, headers=key)
    assert again.status_code == 201
    assert "idempotent-replayed" not in again.headers


def test_thousands_are_forgotten_in_portions(app: FastAPI, client: TestClient) -> None:
    sessions = app.state.sessions
    with sessions.begin() as session:
        session.execute(
            text(
                "INSERT INTO idempotency_keys (caller, key, fingerprint, status, headers, body,"
                " created_at) SELECT 'c', n, '', 200, '{}', '', now() - interval '8 days'"
                " FROM generate_series(1, 2500) AS n"
            )
        )

    assert forget_old_answers(sessions) == 2500
    with sessions() as session:
        statement = select(func.count()).where(idempotency_keys.c.caller == "c")
        assert session.scalar(statement) == 0


def test_a_database_that_is_away_only_postpones_it(
    app: FastAPI, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_connection() -> None:
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(app.state.engine.pool, "connect", refuse_connection)

    assert forget_old_answers(app.state.sessions) == 0


def test_a_running_service_forgets_by_itself(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten: list[object] = []
    monkeypatch.setattr(retention, "forget_old_answers", forgotten.append)

    with TestClient(app) as client:
        client.get("/livez")

    assert forgotten == [app.state.sessions]
