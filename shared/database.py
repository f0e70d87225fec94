"""The database: naming of constraints, the base of tables, sessions, row locks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    CursorResult,
    Date,
    DateTime,
    Engine,
    MetaData,
    create_engine,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Session, registry, sessionmaker
from uuid_utils.compat import uuid7

from shared.errors import NotFound
from shared.settings import Settings

Sessions = sessionmaker[Session]

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of a service's tables. Each service derives its own, so that metadata stay apart."""

    __abstract__ = True
    type_annotation_map: ClassVar = {
        datetime: DateTime(timezone=True),
        date: Date(),
        dict[str, Any]: JSON().with_variant(JSONB(), "postgresql"),
        list[Any]: JSON().with_variant(JSONB(), "postgresql"),
    }

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "metadata" in cls.__dict__:
            # two services may have a class of the same name: each needs names of its own
            cls.registry = cls._sa_registry = registry(
                metadata=cls.metadata, type_annotation_map=cls.registry.type_annotation_map
            )
        super().__init_subclass__(**kwargs)


def metadata_of(service: str) -> MetaData:
    """Return the metadata of one service's schema."""
    return MetaData(schema=service, naming_convention=NAMING)


def new_id() -> UUID:
    """Return a new UUIDv7."""
    return uuid7()


def now() -> datetime:
    """Return the present time, aware, in UTC."""
    return datetime.now(UTC)


def make_engine(settings: Settings, *, pool_size: int | None = None) -> Engine:
    """Return an engine whose connections stop a statement that runs too long."""
    seconds = settings.statement_timeout_seconds
    return create_engine(
        settings.database_url.get_secret_value(),
        pool_size=pool_size or settings.pool_size,
        max_overflow=0,
        pool_pre_ping=True,
        pool_timeout=5,
        hide_parameters=True,  # the message of an error would quote them
        connect_args={
            "options": f"-c statement_timeout={seconds}s -c timezone=UTC",
            "application_name": f"huanjie {settings.service}",
            "connect_timeout": 5,
        },
    )


def make_sessions(engine: Engine) -> Sessions:
    """Return the factory of sessions; objects stay readable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


Table = TypeVar("Table", bound=Base)


def lock(session: Session, table: type[Table], key: UUID | str | Mapping[str, Any]) -> Table:
    """Return the row, locked until the transaction ends; refused when there is none."""
    row = session.get(table, key, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def run(
    session: Session, statement: str, values: Mapping[str, Any] | Sequence[Mapping[str, Any]]
) -> CursorResult[Any]:
    """Run a statement that is always the same, in the driver's own form: `%(name)s`.

    For what every command does: there is nothing to build or compile, which takes longer than
    sending it. Changes that the session has not flushed are not seen.
    """
    return session.connection().exec_driver_sql(statement, values)


def is_reachable(engine: Engine) -> bool:
    """Say whether the database answers."""
    with engine.connect() as connection:
        return bool(connection.scalar(text("SELECT true")))
