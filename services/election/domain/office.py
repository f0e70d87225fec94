"""The Party team that an election follows: its term, and who sits while a seat is filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

SECRETARY = "SECRETARY"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The term of the team that goes; `term_years` is None where nobody stated its length."""

    elected_on: date
    term_years: int | None


@dataclass(frozen=True, slots=True)
class Staying:
    """Who sits in a team whose vacant seats a by-election fills: posts by person number.

    `ages` are those known, on the campaign's date.
    """

    posts: Mapping[str, str]
    ages: tuple[int, ...] = ()

    @property
    def has_secretary(self) -> bool:
        """Say whether the secretary is among them: then the committee elects none."""
        return SECRETARY in self.posts.values()


@dataclass(frozen=True, slots=True)
class TeamEvent:
    """A person came into a team with a post, or left it: then there is none."""

    on: date
    person_number: str
    post: str | None = None


def team_after(events: list[TeamEvent]) -> dict[str, str]:
    """Take what happened to a team, in any order; return the posts of those who still sit."""
    team: dict[str, str] = {}
    for event in sorted(events, key=lambda each: (each.on, each.post is None)):
        team.pop(event.person_number, None)
        if event.post is not None:
            team[event.person_number] = event.post
    return team
