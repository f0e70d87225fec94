"""The figures of a division and those below it, as objects and as the bytes that are served."""

from __future__ import annotations

import json
from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from services.reporting.domain.documents import figure_document
from services.reporting.domain.figures import DivisionFigures, Sums, values
from services.reporting.domain.measures import Source
from services.reporting.models import Campaign, Division, Measure
from services.reporting.queries.campaigns import View
from shared.divisions import COMMUNITY, inside
from shared.text import Language

ORGANISATIONS = (Source.COMMUNITIES, "organisations")
MOST_KEPT_BYTES = 16 << 20


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The figures of several divisions, all of one moment."""

    version: int
    divisions: list[DivisionFigures]


def read_figures(session: Session, view: View, *, descendants: bool) -> Snapshot:
    """Return the figures of the division, and of those below it down to the streets.

    Shown are the divisions that have an organisation in the campaign, and always the one asked for.
    """
    found: dict[str, tuple[str, str]] = {}
    sums: dict[str, dict[tuple[Source, str], int]] = defaultdict(dict)
    version = view.version
    for row in session.execute(_with_sums(view, descendants=descendants)):
        found[row.code] = (row.name, row.level)
        version = row.version
        if row.source is not None:
            sums[row.code][Source(row.source), row.measure] = row.total
    return Snapshot(
        version,
        [
            DivisionFigures(code, name, level, values(_without_zeros(sums[code])))
            for code, (name, level) in found.items()
            if code == view.division_code or sums[code].get(ORGANISATIONS)
        ],
    )


def _with_sums(view: View, *, descendants: bool) -> Select[Any]:
    """Select divisions with their sums, in one statement so that all are of one moment."""
    asked = Division.code == view.division_code
    if descendants:
        below = inside(Division.code, view.division_code, table=Division)
        asked = or_(asked, and_(below, Division.level != COMMUNITY))
    version = select(Campaign.version).where(Campaign.id == view.campaign.id).scalar_subquery()
    return (
        select(
            Division.code,
            Division.name,
            Division.level,
            version.label("version"),
            Measure.source,
            Measure.name.label("measure"),
            Measure.total,
        )
        .outerjoin(
            Measure,
            and_(Measure.division_code == Division.code, Measure.campaign_id == view.campaign.id),
        )
        .where(asked)
        .order_by(func.length(Division.path), Division.code, Measure.name)
    )


def _without_zeros(sums: Sums) -> Sums:
    return {key: amount for key, amount in sums.items() if amount}


def figures_document(view: View, snapshot: Snapshot, language: Language) -> dict[str, Any]:
    """Return the figures as they are served."""
    campaign = view.campaign
    dates = {
        "as_of": campaign.statistics_as_of.isoformat(),
        "previous_as_of": campaign.previous_statistics_as_of.isoformat(),
    }
    return {
        "campaign_id": str(campaign.id),
        "version": snapshot.version,
        **dates,
        "items": [
            {
                "division_code": division.code,
                "division_name": division.name,
                "level": division.level,
                "figures": {
                    name: figure_document(value, dates, language)
                    for name, value in division.values.items()
                },
            }
            for division in snapshot.divisions
        ],
    }


Key = tuple[UUID, str, bool, Language]


class KeptFigures:
    """Figures as bytes in memory, the least used given up first; a version's bytes never change."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, tuple[int, bytes]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Key, version: int) -> bytes | None:
        """Return the bytes of this version, if they are here."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept[0] != version:
                return None
            self._kept.move_to_end(key)
            return kept[1]

    def keep(self, key: Key, version: int, content: bytes) -> None:
        """Keep the bytes of a version in place of those of another."""
        with self._lock:
            _, old = self._kept.pop(key, (0, b""))
            self._kept[key] = (version, content)
            self._size += len(content) - len(old)
            while self._size > MOST_KEPT_BYTES and self._kept:
                _, (_, gone) = self._kept.popitem(last=False)
                self._size -= len(gone)


def served_figures(
    session: Session, view: View, kept: KeptFigures, *, descendants: bool, language: Language
) -> tuple[int, bytes]:
    """Return the version and the bytes of the figures, made only when the version is new."""
    key = (view.campaign.id, view.division_code, descendants, language)
    content = kept.get(key, view.version)
    if content is not None:
        return view.version, content
    snapshot = read_figures(session, view, descendants=descendants)
    document = figures_document(view, snapshot, language)
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    kept.keep(key, snapshot.version, content)
    return snapshot.version, content
