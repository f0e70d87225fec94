"""Keep what roster tells of the reserve pool, and the grounds that a campaign reviews by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "reserves",
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("person_number", sa.String(50), nullable=False),
        sa.Column("post", sa.String(20), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date()),
        sa.PrimaryKeyConstraint("division_code", "person_number", "post", name="pk_reserves"),
    )
    op.create_table(
        "review_lists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document_no", sa.String(100), nullable=False),
        sa.Column("items", JSONB(), nullable=False),
        sa.Column("recorded_by", sa.String(255), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name="fk_review_lists_campaign_id_campaigns"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review_lists"),
        sa.UniqueConstraint("campaign_id", "version", name="uq_review_lists_campaign_id_version"),
    )


def downgrade() -> None:
    op.drop_table("review_lists")
    op.drop_table("reserves")
