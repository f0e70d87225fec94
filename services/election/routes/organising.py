"""Operations that record the preparation: groups, chains, visits, talks, training, stars."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.election.commands import counted_work, organising
from services.election.queries import preparation as queries
from services.election.routes.answers import Reader
from services.election.routes.callers import (
    CityOrganisation,
    CountyOrganisation,
    Street,
    Talker,
    Worker,
)
from services.election.routes.prepared import chain_view, standard_view, training_view
from services.election.schemas import organising as bodies
from services.election.schemas import organising_views as views
from services.election.schemas.fields import DivisionCode
from shared.web import Command

standards = APIRouter(prefix="/preparation-standards", tags=["preparation"])
campaigns = APIRouter(prefix="/campaigns", tags=["preparation"])
elections = APIRouter(prefix="/elections", tags=["preparation"])


@standards.put("/{division_code}", response_model=views.StandardView)
def set_standard(
    division_code: DivisionCode,
    body: bodies.StandardEntry,
    work: Command,
    caller: CityOrganisation,
) -> Response:
    """Set what a region asks of the preparation: rubric, stars, training, days of the calendar."""
    with work.begin() as session:
        done = organising.set_standard(
            session, division_code, body, caller=caller, expect=work.expect
        )
        found = queries.standard(session, division_code, caller.division_code)
        return work.answer(standard_view(division_code, found), version=done.version)


@campaigns.post(
    "/{campaign_id}/leading-groups", response_model=views.LeadingGroupView, status_code=201
)
def record_leading_group(
    campaign_id: UUID, body: bodies.LeadingGroupEntry, work: Command, caller: CountyOrganisation
) -> Response:
    """Record a county's leading group with its two heads; a later record corrects it."""
    with work.begin() as session:
        group = organising.record_leading_group(session, campaign_id, body, caller=caller)
        view = views.LeadingGroupView.model_validate(group)
        return work.answer(view, status=201)


@elections.put("/{election_id}/responsibility", response_model=views.ChainView)
def set_responsibility(
    election_id: UUID, body: bodies.ChainEntry, work: Command, caller: Street, language: Reader
) -> Response:
    """Set who is called when a day is missed: clerk, street, county leader."""
    with work.begin() as session:
        done = organising.set_chain(session, election_id, body, caller=caller, expect=work.expect)
        chain = queries.chain(session, election_id, caller.division_code)
        return work.answer(chain_view(election_id, chain, language), version=done.version)


@elections.post("/{election_id}/visits", response_model=views.VisitView, status_code=201)
def record_visit(
    election_id: UUID, body: bodies.VisitEntry, work: Command, caller: Street
) -> Response:
    """Record a visit to the community, in one of the rounds."""
    with work.begin() as session:
        visit = organising.record_visit(session, election_id, body, caller=caller)
        return work.answer(views.VisitView.model_validate(visit), status=201)


@elections.post("/{election_id}/talks", response_model=views.TalkView, status_code=201)
def record_talk(
    election_id: UUID, body: bodies.TalkEntry, work: Command, caller: Talker
) -> Response:
    """Record talks about an election: day, kind, offices, number; never what was said."""
    with work.begin() as session:
        talk = counted_work.record_talk(session, election_id, body, caller=caller)
        return work.answer(views.TalkView.model_validate(talk), status=201)


@campaigns.post("/{campaign_id}/talks", response_model=views.TalkView, status_code=201)
def record_division_talk(
    campaign_id: UUID, body: bodies.DivisionTalkEntry, work: Command, caller: Talker
) -> Response:
    """Record talks of a county or street that count for every community below it."""
    with work.begin() as session:
        talk = counted_work.record_division_talk(session, campaign_id, body, caller=caller)
        return work.answer(views.TalkView.model_validate(talk), status=201)


@campaigns.post("/{campaign_id}/trainings", response_model=views.TrainingView, status_code=201)
def record_training(
    campaign_id: UUID, body: bodies.TrainingEntry, work: Command, caller: Worker
) -> Response:
    """Record a training for a step or of the new members: who attended, who passed its test."""
    with work.begin() as session:
        done = counted_work.record_training(session, campaign_id, body, caller=caller)
        return work.answer(training_view(done), status=201)


@campaigns.post("/{campaign_id}/star-ratings", response_model=views.RatedView, status_code=201)
def record_star_ratings(
    campaign_id: UUID, body: bodies.StarRatings, work: Command, caller: CountyOrganisation
) -> Response:
    """Record the stars that communities were given for a year."""
    with work.begin() as session:
        rated = organising.rate(session, campaign_id, body, caller=caller)
        return work.answer(views.RatedView(year=body.year, rated=rated), status=201)
