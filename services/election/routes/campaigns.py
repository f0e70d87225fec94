"""Campaigns, and the work counted for them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.election.commands import opening as commands
from services.election.models import Activity, Campaign
from services.election.queries import campaigns as queries
from services.election.routes.callers import Anyone, CityOrganisation, Worker
from services.election.schemas.campaigns import ActivityEntry, CampaignOpening
from services.election.schemas.queries import ActivitiesQuery
from services.election.schemas.views import ActivityView, CampaignCounts, CampaignView
from shared.web import (
    Command,
    PageOf,
    PageQuery,
    Sessions,
    answer_page,
    json_response,
    page,
)

campaigns = APIRouter(prefix="/campaigns", tags=["campaigns"])
activities = APIRouter(prefix="/activities", tags=["activities"])


@campaigns.post("", response_model=CampaignView, status_code=201)
def open_campaign(body: CampaignOpening, work: Command, caller: CityOrganisation) -> Response:
    """Open a campaign: every organisation of the kind below the division gets its election."""
    with work.begin() as session:
        campaign = commands.open_campaign(session, body, caller=caller)
        session.refresh(campaign)
        view = CampaignView.model_validate(campaign)
        return work.answer(view, status=201, location=f"/campaigns/{campaign.id}")


@campaigns.get("", response_model=PageOf[CampaignView])
def list_campaigns(
    request: Request, query: Annotated[PageQuery, Query()], sessions: Sessions, caller: Anyone
) -> Response:
    """List the campaigns that concern the caller's division, newest first."""
    statement = queries.campaigns(caller.division_code)
    with sessions() as session:
        found = page(session, statement, order=[Campaign.id.desc()], query=query)
    return answer_page(request, found, CampaignView.model_validate)


@campaigns.get("/{campaign_id}", response_model=CampaignCounts)
def read_campaign(campaign_id: UUID, sessions: Sessions, caller: Anyone) -> Response:
    """Read a campaign with how many of the caller's communities' elections are in each state.

    By-elections and recalls, which change a committee in office, are not counted.
    """
    scope = caller.division_code
    with sessions() as session:
        campaign = queries.campaign(session, campaign_id, scope)
        counts = queries.count_by_state(session, campaign_id, scope)
    shown = CampaignView.model_validate(campaign).model_dump()
    return json_response(CampaignCounts(**shown, elections=dict(counts)))


@activities.post("", response_model=ActivityView, status_code=201)
def record_activity(body: ActivityEntry, work: Command, caller: Worker) -> Response:
    """Count work done for a campaign: talks, lectures, banners, leaflets, training, rehearsals."""
    with work.begin() as session:
        activity = commands.record_activity(session, body, caller=caller)
        session.refresh(activity)
        view = ActivityView.model_validate(activity)
        return work.answer(view, status=201)


@activities.get("", response_model=PageOf[ActivityView])
def list_activities(
    request: Request,
    query: Annotated[ActivitiesQuery, Query()],
    sessions: Sessions,
    caller: Anyone,
) -> Response:
    """List the work counted inside the caller's division."""
    statement = queries.activities(query, caller.division_code)
    with sessions() as session:
        found = page(session, statement, order=[Activity.happened_on, Activity.id], query=query)
    return answer_page(request, found, ActivityView.model_validate)
