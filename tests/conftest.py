"""One PostgreSQL for the whole run, a database for each module of tests, tokens, clients."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from huanjie.databases import EVENT_LOG, SERVICES, Server, new_passwords
from huanjie.issuer import Issuer
from huanjie.postgres import Postgres
from shared.database import make_engine
from shared.settings import Settings

TEMPLATE = "huanjie_template"
FINGERPRINT_KEY = "a key of these tests"


@dataclass(frozen=True)
class Database:
    """A database with everything migrated, and an address in it for each role."""

    name: str
    urls: Mapping[str, str]
    keys_file: Path

    def environment(self) -> dict[str, str]:
        """Return what processes of ours need in their environment to use it."""
        own = {f"HUANJIE_{name.upper()}_DATABASE_URL": self.urls[name] for name in SERVICES}
        general = {
            "EVENTS_URL": self.urls[EVENT_LOG],
            "TOKEN_KEYS_FILE": str(self.keys_file),
            "FINGERPRINT_KEY": FINGERPRINT_KEY,
        }
        return own | {f"HUANJIE_{name}": value for name, value in general.items()}

    def settings(self, service: str, **changed: object) -> Settings:
        """Return the settings of a service that uses it."""
        values = {
            "database_url": self.urls[service],
            "events_url": self.urls[EVENT_LOG],
            "token_keys_file": self.keys_file,
            "fingerprint_key": FINGERPRINT_KEY,
        }
        return Settings(service=service, **{**values, **changed})


class RunServer:
    """The server of one run: in the process that was started, however many workers there are."""

    def __init__(self) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="huanjie-tests-"))
        self.directory.chmod(0o711)  # the server's account must get to its cluster
        self.postgres = Postgres(self.directory / "postgres", durable=False)
        self.postgres.start()
        passwords = new_passwords()
        self.facts = json.dumps([self.postgres.url(), passwords])
        Server(self.postgres.url(), passwords).prepare(TEMPLATE)

    def close(self) -> None:
        """Leave nothing."""
        self.postgres.discard()
        shutil.rmtree(self.directory, ignore_errors=True)


class Run:
    """Starts the server when the first worker, or without workers the first test, asks for it."""

    def __init__(self) -> None:
        self._server: RunServer | None = None

    def facts(self) -> str:
        """Return where the server is, with the passwords."""
        self._server = self._server or RunServer()
        return self._server.facts

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell a worker where the server is."""
        node.workerinput["server"] = self.facts()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Stop the server. In CI nothing may be left out: a skipped test fails the run."""
        if self._server:
            self._server.close()
        if _left_out_in_ci(session.config.pluginmanager.get_plugin("terminalreporter")):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say why a run without a failure is red."""
        if _left_out_in_ci(terminalreporter):
            terminalreporter.write_line("A skipped test fails the run where CI=true.", red=True)


def _left_out_in_ci(reporter: Any) -> bool:
    return os.environ.get("CI") == "true" and bool(reporter and reporter.stats.get("skipped"))


def pytest_configure(config: pytest.Config) -> None:
    """Know about the run where it was started; its workers are told."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Run(), "run")


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Server:
    """Return the server of this run."""
    told = getattr(request.config, "workerinput", {}).get("server")
    run: Any = request.config.pluginmanager.get_plugin("run")
    url, passwords = json.loads(told or run.facts())
    return Server(url, passwords)


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    """Return an issuer whose tokens the services of the tests accept."""
    return Issuer(tmp_path_factory.mktemp("issuer"))


@pytest.fixture(scope="session")
def token(issuer: Issuer) -> Callable[..., str]:
    """Return `token(role, division, department=None, subject=None)`."""

    def issue(
        role: str, division: str, department: str | None = None, subject: str | None = None
    ) -> str:
        return issuer.issue(subject or f"{role}-{division}", [role], division, department)

    return issue


@pytest.fixture(scope="session")
def new_database(server: Server, issuer: Issuer) -> Callable[[], Database]:
    """Return a function that makes an empty database; all go with the server."""

    def make() -> Database:
        name = f"test_{uuid4().hex}"
        server.clone(TEMPLATE, name)
        return Database(name, server.urls(name), issuer.keys_file)

    return make


@pytest.fixture(scope="module")
def database(new_database: Callable[[], Database]) -> Database:
    """Return the database that the tests of one module share."""
    return new_database()


@pytest.fixture
def fresh_database(new_database: Callable[[], Database]) -> Database:
    """Return a database of this test alone."""
    return new_database()


@pytest.fixture
def session_for(database: Database) -> Iterator[Callable[[str], Session]]:
    """Return `session_for(service)`: a session whose changes are gone after the test."""
    with ExitStack() as opened:

        def open_session(service: str) -> Session:
            engine = make_engine(database.settings(service), pool_size=1)
            opened.callback(engine.dispose)
            connection = opened.enter_context(engine.connect())
            opened.callback(connection.begin().rollback)
            return opened.enter_context(
                Session(
                    connection, join_transaction_mode="create_savepoint", expire_on_commit=False
                )
            )

        yield open_session


@pytest.fixture(scope="module")
def client_for(
    database: Database, token: Callable[..., str]
) -> Iterator[Callable[..., TestClient]]:
    """Return `client_for(service, role=None, division=None, department=None, subject=None)`.

    One application per service and module, on the database of the module; without a role the client
    sends no token. What is changed stays until the module ends.
    """
    applications: dict[str, Any] = {}
    with ExitStack() as opened, pytest.MonkeyPatch.context() as patch:
        for name, value in database.environment().items():
            patch.setenv(name, value)

        def client(
            service: str, role: str | None = None, division: str = "", **who: str
        ) -> TestClient:
            if service not in applications:
                applications[service] = import_module(f"services.{service}.app").create_app()
                opened.enter_context(TestClient(applications[service]))  # runs until the end
            bearer = {"Authorization": f"Bearer {token(role, division, **who)}"} if role else {}
            return TestClient(applications[service], headers=bearer, raise_server_exceptions=False)

        yield client
