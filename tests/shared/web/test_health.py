"""Health: told to anyone, without detail; and what the process counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import anyio.to_thread
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from shared.settings import Settings
from shared.web import health
from shared.web.health import newest_revision


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """Return a way into the database of the sample."""
    made = create_engine(settings.database_url.get_secret_value())
    yield made
    made.dispose()


def test_a_living_process_says_so(stranger: TestClient) -> None:
    answer = stranger.get("/livez")

    assert answer.status_code == 200
    assert answer.json() == {"status": "alive"}


def test_a_ready_service_names_what_it_depends_on(stranger: TestClient) -> None:
    answer = stranger.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "database": "ok", "migrations": "ok"}


def test_without_its_database_a_service_is_not_ready_and_tells_no_more(
    stranger: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_connection() -> None:
        raise OperationalError("", {}, Exception("password authentication failed"))

    monkeypatch.setattr(health, "newest_revision", lambda _: "0001")
    monkeypatch.setattr(app.state.engine.pool, "connect", refuse_connection)

    answer = stranger.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unavailable",
        "database": "unavailable",
        "migrations": "unavailable",
    }
    assert stranger.get("/livez").status_code == 200


def test_a_schema_behind_its_release_is_not_ready(
    stranger: TestClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "newest_revision", lambda _: "0007")

    def ready_at(version: str) -> bool:
        with engine.begin() as connection:
            connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
            connection.execute(text("CREATE TABLE alembic_version (version_num text)"))
            insert = text("INSERT INTO alembic_version VALUES (:version)")
            connection.execute(insert, {"version": version})
        return stranger.get("/readyz").status_code == 200

    assert not ready_at("0006")
    assert ready_at("0007")


@pytest.mark.parametrize("service", ["roster", "election", "audit", "reporting"])
def test_the_newest_revision_is_that_of_the_last_migration(service: str) -> None:
    migrations = Path(__file__).parents[3] / "services" / service / "migrations"
    numbers = sorted(file.name[:4] for file in migrations.glob("0*.py"))

    assert newest_revision(service) == (numbers[-1] if numbers else None)


def test_a_service_without_migrations_has_no_revision() -> None:
    assert newest_revision("sample") is None


def test_requests_are_counted_by_operation_and_status_alone(client: TestClient) -> None:
    identifier = "00000000-0000-0000-0000-000000000000"
    client.get(f"/api/v1/notes/{identifier}")
    client.get("/220402199001011234")
    client.request("WHOSE-220402199001011234", "/api/v1/notes")
    client.get("/livez")

    text = client.get("/metrics").text

    for method, operation, status in (
        ("GET", "read_note", "404"),
        ("GET", "none", "404"),
        ("OTHER", "write_note", "405"),
    ):
        labels = f'method="{method}",operation="{operation}",status="{status}"'
        assert f"http_request_duration_seconds_count{{{labels}}} 1.0" in text
    assert "http_request_duration_seconds_bucket" in text
    assert "process_resident_memory_bytes" in text
    assert identifier not in text
    assert "220402199001011234" not in text
    assert "livez" not in text


def test_threads_are_kept_in_step_with_connections(app: FastAPI, settings: Settings) -> None:
    async def tokens() -> float:
        async with app.router.lifespan_context(app):
            return anyio.to_thread.current_default_thread_limiter().total_tokens

    assert anyio.run(tokens) == settings.pool_size
