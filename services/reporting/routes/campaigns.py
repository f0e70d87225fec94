"""Campaigns, how far their events have come, and how their elections ended."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.reporting.models import Campaign, Election
from services.reporting.queries import campaigns, outcomes
from services.reporting.schemas import (
    CampaignsQuery,
    CampaignView,
    DivisionQuery,
    OutcomesQuery,
    OutcomeView,
    ProgressView,
)
from shared.security import Caller, Role, allowed
from shared.web import PageOf, Sessions, answer_page, answer_read, json_response, page

router = APIRouter(prefix="/campaigns", tags=["campaigns"])

Anyone = Annotated[Caller, allowed(*Role)]


@router.get("", response_model=PageOf[CampaignView])
def list_campaigns(
    query: Annotated[CampaignsQuery, Query()], request: Request, sessions: Sessions, caller: Anyone
) -> Response:
    """List the campaigns that the caller's division takes part in."""
    statement = campaigns.campaigns_seen(caller.division_code)
    if query.organisation_kind:
        statement = statement.where(Campaign.organisation_kind == query.organisation_kind)
    with sessions() as session:
        found = page(
            session, statement, order=[Campaign.statistics_as_of.desc(), Campaign.id], query=query
        )
    return answer_page(request, found, CampaignView.of)


@router.get("/{campaign_id}", response_model=CampaignView)
def get_campaign(
    campaign_id: UUID, request: Request, sessions: Sessions, caller: Anyone
) -> Response:
    """Read one campaign as reporting knows it."""
    with sessions() as session:
        view = campaigns.look_at(session, campaign_id, scope=caller.division_code)
    return answer_read(request, CampaignView.of(view.campaign), view.version)


@router.get("/{campaign_id}/progress", response_model=ProgressView)
def get_progress(
    campaign_id: UUID, query: Annotated[DivisionQuery, Query()], sessions: Sessions, caller: Anyone
) -> Response:
    """Count what has been consumed, so that a client can see whether the figures are complete."""
    with sessions() as session:
        view = campaigns.look_at(
            session, campaign_id, scope=caller.division_code, division_code=query.division_code
        )
        counts = campaigns.progress(session, view)
    return json_response(ProgressView(**counts, version=view.version))


@router.get("/{campaign_id}/elections", response_model=PageOf[OutcomeView])
def list_outcomes(
    campaign_id: UUID,
    query: Annotated[OutcomesQuery, Query()],
    request: Request,
    sessions: Sessions,
    caller: Anyone,
) -> Response:
    """List how each community's election ended, or that it has not, and who holds office now."""
    with sessions() as session:
        view = campaigns.look_at(
            session, campaign_id, scope=caller.division_code, division_code=query.division_code
        )
        statement = outcomes.outcomes(view, completed=query.completed)
        order = [Election.division_code, Election.id]
        found = page(session, statement, order=order, query=query)
        teams = outcomes.teams(session, [election.id for election, _ in found.rows])
    return answer_page(request, found, lambda row: OutcomeView.of(row, teams.get(row[0].id, {})))
