"""The tables of the event log, the bus on Postgres."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    func,
)

from shared.database import NAMING

metadata = MetaData(naming_convention=NAMING)

topics = Table(
    "topics",
    metadata,
    Column("topic", String(50), primary_key=True),
    Column("last_position", BigInteger, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("topic", String(50), primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("key", LargeBinary),
    Column("headers", Text, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column(
        "appended_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=func.clock_timestamp(),
    ),
)

offsets = Table(
    "offsets",
    metadata,
    Column("consumer_group", String(50), primary_key=True),
    Column("topic", String(50), primary_key=True),
    Column("position", BigInteger, nullable=False),
)
