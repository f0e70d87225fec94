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
        parameters = {name: str(value) for name, value in query.items() if value is not None}
        return self.call("GET", service, path, persona, parameters=parameters)[0]

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
        return self.call("POST", service, path, persona, body=body)[0]

    def call(
        self,
        method: str,
        service: str,
        path: str,
        persona: Persona,
        *,
        body: Json | None = None,
        parameters: Mapping[str, str] | None = None,
        etag: str | None = None,
        upload: Mapping[str, Any] | None = None,
    ) -> tuple[Json, httpx.Headers]:
        """Call until there is an answer; the idempotency key makes a repetition harmless."""
        headers = {"Authorization": f"Bearer {self._token(persona)}"}
        if method != "GET":
            headers["Idempotency-Key"] = str(uuid4())
        if etag is not None:
            headers["If-Match"] = etag
        content: dict[str, Any] = {"data": body, "files": upload} if upload else {"json": body}
        response = self._until_answered(
            method, f"{self.urls[service]}/api/v1{path}", headers, parameters, content
        )
        if response.is_error:
            raise Refused(response.status_code, _problem(response))
        return (response.json() if response.content else {}), response.headers

    def _until_answered(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        parameters: Mapping[str, str] | None,
        content: Mapping[str, Any],
    ) -> httpx.Response:
        deadline = time.monotonic() + PATIENCE_SECONDS
        pause = 0.05
        while True:
            self.calls += 1
            try:
                response = self._http.request(
                    method, url, headers=headers, params=parameters, **content
                )
            except httpx.TransportError:
                if time.monotonic() > deadline:
                    raise
            else:
                busy = response.status_code == 409 and "retry-after" in response.headers  # noqa: PLR2004
                if not (busy or response.status_code in RETRIED_STATUS):
                    return response
                if time.monotonic() > deadline:
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


def _problem(response: httpx.Response) -> Json:
    try:
        problem = response.json()
    except ValueError:
        problem = {"detail": "the answer is not JSON"}
    return problem if isinstance(problem, dict) else {"detail": str(problem)}
