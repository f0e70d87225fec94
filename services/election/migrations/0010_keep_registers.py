"""Let a by-election go on with the register of the void one whose place it takes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("elections", sa.Column("register_id", sa.Uuid()))


def downgrade() -> None:
    op.drop_column("elections", "register_id")
