"""Asks roster about the people who are put forward: the one call that answers a request."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import date

import httpx
from pydantic import ValidationError

from services.election.schemas.people import RosterPeople, RosterPerson
from shared.errors import Unavailable
from shared.settings import Settings
from shared.text import Text

log = logging.getLogger(__name__)


class RosterAway(Unavailable):
    """Roster cannot be asked now; nothing has been changed."""

    def __init__(self) -> None:
        super().__init__(
            Text("暂时无法向名册服务核对人员。", "The roster cannot be asked at the moment."),
            needed=Text(
                "稍后用同一个 Idempotency-Key 重试。", "Repeat it later with the same key."
            ),
        )


class Roster:
    """The roster service as this one sees it; one for the whole process."""

    def __init__(self, settings: Settings, transport: httpx.BaseTransport | None = None) -> None:
        self._http = httpx.Client(
            base_url=settings.roster_url,
            timeout=settings.roster_timeout_seconds,
            transport=transport,
        )

    def people(
        self, numbers: Iterable[str], *, as_of: date, token: str
    ) -> Mapping[str, RosterPerson]:
        """Return by number those whom roster shows to the bearer of the token."""
        query = {"numbers": ",".join(dict.fromkeys(numbers)), "as_of": as_of.isoformat()}
        try:
            response = self._http.get(
                "/api/v1/people", params=query, headers={"Authorization": f"Bearer {token}"}
            )
            response.raise_for_status()
            found = RosterPeople.model_validate_json(response.content).items
        except (httpx.HTTPError, ValidationError) as reason:
            log.warning("The roster did not tell about people: %s", type(reason).__name__)
            raise RosterAway from None
        return {person.person_number: person for person in found}

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()
