"""The sample service on a database of its own, and clients of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import create_engine
from starlette.testclient import TestClient

from huanjie.databases import Server
from huanjie.issuer import Issuer
from shared.messaging import tables
from shared.settings import Settings
from tests.shared.web import sample

DIVISION = "220402001000"


@pytest.fixture(scope="module")
def settings(server: Server, issuer: Issuer) -> Iterator[Settings]:
    """Return the settings of the sample, on a database made for this module."""
    name = f"sample_{uuid4().hex}"
    server.create(name)
    url = server.administrator_url.set(drivername="postgresql+psycopg", database=name)
    engine = create_engine(url)
    tables.metadata.create_all(engine)
    sample.Tables.metadata.create_all(engine)
    engine.dispose()
    yield Settings(
        service="sample",
        database_url=url.render_as_string(hide_password=False),
        token_keys_file=issuer.keys_file,
        body_limit_bytes=10_000,
        upload_limit_bytes=50_000,
    )
    server.drop(name)


@pytest.fixture(scope="module")
def app(settings: Settings) -> Iterator[FastAPI]:
    """Return the sample service."""
    made = sample.create_app(settings)
    yield made
    made.state.engine.dispose()


@pytest.fixture(scope="module")
def running(app: FastAPI) -> Iterator[FastAPI]:
    """Return the sample while its lifespan lasts."""
    with TestClient(app):
        yield app


@pytest.fixture
def client(running: FastAPI, token: Callable[..., str]) -> TestClient:
    """Return a clerk's client; a key is made for each POST that brings none."""
    bearer = {"Authorization": f"Bearer {token('CLERK', DIVISION)}", "Accept-Language": "en"}
    return TestClient(running, headers=bearer, raise_server_exceptions=False)


@pytest.fixture
def stranger(running: FastAPI) -> TestClient:
    """Return a client that has not signed in."""
    return TestClient(running, raise_server_exceptions=False)


@pytest.fixture
def key() -> dict[str, str]:
    """Return the header with a new key."""
    return {"Idempotency-Key": str(uuid4())}
