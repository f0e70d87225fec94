"""Calls the four APIs as one persona after another, and repeats a call that got no answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

Json = dict[str, Any]
IssueToken = Callable[..., str]

PATIENCE_SECONDS = 60.0
RETRIED_STATUS = {429, 502, 503, 504}


@dataclass(frozen=True)
class Persona:
    """Who acts: a role that answers for a division, as one named account of it."""

    role: str
    division: str
    name: str = ""
    department: str | None = None

    @property
    def subject(self) -> str:
        """The account: two personas of one role in one division differ by name."""
        parts = [self.role.lower().replace("_", "-"), self.division, self.name]
        return "-".join(part for part in parts if part)


@dataclass(frozen=True)
class Sent:
    """What goes with a call: a JSON body or a form with a file, a query, the version last read."""

    body: Json | None = None
    query: Mapping[str, str] | None = None
    etag: str = ""
    upload: Mapping[str, Any] | None = None


class Refused(Exception):
    """A service said no, with its problem document."""

    def __init__(self, status: int, problem: Json) -> None:
        super().__init__(f"{status} {problem.get('code')}: {problem.get('detail')}")
        self.status = status
        self.problem = problem

    @property
    def code(self) -> str:
        """The rule id, or the code of the convention that was broken."""
        return str(self.problem.get("code", self.status))


@dataclass
class Client:
    """The four services' addresses, one connection pool, one token per persona."""

    urls: Mapping[str, str]
    issue: IssueToken
    calls: int = 0
    repeated: int = 0
    _tokens: dict[Persona, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._http = httpx.Client(timeout=30, headers={"Accept-Language": "zh-CN"})

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def get(self, service: str, path: str, persona: Persona, **query: object) -> Json:
        """Return what is there to read."""
        wanted = {name: str(value) for name, value in query.items() if value is not None}
        return self.call("GET", service, path, persona, Sent(query=wanted))[0]

    def all(self, service: str, path: str, persona: Persona, **query: object) -> list[Json]:
        """Return every page of a list."""
        found: list[Json] = []
        cursor: object = None
        while True:
            page = self.get(service, path, persona, limit=200, cursor=cursor, **query)
            found += page["items"]
            cursor = page.get("next_cursor")
            if cursor is None:
                return found

    def post(self, service: str, path: str, persona: Persona, body: Json) -> Json:
        """Do something once, however often the call must be repeated."""
        return self.call("POST", service, path, persona, Sent(body=body))[0]

    def call(
        self, method: str, service: str, path: str, persona: Persona, sent: Sent
    ) -> tuple[Json, httpx.Headers]:
        """Call until there is an answer; the idempotency key makes a repetition harmless."""
        headers = {"Authorization": f"Bearer {self._token(persona)}"}
        if method != "GET":
            headers["Idempotency-Key"] = str(uuid4())
        if sent.etag:
            headers["If-Match"] = sent.etag
        request = self._http.build_request(
            method,
            f"{self.urls[service]}/api/v1{path}",
            headers=headers,
            params=sent.query,
            **({"data": sent.body, "files": sent.upload} if sent.upload else {"json": sent.body}),
        )
        response = self._until_answered(request)
        if response.is_error:
            raise Refused(response.status_code, _problem(response))
        return (response.json() if response.content else {}), response.headers

    def _until_answered(self, request: httpx.Request) -> httpx.Response:
        deadline = time.monotonic() + PATIENCE_SECONDS
        pause = 0.05
        while True:
            self.calls += 1
            try:
                response = self._http.send(request)
            except httpx.TransportError:
                if time.monotonic() > deadline:
                    raise
            else:
                if not _is_passing(response) or time.monotonic() > deadline:
                    return response
            self.repeated += 1
            time.sleep(pause)
            pause = min(1.0, pause * 2)

    def _token(self, persona: Persona) -> str:
        with self._lock:
            if persona not in self._tokens:
                self._tokens[persona] = self.issue(
                    persona.role,
                    persona.division,
                    department=persona.department,
                    subject=persona.subject,
                )
            return self._tokens[persona]


def _is_passing(response: httpx.Response) -> bool:
    """Say whether the same call may be answered otherwise in a moment."""
    busy = response.status_code == httpx.codes.CONFLICT and "retry-after" in response.headers
    return busy or response.status_code in RETRIED_STATUS


def _problem(response: httpx.Response) -> Json:
    try:
        problem = response.json()
    except ValueError:
        problem = {"detail": "the answer is not JSON"}
    return problem if isinstance(problem, dict) else {"detail": str(problem)}
