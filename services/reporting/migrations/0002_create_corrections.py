"""Create corrections, and the figures that they touched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for name in ("correction_no", "team_revision"):
        column = sa.Column(name, sa.Integer(), server_default="0", nullable=False)
        op.add_column("elections", column)
    op.create_table(
        "corrections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("reason_code", sa.String(30), nullable=False),
        sa.Column("corrected_on", sa.Date(), nullable=False),
        sa.Column("facts", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", "election_id", name="pk_corrections"),
    )
    op.create_index(
        "ix_corrections_campaign_id_division_code", "corrections", ["campaign_id", "division_code"]
    )
    op.create_table(
        "figure_changes",
        sa.Column("correction_id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("figure", sa.String(50), nullable=False),
        sa.Column("before", JSONB(), nullable=False),
        sa.Column("after", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint(
            "correction_id", "election_id", "division_code", "figure", name="pk_figure_changes"
        ),
    )


def downgrade() -> None:
    op.drop_table("figure_changes")
    op.drop_table("corrections")
    op.drop_column("elections", "team_revision")
    op.drop_column("elections", "correction_no")
