"""Issues bulletins: frozen editions of a division's figures."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from services.reporting.domain.bulletin import Occasion, compose
from services.reporting.domain.figures import DivisionFigures
from services.reporting.models import Bulletin, Campaign
from shared import events
from shared.errors import Forbidden
from shared.messaging.outbox import publish
from shared.security import Caller, Role
from shared.text import Text

ORGANISATION_DEPARTMENTS = (Role.CITY_ORG, Role.COUNTY_ORG)
LOCK_EDITIONS = text("SELECT pg_advisory_xact_lock(hashtext('reporting editions'), hashtext(:of))")


def issue_bulletin(
    session: Session,
    campaign: Campaign,
    *,
    whole: DivisionFigures,
    parts: Sequence[DivisionFigures],
    issuer: Caller,
) -> Bulletin:
    """Freeze a division's figures, and those of the divisions right below it, as an edition."""
    _check_is_theirs(campaign, issuer)
    edition = next_edition(session, campaign, whole.code)
    occasion = Occasion(
        campaign_name=campaign.name,
        organisation_kind=campaign.organisation_kind,
        as_of=campaign.statistics_as_of,
        previous_as_of=campaign.previous_statistics_as_of,
        edition=edition,
    )
    bulletin = Bulletin(
        campaign_id=campaign.id,
        division_code=whole.code,
        edition=edition,
        as_of=campaign.statistics_as_of,
        issued_by=issuer.subject,
        document=compose(occasion, whole, parts),
    )
    session.add(bulletin)
    session.flush()
    publish(
        session,
        events.BulletinIssued(
            division_code=whole.code,
            bulletin_id=bulletin.id,
            campaign_id=campaign.id,
            edition=edition,
            as_of=campaign.statistics_as_of,
        ),
    )
    return bulletin


def next_edition(session: Session, campaign: Campaign, division_code: str) -> int:
    """Return the number of the next edition; two who issue at once take turns."""
    session.execute(LOCK_EDITIONS, {"of": f"{campaign.id} {division_code}"})
    last = session.scalar(
        select(func.max(Bulletin.edition)).where(
            Bulletin.campaign_id == campaign.id, Bulletin.division_code == division_code
        )
    )
    return (last or 0) + 1


def _check_is_theirs(campaign: Campaign, issuer: Caller) -> None:
    """Leave the Party's bulletins to the organisation departments (procedure, section 2)."""
    if campaign.organisation_kind == "PARTY" and not issuer.may(*ORGANISATION_DEPARTMENTS):
        raise Forbidden(
            Text(
                "民政部门只发布居民委员会换届通报。",
                "Civil affairs issue bulletins on residents' committees only.",
            ),
            needed=Text("由组织部门发布。", "An organisation department must issue it."),
        )
