"""Keeps the division table, and the figures in step when a division appears or moves."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.reporting.commands.projection import LOCK_ALL, rebuild
from services.reporting.models import Campaign, Division
from shared import divisions, events


def keep_divisions(session: Session, event: events.DivisionsRegistered) -> None:
    """Store the divisions; count anew the campaigns that gain or lose one of them.

    Facts of a division may have come before the division itself: they count from now on.
    """
    session.execute(LOCK_ALL)
    new = {division.code: division.path for division in event.divisions}
    old = paths(session, new)
    divisions.keep_divisions(session, event, table=Division)
    moved = [
        path for code in new for path in (old.get(code), new[code]) if new[code] != old.get(code)
    ]
    for campaign, top in session.execute(
        select(Campaign, Division.path).join(Division, Division.code == Campaign.division_code)
    ).all():
        if any(path and path.startswith(top) for path in moved):
            rebuild(session, campaign)
    show_new_names(session)


def paths(session: Session, codes: Mapping[str, str]) -> dict[str, str]:
    """Return the paths of those divisions that are known already."""
    statement = select(Division.code, Division.path).where(Division.code.in_(codes))
    return {row.code: row.path for row in session.execute(statement)}


def show_new_names(session: Session) -> None:
    """Let every reader fetch its figures again: they carry the names of divisions."""
    session.execute(
        update(Campaign).values(version=Campaign.version + 1),
        execution_options={"synchronize_session": False},
    )
