"""Create what by-elections and recalls have changed in a team that was counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "team_changes",
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("person_number", sa.String(50), nullable=False),
        sa.Column("renewal_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("post", sa.String(30)),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("election_id", "person_number", name="pk_team_changes"),
    )
    op.create_index("ix_team_changes_renewal_id", "team_changes", ["renewal_id"])


def downgrade() -> None:
    op.drop_table("team_changes")
