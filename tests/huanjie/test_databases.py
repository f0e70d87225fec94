"""What a service's role may do: everything in its own schema, nothing anywhere else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from huanjie.databases import ROLES


def connect(database, role):
    return psycopg.connect(database.urls[role].replace("+psycopg", ""))


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_everything_in_its_own_schema(database, role):
    with connect(database, role) as connection:
        connection.execute("CREATE TABLE probe (id int)")

        schema = connection.execute(
            "SELECT schemaname FROM pg_tables WHERE tablename = 'probe'"
        ).fetchone()

        connection.rollback()
    assert schema == (role,)


@pytest.mark.parametrize(("role", "other"), list(permutations(ROLES, 2)))
def test_a_role_can_touch_no_other_schema(database, role, other):
    with connect(database, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(f"CREATE TABLE {other}.probe (id int)")
    with connect(database, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(f"SELECT 1 FROM {other}.alembic_version")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE public.probe (id int)",
        "CREATE TEMP TABLE probe (id int)",
        "CREATE SCHEMA probe",
        "CREATE ROLE probe",
        "CREATE DATABASE probe",
        "SET ROLE huanjie_admin",
        "COPY (SELECT 1) TO '/dev/null'",
    ],
)
def test_a_role_can_make_nothing_outside_its_schema(database, role, statement):
    with (
        psycopg.connect(database.urls[role].replace("+psycopg", ""), autocommit=True) as connection,
        pytest.raises(InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_a_database_prepared_twice_is_as_it_was(server, fresh_database):
    server.prepare(fresh_database.name)

    with connect(fresh_database, "event_log") as connection:
        versions = connection.execute("SELECT count(*) FROM alembic_version").fetchone()
    assert versions == (1,)


def test_databases_are_made_by_several_at_once(server, new_database):
    with ThreadPoolExecutor(8) as pool:
        names = [made.result().name for made in [pool.submit(new_database) for _ in range(16)]]

    assert all(server.exists(name) for name in names)
