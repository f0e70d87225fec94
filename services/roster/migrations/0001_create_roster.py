"""Create the roster: divisions, organisations, terms, people, posts, reserves, imports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from shared.migrations.messaging_tables import create_messaging_tables, drop_messaging_tables

revision = "0001"
down_revision = None

TABLES = (
    "divisions",
    "organisations",
    "people",
    "terms",
    "posts",
    "nominees",
    "reserves",
    "first_secretaries",
    "superseded",
    "imports",
    "import_files",
    "import_errors",
)


def upgrade() -> None:
    create_messaging_tables(op)
    create_divisions_and_organisations()
    create_people_and_posts()
    create_reserves_and_first_secretaries()
    create_superseded()
    create_imports()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    drop_messaging_tables(op)


def create_divisions_and_organisations() -> None:
    op.create_table(
        "divisions",
        sa.Column("code", sa.String(12), primary_key=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("parent_code", sa.String(12)),
        sa.Column("path", sa.String(80, collation="C"), nullable=False),
        recorded_at(),
    )
    op.create_index("ix_divisions_path", "divisions", ["path"])
    op.create_table(
        "organisations",
        sa.Column("id", sa.Uuid(), primary_key=True),
        division_code(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("type", sa.String(30), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("superior", sa.String(100), nullable=False),
        sa.Column("full_members", sa.Integer(), nullable=False),
        sa.Column("probationary_members", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        version(),
        recorded_at(),
        sa.UniqueConstraint("division_code", "kind"),
    )


def create_people_and_posts() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.String(32), nullable=False, unique=True),
        division_code(),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("sex", sa.String(1), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column("education", sa.String(2), nullable=False),
        sa.Column("social_work_qualification", sa.Boolean()),
        sa.Column("social_work_degree", sa.Boolean()),
        version(),
        recorded_at(),
    )
    op.create_index("ix_people_division_code", "people", ["division_code"])
    op.create_table(
        "terms",
        sa.Column("id", sa.Uuid(), primary_key=True),
        reference("organisation_id", "organisations"),
        sa.Column("elected_on", sa.Date(), nullable=False),
        sa.Column("term_years", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date()),
        sa.Column("voided_on", sa.Date()),
        sa.Column("election_id", sa.Uuid(), unique=True),
    )
    op.create_index("ix_terms_organisation_id", "terms", ["organisation_id"])
    op.create_table(
        "posts",
        sa.Column("id", sa.Uuid(), primary_key=True),
        reference("term_id", "terms"),
        reference("person_id", "people"),
        sa.Column("post", sa.String(20), nullable=False),
        sa.Column("held_from", sa.Date(), nullable=False),
        sa.Column("held_until", sa.Date()),
        sa.Column("ending", sa.String(20)),
    )
    op.create_index("ix_posts_term_id", "posts", ["term_id"])
    op.create_index("ix_posts_person_id", "posts", ["person_id"])
    op.create_table(
        "nominees",
        sa.Column("id", sa.Uuid(), primary_key=True),
        reference("person_id", "people"),
        reference("organisation_id", "organisations"),
        recorded_at(),
        sa.UniqueConstraint("person_id", "organisation_id"),
    )
    op.create_index("ix_nominees_organisation_id", "nominees", ["organisation_id"])


def create_reserves_and_first_secretaries() -> None:
    op.create_table(
        "reserves",
        sa.Column("id", sa.Uuid(), primary_key=True),
        reference("person_id", "people"),
        division_code(),
        sa.Column("post", sa.String(20), nullable=False),
        sa.Column("source", sa.String(50), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date()),
        version(),
    )
    op.create_table(
        "first_secretaries",
        sa.Column("id", sa.Uuid(), primary_key=True),
        reference("person_id", "people"),
        division_code(),
        sa.Column("sent_by", sa.String(100), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date()),
        version(),
    )
    for table in ("reserves", "first_secretaries"):
        op.create_index(f"ix_{table}_person_id", table, ["person_id"])
        op.create_index(f"ix_{table}_division_code", table, ["division_code"])
    op.create_index(
        "uq_reserves_active",
        "reserves",
        ["person_id", "division_code", "post"],
        unique=True,
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_index(
        "uq_first_secretaries_active",
        "first_secretaries",
        ["person_id", "division_code"],
        unique=True,
        postgresql_where=sa.text("ended_on IS NULL"),
    )


def create_superseded() -> None:
    op.create_table(
        "superseded",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("table_name", sa.String(50), nullable=False),
        sa.Column("row_key", sa.String(50), nullable=False),
        sa.Column("facts", JSONB(), nullable=False),
        sa.Column("actor", sa.String(255), nullable=False),
        recorded_at(),
    )
    op.create_index("ix_superseded_table_name_row_key", "superseded", ["table_name", "row_key"])


def create_imports() -> None:
    numbers = ("attempts", "read", "accepted", "rejected", "created", "changed", "unchanged")
    op.create_table(
        "imports",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("division_code", sa.String(12), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        *(sa.Column(name, sa.String(20), nullable=False) for name in ("kind", "mode", "on_error")),
        sa.Column("state", sa.String(20), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in (*numbers, "errors")),
        sa.Column("requested_by", sa.String(255), nullable=False),
        sa.Column("requester_role", sa.String(50), nullable=False),
        sa.Column("correlation_id", sa.String(255), nullable=False),
        recorded_at("requested_at"),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
    )
    op.create_index(
        "ix_imports_unfinished",
        "imports",
        ["id"],
        postgresql_where=sa.text("state IN ('QUEUED', 'RUNNING')"),
    )
    op.create_table(
        "import_files",
        reference("import_id", "imports", primary_key=True),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("remarked", sa.LargeBinary()),
        recorded_at("stored_at"),
    )
    texts = ("message_zh", "message_en", "mend_zh", "mend_en")
    op.create_table(
        "import_errors",
        reference("import_id", "imports", primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("sheet", sa.String(50), nullable=False),
        sa.Column("cell", sa.String(20), nullable=False),
        sa.Column("code", sa.String(50), nullable=False),
        *(sa.Column(name, sa.String(500), nullable=False) for name in texts),
    )


def reference(name: str, table: str, *, primary_key: bool = False) -> sa.Column[object]:
    """Return a column that names a row of another table."""
    return sa.Column(
        name, sa.Uuid(), sa.ForeignKey(f"{table}.id"), nullable=False, primary_key=primary_key
    )


def division_code() -> sa.Column[object]:
    """Return the column that says to which division a row belongs."""
    return sa.Column(
        "division_code", sa.String(12), sa.ForeignKey("divisions.code"), nullable=False
    )


def recorded_at(name: str = "recorded_at") -> sa.Column[object]:
    """Return a column that says when a row was written."""
    return sa.Column(name, sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)


def version() -> sa.Column[object]:
    """Return the column that grows with every change."""
    return sa.Column("version", sa.Integer(), nullable=False)
