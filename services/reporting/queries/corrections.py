"""Corrections of a campaign's facts, with the figures that each of them touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select, tuple_
from sqlalchemy.orm import Session

from services.reporting.models import Correction, Division, FigureChange
from services.reporting.queries.campaigns import View
from shared.divisions import inside

Touched = Mapping[tuple[UUID, UUID], Sequence[Row[Any]]]


def corrections(view: View) -> Select[Correction, str]:
    """Select the corrections in a division, with the name of the community."""
    return (
        select(Correction, Division.name)
        .join(Division, Division.code == Correction.division_code)
        .where(
            Correction.campaign_id == view.campaign.id,
            inside(Correction.division_code, view.division_code, table=Division),
        )
    )


def touched(session: Session, view: View, rows: Sequence[tuple[Correction, str]]) -> Touched:
    """Return the figures that these corrections touched, of the divisions that are looked at."""
    change = FigureChange
    keys = [(correction.id, correction.election_id) for correction, _ in rows]
    found = session.execute(
        select(
            change.correction_id,
            change.election_id,
            change.division_code,
            Division.name.label("division_name"),
            change.figure,
            change.before,
            change.after,
        )
        .join(Division, Division.code == change.division_code)
        .where(tuple_(change.correction_id, change.election_id).in_(keys))
        .where(inside(change.division_code, view.division_code, table=Division))
        .order_by(func.length(Division.path).desc(), change.figure)
    )
    figures: dict[tuple[UUID, UUID], list[Row[Any]]] = defaultdict(list)
    for row in found:
        figures[row.correction_id, row.election_id].append(row)
    return figures
