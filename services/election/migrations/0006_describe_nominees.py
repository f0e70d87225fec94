"""Keep of a nominee what a public notice shows: year of birth, education, present post."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("nominees", sa.Column("birth_year", sa.Integer()))
    for name, length in (("education", 2), ("present_post", 200)):
        column = sa.Column(name, sa.String(length), server_default="", nullable=False)
        op.add_column("nominees", column)
        op.alter_column("nominees", name, server_default=None)


def downgrade() -> None:
    for name in ("present_post", "education", "birth_year"):
        op.drop_column("nominees", name)
