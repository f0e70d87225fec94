"""Create corrections of completed elections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("reason_code", sa.String(30), nullable=False),
        sa.Column("document_no", sa.String(100), nullable=False),
        sa.Column("change", JSONB(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("requested_by", sa.String(255), nullable=False),
        sa.Column("requester_role", sa.String(30), nullable=False),
        sa.Column(
            "requested_at",
            sa.DateTime(timezone=True),
            server_default=sa.func.now(),
            nullable=False,
        ),
        sa.Column("decision_id", sa.Uuid()),
        sa.Column("decided_on", sa.Date()),
        sa.Column("correction_no", sa.Integer()),
        sa.Column("corrects_id", sa.Uuid()),
        sa.Column("before", JSONB()),
        sa.Column("after", JSONB()),
        sa.ForeignKeyConstraint(
            ["election_id"], ["elections.id"], name="fk_corrections_election_id_elections"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["records.id"], name="fk_corrections_record_id_records"
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["records.id"], name="fk_corrections_decision_id_records"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sa.UniqueConstraint("election_id", "no", name="uq_corrections_election_id_no"),
    )
    op.create_table(
        "former_winners",
        sa.Column("correction_id", sa.Uuid(), nullable=False),
        sa.Column("person_number", sa.String(50), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction_id"],
            ["corrections.id"],
            name="fk_former_winners_correction_id_corrections",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name="fk_former_winners_round_id_rounds"
        ),
        sa.PrimaryKeyConstraint("correction_id", "person_number", name="pk_former_winners"),
    )
    op.add_column("records", sa.Column("correction_id", sa.Uuid()))


def downgrade() -> None:
    op.drop_column("records", "correction_id")
    op.drop_table("former_winners")
    op.drop_table("corrections")
