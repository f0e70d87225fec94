"""What is read about standards, leading groups, chains and star ratings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session

from services.election.domain.documents import WorkTeam
from services.election.domain.preparation import Responsible, bottom_ranked
from services.election.domain.responsibility import chain_of
from services.election.domain.standard import Standard
from services.election.domain.states import ElectionKind, Step
from services.election.models import (
    Division,
    Election,
    LeadingGroup,
    Organisation,
    Record,
    RegionStandard,
    StarRating,
)
from services.election.models.deadline_facts import links_of, newest_chains
from services.election.models.facts import facts_of
from services.election.models.preparation_facts import nearest, standards_of
from services.election.queries.elections import election
from shared.divisions import check_inside, inside
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class StandardRead:
    """What holds in a division, who set it, and the version that the division itself has."""

    standard: Standard
    set_by: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A community's stars, whether they put it among the lowest, and whether it is listed."""

    division_code: str
    division_name: str
    stars: int
    proposed: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranking of a year; None where no year was rated."""

    year: int | None
    standard: Standard
    items: Sequence[Ranked]
    unrated: Sequence[str]


def standard(session: Session, code: str, scope: str) -> StandardRead:
    """Return what a division inside the scope asks of the preparation."""
    check_inside(session, code, scope, table=Division)
    path = _path(session, code)
    of = standards_of(session, path)
    set_by = next((each for each in reversed(path) if each in of), None)
    version = session.scalar(
        select(func.max(RegionStandard.version)).where(RegionStandard.division_code == code)
    )
    return StandardRead(of[set_by] if set_by else Standard(), set_by, version or 0)


def leading_groups(campaign_id: UUID, scope: str) -> Select[LeadingGroup]:
    """Select the leading groups recorded for a campaign: inside the scope, or of its county."""
    own_path = select(Division.path).where(Division.code == scope).scalar_subquery()
    above = own_path.contains(LeadingGroup.division_code)
    return select(LeadingGroup).where(
        LeadingGroup.campaign_id == campaign_id,
        or_(inside(LeadingGroup.division_code, scope, table=Division), above),
    )


def chain(session: Session, election_id: UUID, scope: str) -> tuple[int, Sequence[Responsible]]:
    """Return the version of an election's chain and who is called, nearest first."""
    found = election(session, election_id, scope)
    newest = newest_chains(session, [election_id]).get(election_id)
    team = facts_of(session, found, {Step.WORK_TEAM}).document(WorkTeam)
    links = links_of(newest) if newest else ()
    return newest.version if newest else 0, chain_of(links, team=team)


def ranking(
    session: Session, campaign_id: UUID, code: str, scope: str, *, year: int | None = None
) -> Ranking:
    """Return the communities of a division by their stars, lowest first."""
    check_inside(session, code, scope, table=Division)
    path = _path(session, code)
    standard = nearest(path, standards_of(session, path)) or Standard()
    rows = session.execute(_rated(campaign_id, code, year)).all()
    if year is None:
        year = max((row.year for row in rows if row.year), default=None)
    stars = {row.division_code: row.stars for row in rows if year and row.year == year}
    lowest = bottom_ranked(stars, percent=standard.bottom_percent)
    about = {row.division_code: row for row in rows}
    items = [
        Ranked(each, about[each].division_name, stars[each], each in lowest, about[each].listed)
        for each in sorted(stars, key=lambda each: (stars[each], each))
    ]
    return Ranking(year, standard, items, sorted(about.keys() - stars.keys()))


def _rated(campaign_id: UUID, code: str, year: int | None) -> Select[str, str, bool, int, int]:
    """Select each community taking part with its ratings; the newest of a year comes last."""
    listed = exists().where(
        Record.election_id == Election.id,
        Record.step == Step.RECTIFICATION,
        Record.superseded_by.is_(None),
    )
    matching = (StarRating.campaign_id == campaign_id) & (
        StarRating.division_code == Election.division_code
    )
    if year is not None:
        matching &= StarRating.year == year
    return (
        select(
            Election.division_code,
            Organisation.division_name,
            listed.label("listed"),
            StarRating.year,
            StarRating.stars,
        )
        .join(Election.organisation)
        .outerjoin(StarRating, matching)
        .where(
            Election.campaign_id == campaign_id,
            Election.attempt == 1,
            Election.kind == ElectionKind.RENEWAL,
            inside(Election.division_code, code, table=Division),
        )
        .order_by(Election.division_code, StarRating.year, StarRating.id)
    )


def _path(session: Session, code: str) -> list[str]:
    path = session.scalar(select(Division.path).where(Division.code == code))
    if path is None:
        raise NotFound
    return [each for each in path.split(".") if each]
