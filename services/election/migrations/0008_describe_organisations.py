"""Keep how many sit in an outgoing team, and whether a branch elects without a committee."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    members = sa.Column("team_members", sa.Integer(), server_default="0", nullable=False)
    op.add_column("organisations", members)
    op.alter_column("organisations", "team_members", server_default=None)
    direct = sa.Column("without_committee", sa.Boolean(), server_default="false", nullable=False)
    op.add_column("elections", direct)
    op.alter_column("elections", "without_committee", server_default=None)


def downgrade() -> None:
    op.drop_column("elections", "without_committee")
    op.drop_column("organisations", "team_members")
