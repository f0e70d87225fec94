"""What is read about campaigns and the work counted for them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session

from services.election.domain.states import ElectionKind
from services.election.models import Activity, Campaign, Division, Election
from services.election.schemas.queries import ActivitiesQuery
from shared.divisions import inside
from shared.errors import NotFound


def campaigns(scope: str) -> Select[Campaign]:
    """Select the campaigns of the scope, and those that elections inside it take part in."""
    taking_part = exists().where(
        Election.campaign_id == Campaign.id, inside(Election.division_code, scope, table=Division)
    )
    return select(Campaign).where(
        or_(inside(Campaign.division_code, scope, table=Division), taking_part)
    )


def campaign(session: Session, campaign_id: UUID, scope: str) -> Campaign:
    """Return a campaign; unknown to those whom it does not concern."""
    found = session.scalar(campaigns(scope).where(Campaign.id == campaign_id))
    if found is None:
        raise NotFound
    return found


def count_by_state(session: Session, campaign_id: UUID, scope: str) -> Mapping[str, int]:
    """Return how many of the campaign's elections inside the scope are in each state.

    By-elections and recalls change a committee that one of these elections has seated; they are no
    community's renewal and are not counted.
    """
    rows = session.execute(
        select(Election.state, func.count())
        .where(
            Election.campaign_id == campaign_id,
            Election.kind == ElectionKind.RENEWAL,
            inside(Election.division_code, scope, table=Division),
        )
        .group_by(Election.state)
    )
    return dict(rows.all())


def activities(query: ActivitiesQuery, scope: str) -> Select[Activity]:
    """Select the work counted inside the scope that the query asks for."""
    statement = select(Activity).where(inside(Activity.division_code, scope, table=Division))
    if query.campaign_id:
        statement = statement.where(Activity.campaign_id == query.campaign_id)
    if query.division_code:
        statement = statement.where(
            inside(Activity.division_code, query.division_code, table=Division)
        )
    if query.kind:
        statement = statement.where(Activity.kind == query.kind)
    return statement
