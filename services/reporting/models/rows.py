"""The rows that figures count, one selection per source; sums and lists come from the same rows.

Every selection has `division_code`, `reference` (what names the row) and the facts to be counted.
The statements are built once; which campaign and which division is given when one is executed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    String,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute

from services.reporting.domain.measures import HEADS, Source
from services.reporting.models.tables import (
    Activity,
    Campaign,
    Division,
    Election,
    FirstSecretary,
    Member,
    Problem,
    Reserve,
)
from shared.divisions import inside

Rows: TypeAlias = Select[*tuple[Any, ...]]
Asked: TypeAlias = Callable[[InstrumentedAttribute[str]], ColumnElement[bool]]
COMPLETED = and_(Election.approved_on.is_not(None), Election.voided_on.is_(None))
CAMPAIGN = bindparam("campaign", type_=Uuid())
TOP: ColumnElement[str] = bindparam("top", type_=String())
DIVISION: ColumnElement[str] = bindparam("division", type_=String())
IN_POOL = and_(Reserve.filed_on.is_not(None), Reserve.withdrawn_on.is_(None))


def of(campaign: Campaign, division_code: str = "") -> dict[str, Any]:
    """Return what a selection is executed with."""
    return {"campaign": campaign.id, "top": campaign.division_code, "division": division_code}


def everywhere(_code: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Ask for the whole campaign."""
    return true()


def itself(code: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Ask for what is entered for the division itself."""
    return code == DIVISION


def below(code: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Ask for the division and all below it."""
    return inside(code, DIVISION, table=Division)


def communities(asked: Asked) -> Rows:
    """Organisations: an election that was set aside counts through the one that replaced it."""
    elections = select(
        Election.division_code,
        Election.organisation_id,
        func.coalesce(
            func.max(cast(Election.id, Text)).filter(Election.voided_on.is_(None)),
            func.max(cast(Election.id, Text)),
        ).label("reference"),
        func.max(Election.seats).label("seats"),
        any_of(COMPLETED).label("completed"),
        any_of(and_(COMPLETED, Election.on_schedule.is_(True))).label("on_schedule"),
        any_of(and_(COMPLETED, Election.first_ballot.is_(True))).label("first_ballot"),
        any_of(and_(Election.listed_on.is_not(None), Election.accepted_on.is_not(None))).label(
            "rectified"
        ),
    )
    one_each = (
        elections.where(Election.campaign_id == CAMPAIGN, asked(Election.division_code))
        .where(Election.organisation_id.is_not(None))
        .group_by(Election.division_code, Election.organisation_id)
        .subquery()
    )
    return select(
        one_each,
        reserves_in(one_each.c.division_code, head=True).label("reserves_for_head"),
        reserves_in(one_each.c.division_code, head=False).label("reserves_for_others"),
    )


def any_of(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether the condition holds for one row of the group."""
    return func.coalesce(func.bool_or(condition), False)


def reserves_in(code: ColumnElement[str], *, head: bool) -> ScalarSelect[int]:
    """Return how many are in a division's reserve pool for its head, or for the other posts."""
    for_head = Reserve.post.in_(HEADS)
    return (
        select(func.count())
        .select_from(Reserve)
        .where(Reserve.division_code == code, IN_POOL)
        .where(for_head if head else ~for_head)
        .scalar_subquery()
    )


def members(asked: Asked) -> Rows:
    """Members of the incoming and outgoing teams of completed communities."""
    return (
        select(
            Member.division_code,
            Member.person_number.label("reference"),
            Member.side,
            Member.post,
            Member.age,
            Member.bachelor_or_above,
            Member.social_work,
        )
        .join(Election, Election.id == Member.election_id)
        .where(Election.campaign_id == CAMPAIGN, COMPLETED, asked(Member.division_code))
    )


def reserves(asked: Asked) -> Rows:
    """Persons in the reserve pool, once for each post that they are prepared for."""
    return select(
        Reserve.division_code,
        Reserve.person_number.label("reference"),
        Reserve.post,
        Reserve.filed_on,
    ).where(
        IN_POOL,
        asked(Reserve.division_code),
        within(Reserve.division_code),
    )


def first_secretaries(asked: Asked) -> Rows:
    """Officials who are posted now."""
    return select(
        FirstSecretary.division_code,
        FirstSecretary.person_number.label("reference"),
        FirstSecretary.posted_on,
    ).where(
        FirstSecretary.ended_on.is_(None),
        FirstSecretary.posted_on.is_not(None),
        asked(FirstSecretary.division_code),
        within(FirstSecretary.division_code),
    )


def problems(asked: Asked) -> Rows:
    """Entries of the problem register, open and closed."""
    return select(
        Problem.division_code,
        cast(Problem.id, Text).label("reference"),
        Problem.category,
        Problem.found_on,
        Problem.closed_on,
        Problem.closed_on.is_not(None).label("closed"),
    ).where(
        Problem.found_on.is_not(None),
        asked(Problem.division_code),
        within(Problem.division_code),
    )


def activities(asked: Asked) -> Rows:
    """Work done for this campaign, and discipline work, which names no campaign."""
    return select(
        Activity.division_code,
        cast(Activity.id, Text).label("reference"),
        Activity.kind,
        Activity.happened_on,
        Activity.quantity,
    ).where(
        or_(Activity.campaign_id == CAMPAIGN, Activity.campaign_id.is_(None)),
        asked(Activity.division_code),
        within(Activity.division_code),
    )


def within(code: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Return the condition that a division belongs to the campaign."""
    return inside(code, TOP, table=Division)


ROWS: Mapping[Source, Callable[[Asked], Rows]] = {
    Source.COMMUNITIES: communities,
    Source.MEMBERS: members,
    Source.RESERVES: reserves,
    Source.FIRST_SECRETARIES: first_secretaries,
    Source.PROBLEMS: problems,
    Source.ACTIVITIES: activities,
}
