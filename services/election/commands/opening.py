"""Commands that open campaigns and elections, and that count the work done for a campaign."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import exists, func, select, text
from sqlalchemy.orm import Session

from services.election.domain.calendar import add_months, add_years
from services.election.domain.party_term import TERM_YEARS, end_of_term
from services.election.domain.procedures import PROCEDURES
from services.election.domain.rulebook import Body
from services.election.domain.ruleset import rule_set
from services.election.domain.states import IN_OFFICE, ElectionKind
from services.election.models import (
    Activity,
    Campaign,
    Division,
    Election,
    MeetingHeld,
    Organisation,
)
from services.election.schemas.campaigns import ActivityEntry, CampaignOpening
from shared.database import new_id
from shared.divisions import check_inside
from shared.errors import NotFound
from shared.events import ActivityRecorded, CampaignOpened, ElectionOpened
from shared.messaging.outbox import publish
from shared.security import Caller

# A campaign that is being opened and an organisation that is being registered must see each other.
OPENING = text("SELECT pg_advisory_xact_lock(hashtext('election: opening'))")
REGISTERING = text("SELECT pg_advisory_xact_lock_shared(hashtext('election: opening'))")


def open_campaign(session: Session, body: CampaignOpening, *, caller: Caller) -> Campaign:
    """Open a campaign, with an election for each organisation of its kind that is known."""
    check_inside(session, body.division_code, caller.division_code, table=Division)
    session.execute(OPENING)
    period_id = _period_of(session, body)
    campaign = Campaign(**body.model_dump(), opened_by=caller.subject, period_id=period_id)
    session.add(campaign)
    session.flush()
    publish(
        session,
        CampaignOpened(
            division_code=campaign.division_code,
            campaign_id=campaign.id,
            campaign_name=campaign.name,
            organisation_kind=campaign.organisation_kind,
            statistics_as_of=campaign.statistics_as_of,
            previous_statistics_as_of=campaign.previous_statistics_as_of,
        ),
    )
    organisations = session.scalars(
        select(Organisation)
        .where(
            Organisation.kind == campaign.organisation_kind,
            Organisation.division_path.contains(f"{campaign.division_code}."),
        )
        .order_by(Organisation.division_code)
    )
    _open_elections(session, [(campaign, organisation) for organisation in organisations])
    return campaign


def _period_of(session: Session, body: CampaignOpening) -> UUID | None:
    """Return the election period that an earlier campaign of residents has begun, None for none."""
    months = rule_set(body.statistics_as_of, body.division_code).number("period_months")
    if body.organisation_kind != Body.RESIDENTS or not months:
        return None
    day = body.statistics_as_of
    first = select(Campaign.id).where(
        Campaign.organisation_kind == body.organisation_kind,
        Campaign.period_id.is_(None),
        Campaign.statistics_as_of > add_months(day, -months),
        Campaign.statistics_as_of < add_months(day, months),
    )
    return session.scalar(first.order_by(Campaign.id).limit(1))


def join_campaigns(session: Session, organisation: Organisation) -> None:
    """Open an election of a newly registered organisation in each campaign that covers it."""
    session.execute(REGISTERING)
    taking_part = exists().where(
        Election.campaign_id == Campaign.id, Election.organisation_id == organisation.id
    )
    campaigns = session.scalars(
        select(Campaign)
        .where(
            Campaign.organisation_kind == organisation.kind,
            Campaign.division_code.in_(organisation.division_path.split(".")),
            ~taking_part,
        )
        .order_by(Campaign.id)
    )
    _open_elections(session, [(campaign, organisation) for campaign in campaigns])


def tell_of_election(session: Session, election: Election) -> None:
    """Publish that the election is part of its campaign."""
    publish(
        session,
        ElectionOpened(
            division_code=election.division_code,
            campaign_id=election.campaign_id,
            election_id=election.id,
            organisation_id=election.organisation_id,
            organisation_kind=election.campaign.organisation_kind,
            seats=election.seats,
            due_on=election.due_on,
        ),
    )


def due_day(body: Body, *, elected_on: date, term_years: int, told: date) -> date:
    """Return when the term ends by the rules; the day `told` where they do not say.

    That is so for residents' committees, whose own rules look at it when the vote is prepared, and
    for a Party term of unknown length, with which the election cannot be asked for.
    """
    if body is Body.RESIDENTS:
        return told
    return end_of_term(elected_on=elected_on, term_years=term_years or None) or told


def record_activity(session: Session, body: ActivityEntry, *, caller: Caller) -> Activity:
    """Count work done for a campaign, in a division of the caller's and of the campaign's."""
    check_inside(session, body.division_code, caller.division_code, table=Division)
    campaign = session.get(Campaign, body.campaign_id)
    if campaign is None:
        raise NotFound
    check_inside(session, body.division_code, campaign.division_code, table=Division)
    activity = Activity(**body.model_dump(), id=new_id(), recorded_by=caller.subject)
    session.add(activity)
    session.flush()
    publish(
        session,
        ActivityRecorded(
            division_code=activity.division_code,
            activity_id=activity.id,
            campaign_id=activity.campaign_id,
            kind=activity.kind,
            happened_on=activity.happened_on,
            quantity=activity.quantity,
        ),
    )
    return activity


def _open_elections(session: Session, pairs: Iterable[tuple[Campaign, Organisation]]) -> None:
    pairs = list(pairs)
    renewed = _renewed_on(session, {organisation.id for _, organisation in pairs})
    elections = [
        Election(
            id=new_id(),
            campaign=campaign,
            organisation=organisation,
            division_code=organisation.division_code,
            attempt=1,
            state=PROCEDURES[Body(campaign.organisation_kind)].start,
            seats=organisation.seats,
            due_on=_due_of(organisation, renewed.get(organisation.id)),
        )
        for campaign, organisation in pairs
    ]
    session.add_all(elections)
    session.flush()
    for election in elections:
        tell_of_election(session, election)


def _renewed_on(session: Session, organisations: Collection[UUID]) -> Mapping[UUID, date]:
    """Return when teams in office were elected here: the roster's entry tells of those before."""
    found = session.execute(
        select(Election.organisation_id, func.max(MeetingHeld.held_on).label("held_on"))
        .join(MeetingHeld, MeetingHeld.election_id == Election.id)
        .where(
            Election.organisation_id.in_(organisations),
            Election.kind == ElectionKind.RENEWAL,
            Election.state.in_(IN_OFFICE),
        )
        .group_by(Election.organisation_id)
    )
    return {each.organisation_id: each.held_on for each in found}


def _due_of(organisation: Organisation, renewed_on: date | None) -> date:
    if renewed_on is not None and renewed_on > organisation.elected_on:
        return add_years(renewed_on, TERM_YEARS)
    return due_day(
        Body(organisation.kind),
        elected_on=organisation.elected_on,
        term_years=organisation.term_years,
        told=organisation.due_on,
    )
