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

from sqlalchemy import Uuid, bindparam, delete, func, select, text
from sqlalchemy.orm import Session, aliased

from services.reporting.domain.measures import Source
from services.reporting.models import (
    Asked,
    Campaign,
    Division,
    Measure,
    everywhere,
    grouped_rows,
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

# What differs from what was counted for these divisions and sources before goes to each division
# and all above it, from the bottom up; then readers are told that there is something new.
STORE = text("""
    WITH counted (division, source, name, amount) AS (
        SELECT * FROM unnest(CAST(:divisions AS text[]), CAST(:sources AS text[]),
                             CAST(:names AS text[]), CAST(:amounts AS bigint[]))
    ), before AS (
        SELECT division_code AS division, source, name, own AS amount FROM measures
        WHERE campaign_id = :campaign AND own <> 0 AND source = ANY(:recounted)
          AND division_code = :division
    ), added AS (
        SELECT division, source, name,
               coalesce(counted.amount, 0) - coalesce(before.amount, 0) AS amount
        FROM counted FULL JOIN before USING (division, source, name)
    ), told AS (
        UPDATE campaigns SET version = version + 1 WHERE id = :campaign
    )
    INSERT INTO measures (campaign_id, division_code, source, name, own, total)
    SELECT :campaign, above.code, added.source, added.name,
           sum(CASE WHEN above.code = added.division THEN added.amount ELSE 0 END),
           sum(added.amount)
    FROM added
    JOIN divisions ON divisions.code = added.division
    CROSS JOIN unnest(string_to_array(rtrim(divisions.path, '.'), '.'))
               WITH ORDINALITY AS above (code, depth)
    WHERE added.amount <> 0
    GROUP BY above.code, added.source, added.name
    ORDER BY max(above.depth) DESC, above.code, added.source, added.name
    ON CONFLICT (campaign_id, division_code, source, name)
    DO UPDATE SET own = measures.own + excluded.own, total = measures.total + excluded.total
""").bindparams(bindparam("campaign", type_=Uuid()))


_here, _top = aliased(Division), aliased(Division)
CAMPAIGNS_OF = (
    select(Campaign)
    .join(_top, _top.code == Campaign.division_code)
    .join(_here, func.starts_with(_here.path, _top.path))
    .where(_here.code == bindparam("division"))
    .order_by(Campaign.id)
)


def refresh(session: Session, division_code: str, *sources: Source) -> None:
    """Bring the sums up to date after a fact of this division and these sources has changed."""
    take_turn(session, division_code)
    for campaign in campaigns_of(session, division_code):
        given = of(campaign, division_code)
        store(session, given, sources, counted(session, given, sources, asked=itself))


def take_turn(session: Session, division_code: str) -> None:
    """Wait until nobody else changes the sums of this division, to the end of the transaction."""
    session.execute(LOCK_ONE_DIVISION, {"division": division_code})


def campaigns_of(session: Session, division_code: str) -> Sequence[Campaign]:
    """Return the campaigns to which a division belongs; none while the division is not known."""
    return session.scalars(CAMPAIGNS_OF, {"division": division_code}).all()


def counted(
    session: Session, given: Mapping[str, Any], sources: Iterable[Source], *, asked: Asked
) -> Own:
    """Count the rows of these sources in the divisions that are asked for."""
    amounts: Counter[tuple[str, str, str]] = Counter()
    for source in sources:
        for row in session.execute(grouped_rows(source, asked), given):
            for name, amount in measures_of(source, row).items():
                amounts[row.division_code, source.value, name] += amount * row.times
    return amounts


def store(
    session: Session, given: Mapping[str, Any], sources: Iterable[Source], amounts: Own
) -> None:
    """Store what was counted in place of what was counted before, here and in all above."""
    session.execute(
        STORE,
        {
            "campaign": given["campaign"],
            "division": given["division"],
            "recounted": [source.value for source in sources],
            "divisions": [division for division, _, _ in amounts],
            "sources": [source for _, source, _ in amounts],
            "names": [name for _, _, name in amounts],
            "amounts": list(amounts.values()),
        },
    )


def rebuild(session: Session, campaign: Campaign) -> None:
    """Count all figures of a campaign from its facts, as if nothing had been counted before."""
    session.execute(LOCK_ALL)
    session.execute(delete(Measure).where(Measure.campaign_id == campaign.id))
    given = of(campaign)
    store(session, given, Source, counted(session, given, Source, asked=everywhere))


def recompute_all(session: Session) -> int:
    """Rebuild every campaign and return how many there are."""
    campaigns = session.scalars(select(Campaign).order_by(Campaign.id)).all()
    for campaign in campaigns:
        rebuild(session, campaign)
    return len(campaigns)
