"""Let a post name the by-election that gave it, so that it goes when that is set aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("posts", sa.Column("election_id", sa.Uuid()))
    op.create_index("ix_posts_election_id", "posts", ["election_id"])


def downgrade() -> None:
    op.drop_index("ix_posts_election_id", "posts")
    op.drop_column("posts", "election_id")
