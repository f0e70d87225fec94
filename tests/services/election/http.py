"""Calls the service over HTTP as every persona, on elections that factories prepared."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4, uuid5

import httpx
from starlette.testclient import TestClient

from services.election.domain.states import State
from services.election.queries.people import Roster
from shared.database import make_engine, make_sessions
from shared.settings import Settings
from tests.services.election.factories import CITY, Player, an_election, put_divisions

PEOPLE = UUID(int=1)
KNOWN_AGES = {"2204-00035": 35, "2204-00036": 36}
Json = dict[str, Any]


def roster_answer(request: httpx.Request) -> httpx.Response:
    """Answer as roster does: it knows every number but those that begin with 9999."""
    numbers = request.url.params["numbers"].split(",")
    items = [
        {
            "person_id": str(uuid5(PEOPLE, number)),
            "person_number": number,
            "name": "某某",
            "age": KNOWN_AGES.get(number, 34),
            "division_code": "220402001001",
        }
        for number in numbers
        if not number.startswith("9999")
    ]
    return httpx.Response(200, json={"items": items})


class Office:
    """The service and its callers. `roster` may be replaced to play a roster that is away."""

    def __init__(self, client_for: Callable[..., TestClient], settings: Settings) -> None:
        self._client_for = client_for
        self._settings = settings
        self.app: Any = client_for("election").app
        self.answer_as_roster(roster_answer)
        self._engine = make_engine(settings, pool_size=2)
        self.sessions = make_sessions(self._engine)
        with self.sessions.begin() as session:
            put_divisions(session)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def answer_as_roster(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        """Let this function stand for the roster service."""
        self.app.state.roster = Roster(self._settings, httpx.MockTransport(answer))

    def election(self, until: State = State.PLANNED, **facts: Any) -> Case:
        """Return an election in this state, committed."""
        with self.sessions.begin() as session:
            player = an_election(session, until, **facts)
        return Case(self, player)

    def call(
        self,
        method: str,
        path: str,
        *who: str,
        body: Json | None = None,
        headers: dict[str, str] | None = None,
        **more: str,
    ) -> httpx.Response:
        """Call as a role in a division; a POST gets a key of its own unless one is given."""
        client = self._client_for("election", *who, **more)
        sent = {"Accept-Language": "en", **(headers or {})}
        if method == "POST":
            sent.setdefault("Idempotency-Key", str(uuid4()))
        return client.request(method, f"/api/v1{path}", json=body, headers=sent)


class Case:
    """One election and those who answer for it."""

    def __init__(self, office: Office, player: Player) -> None:
        self.office = office
        self.player = player
        self.id = player.election.id
        self.community = player.community

    def division(self, role: str) -> str:
        """Return the division that a role of this community answers for."""
        if role == "CITY_ORG":
            return CITY
        if role in ("CLERK", "SCRUTINEER", "TELLER"):
            return self.community
        return f"{self.community[:9]}000" if role == "STREET" else f"{self.community[:6]}000000"

    def call(
        self, method: str, path: str, role: str, body: Json | None = None, **more: Any
    ) -> httpx.Response:
        """Call about this election as the role that answers for it."""
        division = more.pop("division", None) or self.division(role)
        full = f"/elections/{self.id}{path}"
        return self.office.call(method, full, role, division, body=body, **more)

    def post(self, path: str, role: str, body: Json, **more: Any) -> httpx.Response:
        """Record an act."""
        return self.call("POST", path, role, body, **more)

    def put(self, path: str, role: str, body: Json, **more: Any) -> httpx.Response:
        """Record a document, with the version as it stands."""
        headers = {"If-Match": self.etag, **more.pop("headers", {})}
        return self.call("PUT", path, role, body, headers=headers, **more)

    @property
    def etag(self) -> str:
        """The version as it stands."""
        return self.view("etag")

    def view(self, header: str | None = None) -> Any:
        """Return the election as the city reads it, or one header of that answer."""
        response = self.call("GET", "", "CITY_ORG")
        assert response.status_code == 200, response.text
        return response.headers[header] if header else response.json()

    @contextmanager
    def unchanged(self) -> Any:
        """Assert that what happens inside changes nothing of the election."""
        before = (self.view(), self.call("GET", "/records", "CITY_ORG").json())
        yield
        assert (self.view(), self.call("GET", "/records", "CITY_ORG").json()) == before
