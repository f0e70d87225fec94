"""The division table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.orm import Mapped, mapped_column

from services.roster.models.schema import Base
from shared.divisions import DivisionColumns


class Division(DivisionColumns, Base):
    """A division as the table has it now; what it was before is among the superseded facts."""

    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
