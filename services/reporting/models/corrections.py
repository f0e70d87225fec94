"""Corrections of what had been counted, and the figures that each of them touched."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.reporting.models.tables import Base


class Correction(Base):
    """A correction of an election: which facts were others before.

    A person's correction concerns each election in whose teams the person counts.
    """

    __tablename__ = "corrections"
    __table_args__ = (Index(None, "campaign_id", "division_code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    election_id: Mapped[UUID] = mapped_column(primary_key=True)
    campaign_id: Mapped[UUID]
    division_code: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(20))
    reason_code: Mapped[str] = mapped_column(String(30))
    corrected_on: Mapped[date]
    facts: Mapped[list[Any]] = mapped_column(JSONB)


class FigureChange(Base):
    """A figure of a division before and after a correction, as it was seen then."""

    __tablename__ = "figure_changes"

    correction_id: Mapped[UUID] = mapped_column(primary_key=True)
    election_id: Mapped[UUID] = mapped_column(primary_key=True)
    division_code: Mapped[str] = mapped_column(String(12), primary_key=True)
    figure: Mapped[str] = mapped_column(String(50), primary_key=True)
    before: Mapped[Any] = mapped_column(JSONB)
    after: Mapped[Any] = mapped_column(JSONB)
