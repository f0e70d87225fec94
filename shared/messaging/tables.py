"""The tables that every service has for its events; unqualified: the role's search path finds them.

Made by `shared/migrations/messaging_tables.py`; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from shared.database import NAMING

metadata = MetaData(naming_convention=NAMING)

# What this service tells. `streams` counts the events of each key, 1..n without a hole.
streams = Table(
    "streams",
    metadata,
    Column("topic", String(50), primary_key=True),
    Column("key", String(100), primary_key=True),
    Column("version", Integer, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("event_id", Uuid, nullable=False, unique=True),
    Column("topic", String(50), nullable=False),
    Column("key", String(100), nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", String(100), nullable=False),
    Column("body", Text, nullable=False),
    Column(
        "occurred_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=func.clock_timestamp(),
    ),
    Column("actor", Text, nullable=False),
    Column("actor_role", String(50), nullable=False),
    Column("correlation_id", Text, nullable=False),
    Column("caused_by", Text, nullable=False),
    Column("sent_at", DateTime(timezone=True)),
    Index("ix_outbox_unsent", "id", postgresql_where=text("sent_at IS NULL")),
)

# What this service has been told. A row of `inbox` means: applied, parked or set aside.
inbox = Table(
    "inbox",
    metadata,
    Column("consumer", String(50), primary_key=True),
    Column("event_id", Uuid, primary_key=True),
    Column(
        "received_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=func.clock_timestamp(),
    ),
)

stream_positions = Table(
    "stream_positions",
    metadata,
    Column("consumer", String(50), primary_key=True),
    Column("topic", String(50), primary_key=True),
    Column("key", String(100), primary_key=True),
    Column("version", Integer, nullable=False),
)

# Events that came before one they must follow: it is on its way, or it is set aside.
parked = Table(
    "parked",
    metadata,
    Column("consumer", String(50), primary_key=True),
    Column("topic", String(50), primary_key=True),
    Column("key", String(100), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("event_id", Uuid, nullable=False),
    Column("headers", Text, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column(
        "parked_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=func.clock_timestamp(),
    ),
)

# Events whose consumer failed. Without `retry_at` the tries are used up: a person replays them.
set_aside = Table(
    "set_aside",
    metadata,
    Column("consumer", String(50), primary_key=True),
    Column("event_id", Uuid, primary_key=True),
    Column("topic", String(50), nullable=False),
    Column("key", String(100)),
    Column("version", Integer),
    Column("name", String(100)),
    Column("raw_key", LargeBinary),
    Column("headers", Text, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("error", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column(
        "set_aside_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=func.clock_timestamp(),
    ),
    Column("retry_at", DateTime(timezone=True)),
    Column("replayed_at", DateTime(timezone=True)),
    Index(
        "ix_set_aside_open",
        "consumer",
        "topic",
        "key",
        postgresql_where=text("replayed_at IS NULL"),
    ),
)

# What each caller was answered, kept with the change, so that a repeated request has no effect.
idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("caller", Text, primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("headers", JSONB, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column(
        "created_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=func.clock_timestamp(),
        index=True,
    ),
)
