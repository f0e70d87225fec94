"""The command line: `python -m huanjie run`, `demo`, `migrate`, `replay`, `token`, `kafka`."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from huanjie import tether
from huanjie.databases import Server, kept_passwords, new_migration
from huanjie.issuer import Issuer
from huanjie.kafka import Kafka, fetch
from huanjie.postgres import Postgres
from huanjie.processes import PROJECT, CannotStart
from huanjie.stack import DATABASE, EVENT_LOG_ON_POSTGRES, Stack

CANNOT_START = 2
ENDED_BY_SIGNAL = 128
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

CITY, COUNTY, STREET, COMMUNITY = 4, 6, 9, 12  # how many digits of a code name a place
PERSONAS = {
    "CITY_ORG": CITY,
    "CITY_CIVIL": CITY,
    "COUNTY_ORG": COUNTY,
    "COUNTY_CIVIL": COUNTY,
    "COUNTY_SC": COUNTY,
    "COUNTY_GOV": COUNTY,
    "REVIEW_DEPARTMENT": COUNTY,
    "STREET": STREET,
    "CLERK": COMMUNITY,
    "SCRUTINEER": COMMUNITY,
    "TELLER": COMMUNITY,
    "EC": COMMUNITY,
    "AUDITOR": CITY,
    "OPERATOR": CITY,
}

Data = Annotated[Path, typer.Option(help="Where the database, keys, jars and logs are kept.")]
Events = Annotated[str, typer.Option(help="postgres, kafka, or kafka://host:port.")]
DEFAULT_DATA = PROJECT / ".data"

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def settle(
    *,
    with_parent: Annotated[
        bool, typer.Option(hidden=True, help="End when the process that started this one ends.")
    ] = False,
) -> None:
    """Huanjie 换届: the services of a city's re-election, on this machine."""
    if with_parent:
        tether.end_with_parent(os.getppid(), signal.SIGTERM)


@app.command()
def run(data: Data = DEFAULT_DATA, events: Events = EVENT_LOG_ON_POSTGRES) -> None:
    """Start everything and stay; print the four documentation addresses and a token per persona."""
    with in_order(data, shown=logging.INFO), Stack(data, events=events) as stack:
        for service, url in stack.urls.items():
            typer.echo(f"{service:10} {url}/docs")
        for role, digits in PERSONAS.items():
            division = "220402001001"[:digits].ljust(COMMUNITY, "0")
            department = "公安" if role == "REVIEW_DEPARTMENT" else None
            typer.echo(f"{role:17} {division} {stack.token(role, division, department=department)}")
        typer.echo("Ctrl-C stops everything. 按 Ctrl-C 全部停止。")
        while stack.supervisor.is_running:
            time.sleep(1)


@app.command()
def demo(
    city: Annotated[Path, typer.Option(help="The city's folder.")] = PROJECT
    / "examples"
    / "liaoyuan-2021",
    out: Annotated[Path, typer.Option(help="Where the results go.")] = Path("out"),
    data: Data = DEFAULT_DATA,
    events: Events = EVENT_LOG_ON_POSTGRES,
) -> None:
    """Play a city's re-election through the HTTP APIs, from a clean database; print the bulletin.

    Exit code 0: played; 1: the city's data could not be played; 2: something does not start.
    """
    from huanjie.demo.run import run_demo  # noqa: PLC0415 - Word, Excel and HTTP: for the demo alone

    with in_order(data, shown=logging.WARNING):
        typer.echo(
            "正在启动数据库和四个服务… Starting the database and the four services…", err=True
        )
        with Stack(data, events=events, fresh=True) as stack:
            code = run_demo(city, stack=stack, out=out)
    raise typer.Exit(code)


@app.command()
def migrate(data: Data = DEFAULT_DATA) -> None:
    """Bring every schema to its newest version, in our own server or in that of DATABASE_URL."""
    with in_order(data, shown=logging.INFO), Stack(data).prepared():
        typer.echo("Every schema is at its newest version.")


@app.command()
def migration(service: str, message: str) -> None:
    """Write the next migration of a service's schema: what its models have and the tables lack."""
    with in_order(DEFAULT_DATA, shown=logging.WARNING):
        scratch = Postgres(DEFAULT_DATA / "scratch", durable=False)
        try:
            scratch.start()
            passwords = kept_passwords(DEFAULT_DATA / "passwords.json")
            server = Server(scratch.url(), passwords)
            server.prepare(DATABASE)
            new_migration(service, server.urls(DATABASE)[service], message)
        finally:
            scratch.discard()


@app.command()
def replay(service: str, events: list[str], data: Data = DEFAULT_DATA) -> None:
    """Try again the events that a service has set aside: `all`, or their ids."""
    with in_order(data, shown=logging.WARNING):
        stack = Stack(data)
        stack.find()
        words = [sys.executable, "-m", f"services.{service}.worker", "replay", *events]
        done = subprocess.run(words, env=stack.environment(service), cwd=PROJECT, check=False)
    raise typer.Exit(done.returncode)


@app.command()
def token(
    role: str,
    division: str,
    department: str | None = None,
    subject: str | None = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Print an access token of the development issuer, valid for twelve hours."""
    issuer = Issuer(data / "issuer")
    typer.echo(issuer.issue(subject or f"{role.lower()}-{division}", [role], division, department))


@app.command()
def kafka(
    data: Data = DEFAULT_DATA,
    *,
    fetch_only: Annotated[bool, typer.Option(help="Only bring the jars.")] = False,
) -> None:
    """Fetch Apache Kafka and keep one broker running; print its address for EVENTS=."""
    with in_order(data, shown=logging.INFO):
        if fetch_only:
            fetch(data / "kafka" / "libs")
            return
        with Kafka(data / "kafka") as broker:
            typer.echo(f"{broker.url}\nCtrl-C stops it.")
            signal.pause()


@contextmanager
def in_order(data: Path, *, shown: int) -> Iterator[None]:
    """Log to a file, and to the terminal from the level `shown`; end in order on a signal."""
    for number in ENDING:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # as nohup wants
            signal.signal(number, _end)
    try:
        _begin_log(data / "logs" / "stack.log", shown)
        yield
    except CannotStart as reason:
        typer.echo(str(reason), err=True)
        raise typer.Exit(CANNOT_START) from None
    except PermissionError as error:
        typer.echo(
            f"{error.filename} belongs to another user: remove it, or name --data.", err=True
        )
        raise typer.Exit(CANNOT_START) from None


def _begin_log(file: Path, shown: int) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    terminal = logging.StreamHandler()
    terminal.setLevel(shown)
    handlers: list[logging.Handler] = [logging.FileHandler(file, encoding="utf-8"), terminal]
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", handlers=handlers)
    for chatty in ("alembic", "httpx"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _end(number: int, _: FrameType | None) -> NoReturn:
    """Leave every `with` block, once: a second Ctrl-C does not disturb the stopping in order."""
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)
    sys.exit(ENDED_BY_SIGNAL + number)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
