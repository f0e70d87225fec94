"""Plays residents' committees on a running stack, and reads what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx

from huanjie.demo.client import Client, Persona
from huanjie.stack import Stack
from tests.cities.residents import CITY, ResidentsCity
from tests.services.election.residents.player import Player

LATER_DAYS = 20
PARTS = ("n", "d", "value", "change")
Json = dict[str, Any]


class Callers:
    """Calls the running services as one persona after another, over one pool of connections."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._transport = httpx.HTTPTransport()

    def __call__(self, service: str, role: str, division: str, **who: str) -> httpx.Client:
        """Return a client of a service with the token of a persona."""
        bearer = {"Authorization": f"Bearer {self._stack.token(role, division, **who)}"}
        url = self._stack.urls[service]
        return httpx.Client(base_url=url, headers=bearer, transport=self._transport, timeout=30)

    def close(self) -> None:
        """Give the connections back."""
        self._transport.close()


@dataclass
class Renewed:
    """A city in which every committee has been elected and handed over to."""

    client: Client
    city: ResidentsCity
    folder: Path
    campaign: str
    players: dict[tuple[str, date], Player]
    quorums: dict[tuple[str, date], Json]

    def read(self, path: str, **query: str) -> Json:
        """Read something of the campaign from reporting, as the city's civil affairs."""
        office = Persona("CITY_CIVIL", CITY)
        return self.client.get("reporting", f"/campaigns/{self.campaign}{path}", office, **query)

    def figures(self) -> dict[str, Json]:
        """Return the figures of the city, all below it and each community, without their dates."""
        asked: list[dict[str, str]] = [{"descendants": "true"}]
        asked += [{"division_code": each.code} for each in self.city.committees]
        items = [item for query in asked for item in self.read("/figures", **query)["items"]]
        return {item["division_code"]: bare(item["figures"]) for item in items}

    def outcomes(self) -> dict[str, Json]:
        """Return how each community's election ended, and its team of today."""
        return {each["division_code"]: each for each in self.read("/elections")["items"]}

    def terms(self, code: str) -> list[Json]:
        """Return the terms of a community's committee as the roster has them, the latest first."""
        office = Persona("CITY_CIVIL", CITY)
        query = {"division_code": code, "kind": "RESIDENTS"}
        [committee] = self.client.get("roster", "/organisations", office, **query)["items"]
        path = f"/organisations/{committee['id']}/terms"
        terms: list[Json] = self.client.get("roster", path, office)["items"]
        return terms


def bare(figures: Json) -> Json:
    """Return figures as the oracle tells them: without dates and notes."""
    return {
        name: {part: value[part] for part in PARTS if part in value}
        if isinstance(value, dict) and "d" in value
        else value
        for name, value in figures.items()
    }


def play(player: Player) -> Json:
    """Play an election to the handover; return what was said of the turnout of its first vote."""
    player.to_the_vote()
    player.open_vote()
    first = player.count()
    if first["state"] == "READY":
        vote_again(player)
    assert player.complete()["state"] == "HANDED_OVER"
    return said_of_turnout(first)


def vote_again(player: Player, *, kind: str = "REPEAT", no: int = 2) -> None:
    """Hold the vote on a later day, with one voter more: once more, or first in a new election."""
    player.course.issued += 1
    player.course.returned += 1
    moved_on = player.after(LATER_DAYS - 1)
    player.course.election_day += timedelta(days=LATER_DAYS)
    day = player.course.election_day.isoformat()
    moved = {"on": moved_on, "election_day": day, "document_no": "居选〔2026〕2号"}
    player.post("/election-day", moved)
    player.open_vote(kind)
    assert player.count(no)["state"] == "COUNTED"


def said_of_turnout(view: Json) -> Json:
    """Return the verdict on the turnout."""
    [verdict] = [each for each in view["verdicts"] if each["rule"] == "RC-QUORUM"]
    found: Json = verdict
    return found
