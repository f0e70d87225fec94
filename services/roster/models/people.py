"""People, and what they may become: nominees, reserves, first secretaries."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from services.roster.models.schema import Base
from shared.database import new_id


class Person(Base):
    """A person under their number. Social work is null where nobody has stated it."""

    __tablename__ = "people"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(32), unique=True)
    division_code: Mapped[str] = mapped_column(ForeignKey("divisions.code"), index=True)
    name: Mapped[str] = mapped_column(String(50))
    sex: Mapped[str] = mapped_column(String(1))
    born_on: Mapped[date]
    education: Mapped[str] = mapped_column(String(2))
    social_work_qualification: Mapped[bool | None]
    social_work_degree: Mapped[bool | None]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Nominee(Base):
    """One who may be nominated for an organisation's new team."""

    __tablename__ = "nominees"
    __table_args__ = (UniqueConstraint("person_id", "organisation_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Placement(Base):
    """What a person is to a division from one day to another; ended, never removed."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    division_code: Mapped[str] = mapped_column(ForeignKey("divisions.code"), index=True)
    began_on: Mapped[date]
    ended_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class Reserve(Placement):
    """A person prepared for a post in a community."""

    __tablename__ = "reserves"
    __table_args__ = (
        Index(
            "uq_reserves_active",
            "person_id",
            "division_code",
            "post",
            unique=True,
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    post: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(50))


class FirstSecretary(Placement):
    """An official seconded to a street or community."""

    __tablename__ = "first_secretaries"
    __table_args__ = (
        Index(
            "uq_first_secretaries_active",
            "person_id",
            "division_code",
            unique=True,
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    sent_by: Mapped[str] = mapped_column(String(100))
