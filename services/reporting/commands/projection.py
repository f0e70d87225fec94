"""Keeps the sums of every division in step with the facts, inside the consumer's transaction.

After a fact has changed, the measures of its own division are counted anew from that division's
rows (one community has few), and what differs from before is added to it and to all above it.
`rebuild` counts a whole campaign from nothing and must arrive at the same.

Two workers may consume at once. Changes of one division take turns; changes of different divisions
meet at the divisions above, whose rows are locked from the bottom up. A change of the tree or of
the campaigns excludes both: a fact is then either seen by the rebuild, or sees what it made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select, text, update
from sqlalchemy.orm import Session, aliased

from services.reporting.domain.measures import Source
from services.reporting.models import (
    Asked,
    Campaign,
    Division,
    Measure,
    counted_rows,
    everywhere,
    itself,
    measures_of,
    of,
)

Own = Mapping[tuple[str, str, str], int]  # division, source, measure: amount

LOCK_ONE_DIVISION = text("""
    SELECT pg_advisory_xact_lock_shared(hashtext('reporting figures')),
           pg_advisory_xact_lock(hashtext('reporting division'), hashtext(:division))
""")
LOCK_ALL = text("SELECT pg_advisory_xact_lock(hashtext('reporting figures'))")

ADD = text("""
    INSERT INTO measures (campaign_id, division_code, source, name, own, total)
    SELECT CAST(:campaign AS uuid), above.code, added.source, added.name,
           sum(CASE WHEN above.code = added.division THEN added.amount ELSE 0 END),
           sum(added.amount)
    FROM unnest(CAST(:divisions AS text[]), CAST(:sources AS text[]), CAST(:names AS text[]),
                CAST(:amounts AS bigint[])) AS added (division, source, name, amount)
    JOIN divisions ON divisions.code = added.division
    CROSS JOIN unnest(string_to_array(rtrim(divisions.path, '.'), '.'))
               WITH ORDINALITY AS above (code, depth)
    GROUP BY above.code, added.source, added.name
    ORDER BY max(above.depth) DESC, above.code, added.source, added.name
    ON CONFLICT (campaign_id, division_code, source, name)
    DO UPDATE SET own = measures.own + excluded.own, total = measures.total + excluded.total
""")


_here, _top = aliased(Division), aliased(Division)
CAMPAIGNS_OF = (
    select(Campaign)
    .join(_top, _top.code == Campaign.division_code)
    .join(_here, func.starts_with(_here.path, _top.path))
    .where(_here.code == bindparam("division"))
    .order_by(Campaign.id)
)
KEPT = select(Measure.source, Measure.name, Measure.own).where(
    Measure.campaign_id == bindparam("campaign"),
    Measure.division_code == bindparam("division"),
    Measure.source.in_(bindparam("sources", expanding=True)),
    Measure.own != 0,
)
TELL_READERS = (
    update(Campaign)
    .where(Campaign.id == bindparam("campaign"))
    .values(version=Campaign.version + 1)
    .execution_options(synchronize_session=False)
)


def refresh(session: Session, division_code: str, *sources: Source) -> None:
    """Bring the sums up to date after a fact of this division and these sources has changed."""
    session.execute(LOCK_ONE_DIVISION, {"division": division_code})
    for campaign in campaigns_of(session, division_code):
        before = kept(session, campaign, division_code, sources)
        after = counted(session, sources, asked=itself, given=of(campaign, division_code))
        add(session, campaign.id, difference(after, before))


def campaigns_of(session: Session, division_code: str) -> Sequence[Campaign]:
    """Return the campaigns to which a division belongs; none while the division is not known."""
    return session.scalars(CAMPAIGNS_OF, {"division": division_code}).all()


def kept(
    session: Session, campaign: Campaign, division_code: str, sources: Iterable[Source]
) -> Own:
    """Return what was counted for the division itself the last time."""
    names = [source.value for source in sources]
    rows = session.execute(KEPT, {**of(campaign, division_code), "sources": names})
    return {(division_code, row.source, row.name): row.own for row in rows}


def counted(
    session: Session, sources: Iterable[Source], *, asked: Asked, given: Mapping[str, Any]
) -> Own:
    """Count the rows of these sources in the divisions that are asked for."""
    amounts: Counter[tuple[str, str, str]] = Counter()
    for source in sources:
        for row in session.execute(counted_rows(source, asked), given):
            for name, amount in measures_of(source, row).items():
                amounts[row.division_code, source.value, name] += amount
    return amounts


def difference(after: Own, before: Own) -> Own:
    """Return what must be added to `before` to arrive at `after`."""
    changes = {key: after.get(key, 0) - before.get(key, 0) for key in {*after, *before}}
    return {key: change for key, change in changes.items() if change}


def add(session: Session, campaign_id: UUID, amounts: Own) -> None:
    """Add to the divisions and all above them, and tell readers that the figures have changed."""
    if amounts:
        session.execute(ADD, {"campaign": campaign_id, **columns(amounts)})
    session.execute(TELL_READERS, {"campaign": campaign_id})


def columns(amounts: Own) -> dict[str, list[Any]]:
    """Return the amounts as one list per column."""
    return {
        "divisions": [division for division, _, _ in amounts],
        "sources": [source for _, source, _ in amounts],
        "names": [name for _, _, name in amounts],
        "amounts": list(amounts.values()),
    }


def rebuild(session: Session, campaign: Campaign) -> None:
    """Count all figures of a campaign from its facts, as if nothing had been counted before."""
    session.execute(LOCK_ALL)
    session.execute(delete(Measure).where(Measure.campaign_id == campaign.id))
    add(session, campaign.id, counted(session, Source, asked=everywhere, given=of(campaign)))


def recompute_all(session: Session) -> int:
    """Rebuild every campaign and return how many there are."""
    campaigns = session.scalars(select(Campaign).order_by(Campaign.id)).all()
    for campaign in campaigns:
        rebuild(session, campaign)
    return len(campaigns)
