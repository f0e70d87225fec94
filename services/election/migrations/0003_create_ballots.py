"""Create meetings, rounds, tallies with their votes, and winners."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("scrutineers", sa.Integer(), nullable=False),
        sa.Column("quorate", sa.Boolean(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"], ["elections.id"], name="fk_meetings_election_id_elections"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["records.id"], name="fk_meetings_record_id_records"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meetings"),
        sa.UniqueConstraint("election_id", "no", name="uq_meetings_election_id_no"),
    )
    op.create_table(
        "rounds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("candidates", ARRAY(sa.String(50)), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("signatures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"], ["elections.id"], name="fk_rounds_election_id_elections"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_rounds_meeting_id_meetings"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
        sa.UniqueConstraint("election_id", "no", name="uq_rounds_election_id_no"),
    )
    op.create_index("ix_rounds_meeting_id", "rounds", ["meeting_id"])
    op.create_table(
        "tallies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("entered_by", sa.String(255), nullable=False),
        sa.Column("discarded_by", sa.String(255)),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_tallies_round_id_rounds"),
        sa.PrimaryKeyConstraint("id", name="pk_tallies"),
        sa.UniqueConstraint("round_id", "no", name="uq_tallies_round_id_no"),
    )
    op.create_table(
        "votes",
        sa.Column("tally_id", sa.Uuid(), nullable=False),
        sa.Column("person_number", sa.String(50), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("written_in", sa.Boolean(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("votes_against", sa.Integer(), nullable=False),
        sa.Column("votes_abstain", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tally_id"], ["tallies.id"], name="fk_votes_tally_id_tallies"),
        sa.PrimaryKeyConstraint("tally_id", "person_number", name="pk_votes"),
    )
    op.create_table(
        "winners",
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("person_number", sa.String(50), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"], ["elections.id"], name="fk_winners_election_id_elections"
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_winners_round_id_rounds"),
        sa.PrimaryKeyConstraint("election_id", "person_number", name="pk_winners"),
    )


def downgrade() -> None:
    op.drop_table("winners")
    op.drop_table("votes")
    op.drop_table("tallies")
    op.drop_table("rounds")
    op.drop_table("meetings")
