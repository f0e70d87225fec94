"""Plays a city: imports its roster, opens the campaign, records every act, waits for the figures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from huanjie.demo.city import City, UnplayableCity
from huanjie.demo.client import Client, Json, Persona, Refused
from huanjie.demo.script import Act, Facts, acts_of

COMMUNITIES_AT_ONCE = 6
PATIENCE_SECONDS = 120.0
DISCIPLINE_KINDS = {"DISCIPLINE_REMINDER", "VIDEO"}

Advance = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Trouble:
    """Something out of the ordinary in one community: a refusal, or an outcome that cost a step."""

    division: str
    title: str
    code: str
    detail: str
    needed: str = ""
    refused: bool = False


@dataclass
class Played:
    """What came of playing a city."""

    campaign: str = ""
    completed: int = 0
    accepted: dict[str, int] = field(default_factory=dict)
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

    @property
    def office(self) -> Persona:
        """The city's organisation department."""
        return Persona("CITY_ORG", self.city.code)

    def play(self) -> Played:
        """Play the city to its end."""
        began = time.monotonic()
        elections = self.begin()
        with ThreadPoolExecutor(COMMUNITIES_AT_ONCE) as pool:
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
        with path.open("rb") as content:
            upload = {"file": (name, content.read())}
        job, _ = self.client.call("POST", "roster", "/imports", self.office, body=form, upload=upload)
        for job in self._until(f"import of {name}", lambda: self._job(job["id"])):
            if job["state"] in ("DONE", "REJECTED"):
                break
        if job["state"] == "REJECTED":
            errors = self.client.get("roster", f"/imports/{job['id']}/errors", self.office)["items"]
            raise UnplayableCity(f"{name}: " + "; ".join(_line(error) for error in errors[:10]))
        self.advance(f"导入 {name}", 1, 1)

    def _job(self, job: str) -> Json:
        return self.client.get("roster", f"/imports/{job}", self.office)

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
        self.played.completed += 1
        self._count("completed", int(table.approved))
        self.advance("各社区换届", self.played.completed, len(self.city.elections))

    def _play_registers(self) -> None:
        with ThreadPoolExecutor(COMMUNITIES_AT_ONCE) as pool:
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
        self.advance("问题台账", self.played.accepted.get("problems", 0), len(self.city.problems))

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
        done = self.played.accepted.get("activities", 0)
        self.advance("工作台账", done, len(self.city.activities))

    def _office_of(self, division: str) -> Persona:
        """Return the office whose register the entry is in: the street's below it, else the city's."""
        if division in {facts["organisation"] for facts in self.city.elections}:
            return Persona("STREET", self.city.street_of(division))
        return self.office

    @contextmanager
    def _reporting_refusals(self, division: str, title: str) -> Iterator[None]:
        try:
            yield
        except Refused as refused:
            self.played.troubles.append(_refusal(division, title, refused))

    def _count(self, what: str, by: int = 1) -> None:
        self.played.accepted[what] = self.played.accepted.get(what, 0) + by

    def _wait_for_reporting(self) -> None:
        """Wait until reporting has consumed what the other services have accepted."""
        path = f"/campaigns/{self.played.campaign}/progress"
        expected = {**self.played.accepted, "seated": self.played.accepted.get("completed", 0)}
        for progress in self._until("reporting", lambda: self.client.get("reporting", path, self.office)):
            done = sum(min(progress[name], count) for name, count in expected.items())
            self.advance("汇总数据", done, sum(expected.values()))
            if all(progress[name] >= count for name, count in expected.items()):
                return

    def _unfinished(self) -> list[Json]:
        """Return the elections that are not approved, each with what stands in its way."""
        done = {"APPROVED", "HANDED_OVER", "CLOSED"}
        found = []
        for election in self._elections():
            if election["state"] not in done:
                gates = self.client.get("election", f"/elections/{election['id']}/gates", self.office)
                found.append({**election, "gates": gates})
        return found

    def _until(self, what: str, read: Callable[[], Any]) -> Iterator[Any]:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            yield read()
            time.sleep(0.1)
        raise TimeoutError(f"{what}: not complete after {PATIENCE_SECONDS:.0f} s")


@dataclass
class CommunityTable:
    """Performs the acts of one community in turn and keeps what was refused or went wrong."""

    client: Client
    election: Json
    troubles: list[Trouble] = field(default_factory=list)
    waiting: list[Act] = field(default_factory=list)
    approved: bool = False
    complaint: str = ""
    etag: str = ""

    def perform(self, act: Act) -> None:
        """Perform an act; once a complaint is closed, try again what was refused meanwhile."""
        try:
            self._send(act)
        except Refused as refused:
            self.troubles.append(_refusal(self.election["division_code"], act.title, refused))
            self.waiting.append(act)
            return
        if act.title == "举报办结":
            again, self.waiting = self.waiting, []
            for refused_act in again:
                self.perform(refused_act)

    def _send(self, act: Act) -> None:
        if act.service == "audit":
            self._send_to_audit(act)
            return
        path = f"/elections/{self.election['id']}{act.path}"
        view, headers = self._with_fresh_etag(act, path)
        self.etag = headers.get("etag", self.etag)
        self.approved = self.approved or act.path == "/result-approval"
        self.troubles += self._outcomes(act, view)

    def _with_fresh_etag(self, act: Act, path: str) -> tuple[Json, Any]:
        """Send a change with the version last seen; a hold may have come between: look once more."""
        if act.method == "POST":
            return self.client.call("POST", act.service, path, act.persona, body=act.body)
        self.etag = self.etag or self._current_etag(act.persona)
        try:
            return self.client.call("PUT", act.service, path, act.persona, body=act.body, etag=self.etag)
        except Refused as refused:
            if refused.code != "STALE":
                raise
            self.etag = self._current_etag(act.persona)
        return self.client.call("PUT", act.service, path, act.persona, body=act.body, etag=self.etag)

    def _current_etag(self, persona: Persona) -> str:
        path = f"/elections/{self.election['id']}"
        return str(self.client.call("GET", "election", path, persona)[1]["etag"])

    def _send_to_audit(self, act: Act) -> None:
        path = act.path.format(complaint=self.complaint)
        answer = self.client.post("audit", path, act.persona, act.body)
        self.complaint = answer["id"]
        is_open = path == "/complaints"
        if is_open:
            self._note(act, "PARTY-NO-FORCE", f"收到举报,{act.on} 起暂停确认")
        self._wait_for_hold(act.persona, is_open=is_open)

    def _wait_for_hold(self, persona: Persona, *, is_open: bool) -> None:
        """Wait until the election service knows of the hold: what comes next must meet it."""
        path = f"/elections/{self.election['id']}/holds"
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            holds = self.client.get("election", path, persona)["items"]
            if any(hold["lifted_on"] is None for hold in holds) == is_open and holds:
                return
            time.sleep(0.05)
        raise TimeoutError("the election service did not learn of the hold")

    def _outcomes(self, act: Act, view: Json) -> list[Trouble]:
        """Return what this act's own verdicts say went wrong though the record was accepted."""
        division = self.election["division_code"]
        return [
            Trouble(
                division,
                act.title,
                verdict["rule"],
                verdict.get("says") or verdict.get("formula", ""),
                verdict.get("needed") or "",
            )
            for verdict in view.get("verdicts", ())
            if verdict["outcome"] not in ("PASSED",)
        ]

    def _note(self, act: Act, code: str, detail: str) -> None:
        self.troubles.append(Trouble(self.election["division_code"], act.title, code, detail))


def _refusal(division: str, title: str, refused: Refused) -> Trouble:
    problem = refused.problem
    detail = str(problem.get("detail") or problem.get("title") or "")
    return Trouble(division, title, refused.code, detail, str(problem.get("needed") or ""), refused=True)


def _line(error: Json) -> str:
    return f"{error.get('sheet', '')}!{error.get('cell', '')} {error.get('message', '')}"
