"""Create elections, their records, nominees and the answers of the joint review."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "elections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Uuid()),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("meeting_no", sa.Integer(), nullable=False),
        sa.Column("next_round", JSONB(none_as_null=True)),
        sa.Column("recorded_until", sa.Date()),
        sa.Column("postponed_to", sa.Date()),
        sa.Column("postponed_on", sa.Date()),
        sa.Column("last_record_id", sa.Uuid()),
        sa.Column(
            "opened_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name="fk_elections_campaign_id_campaigns"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name="fk_elections_organisation_id_organisations",
        ),
        sa.ForeignKeyConstraint(
            ["predecessor_id"], ["elections.id"], name="fk_elections_predecessor_id_elections"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_elections"),
        sa.UniqueConstraint(
            "campaign_id",
            "organisation_id",
            "attempt",
            name="uq_elections_campaign_id_organisation_id_attempt",
        ),
    )
    op.create_index(
        "ix_elections_campaign_id_division_code", "elections", ["campaign_id", "division_code"]
    )
    op.create_index("ix_elections_division_code", "elections", ["division_code"])
    op.create_index("ix_elections_organisation_id", "elections", ["organisation_id"])
    op.create_table(
        "records",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date()),
        sa.Column("payload", JSONB(), nullable=False),
        sa.Column("verdicts", JSONB(), nullable=False),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("actor", sa.String(255), nullable=False),
        sa.Column("actor_role", sa.String(30), nullable=False),
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column("superseded_by", sa.Uuid()),
        sa.ForeignKeyConstraint(
            ["election_id"], ["elections.id"], name="fk_records_election_id_elections"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_records"),
    )
    op.create_index("ix_records_election_id_id", "records", ["election_id", "id"])
    op.create_index(
        "ix_records_standing",
        "records",
        ["election_id", "step"],
        postgresql_where=sa.text("superseded_by IS NULL"),
    )
    op.create_table(
        "nominees",
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("person_number", sa.String(50), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("age", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"], ["elections.id"], name="fk_nominees_election_id_elections"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["records.id"], name="fk_nominees_record_id_records"
        ),
        sa.PrimaryKeyConstraint("election_id", "person_number", name="pk_nominees"),
    )
    op.create_table(
        "review_answers",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("person_number", sa.String(50), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("department", sa.String(100), nullable=False),
        sa.Column("answer", sa.String(10), nullable=False),
        sa.Column("item_code", sa.String(32)),
        sa.Column("document_no", sa.String(100), nullable=False),
        sa.Column("superseded_by", sa.Uuid()),
        sa.ForeignKeyConstraint(
            ["election_id"], ["elections.id"], name="fk_review_answers_election_id_elections"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["records.id"], name="fk_review_answers_record_id_records"
        ),
        sa.PrimaryKeyConstraint("record_id", "person_number", name="pk_review_answers"),
    )
    op.create_index(
        "uq_review_answers_standing",
        "review_answers",
        ["election_id", "person_number", "department"],
        unique=True,
        postgresql_where=sa.text("superseded_by IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("review_answers")
    op.drop_table("nominees")
    op.drop_table("records")
    op.drop_table("elections")
