"""The sample service on a database of its own, and clients of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx
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
        fingerprint_key="a key of these tests",
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


OPTIONS = ["--factory", "tests.shared.web.sample:create_app", "--no-access-log", "--ws", "none"]


@dataclass(frozen=True)
class Serving:
    """One API process, a clerk's client of it, and what it wrote."""

    client: httpx.Client
    process: subprocess.Popen[bytes]
    log: Path


Serve = Callable[..., AbstractContextManager[Serving]]


@pytest.fixture(scope="module")
def serve(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory, token: Callable[..., str]
) -> Serve:
    """Return what starts a server, with an environment, for the length of a block."""
    general = {
        "HUANJIE_DATABASE_URL": settings.database_url.get_secret_value(),
        "HUANJIE_TOKEN_KEYS_FILE": str(settings.token_keys_file),
        "HUANJIE_FINGERPRINT_KEY": settings.fingerprint_key.get_secret_value(),
        "HUANJIE_BODY_LIMIT_BYTES": str(settings.body_limit_bytes),
    }
    headers = {"Authorization": f"Bearer {token('CLERK', DIVISION)}"}

    @contextmanager
    def run(**environment: str) -> Iterator[Serving]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        log = tmp_path_factory.mktemp("server") / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "uvicorn", *OPTIONS, "--port", str(port)],
                env={**os.environ, **general, **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers) as client:
            try:
                wait_until_ready(client)
                yield Serving(client, process, log)
            finally:
                process.terminate()
                process.wait(20)

    return run


@pytest.fixture(scope="module")
def serving(serve: Serve) -> Iterator[Serving]:
    """Return a server that runs as long as the module, and tells all it can."""
    with serve(HUANJIE_LOG_LEVEL="DEBUG") as started:
        yield started


def wait_until_ready(client: httpx.Client) -> None:
    """Return once the server is ready."""
    for _ in range(600):
        with suppress(httpx.TransportError):
            if client.get("/readyz").status_code == 200:
                return
        time.sleep(0.05)
    pytest.fail("the server did not become ready")
