"""Organisations and their terms."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.roster.commands.organisations import change_organisation
from services.roster.models import Organisation
from services.roster.queries import places
from services.roster.routes.callers import Anyone, Corrector
from services.roster.schemas.places import (
    OrganisationCorrection,
    OrganisationsQuery,
    OrganisationView,
    TermsView,
)
from shared.web import (
    Command,
    PageOf,
    Sessions,
    answer_page,
    answer_read,
    json_response,
    page,
)

router = APIRouter(prefix="/organisations", tags=["organisations"])


@router.get("", response_model=PageOf[OrganisationView])
def list_organisations(
    request: Request,
    query: Annotated[OrganisationsQuery, Query()],
    sessions: Sessions,
    caller: Anyone,
) -> Response:
    """List organisations with their present terms, in the order of their divisions."""
    statement = places.organisations(query, caller.division_code)
    order = [Organisation.division_code, Organisation.kind]
    with sessions() as session:
        found = page(session, statement, order=order, query=query)
    return answer_page(request, found, OrganisationView.model_validate)


@router.get("/{organisation_id}", response_model=OrganisationView)
def read_organisation(
    request: Request, organisation_id: UUID, sessions: Sessions, caller: Anyone
) -> Response:
    """Read one organisation with its present term."""
    with sessions() as session:
        found = places.organisation(session, organisation_id, caller.division_code)
    return answer_read(request, OrganisationView.model_validate(found), found.version)


@router.patch("/{organisation_id}", response_model=OrganisationView)
def correct_organisation(
    organisation_id: UUID, body: OrganisationCorrection, work: Command, caller: Corrector
) -> Response:
    """Correct an organisation's entry; what it said before is kept, other services are told."""
    scope = caller.division_code
    stated = body.model_dump(exclude_none=True)
    with work.begin() as session:
        change_organisation(session, organisation_id, stated, scope=scope, expect=work.expect)
        found = places.organisation(session, organisation_id, scope)
        return work.answer(OrganisationView.model_validate(found), version=found.version)


@router.get("/{organisation_id}/terms", response_model=TermsView)
def list_terms(organisation_id: UUID, sessions: Sessions, caller: Anyone) -> Response:
    """List an organisation's terms with everyone who held a post, the latest first."""
    with sessions() as session:
        return json_response(places.terms(session, organisation_id, caller.division_code))
