"""Bulletins: issued, listed, read."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.reporting.commands.bulletins import issue_bulletin as issue
from services.reporting.models import Bulletin
from services.reporting.queries import bulletins, campaigns
from services.reporting.schemas import (
    BulletinRequest,
    BulletinsQuery,
    BulletinSummary,
    BulletinView,
)
from shared.security import Caller, Role, allowed
from shared.web import Command, PageOf, Sessions, answer_page, answer_read, page

router = APIRouter(tags=["bulletins"])

Anyone = Annotated[Caller, allowed(*Role)]
Issuer = Annotated[
    Caller, allowed(Role.CITY_ORG, Role.CITY_CIVIL, Role.COUNTY_ORG, Role.COUNTY_CIVIL)
]


@router.post("/campaigns/{campaign_id}/bulletins", response_model=BulletinView, status_code=201)
def issue_bulletin(
    campaign_id: UUID, body: BulletinRequest, work: Command, caller: Issuer
) -> Response:
    """Issue a bulletin: the division's figures of this moment, frozen as the next edition."""
    with work.begin() as session:
        view = campaigns.look_at(
            session, campaign_id, scope=caller.division_code, division_code=body.division_code
        )
        whole, parts = bulletins.contents(session, view)
        bulletin = issue(session, view.campaign, whole=whole, parts=parts, issuer=caller)
        return work.answer(
            BulletinView.of(bulletin), status=201, location=f"/bulletins/{bulletin.id}"
        )


@router.get("/campaigns/{campaign_id}/bulletins", response_model=PageOf[BulletinSummary])
def list_bulletins(
    campaign_id: UUID,
    query: Annotated[BulletinsQuery, Query()],
    request: Request,
    sessions: Sessions,
    caller: Anyone,
) -> Response:
    """List the bulletins of a campaign, the newest first."""
    with sessions() as session:
        view = campaigns.look_at(
            session, campaign_id, scope=caller.division_code, division_code=query.division_code
        )
        found = page(session, bulletins.bulletins(view), order=[Bulletin.id.desc()], query=query)
    return answer_page(request, found, BulletinSummary.of)


@router.get("/bulletins/{bulletin_id}", response_model=BulletinView)
def get_bulletin(
    bulletin_id: UUID, request: Request, sessions: Sessions, caller: Anyone
) -> Response:
    """Read a bulletin as it was issued."""
    with sessions() as session:
        bulletin = bulletins.bulletin(session, bulletin_id, scope=caller.division_code)
    return answer_read(request, BulletinView.of(bulletin), bulletin.edition)
