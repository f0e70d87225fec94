"""Create what prepares elections and watches their days: coverage, calendars, reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("activities", sa.Column("document_no", sa.String(100)))
    op.add_column(
        "working_years", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )
    op.alter_column("working_years", "version", server_default=None)
    _create_organising()
    _create_counted_work()
    _create_deadlines()


def downgrade() -> None:
    for table in (
        "reminder_runs", "reminders", "working_year_notices", "planned_calendars", "star_ratings",
        "training_attendances", "trainings", "talks", "visits", "responsibility_chains",
        "leading_groups", "region_standards",
    ):  # fmt: skip
        op.drop_table(table)
    op.drop_column("working_years", "version")
    op.drop_column("activities", "document_no")


def _create_organising() -> None:
    op.create_table(
        "region_standards",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("settings", JSONB(), nullable=False),
        *_recorded(),
        sa.PrimaryKeyConstraint("id", name="pk_region_standards"),
        sa.UniqueConstraint(
            "division_code", "version", name="uq_region_standards_division_code_version"
        ),
    )
    op.create_table(
        "leading_groups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("party_head", sa.String(100)),
        sa.Column("government_head", sa.String(100)),
        sa.Column("established_on", sa.Date(), nullable=False),
        sa.Column("document_no", sa.String(100)),
        *_recorded(),
        _of("leading_groups", "campaign"),
        sa.PrimaryKeyConstraint("id", name="pk_leading_groups"),
    )
    _index("leading_groups", "campaign_id", "division_code")
    op.create_table(
        "responsibility_chains",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("links", JSONB(), nullable=False),
        *_recorded(),
        _of("responsibility_chains", "election"),
        sa.PrimaryKeyConstraint("id", name="pk_responsibility_chains"),
        sa.UniqueConstraint(
            "election_id", "version", name="uq_responsibility_chains_election_id_version"
        ),
    )
    op.create_table(
        "visits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        *_recorded(),
        _of("visits", "election"),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
    )
    _index("visits", "election_id")


def _create_counted_work() -> None:
    op.create_table(
        "talks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid()),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("held_by", sa.String(30), nullable=False),
        sa.Column("with_parties", ARRAY(sa.String(30)), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        _counted_as("talks"),
        _of("talks", "campaign"),
        _of("talks", "election"),
        sa.PrimaryKeyConstraint("id", name="pk_talks"),
    )
    _index("talks", "election_id")
    _index("talks", "campaign_id", "division_code")
    op.create_table(
        "trainings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("step", sa.String(30), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("document_no", sa.String(100), nullable=False),
        _counted_as("trainings"),
        _of("trainings", "campaign"),
        sa.PrimaryKeyConstraint("id", name="pk_trainings"),
    )
    _index("trainings", "campaign_id", "step")
    op.create_table(
        "training_attendances",
        sa.Column("training_id", sa.Uuid(), nullable=False),
        sa.Column("person_number", sa.String(50), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        _of("training_attendances", "training"),
        sa.PrimaryKeyConstraint("training_id", "person_number", name="pk_training_attendances"),
    )
    _index("training_attendances", "division_code")
    op.create_table(
        "star_ratings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("document_no", sa.String(100), nullable=False),
        *_recorded(),
        _of("star_ratings", "campaign"),
        sa.PrimaryKeyConstraint("id", name="pk_star_ratings"),
    )
    _index("star_ratings", "campaign_id", "year", "division_code")


def _create_deadlines() -> None:
    op.create_table(
        "planned_calendars",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=False),
        sa.Column("steps", JSONB(), nullable=False),
        *_recorded(),
        _of("planned_calendars", "election"),
        sa.PrimaryKeyConstraint("id", name="pk_planned_calendars"),
        sa.UniqueConstraint(
            "election_id", "version", name="uq_planned_calendars_election_id_version"
        ),
    )
    op.create_table(
        "working_year_notices",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("days_off", ARRAY(sa.Date()), nullable=False),
        sa.Column("days_worked", ARRAY(sa.Date()), nullable=False),
        sa.Column("document_no", sa.String(100), nullable=False),
        *_recorded(),
        sa.PrimaryKeyConstraint("year", "version", name="pk_working_year_notices"),
    )
    op.create_table(
        "reminders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("rule", sa.String(30), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("remind_on", sa.Date(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("passed_on", sa.Date()),
        sa.Column("passed_by", sa.String(255)),
        _of("reminders", "election"),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sa.UniqueConstraint(
            "election_id", "kind", "due_on", name="uq_reminders_election_id_kind_due_on"
        ),
    )
    _index("reminders", "division_code", "due_on")
    op.create_table(
        "reminder_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date()),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        _at("ran_at"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder_runs"),
    )


def _recorded() -> tuple[sa.Column[str], sa.Column[sa.DateTime]]:
    return sa.Column("recorded_by", sa.String(255), nullable=False), _at("recorded_at")


def _at(name: str) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)


def _of(table: str, what: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{what}_id_{what}s"
    return sa.ForeignKeyConstraint([f"{what}_id"], [f"{what}s.id"], name=name)


def _counted_as(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["id"], ["activities.id"], name=f"fk_{table}_id_activities")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, [*columns])
