"""What was done to prepare one organisation's election, and the city's gates asked about it.

Talks and trainings are counted by office and by number: what was said is never recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.election.domain.city_gates import (
    leading_group_in_place,
    talks_held,
)
from services.election.domain.preparation import Training
from services.election.domain.rulebook import Verdict
from services.election.domain.standard import Standard


class TalkKind(StrEnum):
    """How many talk with each other."""

    COLLECTIVE = "COLLECTIVE"
    ONE_TO_ONE = "ONE_TO_ONE"


class TalkParty(StrEnum):
    """The offices that talk; never a person."""

    COUNTY_SECRETARY = "COUNTY_SECRETARY"
    COUNTY_LEADER = "COUNTY_LEADER"
    ORGANISATION_DEPARTMENT = "ORGANISATION_DEPARTMENT"
    LEADING_GROUP_UNIT = "LEADING_GROUP_UNIT"
    STREET_SECRETARY = "STREET_SECRETARY"
    COMMUNITY_SECRETARY = "COMMUNITY_SECRETARY"
    COMMITTEE_MEMBER = "COMMITTEE_MEMBER"
    NOMINEE = "NOMINEE"


@dataclass(frozen=True, slots=True)
class LeadingGroup:
    """A county's leading group: which of its two heads are named, and since when it is there."""

    party_head: bool
    government_head: bool
    established_on: date


@dataclass(frozen=True, slots=True)
class Talk:
    """Talks of one day; `members` counts those committee members who had none before."""

    on: date
    kind: TalkKind
    held_by: TalkParty
    members: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """One organisation's preparation. `rehearsed_on`: rehearsals proven by a document."""

    standard: Standard
    leading_group_limit: date
    leading_group: LeadingGroup | None = None
    talks: tuple[Talk, ...] = ()
    trainings: tuple[Training, ...] = ()
    rehearsed_on: tuple[date, ...] = ()
    visits: tuple[tuple[int, date], ...] = ()

    def until(self, day: date | None) -> Iterator[Talk]:
        """Return the talks held by a day, all of them when no day is given."""
        return (talk for talk in self.talks if day is None or talk.on <= day)

    def members_talked(self, day: date | None = None) -> int:
        """Return how many members the street secretary talked with one to one by a day."""
        return sum(talk.members for talk in self.until(day) if _is_streets(talk))

    def collective_talks(self, day: date | None = None) -> int:
        """Return how many collective talks the county secretary held by a day."""
        return sum(_is_countys(talk) for talk in self.until(day))

    def held_by(self, day: date | None = None) -> tuple[Training, ...]:
        """Return the trainings of the organisation's people up to a day."""
        return tuple(each for each in self.trainings if day is None or each.on <= day)

    @property
    def visited_rounds(self) -> tuple[int, ...]:
        """Return the rounds in which it was visited."""
        return tuple(sorted({number for number, _ in self.visits}))


def judge_leading_group(prepared: Prepared) -> Verdict:
    """Ask whether the county's leading group was there in time under both heads."""
    group = prepared.leading_group
    return leading_group_in_place(
        party_head=group is not None and group.party_head,
        government_head=group is not None and group.government_head,
        set_up_on=group.established_on if group else None,
        limit=prepared.leading_group_limit,
    )


def judge_talks(prepared: Prepared, *, members: int, on: date | None = None) -> Verdict:
    """Ask whether the county talked with its streets, and the street with each member."""
    return talks_held(
        collective_talks=prepared.collective_talks(on),
        members=members,
        members_talked=prepared.members_talked(on),
    )


def _is_streets(talk: Talk) -> bool:
    return talk.kind is TalkKind.ONE_TO_ONE and talk.held_by is TalkParty.STREET_SECRETARY


def _is_countys(talk: Talk) -> bool:
    return talk.kind is TalkKind.COLLECTIVE and talk.held_by is TalkParty.COUNTY_SECRETARY
