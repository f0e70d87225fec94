"""The tables that every service needs for events and repeated requests, as first created.

Frozen: a later change is a function of its own, called from a new migration of each service.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations
from sqlalchemy.dialects.postgresql import JSONB

TABLES = (
    "streams",
    "outbox",
    "inbox",
    "stream_positions",
    "parked",
    "set_aside",
    "idempotency_keys",
)


def create_messaging_tables(op: Operations) -> None:
    """Create the tables, unqualified: the role's search path is its own schema."""
    create_sending(op)
    create_receiving(op)
    create_idempotency_keys(op)


def drop_messaging_tables(op: Operations) -> None:
    """Drop them all."""
    for table in reversed(TABLES):
        op.drop_table(table)


def create_sending(op: Operations) -> None:
    """Create what the service's own events need."""
    op.create_table(
        "streams",
        sa.Column("topic", sa.String(50), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("topic", "key", name="pk_streams"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(50), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        clock("occurred_at"),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_role", sa.String(50), nullable=False),
        sa.Column("correlation_id", sa.Text(), nullable=False),
        sa.Column("caused_by", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("event_id", name="uq_outbox_event_id"),
    )
    op.create_index(
        "ix_outbox_unsent", "outbox", ["id"], postgresql_where=sa.text("sent_at IS NULL")
    )


def create_receiving(op: Operations) -> None:
    """Create what the consumers need."""
    op.create_table(
        "inbox",
        sa.Column("consumer", sa.String(50), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        clock("received_at"),
        sa.PrimaryKeyConstraint("consumer", "event_id", name="pk_inbox"),
    )
    op.create_table(
        "stream_positions",
        sa.Column("consumer", sa.String(50), nullable=False),
        sa.Column("topic", sa.String(50), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("consumer", "topic", "key", name="pk_stream_positions"),
    )
    op.create_table(
        "parked",
        sa.Column("consumer", sa.String(50), nullable=False),
        sa.Column("topic", sa.String(50), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        clock("parked_at"),
        sa.PrimaryKeyConstraint("consumer", "topic", "key", "version", name="pk_parked"),
    )
    op.create_table(
        "set_aside",
        sa.Column("consumer", sa.String(50), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(50), nullable=False),
        sa.Column("key", sa.String(100)),
        sa.Column("version", sa.Integer()),
        sa.Column("name", sa.String(100)),
        sa.Column("raw_key", sa.LargeBinary()),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        clock("set_aside_at"),
        sa.Column("retry_at", sa.DateTime(timezone=True)),
        sa.Column("replayed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("consumer", "event_id", name="pk_set_aside"),
    )
    op.create_index(
        "ix_set_aside_open",
        "set_aside",
        ["consumer", "topic", "key"],
        postgresql_where=sa.text("replayed_at IS NULL"),
    )


def create_idempotency_keys(op: Operations) -> None:
    """Create what makes a repeated request harmless."""
    op.create_table(
        "idempotency_keys",
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("headers", JSONB(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        clock("created_at"),
        sa.PrimaryKeyConstraint("caller", "key", name="pk_idempotency_keys"),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"])


def clock(name: str) -> sa.Column[object]:
    """Return a column that the database's own clock fills."""
    return sa.Column(
        name,
        sa.DateTime(timezone=True),
        server_default=sa.func.clock_timestamp(),
        nullable=False,
    )
