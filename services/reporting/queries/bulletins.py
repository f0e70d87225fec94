"""The bulletins that were issued, and what the next one would contain."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.reporting.domain.figures import DivisionFigures
from services.reporting.models import Bulletin, Division
from services.reporting.queries.campaigns import View
from services.reporting.queries.figures import read_figures
from shared.divisions import check_inside, inside
from shared.errors import NotFound


def contents(session: Session, view: View) -> tuple[DivisionFigures, list[DivisionFigures]]:
    """Return the figures of the division and of those right below it, all of one moment."""
    divisions = read_figures(session, view, descendants=True).divisions
    whole = next(division for division in divisions if division.code == view.division_code)
    below = set(
        session.scalars(select(Division.code).where(Division.parent_code == view.division_code))
    )
    return whole, [division for division in divisions if division.code in below]


def bulletins(view: View) -> Select[Bulletin]:
    """Select the editions of a division and of those below it."""
    return select(Bulletin).where(
        Bulletin.campaign_id == view.campaign.id,
        inside(Bulletin.division_code, view.division_code, table=Division),
    )


def bulletin(session: Session, bulletin_id: UUID, *, scope: str) -> Bulletin:
    """Return an edition of a division that the caller may see."""
    found = session.get(Bulletin, bulletin_id)
    if found is None:
        raise NotFound
    check_inside(session, found.division_code, scope, table=Division)
    return found
