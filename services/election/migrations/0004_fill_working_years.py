"""Fill in the working days of the years that the State Council has published so far."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from services.election.calendar_data import working_days_of

revision = "0004"
down_revision = "0003"

FIRST_YEAR, AFTER_LAST_YEAR = 2004, 2100

working_years = sa.table(
    "working_years", sa.column("year", sa.Integer()), sa.column("days", ARRAY(sa.Date()))
)


def upgrade() -> None:
    published = working_days_of(range(FIRST_YEAR, AFTER_LAST_YEAR)).days
    rows = [{"year": year, "days": sorted(days)} for year, days in sorted(published.items())]
    op.bulk_insert(working_years, rows)


def downgrade() -> None:
    op.execute(working_years.delete())
