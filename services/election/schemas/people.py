"""What this service asks roster about a person."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel


class RosterPerson(BaseModel):
    """A person as roster tells: `age` in completed years on the day that was asked for."""

    person_id: UUID
    person_number: str
    name: str
    age: int
    sex: str = ""
    birth_year: int | None = None
    education: str = ""
    present_post: str = ""


class RosterPeople(BaseModel):
    """Roster's answer."""

    items: list[RosterPerson]
