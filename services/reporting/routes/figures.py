"""Figures of a division and those below it, and the rows behind each figure."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.reporting.domain.figures import FIGURE_OF, FIGURES
from services.reporting.queries import campaigns, figures, rows
from services.reporting.schemas import (
    DefinitionsView,
    DefinitionView,
    FiguresQuery,
    FiguresView,
    RowsQuery,
    RowView,
)
from shared.errors import NotFound
from shared.security import Caller, Role, allowed
from shared.web import (
    PageOf,
    Sessions,
    answer_page,
    answer_read,
    json_response,
    language_of,
    page,
)

router = APIRouter(tags=["figures"])

Anyone = Annotated[Caller, allowed(*Role)]
Reader = Annotated[  # rows name persons by number: only for offices that answer for the campaign
    Caller,
    allowed(
        Role.CITY_ORG,
        Role.CITY_CIVIL,
        Role.COUNTY_ORG,
        Role.COUNTY_CIVIL,
        Role.COUNTY_SC,
        Role.COUNTY_GOV,
        Role.STREET,
        Role.CLERK,
        Role.AUDITOR,
    ),
]


@router.get("/figures", response_model=DefinitionsView)
def list_figures(request: Request, _: Anyone) -> Response:
    """List the figures that there are: what each is called, and how it is written."""
    language = language_of(request)
    items = [DefinitionView.of(figure, language) for figure in FIGURES]
    return json_response(DefinitionsView(items=items))


@router.get("/campaigns/{campaign_id}/figures", response_model=FiguresView)
def get_figures(
    campaign_id: UUID,
    query: Annotated[FiguresQuery, Query()],
    request: Request,
    sessions: Sessions,
    caller: Anyone,
) -> Response:
    """Read every figure of a division, and of the counties and streets below it."""
    language = language_of(request)
    with sessions() as session:
        view = campaigns.look_at(
            session, campaign_id, scope=caller.division_code, division_code=query.division_code
        )
        version, content = figures.served_figures(
            session,
            view,
            request.app.state.kept_figures,
            descendants=query.descendants,
            language=language,
        )
    return answer_read(request, content, f"{version}-{view.division_code}-{language}")


@router.get("/campaigns/{campaign_id}/figures/{figure_id}/rows", response_model=PageOf[RowView])
def list_figure_rows(
    campaign_id: UUID,
    figure_id: str,
    query: Annotated[RowsQuery, Query()],
    request: Request,
    sessions: Sessions,
    caller: Reader,
) -> Response:
    """List what a figure counts: communities, person numbers, or entries of a register."""
    figure = FIGURE_OF.get(figure_id)
    if figure is None:
        raise NotFound
    previous = query.term == "outgoing"
    with sessions() as session:
        view = campaigns.look_at(
            session, campaign_id, scope=caller.division_code, division_code=query.division_code
        )
        statement = rows.rows_of(figure, view, previous=previous)
        found = page(session, statement, order=rows.order_of(statement), query=query)
    return answer_page(
        request, found, lambda row: RowView.of(rows.listed(figure, row, previous=previous))
    )
