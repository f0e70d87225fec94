"""Every schema's history can be climbed, descended and climbed again, and agrees with the code."""

from __future__ import annotations

from uuid import uuid4

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from huanjie.databases import ROLES, SERVICES
from huanjie.processes import PROJECT
from shared.messaging import tables
from shared.migrations.messaging_tables import (
    TABLES,
    create_messaging_tables,
    drop_messaging_tables,
)


@pytest.fixture(scope="module")
def urls(server):
    """Return each role's address in a database that has the roles and no table."""
    name = f"migrations_{uuid4().hex}"
    server.create(name)
    server.create_roles(name)
    yield server.urls(name)
    server.drop(name)


def history_of(schema, urls):
    config = Config(str(PROJECT / "alembic.ini"), ini_section=schema)
    config.set_main_option("sqlalchemy.url", urls[schema])
    return config


def table_names(url):
    engine = create_engine(url)
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names


@pytest.mark.parametrize("schema", ROLES)
def test_each_step_goes_up_down_and_up_again(schema, urls):
    config = history_of(schema, urls)
    script = ScriptDirectory.from_config(config)
    steps = [revision.revision for revision in reversed(list(script.walk_revisions()))]

    for revision in steps:
        command.upgrade(config, revision)
        command.downgrade(config, "-1")
        command.upgrade(config, revision)
    top = table_names(urls[schema])
    command.downgrade(config, "base")
    bottom = table_names(urls[schema])
    command.upgrade(config, "head")

    assert steps == [f"{number:04d}" for number in range(1, len(steps) + 1)]
    assert bottom == {"alembic_version"}
    assert table_names(urls[schema]) == top


@pytest.mark.parametrize("schema", ROLES)
def test_the_tables_are_those_of_the_code(schema, urls):
    config = history_of(schema, urls)
    command.upgrade(config, "head")

    command.check(config)


@pytest.mark.parametrize("schema", ROLES)
def test_a_history_can_be_written_as_sql(schema, urls, capsys):
    config = history_of(schema, urls)

    command.upgrade(config, "head", sql=True)

    assert f"CREATE TABLE {schema}.alembic_version" in capsys.readouterr().out


@pytest.mark.parametrize("schema", SERVICES)
def test_every_service_has_the_tables_of_messaging(schema, urls):
    command.upgrade(history_of(schema, urls), "head")

    assert set(TABLES) <= table_names(urls[schema])


def test_the_tables_of_messaging_are_those_of_the_code_and_can_be_dropped(server):
    name = f"messaging_tables_{uuid4().hex}"
    server.create(name)
    server.create_roles(name)
    engine = create_engine(server.urls(name)["audit"])
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        create_messaging_tables(Operations(context))
        differences = compare_metadata(context, tables.metadata)
        drop_messaging_tables(Operations(context))
        left = inspect(connection).get_table_names()
    engine.dispose()
    server.drop(name)

    assert differences == []
    assert left == []
