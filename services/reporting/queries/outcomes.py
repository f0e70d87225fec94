"""How each community's election ended."""

from __future__ import annotations

from sqlalchemy import Select, select

from services.reporting.models import Division, Election
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
