"""Plays a city: imports its roster, opens the campaign, records every act, awaits the figures."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from huanjie.demo.cast import Facts
from huanjie.demo.city import City, UnplayableCity
from huanjie.demo.client import Client, Json, Persona, Refused, Sent
from huanjie.demo.community import CommunityTable, Trouble, refusal
from huanjie.demo.script import acts_of

COMMUNITIES_AT_ONCE = 6
PATIENCE_SECONDS = 120.0
CONSUMED = ("completed", "problems", "problems_closed", "activities")
DISCIPLINE_KINDS = {"DISCIPLINE_REMINDER", "VIDEO"}

Read = TypeVar("Read")
Advance = Callable[[str, int, int], None]


@dataclass
class Played:
    """What came of playing a city."""

    campaign: str = ""
    accepted: Counter[str] = field(default_factory=Counter)
    troubles: list[Trouble] = field(default_factory=list)
    unfinished: list[Json] = field(default_factory=list)
    seconds: float = 0.0


@dataclass
class Player:
    """One run over one city. `advance(phase, done, total)` is told of every act."""

    client: Client
    city: City
    advance: Advance
    played: Played = field(default_factory=Played)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def office(self) -> Persona:
        """The city's organisation department."""
        return Persona("CITY_ORG", self.city.code)

    def play(self) -> Played:
        """Play the city to its end."""
        began = time.monotonic()
        elections = self.begin()
        with self._several_at_once() as pool:
            list(pool.map(self._play_community, self.matched(elections)))
        self._play_registers()
        self._wait_for_reporting()
        self.played.unfinished = self._unfinished()
        self.played.seconds = time.monotonic() - began
        return self.played

    def begin(self) -> list[Json]:
        """Import divisions and roster, open the campaign; return its elections."""
        self._import("divisions", "divisions.csv")
        self._import("roster", "roster.xlsx")
        return self._open_campaign()

    def matched(self, elections: list[Json]) -> list[tuple[Facts, Json]]:
        """Return each community's facts with its election."""
        by_division = {election["division_code"]: election for election in elections}
        return [(facts, by_division[facts["organisation"]]) for facts in self.city.elections]

    def _import(self, kind: str, name: str) -> None:
        path = self.city.folder / name
        form = {"kind": kind, "mode": "commit", "on_error": "reject_all", "name": name}
        sent = Sent(form, upload={"file": (name, path.read_bytes())})
        job = self.client.call("POST", "roster", "/imports", self.office, sent)[0]["id"]
        for state in self._until(f"import of {name}", lambda: self._state_of(job)):
            if state == "DONE":
                break
            if state == "REJECTED":
                errors = self.client.get("roster", f"/imports/{job}/errors", self.office)["items"]
                raise UnplayableCity(f"{name}: " + "; ".join(_line(each) for each in errors[:10]))
        self.advance(f"导入 {name}", 1, 1)

    def _state_of(self, job: str) -> str:
        return str(self.client.get("roster", f"/imports/{job}", self.office)["state"])

    def _open_campaign(self) -> list[Json]:
        campaign = self.client.post("election", "/campaigns", self.office, self.city.campaign)
        self.played.campaign = campaign["id"]
        total = len(self.city.elections)
        for elections in self._until("elections of the campaign", self._elections):
            self.advance("开启换届", len(elections), total)
            if len(elections) >= total:
                return elections
        raise AssertionError

    def _elections(self) -> list[Json]:
        campaign = self.played.campaign
        return self.client.all("election", "/elections", self.office, campaign_id=campaign)

    def _play_community(self, matched: tuple[Facts, Json]) -> None:
        facts, election = matched
        table = CommunityTable(self.client, election)
        for act in acts_of(self.city, facts):
            table.perform(act)
        self.played.troubles += table.troubles
        self._count("completed", int(table.approved))
        done = self._count("communities")
        self.advance("各社区换届", done, len(self.city.elections))

    def _play_registers(self) -> None:
        with self._several_at_once() as pool:
            list(pool.map(self._play_problem, self.city.problems))
            list(pool.map(self._play_activity, self.city.activities))

    def _play_problem(self, row: dict[str, str]) -> None:
        street = self._office_of(row["division_code"])
        names = ("division_code", "category", "found_on")
        entry = {"external_reference": row["id"], **{name: row[name] for name in names}}
        with self._reporting_refusals(row["division_code"], "问题台账"):
            problem = self.client.post("audit", "/problems", street, entry)
            self._count("problems")
            if row["closed_on"]:
                path = f"/problems/{problem['id']}/closure"
                self.client.post("audit", path, street, {"closed_on": row["closed_on"]})
                self._count("problems_closed")
        self.advance("问题台账", self.played.accepted["problems"], len(self.city.problems))

    def _play_activity(self, row: dict[str, str]) -> None:
        entry: Json = {
            "kind": row["kind"],
            "division_code": row["division_code"],
            "happened_on": row["date"],
            "quantity": int(row["quantity"]),
        }
        service = "audit" if row["kind"] in DISCIPLINE_KINDS else "election"
        if service == "election":
            entry["campaign_id"] = self.played.campaign
        with self._reporting_refusals(row["division_code"], "工作台账"):
            self.client.post(service, "/activities", self._office_of(row["division_code"]), entry)
            self._count("activities")
        done = self.played.accepted["activities"]
        self.advance("工作台账", done, len(self.city.activities))

    def _office_of(self, division: str) -> Persona:
        """Return the office whose register it is: the street's for a community, else the city's."""
        if division in {facts["organisation"] for facts in self.city.elections}:
            return Persona("STREET", self.city.street_of(division))
        return self.office

    @contextmanager
    def _reporting_refusals(self, division: str, title: str) -> Iterator[None]:
        try:
            yield
        except Refused as refused:
            self.played.troubles.append(refusal(division, title, refused))

    @contextmanager
    def _several_at_once(self) -> Iterator[ThreadPoolExecutor]:
        """Work in threads; an interruption ends them at their next call instead of their last."""
        pool = ThreadPoolExecutor(COMMUNITIES_AT_ONCE)
        try:
            yield pool
        except BaseException:
            self.client.close()
            pool.shutdown(cancel_futures=True)
            raise
        pool.shutdown()

    def _count(self, what: str, by: int = 1) -> int:
        with self._lock:
            self.played.accepted[what] += by
            return self.played.accepted[what]

    def _wait_for_reporting(self) -> None:
        """Wait until reporting has consumed what the other services have accepted."""
        path = f"/campaigns/{self.played.campaign}/progress"
        expected = {
            "opened": len(self.city.elections),
            "seated": self.played.accepted["completed"],
            **{name: self.played.accepted[name] for name in CONSUMED},
            "reserves": self._total("/reserves"),
            "first_secretaries": self._total("/first-secretaries"),
        }
        for progress in self._until("reporting", lambda: self._read_once_there(path)):
            done = sum(min(progress.get(name, 0), count) for name, count in expected.items())
            self.advance("汇总数据", done, sum(expected.values()))
            if done == sum(expected.values()):
                return

    def _total(self, path: str) -> int:
        return int(self.client.get("roster", path, self.office, limit=1, total="true")["total"])

    def _read_once_there(self, path: str) -> Json:
        try:
            return self.client.get("reporting", path, self.office)
        except Refused as refused:
            if refused.code != "NOT-FOUND":
                raise
            return {}

    def _unfinished(self) -> list[Json]:
        """Return the elections that are not approved, each with what stands in its way."""
        done = {"APPROVED", "HANDED_OVER", "CLOSED"}
        found = []
        for election in self._elections():
            if election["state"] not in done:
                path, due_on = f"/elections/{election['id']}/gates", election["due_on"]
                gates = self.client.get("election", path, self.office, on=due_on)
                found.append({**election, "gates": gates})
        return found

    def _until(self, what: str, read: Callable[[], Read]) -> Iterator[Read]:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            yield read()
            time.sleep(0.1)
        raise TimeoutError(f"{what}: not complete after {PATIENCE_SECONDS:.0f} s")


def _line(error: Json) -> str:
    return f"{error.get('sheet', '')}!{error.get('cell', '')} {error.get('message', '')}"
