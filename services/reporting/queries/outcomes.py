"""How each community's election ended, and who has held office since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.reporting.domain.measures import Side
from services.reporting.models import Division, Election, Member, TeamChange
from services.reporting.queries.campaigns import View
from shared.divisions import inside


def outcomes(view: View, *, completed: bool | None) -> Select[Election, str]:
    """Select the elections of a division that were not set aside."""
    statement = (
        select(Election, Division.name)
        .join(Division, Division.code == Election.division_code)
        .where(
            Election.campaign_id == view.campaign.id,
            Election.organisation_id.is_not(None),
            Election.voided_on.is_(None),
            inside(Election.division_code, view.division_code, table=Division),
        )
    )
    if completed is None:
        return statement
    done = Election.approved_on.is_not(None)
    return statement.where(done if completed else ~done)


def teams(session: Session, renewals: Collection[UUID]) -> Mapping[UUID, Mapping[str, str]]:
    """Return the posts by person number of the teams that these elections seated, as they are now.

    A team is what its election seated until a recall or a by-election changes it. Those that were
    set aside have changed nothing.
    """
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for election_id, number, post in session.execute(
        select(Member.election_id, Member.person_number, Member.post)
        .where(Member.election_id.in_(renewals), Member.side == Side.INCOMING)
        .order_by(Member.person_number)
    ):
        found[election_id][number] = post
    set_aside = select(Election.id).where(Election.voided_on.is_not(None))
    for change in session.scalars(
        select(TeamChange)
        .where(TeamChange.renewal_id.in_(renewals), TeamChange.election_id.not_in(set_aside))
        .order_by(TeamChange.happened_on, TeamChange.election_id)
    ):
        found[change.renewal_id].pop(change.person_number, None)
        if change.post is not None:
            found[change.renewal_id][change.person_number] = change.post
    return found
