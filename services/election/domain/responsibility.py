"""Who is called when a day of the plan is missed: from the community's clerk to the county.

The days after which each is called are settings (UNVERIFIED): no source gives them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.election.domain.documents import WorkTeam
from services.election.domain.preparation import Responsible
from shared.text import Text


class Level(StrEnum):
    """The levels of a chain, nearest first."""

    CLERK = "CLERK"
    STREET = "STREET"
    COUNTY_LEADER = "COUNTY_LEADER"


OFFICES = {
    Level.CLERK: Text("社区经办人", "community clerk"),
    Level.STREET: Text("街道包保责任人", "responsible leader of the street"),
    Level.COUNTY_LEADER: Text("县(区)包保领导", "county leader"),
}
CALLED_AFTER_DAYS = {Level.CLERK: 1, Level.STREET: 3, Level.COUNTY_LEADER: 7}


@dataclass(frozen=True, slots=True)
class Link:
    """One recorded level of a chain."""

    level: Level
    name: str
    called_after_days: int


def chain_of(
    recorded: Sequence[Link], *, team: WorkTeam | None = None, owner: str | None = None
) -> tuple[Responsible, ...]:
    """Take the chain as recorded, the work team and a step's owner; return who is called, in order.

    Where no chain is recorded, the work team's two leaders stand in for street and county. The
    owner that the plan names for a step comes before everybody.
    """
    links = recorded or _from_team(team)
    chain = tuple(_responsible(link) for link in links)
    if owner is None or any(link.name == owner for link in links):
        return chain
    days = CALLED_AFTER_DAYS[Level.CLERK]
    return (Responsible(owner, Text("责任人", "owner of the step"), days), *chain)


def _responsible(link: Link) -> Responsible:
    return Responsible(link.name, OFFICES[link.level], link.called_after_days)


def _from_team(team: WorkTeam | None) -> Sequence[Link]:
    if team is None:
        return ()
    places = ((Level.STREET, team.responsible_leader), (Level.COUNTY_LEADER, team.leader))
    return [Link(level, name, CALLED_AFTER_DAYS[level]) for level, name in places if name]
