"""Commands that record the preparation: standards, leading groups, chains, visits, star ratings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.election.commands.act import Expect, lock_election
from services.election.domain.preparation_refusals import NoCounty, UnknownCommunities, UnknownStars
from services.election.domain.region_settings import check_settings
from services.election.domain.responsibility import Level
from services.election.domain.rulebook import Body
from services.election.domain.standard import Standard
from services.election.models import (
    Campaign,
    Division,
    Election,
    LeadingGroup,
    RegionStandard,
    ResponsibilityChain,
    StarRating,
    Visit,
)
from services.election.models.preparation_facts import nearest, standards_of
from services.election.schemas import organising
from shared.database import new_id
from shared.divisions import COUNTY, check_inside, inside
from shared.errors import NotFound
from shared.security import Caller


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version that was recorded of something that has versions of its own."""

    version: int


def set_standard(
    session: Session, code: str, body: organising.StandardEntry, *, caller: Caller, expect: Expect
) -> NewVersion:
    """Set what a region asks of the preparation; the earlier version stays on record."""
    check_inside(session, code, caller.division_code, table=Division)
    check_settings(body.settings)
    newest = session.scalar(
        select(func.max(RegionStandard.version)).where(RegionStandard.division_code == code)
    )
    expect(newest or 0)
    version = (newest or 0) + 1
    session.add(
        RegionStandard(
            division_code=code,
            version=version,
            settings=_settings(body),
            recorded_by=caller.subject,
        )
    )
    session.flush()
    return NewVersion(version)


def record_leading_group(
    session: Session, campaign_id: UUID, body: organising.LeadingGroupEntry, *, caller: Caller
) -> LeadingGroup:
    """Record a county's leading group; a later record corrects it."""
    campaign_with(session, campaign_id, body.division_code, caller=caller)
    division = session.get(Division, body.division_code)
    if division is None or division.level != COUNTY:
        raise NoCounty
    group = LeadingGroup(
        id=new_id(), campaign_id=campaign_id, recorded_by=caller.subject, **body.model_dump()
    )
    session.add(group)
    session.flush()
    return group


def set_chain(
    session: Session,
    election_id: UUID,
    body: organising.ChainEntry,
    *,
    caller: Caller,
    expect: Expect,
) -> NewVersion:
    """Set who is called about an election; the earlier chain stays on record."""
    lock_election(session, election_id, caller)
    chain = ResponsibilityChain
    newest = session.scalar(select(func.max(chain.version)).where(chain.election_id == election_id))
    expect(newest or 0)
    levels = (
        (Level.CLERK, body.clerk),
        (Level.STREET, body.street),
        (Level.COUNTY_LEADER, body.county_leader),
    )
    version = (newest or 0) + 1
    session.add(
        ResponsibilityChain(
            election_id=election_id,
            version=version,
            links=[{"level": level, **link.model_dump()} for level, link in levels],
            recorded_by=caller.subject,
        )
    )
    session.flush()
    return NewVersion(version)


def record_visit(
    session: Session, election_id: UUID, body: organising.VisitEntry, *, caller: Caller
) -> Visit:
    """Record a visit to a community in a round."""
    lock_election(session, election_id, caller)
    visit = Visit(
        id=new_id(),
        election_id=election_id,
        round=body.round,
        visited_on=body.on,
        recorded_by=caller.subject,
    )
    session.add(visit)
    session.flush()
    return visit


def rate(
    session: Session, campaign_id: UUID, body: organising.StarRatings, *, caller: Caller
) -> int:
    """Record the stars of a year; return how many communities were rated."""
    if session.get(Campaign, campaign_id) is None:
        raise NotFound
    codes = [each.division_code for each in body.ratings]
    known = _taking_part(session, campaign_id, codes, caller)
    strangers = [place for place, code in enumerate(codes) if code not in known]
    if strangers:
        raise UnknownCommunities(f"/ratings/{place}/division_code" for place in strangers)
    levels = _star_levels(session, caller)
    beyond = [place for place, each in enumerate(body.ratings) if each.stars > levels]
    if beyond:
        raise UnknownStars((f"/ratings/{place}/stars" for place in beyond), levels)
    session.add_all(
        StarRating(
            campaign_id=campaign_id,
            year=body.year,
            division_code=each.division_code,
            stars=each.stars,
            document_no=body.document_no,
            recorded_by=caller.subject,
        )
        for each in body.ratings
    )
    session.flush()
    return len(codes)


def campaign_with(session: Session, campaign_id: UUID, code: str, *, caller: Caller) -> Campaign:
    """Return a campaign that covers a division of the caller's; unknown otherwise."""
    check_inside(session, code, caller.division_code, table=Division)
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise NotFound
    check_inside(session, code, campaign.division_code, table=Division)
    return campaign


def _taking_part(
    session: Session, campaign_id: UUID, codes: Collection[str], caller: Caller
) -> frozenset[str]:
    found = session.scalars(
        select(Election.division_code).where(
            Election.campaign_id == campaign_id,
            Election.division_code.in_(codes),
            inside(Election.division_code, caller.division_code, table=Division),
        )
    )
    return frozenset(found)


def _star_levels(session: Session, caller: Caller) -> int:
    path = session.scalar(select(Division.path).where(Division.code == caller.division_code))
    codes = (path or "").split(".")
    return (nearest(codes, standards_of(session, codes)) or Standard()).star_levels


def _settings(body: organising.StandardEntry) -> dict[str, Any]:
    """Return the standard in the form in which the rules read it."""
    settings = body.model_dump(mode="json", exclude={"party", "residents"})
    settings["training_steps"] = {
        Body.PARTY: body.party.training_steps,
        Body.RESIDENTS: body.residents.training_steps,
    }
    settings["step_days"] = {
        Body.PARTY: body.party.step_days,
        Body.RESIDENTS: body.residents.step_days,
    }
    return settings
