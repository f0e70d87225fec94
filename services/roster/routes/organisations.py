"""Organisations and their terms."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.roster.commands.organisations import change_organisation
from services.roster.commands.organisations import register_committee as register_committee_of
from services.roster.domain.codes import OrganisationKind, OrganisationType
from services.roster.domain.terms import due_on
from services.roster.models import Organisation, Term
from services.roster.queries import places
from services.roster.routes.callers import Anyone, Corrector, Registrar
from services.roster.schemas.places import (
    CommitteeBody,
    OrganisationCorrection,
    OrganisationsQuery,
    OrganisationView,
    TermsView,
)
from shared.database import new_id
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


@router.post("", response_model=OrganisationView, status_code=201)
def register_committee(body: CommitteeBody, work: Command, caller: Registrar) -> Response:
    """Put a residents' committee on the roster without its team; an import brings both."""
    facts = body.model_dump(exclude={"elected_on", "term_years"})
    committee = Organisation(
        id=new_id(),
        kind=OrganisationKind.RESIDENTS,
        type=OrganisationType.RESIDENTS_COMMITTEE,
        full_members=0,
        probationary_members=0,
        **facts,
    )
    term = Term(
        id=new_id(),
        organisation_id=committee.id,
        elected_on=body.elected_on,
        term_years=body.term_years,
        due_on=due_on(body.elected_on, body.term_years),
    )
    scope = caller.division_code
    with work.begin() as session:
        register_committee_of(session, committee, term, scope=scope)
        found = places.organisation(session, committee.id, scope)
        view = OrganisationView.model_validate(found)
        location = f"/organisations/{committee.id}"
        return work.answer(view, status=201, version=found.version, location=location)


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
