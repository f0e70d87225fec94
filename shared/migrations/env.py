"""Runs one schema's migrations as its owner: alembic --name election upgrade head."""

from __future__ import annotations

from importlib import import_module
from typing import Any, cast

from alembic import context
from alembic.operations.ops import MigrationScript
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from shared.database import NAMING
from shared.messaging import event_log_tables, tables
from shared.settings import Settings

EVENT_LOG = "event_log"
NO_SCHEMA = cast("str", None)  # as documented; its annotation forgets it
TAKE_TURNS = text("SELECT pg_advisory_lock(hashtext('migrate ' || :schema))")

schema = context.config.config_ini_section


def database_url() -> str:
    """Return the address that the caller set, or the one in the settings."""
    given = context.config.get_main_option("sqlalchemy.url")
    if given:
        return given
    settings = Settings.for_service(schema)
    secret = settings.events_url if schema == EVENT_LOG else settings.database_url
    return secret.get_secret_value()


def tables_as_migrated() -> MetaData:
    """Return the tables that the models describe, without the schema's name.

    The role's search path is its schema, so the database reports them without it too.
    """
    if schema == EVENT_LOG:
        return event_log_tables.metadata
    combined = MetaData(naming_convention=NAMING)
    models = import_module(f"services.{schema}.models")
    for source in (models.Base.metadata, tables.metadata):
        for table in source.tables.values():
            table.to_metadata(combined, schema=NO_SCHEMA)
    return combined


def number_it(_: object, __: object, scripts: list[MigrationScript]) -> None:
    """Give a new migration the next number, such as 0002."""
    head = ScriptDirectory.from_config(context.config).get_current_head()
    for script in scripts:
        script.rev_id = f"{int(head or 0) + 1:04d}"


def run() -> None:
    """Migrate, or print the SQL that would."""
    options: dict[str, Any] = {
        "target_metadata": tables_as_migrated(),
        "version_table_schema": schema,
        "include_name": lambda name, kind, _: (kind, name) != ("table", "alembic_version"),
        "process_revision_directives": number_it,
        "compare_server_default": True,
        "transactional_ddl": True,
    }
    if context.is_offline_mode():
        context.configure(url=database_url(), literal_binds=True, **options)
        with context.begin_transaction():
            context.run_migrations()
        return
    engine = create_engine(make_url(database_url()), poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(TAKE_TURNS, {"schema": schema})
        connection.commit()
        context.configure(connection=connection, **options)
        with context.begin_transaction():
            context.run_migrations()


run()
