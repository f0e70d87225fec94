"""Finding a campaign, as far as the caller's division lets one see of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from services.reporting.models import (
    Activity,
    Campaign,
    Division,
    Election,
    FirstSecretary,
    Problem,
    Reserve,
)
from shared.divisions import inside
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class View:
    """A campaign and the division whose part of it is looked at."""

    campaign: Campaign
    division_code: str
    version: int


def look_at(
    session: Session, campaign_id: UUID, *, scope: str, division_code: str | None = None
) -> View:
    """Return the part of a campaign that is asked for, or else all that the caller may see of it.

    A division outside the caller's is refused as if it did not exist; so is one that has nothing to
    do with the campaign, being neither inside its division nor above it.
    """
    asked = division_code or scope
    found = session.execute(
        select(
            Campaign,
            path_of(Campaign.division_code),
            path_of(scope).label("scope"),
            path_of(asked).label("asked"),
        )
        .where(Campaign.id == campaign_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound
    campaign, top, mine, here = found
    if not (top and mine and here):
        raise NotFound
    if division_code is None and top.startswith(here):
        here, asked = top, campaign.division_code
    related = here.startswith(top) or top.startswith(here)
    if not (related and here.startswith(mine)):
        raise NotFound
    return View(campaign, asked, campaign.version)


def path_of(code: Any) -> ScalarSelect[str]:
    """Return the place of a division in the tree."""
    division = aliased(Division)
    return select(division.path).where(division.code == code).scalar_subquery()


def campaigns_seen(scope: str) -> Select[Campaign]:
    """Select the campaigns below the caller's division, and those above that it takes part in."""
    mine, top = aliased(Division), aliased(Division)
    related = or_(func.starts_with(mine.path, top.path), func.starts_with(top.path, mine.path))
    return (
        select(Campaign)
        .join(top, top.code == Campaign.division_code)
        .join(mine, related)
        .where(mine.code == scope)
    )


def progress(session: Session, view: View) -> dict[str, int]:
    """Return how much has been consumed: a client that knows what it sent sees when all is here.

    A by-election is no election of the campaign, and not counted when it is set aside.
    """
    campaign = view.campaign
    here = inside(Election.division_code, view.division_code, table=Division)
    statement = select(
        how_many(Election.organisation_id.is_not(None)).label("opened"),
        how_many(Election.listed_on.is_not(None)).label("listed"),
        how_many(Election.accepted_on.is_not(None)).label("rectified"),
        how_many(Election.approved_on.is_not(None)).label("completed"),
        how_many(Election.seated_on.is_not(None)).label("seated"),
        how_many(Election.voided_on.is_not(None) & Election.organisation_id.is_not(None)).label(
            "voided"
        ),
        register(Problem, view, Problem.found_on.is_not(None)).label("problems"),
        register(Problem, view, Problem.closed_on.is_not(None)).label("problems_closed"),
        register(
            Activity,
            view,
            or_(Activity.campaign_id == campaign.id, Activity.campaign_id.is_(None)),
        ).label("activities"),
        register(Reserve, view, true()).label("reserves"),
        register(FirstSecretary, view, true()).label("first_secretaries"),
    ).where(Election.campaign_id == campaign.id, here)
    return dict(session.execute(statement).one()._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Count the rows for which the condition holds."""
    return func.count().filter(condition)


def register(
    table: type[Problem | Activity | Reserve | FirstSecretary],
    view: View,
    condition: ColumnElement[bool],
) -> ScalarSelect[int]:
    """Count the entries of a register in the division and in the campaign."""
    code = table.division_code
    return (
        select(func.count())
        .select_from(table)
        .where(
            inside(code, view.division_code, table=Division),
            inside(code, view.campaign.division_code, table=Division),
            condition,
        )
        .scalar_subquery()
    )
