"""Create what residents' committee elections need: voters, counts by post, kinds of elections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column(
        "elections", sa.Column("kind", sa.String(20), server_default="RENEWAL", nullable=False)
    )
    op.alter_column("elections", "kind", server_default=None)
    op.add_column("elections", sa.Column("parent_id", sa.Uuid()))
    op.create_foreign_key(
        "fk_elections_parent_id_elections", "elections", "elections", ["parent_id"], ["id"]
    )
    op.create_index("ix_elections_parent_id", "elections", ["parent_id"])
    op.add_column("nominees", sa.Column("sex", sa.String(1), server_default="", nullable=False))
    op.alter_column("nominees", "sex", server_default=None)
    op.add_column(
        "rounds", sa.Column("breaches", ARRAY(sa.String(50)), server_default="{}", nullable=False)
    )
    op.alter_column("rounds", "breaches", server_default=None)
    op.create_table(
        "voters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("sex", sa.String(1), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column("identity_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("ground", sa.String(20), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("removed_on", sa.Date()),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_voters_record_id_records"),
        sa.PrimaryKeyConstraint("id", name="pk_voters"),
    )
    op.create_index("ix_voters_period_id_division_code", "voters", ["period_id", "division_code"])
    op.create_index(
        "uq_voters_standing",
        "voters",
        ["period_id", "identity_hash"],
        unique=True,
        postgresql_where=sa.text("removed_on IS NULL"),
    )
    op.create_table(
        "post_counts",
        sa.Column("tally_id", sa.Uuid(), nullable=False),
        sa.Column("post", sa.String(20), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tally_id"], ["tallies.id"], name="fk_post_counts_tally_id_tallies"
        ),
        sa.PrimaryKeyConstraint("tally_id", "post", name="pk_post_counts"),
    )
    op.create_table(
        "post_votes",
        sa.Column("tally_id", sa.Uuid(), nullable=False),
        sa.Column("post", sa.String(20), nullable=False),
        sa.Column("person_number", sa.String(50), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tally_id"], ["tallies.id"], name="fk_post_votes_tally_id_tallies"
        ),
        sa.PrimaryKeyConstraint("tally_id", "post", "person_number", name="pk_post_votes"),
    )


def downgrade() -> None:
    op.drop_table("post_votes")
    op.drop_table("post_counts")
    op.drop_table("voters")
    op.drop_column("rounds", "breaches")
    op.drop_column("nominees", "sex")
    op.drop_index("ix_elections_parent_id", "elections")
    op.drop_constraint("fk_elections_parent_id_elections", "elections")
    op.drop_column("elections", "parent_id")
    op.drop_column("elections", "kind")
