"""Databases on a server: made and dropped, given the roles of the services, migrated."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from huanjie.processes import PROJECT, write_secret

SERVICES = ("roster", "election", "audit", "reporting")
EVENT_LOG = "event_log"
ROLES = (*SERVICES, EVENT_LOG)  # each owns the schema of its name
ROLES_FILE = PROJECT / "deploy" / "postgres" / "roles.sql"
VARIABLE = re.compile(r":'(\w+)_password'")  # as psql writes one


class Server:
    """A server as its administrator sees it, and the passwords of the services' roles."""

    def __init__(self, administrator_url: str, passwords: Mapping[str, str]) -> None:
        self.administrator_url = make_url(administrator_url).set(drivername="postgresql")
        self.passwords = passwords

    def exists(self, database: str) -> bool:
        """Say whether there is a database of the name."""
        found = self._run("SELECT true FROM pg_database WHERE datname = %s", (database,))
        return bool(found)

    def create(self, database: str, *, template: str = "template1") -> None:
        """Create a database; a template nobody is connected to is copied with all it holds."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._run(statement.format(sql.Identifier(database), sql.Identifier(template)))

    def clone(self, template: str, database: str) -> None:
        """Create a database as a copy; who may connect is not copied, so it is said again."""
        self.create(database, template=template)
        self.create_roles(database)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is connected to it."""
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self._run(statement.format(sql.Identifier(database)))

    def prepare(self, database: str, *, fresh: bool = False) -> None:
        """Bring a database to where the services can start: it exists, with roles and tables."""
        if fresh:
            self.drop(database)
        if not self.exists(database):
            self.create(database)
        self.create_roles(database)
        self.migrate(database)

    def create_roles(self, database: str) -> None:
        """Create in the database what `roles.sql` says; two that do so at once take turns.

        Roles belong to the whole server, an advisory lock to one database: it is held in ours.
        """
        script = ROLES_FILE.read_text(encoding="utf-8")
        with (
            psycopg.connect(self._address(self.administrator_url.database)) as turn,
            psycopg.connect(self._address(database)) as connection,
        ):
            turn.execute("SELECT pg_advisory_xact_lock(hashtext('huanjie roles'))")
            connection.execute(
                VARIABLE.sub(lambda found: self._quoted(found[1], connection), script).encode()
            )
            connection.commit()

    def migrate(self, database: str) -> None:
        """Bring each schema to its newest version, as the role that owns it."""
        for role, url in self.urls(database).items():
            migrate(role, url)

    def urls(self, database: str) -> dict[str, str]:
        """Return by role the address under which it reaches the database."""
        return {
            role: self.administrator_url.set(
                drivername="postgresql+psycopg",
                username=role,
                password=self.passwords[role],
                database=database,
            ).render_as_string(hide_password=False)
            for role in ROLES
        }

    def _quoted(self, role: str, connection: psycopg.Connection) -> str:
        return sql.Literal(self.passwords[role]).as_string(connection)

    def _address(self, database: str | None) -> str:
        url: URL = self.administrator_url.set(database=database)
        return url.render_as_string(hide_password=False)

    def _run(
        self, statement: str | sql.Composed, values: tuple[str, ...] = ()
    ) -> list[tuple[object, ...]]:
        """Run one statement outside any transaction, as the making of databases wants it."""
        address = self.administrator_url.render_as_string(hide_password=False)
        query = statement.encode() if isinstance(statement, str) else statement
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(query, values)
            return cursor.fetchall() if cursor.description else []


def migrate(schema: str, url: str) -> None:
    """Bring one schema to its newest version; one without a version yet stays empty."""
    config = _alembic(schema, url)
    if _versions(config):
        command.upgrade(config, "head")


def new_migration(schema: str, url: str, message: str) -> None:
    """Write the next numbered migration from what the models have more than the database."""
    config = _alembic(schema, url)
    number = f"{len(_versions(config)) + 1:04}"
    command.revision(config, message, autogenerate=True, rev_id=number)


def _alembic(schema: str, url: str) -> Config:
    config = Config(str(PROJECT / "alembic.ini"), ini_section=schema)
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def _versions(config: Config) -> list[Path]:
    folder = Path(config.get_main_option("version_locations") or "")
    return sorted(folder.glob("[0-9]*.py"))


def new_passwords() -> dict[str, str]:
    """Return a password for each role."""
    return {role: secrets.token_hex(16) for role in ROLES}


def kept_passwords(file: Path) -> dict[str, str]:
    """Return the passwords kept in the file, made on first use and readable by us alone."""
    if file.exists():
        return {role: str(password) for role, password in json.loads(file.read_text()).items()}
    passwords = new_passwords()
    write_secret(file, json.dumps(passwords))
    return passwords
