"""Create the registers and the log; the database itself refuses to change what the log holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.messaging_tables import create_messaging_tables, drop_messaging_tables

revision = "0001"
down_revision = None

TABLES = ("divisions", "problems", "complaints", "activities", "log_heads", "log")

REFUSE = """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the log is only added to: % refused', TG_OP
            USING ERRCODE = 'restrict_violation';
    END
    $$
"""
INSERT_ONLY = """
    CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    create_messaging_tables(op)
    create_divisions()
    create_registers()
    create_log()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.execute("DROP FUNCTION refuse_change()")
    drop_messaging_tables(op)


def create_divisions() -> None:
    """Create the copy of the division table."""
    op.create_table(
        "divisions",
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("parent_code", sa.String(12)),
        sa.Column("path", sa.String(80, collation="C"), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_divisions"),
    )
    op.create_index("ix_divisions_path", "divisions", ["path"])


def create_registers() -> None:
    """Create problems, complaints and discipline work."""
    op.create_table(
        "problems",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_reference", sa.String(100)),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("category", sa.String(50), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_problems"),
        sa.UniqueConstraint(
            "division_code",
            "external_reference",
            name="uq_problems_division_code_external_reference",
        ),
    )
    op.create_table(
        "complaints",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(50), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date()),
        sa.Column("finding", sa.String(50)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_complaints"),
    )
    op.create_index("ix_complaints_division_code", "complaints", ["division_code"])
    op.create_table(
        "activities",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_activities"),
    )
    op.create_index("ix_activities_division_code", "activities", ["division_code"])


def create_log() -> None:
    """Create the log and what guards it."""
    heads = op.create_table(
        "log_heads",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("last_sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_log_heads"),
    )
    op.bulk_insert(heads, [{"name": "events", "last_sequence": 0}])
    op.create_table(
        "log",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(50), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_role", sa.String(50), nullable=False),
        sa.Column("correlation_id", sa.Text(), nullable=False),
        sa.Column("caused_by", sa.Text(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.func.clock_timestamp(),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("sequence", name="pk_log"),
        sa.UniqueConstraint("event_id", name="uq_log_event_id"),
    )
    op.create_index("ix_log_key", "log", ["key"])
    op.execute(REFUSE)
    op.execute(INSERT_ONLY)
