"""The call to roster about persons named, made before the command's transaction opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from services.election.queries import elections as queries
from services.election.queries.people import Roster
from services.election.schemas.people import RosterPerson
from shared.database import Sessions
from shared.security import Caller
from shared.text import Language
from shared.web import language_of

MOST_AT_ONCE = 50  # as many as roster takes in one question


@dataclass(frozen=True, slots=True)
class People:
    """Asks roster in the caller's name, so that nobody sees more than roster would show him."""

    sessions: Sessions
    roster: Roster
    language: Language

    def people(
        self, election_id: UUID, numbers: Sequence[str], caller: Caller
    ) -> Mapping[str, RosterPerson]:
        """Return those of the numbers whom roster knows, with ages on the campaign's date."""
        with self.sessions() as session:
            as_of = queries.nomination_date(session, election_id, caller.division_code)
        found: dict[str, RosterPerson] = {}
        for start in range(0, len(numbers), MOST_AT_ONCE):
            some = numbers[start : start + MOST_AT_ONCE]
            found |= self.roster.people(some, as_of=as_of, token=caller.token)
        return found

    def strangers(
        self, election_id: UUID, numbers: Sequence[str], caller: Caller
    ) -> tuple[str, ...]:
        """Return those of the numbers whom roster does not know; nobody is asked about nobody."""
        if not numbers:
            return ()
        known = self.people(election_id, numbers, caller)
        return tuple(number for number in numbers if number not in known)

    def written_in(self, election_id: UUID, caller: Caller) -> Mapping[str, RosterPerson]:
        """Return what roster knows of winners who were not put forward; else it is not asked."""
        with self.sessions() as session:
            numbers = queries.not_put_forward(session, election_id, caller.division_code)
        return self.people(election_id, numbers, caller) if numbers else {}


async def _people(request: Request) -> People:
    state = request.app.state
    return People(state.sessions, state.roster, language_of(request))


Asking = Annotated[People, Depends(_people)]
