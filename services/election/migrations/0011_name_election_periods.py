"""Name the election period that campaigns of the same time share."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("campaigns", sa.Column("period_id", sa.Uuid()))


def downgrade() -> None:
    op.drop_column("campaigns", "period_id")
