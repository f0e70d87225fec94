"""Keeps what events tell of elections and their teams; what was corrected stays corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from services.reporting.domain.measures import HEADS, Side
from services.reporting.models import Base, Election, Member, TeamChange
from shared import events


def keep(session: Session, table: type[Base], key: dict[str, Any], **facts: Any) -> None:
    """Store facts under a key, beside what other events have told under it."""
    statement = postgresql.insert(table).values(**key, **facts)
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=facts))


def keep_election(
    session: Session,
    event: events.ElectionOpened
    | events.OrganisationListed
    | events.OrganisationRectified
    | events.ElectionCompleted
    | events.ElectionVoided
    | events.CommitteeSeated,
    **facts: Any,
) -> None:
    """Store what an event tells of an election."""
    keep(
        session,
        Election,
        {"id": event.election_id},
        campaign_id=event.campaign_id,
        division_code=event.division_code,
        **facts,
    )


def keep_outcome(session: Session, event: events.ElectionCompleted, *, correction_no: int) -> bool:
    """Store how an election ended, unless a later correction has told it; say whether it did."""
    newest = select(Election.correction_no).where(Election.id == event.election_id)
    if (session.scalar(newest) or 0) > correction_no:
        return False
    heads = [winner.person_number for winner in event.elected if winner.post in HEADS]
    keep_election(
        session,
        event,
        organisation_id=event.organisation_id,
        due_on=event.due_on,
        held_on=event.held_on,
        approved_on=event.approved_on,
        on_schedule=event.on_schedule,
        first_ballot=event.first_ballot,
        elected=sorted(winner.person_number for winner in event.elected),
        head=heads[0] if heads else None,
        correction_no=correction_no,
    )
    return True


def keep_teams(session: Session, event: events.CommitteeSeated, *, revision: int) -> bool:
    """Store both teams, unless a later correction has told them; say whether it did."""
    newest = select(Election.team_revision).where(Election.id == event.election_id)
    if (session.scalar(newest) or 0) > revision:
        return False
    keep_election(session, event, seated_on=event.elected_on, team_revision=revision)
    keep_team(session, event.election_id, event.division_code, Side.INCOMING, event.incoming)
    keep_team(session, event.election_id, event.division_code, Side.OUTGOING, event.outgoing)
    return True


def keep_change(
    session: Session,
    event: events.SeatsFilled | events.MemberRecalled | events.MemberLeft,
    person_number: str,
    *,
    post: str | None,
    happened_on: date,
) -> None:
    """Store that a person came into a team, or left it without a post, during its term."""
    keep(
        session,
        TeamChange,
        {"election_id": event.election_id, "person_number": person_number},
        renewal_id=event.renewal_id,
        campaign_id=event.campaign_id,
        division_code=event.division_code,
        post=post,
        happened_on=happened_on,
    )


def keep_team(
    session: Session,
    election_id: UUID,
    division_code: str,
    side: Side,
    team: Sequence[events.TeamMember],
) -> None:
    """Store one of an election's two teams in place of what was stored before."""
    session.execute(
        delete(Member).where(Member.election_id == election_id, Member.side == side.value)
    )
    of_team = {"election_id": election_id, "division_code": division_code, "side": side.value}
    rows = [{**of_team, **member.model_dump()} for member in team]
    if rows:
        session.execute(insert(Member), rows)
