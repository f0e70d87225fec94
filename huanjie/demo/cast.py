"""Who acts for a community, and what an act is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from huanjie.demo.city import City
from huanjie.demo.client import Persona

Facts = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """One request to a service: what it is called in Chinese, whose it is, and when it happened."""

    title: str
    persona: Persona
    method: str
    path: str
    body: Facts
    on: str
    service: str = "election"


@dataclass(frozen=True)
class Cast:
    """The personas who act for one community."""

    city: City
    community: str

    def county(self, role: str) -> Persona:
        """Return an office of the county."""
        return Persona(role, self.city.county_of(self.community))

    def street(self, name: str = "") -> Persona:
        """Return the street Party committee."""
        return Persona("STREET", self.city.street_of(self.community), name)

    def own(self, role: str, name: str = "") -> Persona:
        """Return one who acts for the community itself."""
        return Persona(role, self.community, name)

    def department(self, name: str, number: int) -> Persona:
        """Return a department of the joint review; accounts are numbered, their names are Latin."""
        return Persona("REVIEW_DEPARTMENT", self.city.county_of(self.community), str(number), name)
