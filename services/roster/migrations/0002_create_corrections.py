"""Create corrections of people's facts; keep with a term what its campaign counts by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"

# Of terms begun before, what was told of their teams knows the campaign.
FILL = """
    UPDATE terms SET campaign_id = CAST(told ->> 'campaign_id' AS uuid),
                     statistics_as_of = CAST(told ->> 'as_of' AS date),
                     previous_statistics_as_of = CAST(told ->> 'previous_as_of' AS date)
    FROM (SELECT CAST(body AS jsonb) AS told FROM outbox
          WHERE name = 'roster.committee_seated.v1') AS seated
    WHERE terms.election_id = CAST(told ->> 'election_id' AS uuid)
"""


def upgrade() -> None:
    op.add_column("terms", sa.Column("campaign_id", sa.Uuid()))
    for name in ("statistics_as_of", "previous_statistics_as_of"):
        op.add_column("terms", sa.Column(name, sa.Date()))
    for name in ("correction_no", "revision"):
        column = sa.Column(name, sa.Integer(), server_default="0", nullable=False)
        op.add_column("terms", column)
        op.alter_column("terms", name, server_default=None)
    op.execute(FILL)
    op.create_table(
        "corrections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("facts", JSONB(), nullable=False),
        sa.Column("reason_code", sa.String(30), nullable=False),
        sa.Column("document_no", sa.String(100), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("requested_by", sa.String(255), nullable=False),
        sa.Column(
            "requested_at",
            sa.DateTime(timezone=True),
            server_default=sa.func.now(),
            nullable=False,
        ),
        sa.Column("decided_by", sa.String(255)),
        sa.Column("decided_on", sa.Date()),
        sa.Column("decision_no", sa.String(100)),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_corrections_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["division_code"],
            ["divisions.code"],
            name="fk_corrections_division_code_divisions",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index("ix_corrections_person_id", "corrections", ["person_id"])
    op.create_index("ix_corrections_division_code", "corrections", ["division_code"])


def downgrade() -> None:
    op.drop_table("corrections")
    for name in (
        "revision",
        "correction_no",
        "previous_statistics_as_of",
        "statistics_as_of",
        "campaign_id",
    ):
        op.drop_column("terms", name)
