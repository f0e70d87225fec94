"""Create the facts, the sums and the bulletins."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from shared.migrations.messaging_tables import create_messaging_tables, drop_messaging_tables

revision = "0001"
down_revision = None

TABLES = (
    "divisions",
    "campaigns",
    "elections",
    "members",
    "reserves",
    "first_secretaries",
    "problems",
    "activities",
    "measures",
    "bulletins",
)


def upgrade() -> None:
    create_messaging_tables(op)
    create_divisions()
    create_campaigns()
    create_teams()
    create_registers()
    create_measures()
    create_bulletins()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    drop_messaging_tables(op)


def create_divisions() -> None:
    """Create the copy of the division table."""
    op.create_table(
        "divisions",
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("parent_code", sa.String(12)),
        sa.Column("path", sa.String(80, collation="C"), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_divisions"),
    )
    op.create_index("ix_divisions_path", "divisions", ["path"])


def create_campaigns() -> None:
    """Create campaigns and their elections."""
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("organisation_kind", sa.String(20), nullable=False),
        sa.Column("statistics_as_of", sa.Date(), nullable=False),
        sa.Column("previous_statistics_as_of", sa.Date(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaigns"),
    )
    op.create_table(
        "elections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("organisation_id", sa.Uuid()),
        sa.Column("seats", sa.Integer()),
        sa.Column("due_on", sa.Date()),
        sa.Column("listed_on", sa.Date()),
        sa.Column("accepted_on", sa.Date()),
        sa.Column("held_on", sa.Date()),
        sa.Column("approved_on", sa.Date()),
        sa.Column("on_schedule", sa.Boolean()),
        sa.Column("first_ballot", sa.Boolean()),
        sa.Column("elected", JSONB()),
        sa.Column("head", sa.String(50)),
        sa.Column("seated_on", sa.Date()),
        sa.Column("voided_on", sa.Date()),
        sa.Column("successor_id", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name="pk_elections"),
    )
    op.create_index(
        "ix_elections_campaign_id_division_code", "elections", ["campaign_id", "division_code"]
    )


def create_teams() -> None:
    """Create the teams of completed elections."""
    op.create_table(
        "members",
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("person_number", sa.String(50), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("post", sa.String(30), nullable=False),
        sa.Column("age", sa.Integer(), nullable=False),
        sa.Column("sex", sa.String(1), nullable=False),
        sa.Column("education", sa.String(10), nullable=False),
        sa.Column("bachelor_or_above", sa.Boolean(), nullable=False),
        sa.Column("social_work", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("election_id", "side", "person_number", name="pk_members"),
    )
    op.create_index("ix_members_division_code", "members", ["division_code"])


def create_registers() -> None:
    """Create what is counted by division: reserves, first secretaries, problems, work done."""
    op.create_table(
        "reserves",
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("person_number", sa.String(50), nullable=False),
        sa.Column("post", sa.String(30), nullable=False),
        sa.Column("filed_on", sa.Date()),
        sa.Column("withdrawn_on", sa.Date()),
        sa.PrimaryKeyConstraint("division_code", "person_number", "post", name="pk_reserves"),
    )
    op.create_table(
        "first_secretaries",
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("person_number", sa.String(50), nullable=False),
        sa.Column("posted_on", sa.Date()),
        sa.Column("ended_on", sa.Date()),
        sa.PrimaryKeyConstraint("division_code", "person_number", name="pk_first_secretaries"),
    )
    op.create_table(
        "problems",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("category", sa.String(50)),
        sa.Column("found_on", sa.Date()),
        sa.Column("closed_on", sa.Date()),
        sa.PrimaryKeyConstraint("id", name="pk_problems"),
    )
    op.create_index("ix_problems_division_code", "problems", ["division_code"])
    op.create_table(
        "activities",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid()),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_activities"),
    )
    op.create_index("ix_activities_division_code", "activities", ["division_code"])


def create_measures() -> None:
    """Create the sums that figures are quotients of."""
    op.create_table(
        "measures",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("own", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "campaign_id", "division_code", "source", "name", name="pk_measures"
        ),
    )


def create_bulletins() -> None:
    """Create the frozen editions."""
    op.create_table(
        "bulletins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("issued_by", sa.String(200), nullable=False),
        sa.Column(
            "issued_at",
            sa.DateTime(timezone=True),
            server_default=sa.func.clock_timestamp(),
            nullable=False,
        ),
        sa.Column("document", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bulletins"),
        sa.UniqueConstraint(
            "campaign_id",
            "division_code",
            "edition",
            name="uq_bulletins_campaign_id_division_code_edition",
        ),
    )
