"""Reading the preparation: standards, chains, leading groups, coverage, ranking."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.election.models import Election, LeadingGroup
from services.election.queries import campaigns as campaign_queries
from services.election.queries import coverage as coverage_queries
from services.election.queries import preparation as queries
from services.election.queries.coverage_totals import totals
from services.election.routes.answers import Reader
from services.election.routes.callers import Anyone
from services.election.routes.prepared import (
    chain_view,
    coverage_view,
    ranking_view,
    standard_view,
    totals_view,
)
from services.election.schemas import organising_views as views
from services.election.schemas.fields import DivisionCode
from services.election.schemas.queries import CoverageQuery, RankingQuery, WhereQuery
from shared.web import (
    Page,
    PageOf,
    PageQuery,
    Sessions,
    answer_page,
    answer_read,
    json_response,
    page,
)

standards = APIRouter(prefix="/preparation-standards", tags=["preparation"])
campaigns = APIRouter(prefix="/campaigns", tags=["preparation"])
elections = APIRouter(prefix="/elections", tags=["preparation"])


@standards.get("/{division_code}", response_model=views.StandardView)
def read_standard(
    request: Request, division_code: DivisionCode, sessions: Sessions, caller: Anyone
) -> Response:
    """Read what a region asks of the preparation, as set there, above it, or by default."""
    with sessions() as session:
        found = queries.standard(session, division_code, caller.division_code)
    return answer_read(request, standard_view(division_code, found), found.version)


@elections.get("/{election_id}/responsibility", response_model=views.ChainView)
def read_responsibility(
    request: Request, election_id: UUID, sessions: Sessions, caller: Anyone, language: Reader
) -> Response:
    """Read who is called when a day is missed, nearest first."""
    with sessions() as session:
        chain = queries.chain(session, election_id, caller.division_code)
    return answer_read(request, chain_view(election_id, chain, language), chain[0])


@campaigns.get("/{campaign_id}/leading-groups", response_model=PageOf[views.LeadingGroupView])
def list_leading_groups(
    request: Request,
    campaign_id: UUID,
    query: Annotated[PageQuery, Query()],
    sessions: Sessions,
    caller: Anyone,
) -> Response:
    """List the leading groups as they were recorded; the last of a county is in force."""
    with sessions() as session:
        campaign_queries.campaign(session, campaign_id, caller.division_code)
        statement = queries.leading_groups(campaign_id, caller.division_code)
        order = [LeadingGroup.division_code, LeadingGroup.id]
        found = page(session, statement, order=order, query=query)
    return answer_page(request, found, views.LeadingGroupView.model_validate)


@campaigns.get("/{campaign_id}/coverage", response_model=PageOf[views.OrganisationCoverage])
def list_coverage(
    request: Request,
    campaign_id: UUID,
    query: Annotated[CoverageQuery, Query()],
    sessions: Sessions,
    caller: Anyone,
    language: Reader,
) -> Response:
    """List what the preparation reached in each organisation, and what it did not."""
    scope = caller.division_code
    code = query.division_code or scope
    with sessions() as session:
        campaign_queries.campaign(session, campaign_id, scope)
        statement = coverage_queries.taking_part(campaign_id, code, scope)
        order = [Election.division_code, Election.id]
        found = page(session, statement, order=order, query=query)
        rows = coverage_queries.reached(session, found.rows)
    shown = Page(rows=rows, next_cursor=found.next_cursor, total=found.total)
    return answer_page(request, shown, lambda each: coverage_view(each, language))


@campaigns.get("/{campaign_id}/coverage/totals", response_model=views.CoverageTotals)
def read_coverage_totals(
    campaign_id: UUID, query: Annotated[WhereQuery, Query()], sessions: Sessions, caller: Anyone
) -> Response:
    """Read the coverage over all organisations of a division, and whom it has not reached."""
    scope = caller.division_code
    code = query.division_code or scope
    with sessions() as session:
        campaign_queries.campaign(session, campaign_id, scope)
        statement = coverage_queries.taking_part(campaign_id, code, scope)
        elections = session.scalars(statement.order_by(Election.division_code)).all()
        rows = coverage_queries.reached(session, elections)
        found = totals(session, campaign_id, rows)
    return json_response(totals_view(found))


@campaigns.get("/{campaign_id}/ranking", response_model=views.RankingView)
def read_ranking(
    campaign_id: UUID, query: Annotated[RankingQuery, Query()], sessions: Sessions, caller: Anyone
) -> Response:
    """Read which communities last year's stars put among the lowest: a proposal, no listing."""
    scope = caller.division_code
    with sessions() as session:
        campaign_queries.campaign(session, campaign_id, scope)
        found = queries.ranking(
            session, campaign_id, query.division_code or scope, scope, year=query.year
        )
    return json_response(ranking_view(found))
