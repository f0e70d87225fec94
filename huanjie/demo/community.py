"""One community at play: its acts performed in turn, and what was refused or went wrong kept."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import httpx

from huanjie.demo.cast import Act
from huanjie.demo.client import Client, Json, Persona, Refused, Sent

PATIENCE_SECONDS = 120.0


@dataclass(frozen=True)
class Trouble:
    """Something out of the ordinary in one community: a refusal, or an outcome that cost a step."""

    division: str
    title: str
    code: str
    detail: str
    needed: str = ""
    refused: bool = False
    warned: bool = False


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
            self.troubles.append(refusal(self.election["division_code"], act.title, refused))
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
        self._keep_outcomes(act, view)

    def _with_fresh_etag(self, act: Act, path: str) -> tuple[Json, httpx.Headers]:
        """Send a change with the version last seen; look once more when a hold came between."""
        if act.method == "POST":
            return self.client.call("POST", act.service, path, act.persona, Sent(act.body))
        try:
            return self._put(act, path, self.etag or self._current_etag(act.persona))
        except Refused as refused:
            if refused.code != "STALE":
                raise
        return self._put(act, path, self._current_etag(act.persona))

    def _put(self, act: Act, path: str, etag: str) -> tuple[Json, httpx.Headers]:
        return self.client.call("PUT", act.service, path, act.persona, Sent(act.body, etag=etag))

    def _current_etag(self, persona: Persona) -> str:
        path = f"/elections/{self.election['id']}"
        return str(self.client.call("GET", "election", path, persona, Sent())[1]["etag"])

    def _send_to_audit(self, act: Act) -> None:
        path = act.path.format(complaint=self.complaint)
        answer = self.client.post("audit", path, act.persona, act.body)
        self.complaint = answer["id"]
        is_open = path == "/complaints"
        if is_open:
            rule = "PARTY-NO-FORCE" if act.body["kind"] == "COERCION" else "PARTY-DISCIPLINE"
            self._note(act, rule, f"收到举报,{act.on} 起暂停确认")
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

    def _keep_outcomes(self, act: Act, view: Json) -> None:
        """Keep what this act's own verdicts say went wrong though the record was accepted."""
        for verdict in view.get("verdicts", ()):
            if verdict["outcome"] != "PASSED":
                needed = verdict.get("needed") or ""
                warned = verdict["outcome"] == "WARNED"
                self._note(act, verdict["rule"], verdict.get("says", ""), needed, warned=warned)
        if act.path == "/postponement":
            self._note(act, "PARTY-EXTEND", f"{act.on} 批准延期至 {act.body['new_due']}")
        for answer in act.body.get("answers", ()) if act.path == "/review-answers" else ():
            if answer["answer"] != "PASS":
                person = answer["person_number"]
                self._note(act, "REVIEW-BAR", f"{person} 未通过联审({answer['answer']})")

    def _note(
        self, act: Act, code: str, detail: str, needed: str = "", *, warned: bool = False
    ) -> None:
        """Keep it once: the second teller's tally brings the same verdict as the first's."""
        place = self.election["division_code"]
        new = Trouble(place, act.title, code, detail, needed, warned=warned)
        last = self.troubles[-1] if self.troubles else None
        if last is None or (last.code, last.detail) != (new.code, new.detail):
            self.troubles.append(new)


def refusal(division: str, title: str, refused: Refused) -> Trouble:
    """Return a refusal as a trouble of the division."""
    problem = refused.problem
    detail = str(problem.get("detail") or problem.get("title") or "")
    needed = str(problem.get("needed") or "")
    return Trouble(division, title, refused.code, detail, needed, refused=True)
