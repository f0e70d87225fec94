"""The base of the roster's tables, and where facts go when others take their place."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, MetaData, String, func
from sqlalchemy.orm import Mapped, mapped_column

from shared import database
from shared.database import metadata_of, new_id


class Base(database.Base):
    """A table of the roster's schema."""

    __abstract__ = True

    metadata: ClassVar[MetaData] = metadata_of("roster")


class Superseded(Base):
    """What a row said before it was corrected. Only ever added to: history is not overwritten."""

    __tablename__ = "superseded"
    __table_args__ = (Index(None, "table_name", "row_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    table_name: Mapped[str] = mapped_column(String(50))
    row_key: Mapped[str] = mapped_column(String(50))
    facts: Mapped[dict[str, Any]]
    actor: Mapped[str] = mapped_column(String(255))
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
