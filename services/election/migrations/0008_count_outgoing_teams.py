"""Keep how many sit in an organisation's outgoing team."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    column = sa.Column("team_members", sa.Integer(), server_default="0", nullable=False)
    op.add_column("organisations", column)
    op.alter_column("organisations", "team_members", server_default=None)


def downgrade() -> None:
    op.drop_column("organisations", "team_members")
