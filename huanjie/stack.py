"""Everything that runs: the database, the bus, the eight processes of the four services."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy.engine import make_url

from huanjie import processes
from huanjie.databases import EVENT_LOG, SERVICES, Server, kept_passwords
from huanjie.issuer import Issuer
from huanjie.kafka import Kafka
from huanjie.postgres import Postgres
from huanjie.processes import CannotStart, Command, kept_secret
from huanjie.supervisor import Program, Supervisor

log = logging.getLogger(__name__)

EVENT_LOG_ON_POSTGRES, KAFKA = "postgres", "kafka"
DATABASE = "huanjie"


class Stack:
    """Runs everything for the length of a `with` block; nothing of it outlives the process.

    `fresh` drops the database `<name>_demo` and makes it anew, for a run from a clean beginning;
    without it the database keeps what it holds. `database_url` is an administrator's address on a
    server that is there already; without one we start a PostgreSQL of our own. `events` is
    `postgres`, `kafka` for a broker of our own, or the `kafka://host:port` of another.
    """

    def __init__(
        self,
        data_directory: Path,
        *,
        events: str = EVENT_LOG_ON_POSTGRES,
        fresh: bool = False,
        database_url: str | None = None,
    ) -> None:
        self.data_directory = data_directory.absolute()
        self.events = events
        self.fresh = fresh
        self.database_url = database_url or os.environ.get("DATABASE_URL")
        self.urls: dict[str, str] = {}
        self.issuer = Issuer(self.data_directory / "issuer")
        self.supervisor = Supervisor([])
        self._addresses: dict[str, str] = {}
        self._opened = ExitStack()

    @contextmanager
    def prepared(self) -> Iterator[None]:
        """Prepare the database and start nothing on it."""
        with ExitStack() as opened:
            self._database(opened)
            yield

    def __enter__(self) -> Self:
        with ExitStack() as opened:
            self._addresses = self._database(opened) | self._bus(opened)
            self.supervisor = Supervisor(self._programs())
            opened.enter_context(self.supervisor)
            self._opened = opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def token(
        self, role: str, division: str, *, department: str | None = None, subject: str | None = None
    ) -> str:
        """Return a token of one persona, named after role and division unless `subject` says."""
        return self.issuer.issue(
            subject or f"{role.lower()}-{division}", [role], division, department
        )

    def find(self) -> None:
        """Find the database of a stack that another process of ours runs on the same directory."""
        postgres = Postgres(self.data_directory / "postgres")
        if not self.database_url:
            postgres.find()
        url = self.database_url or postgres.url()
        name = (make_url(self.database_url).database if self.database_url else None) or DATABASE
        if not self._server(url).exists(name):
            raise CannotStart(f"There is no database {name} yet: start it first, with `make run`.")
        self._addresses = self._addresses_in(url, name)

    def environment(self, service: str) -> dict[str, str]:
        """Return the environment of a process of one service: no other's password is in it."""
        own = f"HUANJIE_{service.upper()}_DATABASE_URL"
        general = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
            "MALLOC_ARENA_MAX": "2",  # a memory arena per thread would double what a process holds
            "HUANJIE_ROSTER_URL": self.urls.get("roster", ""),
            "HUANJIE_TOKEN_KEYS_FILE": str(self.issuer.keys_file),
            "HUANJIE_TOKEN_ISSUER": self.issuer.name,
            "HUANJIE_TOKEN_AUDIENCE": self.issuer.audience,
            "HUANJIE_FINGERPRINT_KEY": kept_secret(self.data_directory / "fingerprint.key"),
        }
        if service == "election":
            key = kept_secret(self.data_directory / "identity.key")
            general["HUANJIE_ELECTION_IDENTITY_KEY"] = key
        given = {name: value for name, value in os.environ.items() if name.startswith("HUANJIE_")}
        addresses = {name: self._addresses[name] for name in (own, "HUANJIE_EVENTS_URL")}
        return general | given | addresses

    def _database(self, opened: ExitStack) -> dict[str, str]:
        """Start or find the server, prepare the database; return what tells the services of it."""
        if self.database_url:
            url, name = self.database_url, make_url(self.database_url).database or DATABASE
        else:
            postgres = opened.enter_context(Postgres(self.data_directory / "postgres"))
            url, name = postgres.url(), DATABASE
        name = f"{name}_demo" if self.fresh else name
        self._server(url).prepare(name, fresh=self.fresh)
        return self._addresses_in(url, name)

    def _server(self, url: str) -> Server:
        return Server(url, kept_passwords(self.data_directory / "passwords.json"))

    def _addresses_in(self, url: str, database: str) -> dict[str, str]:
        urls = self._server(url).urls(database)
        own = {f"HUANJIE_{service.upper()}_DATABASE_URL": urls[service] for service in SERVICES}
        return own | {"HUANJIE_EVENTS_URL": urls[EVENT_LOG]}

    def _bus(self, opened: ExitStack) -> dict[str, str]:
        """Start the broker when it is asked for; the event log needs nothing of its own."""
        if self.events == EVENT_LOG_ON_POSTGRES:
            return {}
        if self.events != KAFKA:
            return {"HUANJIE_EVENTS_URL": self.events}
        broker = opened.enter_context(Kafka(self.data_directory / "kafka", fresh=self.fresh))
        return {"HUANJIE_EVENTS_URL": broker.url}

    def _programs(self) -> list[Program]:
        """Return the API and the worker of each service."""
        ports = processes.free_ports(2 * len(SERVICES))
        api_ports = dict(zip(SERVICES, ports, strict=False))
        worker_ports = dict(zip(SERVICES, ports[len(SERVICES) :], strict=True))
        self.urls = {name: f"http://127.0.0.1:{port}" for name, port in api_ports.items()}
        apis = [self._api(name, port) for name, port in api_ports.items()]
        return apis + [self._worker(name, port) for name, port in worker_ports.items()]

    def _api(self, service: str, port: int) -> Program:
        application = ["--factory", f"services.{service}.app:create_app"]
        options = ["--host", "127.0.0.1", "--port", str(port), "--no-access-log", "--ws", "none"]
        words = [sys.executable, "-m", "uvicorn", *application, *options]
        return Program(service, self._command(service, service, words, port), port)

    def _worker(self, service: str, port: int) -> Program:
        name = f"{service}-worker"
        words = [sys.executable, "-m", f"services.{service}.worker"]
        return Program(name, self._command(name, service, words, port), port, stop_stage=1)

    def _command(self, name: str, service: str, words: list[str], port: int) -> Command:
        file = self.data_directory / "logs" / f"{name}.log"
        if file.exists():
            file.rename(file.with_suffix(".log.1"))  # one run back is kept, not more
        return Command(words, self.environment(service) | {"HUANJIE_PORT": str(port)}, log=file)
