"""Commands that record talks and trainings; each is counted once, as an activity of its own id."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.election.commands.act import lock_election
from services.election.commands.opening import record_activity
from services.election.domain.preparation_refusals import UnknownCommunities
from services.election.models import Attendance, Division, Talk, Training
from services.election.schemas.campaigns import ActivityEntry, ActivityKind
from services.election.schemas.organising import DivisionTalkEntry, TalkEntry, TrainingEntry
from shared.divisions import inside
from shared.security import Caller


@dataclass(frozen=True, slots=True)
class Trained:
    """A training that was recorded: how many attended it and how many passed its test."""

    training: Training
    attended: int
    passed: int


def record_talk(session: Session, election_id: UUID, body: TalkEntry, *, caller: Caller) -> Talk:
    """Record talks about one community's election."""
    election = lock_election(session, election_id, caller)
    counted = _counted(election.campaign_id, election.division_code, body)
    return _add_talk(session, counted, body, election_id=election_id, caller=caller)


def record_division_talk(
    session: Session, campaign_id: UUID, body: DivisionTalkEntry, *, caller: Caller
) -> Talk:
    """Record talks of a county with its streets, say, that count for all communities below."""
    counted = _counted(campaign_id, body.division_code, body)
    return _add_talk(session, counted, body, election_id=None, caller=caller)


def record_training(
    session: Session, campaign_id: UUID, body: TrainingEntry, *, caller: Caller
) -> Trained:
    """Record a training: each who attended counts as one person-time."""
    activity = record_activity(
        session,
        ActivityEntry(
            campaign_id=campaign_id,
            kind=ActivityKind.TRAINING,
            division_code=body.division_code,
            happened_on=body.on,
            quantity=len(body.attended),
            document_no=body.document_no,
        ),
        caller=caller,
    )
    _check_attendants(session, body)
    training = Training(
        id=activity.id,
        campaign_id=campaign_id,
        division_code=body.division_code,
        step=body.step,
        held_on=body.on,
        document_no=body.document_no,
    )
    session.add(training)
    session.flush()
    session.add_all(
        Attendance(training_id=training.id, **each.model_dump()) for each in body.attended
    )
    session.flush()
    return Trained(training, len(body.attended), sum(each.passed for each in body.attended))


def _counted(campaign_id: UUID, division_code: str, body: TalkEntry) -> ActivityEntry:
    return ActivityEntry(
        campaign_id=campaign_id,
        kind=ActivityKind.TALK,
        division_code=division_code,
        happened_on=body.on,
        quantity=body.count,
    )


def _add_talk(
    session: Session,
    counted: ActivityEntry,
    body: TalkEntry,
    *,
    election_id: UUID | None,
    caller: Caller,
) -> Talk:
    activity = record_activity(session, counted, caller=caller)
    talk = Talk(
        id=activity.id,
        campaign_id=activity.campaign_id,
        election_id=election_id,
        division_code=activity.division_code,
        held_on=body.on,
        kind=body.kind,
        held_by=body.held_by,
        with_parties=list(body.with_parties),
        quantity=body.count,
        members=body.members_reached,
    )
    session.add(talk)
    session.flush()
    return talk


def _check_attendants(session: Session, body: TrainingEntry) -> None:
    """Refuse people of divisions in which the training did not take place."""
    codes = {each.division_code for each in body.attended}
    known = set(
        session.scalars(
            select(Division.code).where(
                Division.code.in_(codes),
                inside(Division.code, body.division_code, table=Division),
            )
        )
    )
    strangers = [
        place for place, each in enumerate(body.attended) if each.division_code not in known
    ]
    if strangers:
        raise UnknownCommunities(f"/attended/{place}/division_code" for place in strangers)
