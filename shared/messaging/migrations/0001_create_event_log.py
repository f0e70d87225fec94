"""Create the event log: messages numbered per topic, and how far each group has read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "topics",
        sa.Column("topic", sa.String(50), nullable=False),
        sa.Column("last_position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("topic", name="pk_topics"),
    )
    op.create_table(
        "messages",
        sa.Column("topic", sa.String(50), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.LargeBinary()),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column(
            "appended_at",
            sa.DateTime(timezone=True),
            server_default=sa.func.clock_timestamp(),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("topic", "position", name="pk_messages"),
    )
    op.create_table(
        "offsets",
        sa.Column("consumer_group", sa.String(50), nullable=False),
        sa.Column("topic", sa.String(50), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("consumer_group", "topic", name="pk_offsets"),
    )


def downgrade() -> None:
    op.drop_table("offsets")
    op.drop_table("messages")
    op.drop_table("topics")
