"""Reads what was done to prepare elections: one statement per part, for one election or many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from services.election.domain.preparation import Training
from services.election.domain.prepared import LeadingGroup, Prepared, Talk, TalkKind, TalkParty
from services.election.domain.region_settings import own_values
from services.election.domain.ruleset import OwnValues
from services.election.domain.standard import Standard
from services.election.models import preparation
from services.election.models.campaigns import Activity
from services.election.models.elections import Election

Found = TypeVar("Found")


@cache
def _form() -> TypeAdapter[Standard]:
    return TypeAdapter(Standard)


def read_standard(settings: Mapping[str, Any]) -> Standard:
    """Return the standard that was stored."""
    return _form().validate_python(settings)


def path_of(election: Election) -> list[str]:
    """Return the codes from the province down to the election's community."""
    return [code for code in election.organisation.division_path.split(".") if code]


def standards_of(session: Session, codes: Iterable[str]) -> Mapping[str, Standard]:
    """Return the newest standard of each of the divisions that set one."""
    row = preparation.RegionStandard
    found = session.execute(
        select(row.division_code, row.settings, row.version)
        .where(row.division_code.in_(sorted(set(codes))))
        .order_by(row.version)
    )
    newest = {code: {**settings, "version": version} for code, settings, version in found}
    return {code: read_standard(settings) for code, settings in newest.items()}


def nearest(path: Sequence[str], of: Mapping[str, Found]) -> Found | None:
    """Return what the lowest division of a path has, that of the community first."""
    return next((of[code] for code in reversed(path) if code in of), None)


def standard_of(session: Session, election: Election) -> Standard:
    """Return what the election's region asks of the preparation."""
    path = path_of(election)
    return nearest(path, standards_of(session, path)) or Standard()


def own_values_of(session: Session, election: Election) -> OwnValues:
    """Return what the divisions on the way down to the community have set of the rule book."""
    return own_values_by_election(session, [election])[election.id]


def own_values_by_election(
    session: Session, elections: Sequence[Election]
) -> Mapping[UUID, OwnValues]:
    """Return the same for many elections, read at once."""
    of = standards_of(session, {code for election in elections for code in path_of(election)})
    settings = {code: (code, each.version, each.settings) for code, each in of.items()}
    return {
        each.id: own_values([settings[code] for code in path_of(each) if code in settings])
        for each in elections
    }


def standard_only(session: Session, election: Election) -> Prepared:
    """Return the standard without what was done by it."""
    return _blank(standard_of(session, election), election)


def prepared_of(session: Session, elections: Sequence[Election]) -> Mapping[UUID, Prepared]:
    """Return the preparation of elections of one campaign, their organisations loaded."""
    if not elections:
        return {}
    campaign_id = elections[0].campaign_id
    codes = {code for election in elections for code in path_of(election)}
    standards = standards_of(session, codes)
    groups = _groups(session, campaign_id, codes)
    talks = _talks(session, campaign_id, [election.id for election in elections], codes)
    communities = [election.division_code for election in elections]
    trainings = _trainings(session, campaign_id, communities)
    rehearsed = _rehearsed(session, campaign_id, communities)
    visits = _visits(session, [election.id for election in elections])
    found: dict[UUID, Prepared] = {}
    for election in elections:
        path = path_of(election)
        blank = _blank(nearest(path, standards) or Standard(), election)
        found[election.id] = Prepared(
            standard=blank.standard,
            leading_group_limit=blank.leading_group_limit,
            leading_group=nearest(path, groups),
            talks=(*talks[election.id], *(talk for code in path for talk in talks[code])),
            trainings=tuple(trainings[election.division_code]),
            rehearsed_on=tuple(rehearsed[election.division_code]),
            visits=tuple(visits[election.id]),
        )
    return found


def _blank(standard: Standard, election: Election) -> Prepared:
    return Prepared(standard, standard.limit_for(election.campaign.statistics_as_of))


def _groups(
    session: Session, campaign_id: UUID, codes: Iterable[str]
) -> Mapping[str, LeadingGroup]:
    row = preparation.LeadingGroup
    found = session.scalars(
        select(row)
        .where(row.campaign_id == campaign_id, row.division_code.in_(sorted(codes)))
        .order_by(row.id)
    )
    return {
        each.division_code: LeadingGroup(
            bool(each.party_head), bool(each.government_head), each.established_on
        )
        for each in found
    }


def _talks(
    session: Session, campaign_id: UUID, elections: Iterable[UUID], codes: Iterable[str]
) -> defaultdict[UUID | str, list[Talk]]:
    """Return talks by the election that they are about, or by the division, where by none."""
    row = preparation.Talk
    of_division = row.election_id.is_(None) & row.division_code.in_(sorted(codes))
    found = session.scalars(
        select(row).where(
            row.campaign_id == campaign_id, or_(row.election_id.in_(list(elections)), of_division)
        )
    )
    talks: defaultdict[UUID | str, list[Talk]] = defaultdict(list)
    for each in found:
        talk = Talk(each.held_on, TalkKind(each.kind), TalkParty(each.held_by), each.members)
        talks[each.election_id or each.division_code].append(talk)
    return talks


def _trainings(
    session: Session, campaign_id: UUID, communities: Sequence[str]
) -> defaultdict[str, list[Training]]:
    """Return for each community the trainings with those of it who attended and who passed."""
    training, attendance = preparation.Training, preparation.Attendance
    person = attendance.person_number
    rows = session.execute(
        select(
            attendance.division_code,
            training.step,
            training.held_on,
            func.array_agg(person),
            func.array_agg(person).filter(attendance.passed),
        )
        .join(training, training.id == attendance.training_id)
        .where(training.campaign_id == campaign_id, attendance.division_code.in_(communities))
        .group_by(attendance.division_code, training.id)
        .order_by(training.id)
    )
    found: defaultdict[str, list[Training]] = defaultdict(list)
    for code, step, day, attended, passed in rows:
        found[code].append(Training(step, day, frozenset(attended), frozenset(passed or ())))
    return found


def _rehearsed(
    session: Session, campaign_id: UUID, communities: Sequence[str]
) -> defaultdict[str, list[date]]:
    rows = session.execute(
        select(Activity.division_code, Activity.happened_on).where(
            Activity.campaign_id == campaign_id,
            Activity.division_code.in_(communities),
            Activity.kind == "REHEARSAL",
            Activity.document_no.is_not(None),
        )
    )
    found: defaultdict[str, list[date]] = defaultdict(list)
    for code, day in rows:
        found[code].append(day)
    return found


def _visits(
    session: Session, elections: Sequence[UUID]
) -> defaultdict[UUID, list[tuple[int, date]]]:
    row = preparation.Visit
    found: defaultdict[UUID, list[tuple[int, date]]] = defaultdict(list)
    for election_id, number, day in session.execute(
        select(row.election_id, row.round, row.visited_on).where(row.election_id.in_(elections))
    ):
        found[election_id].append((number, day))
    return found
