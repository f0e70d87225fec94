"""Imports as jobs: the request, the file while it is needed, what was wrong with it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from services.roster.models.schema import Base
from shared.database import new_id

UNFINISHED = text("state IN ('QUEUED', 'RUNNING')")


class Import(Base):
    """A file that someone wants on the roster, and how far it has come.

    read = accepted + rejected; once stored, accepted = created + changed + unchanged.
    """

    __tablename__ = "imports"
    __table_args__ = (Index("ix_imports_unfinished", "id", postgresql_where=UNFINISHED),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    division_code: Mapped[str] = mapped_column(String(12))  # no key: the first import brings it
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    mode: Mapped[str] = mapped_column(String(20))
    on_error: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="QUEUED")
    attempts: Mapped[int] = mapped_column(default=0)
    read: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    errors: Mapped[int] = mapped_column(default=0)
    requested_by: Mapped[str] = mapped_column(String(255))
    requester_role: Mapped[str] = mapped_column(String(50))
    correlation_id: Mapped[str] = mapped_column(String(255))
    requested_at: Mapped[datetime] = mapped_column(server_default=func.now())
    finished_at: Mapped[datetime | None]


class ImportFile(Base):
    """The file as it was sent, and the same with remarks; gone when nobody needs them any more."""

    __tablename__ = "import_files"

    import_id: Mapped[UUID] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    remarked: Mapped[bytes | None] = mapped_column(LargeBinary)
    stored_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ImportRemark(Base):
    """One mistake in an imported file: where, what, and how it is mended. Never the value."""

    __tablename__ = "import_errors"

    import_id: Mapped[UUID] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sheet: Mapped[str] = mapped_column(String(50))
    cell: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(50))
    message_zh: Mapped[str] = mapped_column(String(500))
    message_en: Mapped[str] = mapped_column(String(500))
    mend_zh: Mapped[str] = mapped_column(String(500))
    mend_en: Mapped[str] = mapped_column(String(500))
