"""What reporting does about the events of the others: keep the fact, bring the sums up to date.

Events of one division and topic come in their order, those of different ones in any. So each fact
is stored by itself under its own key, and counts once everything that it needs is there.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.reporting.commands import corrections
from services.reporting.commands.facts import (
    keep,
    keep_change,
    keep_election,
    keep_outcome,
    keep_teams,
)
from services.reporting.commands.projection import rebuild, refresh
from services.reporting.commands.tree import keep_divisions
from services.reporting.domain.measures import Source
from services.reporting.models import (
    Activity,
    Campaign,
    FirstSecretary,
    Problem,
    Reserve,
)
from shared import events
from shared.messaging.consumers import Consumers

consumers = Consumers("reporting")


@consumers.on(events.DivisionsRegistered)
def register_divisions(session: Session, event: events.DivisionsRegistered) -> None:
    """Keep a copy of the division table."""
    keep_divisions(session, event)


@consumers.on(events.CampaignOpened)
def open_campaign(session: Session, event: events.CampaignOpened) -> None:
    """Begin to count for a campaign, with everything that is on record in its divisions."""
    keep(
        session,
        Campaign,
        {"id": event.campaign_id},
        name=event.campaign_name,
        division_code=event.division_code,
        organisation_kind=event.organisation_kind,
        statistics_as_of=event.statistics_as_of,
        previous_statistics_as_of=event.previous_statistics_as_of,
    )
    rebuild(session, session.get_one(Campaign, event.campaign_id))


@consumers.on(events.ElectionOpened)
def open_election(session: Session, event: events.ElectionOpened) -> None:
    """Count the organisation among those of the campaign."""
    keep_election(
        session,
        event,
        organisation_id=event.organisation_id,
        seats=event.seats,
        due_on=event.due_on,
    )
    refresh(session, event.division_code, Source.COMMUNITIES)


@consumers.on(events.OrganisationListed)
def list_organisation(session: Session, event: events.OrganisationListed) -> None:
    """Keep that the organisation was listed; it counts once its rectification is accepted."""
    keep_election(session, event, listed_on=event.listed_on)
    refresh(session, event.division_code, Source.COMMUNITIES)


@consumers.on(events.OrganisationRectified)
def rectify_organisation(session: Session, event: events.OrganisationRectified) -> None:
    """Count the organisation as rectified."""
    keep_election(session, event, accepted_on=event.accepted_on)
    refresh(session, event.division_code, Source.COMMUNITIES)


@consumers.on(events.ElectionCompleted)
def complete_election(session: Session, event: events.ElectionCompleted) -> None:
    """Count the election as completed, and its teams if they are known."""
    keep_outcome(session, event, correction_no=0)
    refresh(session, event.division_code, Source.COMMUNITIES, Source.MEMBERS)


@consumers.on(events.ElectionCorrected)
def correct_election(session: Session, event: events.ElectionCorrected) -> None:
    """Let the corrected outcome take the place of the one before."""
    corrections.correct_election(session, event)


@consumers.on(events.ElectionVoided)
def void_election(session: Session, event: events.ElectionVoided) -> None:
    """Take the election's result and teams out of the figures; the facts stay."""
    keep_election(session, event, voided_on=event.voided_on, successor_id=event.successor_id)
    refresh(session, event.division_code, Source.COMMUNITIES, Source.MEMBERS)


@consumers.on(events.CommitteeSeated)
def seat_committee(session: Session, event: events.CommitteeSeated) -> None:
    """Keep both teams; they count once the election is known to be completed."""
    keep_teams(session, event, revision=0)
    refresh(session, event.division_code, Source.MEMBERS)


@consumers.on(events.CommitteeCorrected)
def correct_committee(session: Session, event: events.CommitteeCorrected) -> None:
    """Let the corrected teams take the place of those before."""
    corrections.correct_committee(session, event)


@consumers.on(events.SeatsFilled)
def fill_seats(session: Session, event: events.SeatsFilled) -> None:
    """Keep who came into a team during its term; the figures tell of the renewal and stay."""
    for winner in event.elected:
        keep_change(
            session, event, winner.person_number, post=winner.post, happened_on=event.held_on
        )


@consumers.on(events.MemberLeft)
def let_member_leave(session: Session, event: events.MemberLeft) -> None:
    """Keep who left a team during its term; the figures tell of the renewal and stay."""
    keep_change(session, event, event.person_number, post=None, happened_on=event.left_on)


@consumers.on(events.MemberRecalled)
def recall_member(session: Session, event: events.MemberRecalled) -> None:
    """Keep who left a team during its term; the figures tell of the renewal and stay."""
    keep_change(session, event, event.person_number, post=None, happened_on=event.recalled_on)


@consumers.on(events.ReserveFiled)
def file_reserve(session: Session, event: events.ReserveFiled) -> None:
    """Count a person in the reserve pool."""
    keep(session, Reserve, pool_key(event), filed_on=event.filed_on, withdrawn_on=None)
    refresh(session, event.division_code, Source.RESERVES, Source.COMMUNITIES)


@consumers.on(events.ReserveWithdrawn)
def withdraw_reserve(session: Session, event: events.ReserveWithdrawn) -> None:
    """Count the person no longer."""
    keep(session, Reserve, pool_key(event), withdrawn_on=event.withdrawn_on)
    refresh(session, event.division_code, Source.RESERVES, Source.COMMUNITIES)


def pool_key(event: events.ReserveFiled | events.ReserveWithdrawn) -> dict[str, Any]:
    """Return what names a person's place in the reserve pool."""
    return {
        "division_code": event.division_code,
        "person_number": event.person_number,
        "post": event.post,
    }


@consumers.on(events.FirstSecretaryPosted)
def post_first_secretary(session: Session, event: events.FirstSecretaryPosted) -> None:
    """Count an official posted to the division."""
    key = {"division_code": event.division_code, "person_number": event.person_number}
    keep(session, FirstSecretary, key, posted_on=event.posted_on, ended_on=None)
    refresh(session, event.division_code, Source.FIRST_SECRETARIES)


@consumers.on(events.FirstSecretaryEnded)
def end_first_secretary(session: Session, event: events.FirstSecretaryEnded) -> None:
    """Count the official no longer."""
    key = {"division_code": event.division_code, "person_number": event.person_number}
    keep(session, FirstSecretary, key, ended_on=event.ended_on)
    refresh(session, event.division_code, Source.FIRST_SECRETARIES)


@consumers.on(events.ProblemOpened)
def open_problem(session: Session, event: events.ProblemOpened) -> None:
    """Count a problem found."""
    facts = {"category": event.category, "found_on": event.found_on}
    keep(session, Problem, {"id": event.problem_id}, division_code=event.division_code, **facts)
    refresh(session, event.division_code, Source.PROBLEMS)


@consumers.on(events.ProblemClosed)
def close_problem(session: Session, event: events.ProblemClosed) -> None:
    """Count the problem as handled."""
    facts = {"division_code": event.division_code, "closed_on": event.closed_on}
    keep(session, Problem, {"id": event.problem_id}, **facts)
    refresh(session, event.division_code, Source.PROBLEMS)


@consumers.on(events.ActivityRecorded)
def record_activity(session: Session, event: events.ActivityRecorded) -> None:
    """Count work done for a campaign."""
    keep_activity(session, event, campaign_id=event.campaign_id)


@consumers.on(events.DisciplineActivityRecorded)
def record_discipline_activity(session: Session, event: events.DisciplineActivityRecorded) -> None:
    """Count discipline work; it names no campaign and counts by its division alone."""
    keep_activity(session, event, campaign_id=None)


def keep_activity(
    session: Session,
    event: events.ActivityRecorded | events.DisciplineActivityRecorded,
    *,
    campaign_id: UUID | None,
) -> None:
    """Store and count work done."""
    keep(
        session,
        Activity,
        {"id": event.activity_id},
        campaign_id=campaign_id,
        division_code=event.division_code,
        kind=event.kind,
        happened_on=event.happened_on,
        quantity=event.quantity,
    )
    refresh(session, event.division_code, Source.ACTIVITIES)
