"""The reserve pool and the first secretaries: people who belong to a division for a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.roster.commands.history import correct
from services.roster.commands.people import check_place, stated_person
from services.roster.commands.records import among
from services.roster.commands.tally import Change, Changes
from services.roster.domain.codes import Level
from services.roster.domain.people import PersonFacts
from services.roster.domain.rows import FirstSecretaryRow, ReserveRow
from services.roster.domain.workbook import Roster
from services.roster.models import Division, FirstSecretary, Person, Placement, Reserve
from shared.database import lock
from shared.divisions import check_inside
from shared.errors import Conflict
from shared.events import (
    Event,
    FirstSecretaryEnded,
    FirstSecretaryPosted,
    ReserveFiled,
    ReserveWithdrawn,
)
from shared.messaging.outbox import publish
from shared.text import Text

Kind = TypeVar("Kind", Reserve, FirstSecretary)

LEVELS = {Reserve: {Level.COMMUNITY}, FirstSecretary: {Level.TOWNSHIP, Level.COMMUNITY}}


class AlreadyEnded(Conflict):
    """It has ended before."""

    code = "ALREADY-ENDED"

    def __init__(self) -> None:
        super().__init__(
            Text("这条记录已经结束。", "This entry has already ended."),
            needed=Text("需要时重新登记。", "Enter the person again if need be."),
        )


class EndedTooEarly(Conflict):
    """Nothing ends before it began."""

    code = "ENDED-BEFORE-BEGUN"

    def __init__(self) -> None:
        super().__init__(
            Text("结束日期早于开始日期。", "The day of the end is before the first."),
            needed=Text("核对结束日期。", "Check the day of the end."),
        )


def keep_placements(
    session: Session, roster: Roster, ids: Mapping[str, UUID]
) -> tuple[Changes, list[Event]]:
    """Bring the reserves and first secretaries of a workbook on record."""
    codes = {row.division_code for row in (*roster.reserves, *roster.first_secretaries)}
    changes: Changes = []
    events: list[Event] = []
    stages: tuple[tuple[type[Placement], Sequence[ReserveRow | FirstSecretaryRow]], ...] = (
        (Reserve, roster.reserves),
        (FirstSecretary, roster.first_secretaries),
    )
    for kind, rows in stages:
        recorded = _recorded(session, kind, codes)
        for row in rows:
            stated = _of(row, ids[row.number])
            change = _keep(session, stated, recorded[_key(stated)])
            changes.append((row.number, change))
            if change == Change.CREATED:
                events.append(_begun(stated, row.number))
    return changes, events


def _keep(session: Session, stated: Placement, recorded: Iterable[Placement]) -> Change:
    """Keep one entry. An open one is corrected; one that began the same day and ended stays so."""
    for placement in recorded:
        if placement.ended_on is None:
            return Change(correct(session, placement, _facts(stated)))
    if any(placement.began_on == stated.began_on for placement in recorded):
        return Change.UNCHANGED
    session.add(stated)
    return Change.CREATED


def _recorded(
    session: Session, kind: type[Placement], codes: Iterable[str]
) -> Mapping[tuple[object, ...], list[Placement]]:
    recorded: dict[tuple[object, ...], list[Placement]] = defaultdict(list)
    for placement in session.scalars(select(kind).where(among(kind.division_code, codes))):
        recorded[_key(placement)].append(placement)
    return recorded


def _of(row: ReserveRow | FirstSecretaryRow, person_id: UUID) -> Placement:
    if isinstance(row, ReserveRow):
        return Reserve(
            person_id=person_id,
            division_code=row.division_code,
            post=row.post,
            source=row.source,
            began_on=row.filed_on,
        )
    return FirstSecretary(
        person_id=person_id,
        division_code=row.division_code,
        sent_by=row.sent_by,
        began_on=row.posted_on,
    )


def _key(placement: Placement) -> tuple[object, ...]:
    """Return what one person can be to one division only once at a time."""
    post = placement.post if isinstance(placement, Reserve) else None
    return placement.person_id, placement.division_code, post


def _facts(placement: Placement) -> dict[str, Any]:
    name = "source" if isinstance(placement, Reserve) else "sent_by"
    return {"began_on": placement.began_on, name: getattr(placement, name)}


def begin(
    session: Session,
    placement: Kind,
    number: str,
    facts: PersonFacts | None,
    *,
    scope: str,
) -> Kind:
    """Enter a person, known by number or new with these facts, in a division of the caller's."""
    code = placement.division_code
    check_place(session, code, scope, levels=LEVELS[type(placement)])
    placement.person_id = stated_person(session, number, facts, place=code, scope=scope).id
    session.add(placement)
    session.flush()
    publish(session, _begun(placement, number))
    return placement


def end(
    session: Session,
    kind: type[Kind],
    placement_id: UUID,
    ended_on: date,
    *,
    scope: str,
    expect: Callable[[int], None],
) -> Kind:
    """End an entry; it stays on record with its last day."""
    placement = lock(session, kind, placement_id)
    check_inside(session, placement.division_code, scope, table=Division)
    expect(placement.version)
    if placement.ended_on is not None:
        raise AlreadyEnded
    if ended_on < placement.began_on:
        raise EndedTooEarly
    placement.ended_on = ended_on
    placement.version += 1
    number = session.get_one(Person, placement.person_id).number
    publish(session, _ended(placement, number, ended_on))
    return placement


def _begun(placement: Placement, number: str) -> Event:
    place, day = placement.division_code, placement.began_on
    if isinstance(placement, Reserve):
        return ReserveFiled(
            division_code=place, person_number=number, post=placement.post, filed_on=day
        )
    return FirstSecretaryPosted(division_code=place, person_number=number, posted_on=day)


def _ended(placement: Placement, number: str, day: date) -> Event:
    place = placement.division_code
    if isinstance(placement, Reserve):
        return ReserveWithdrawn(
            division_code=place, person_number=number, post=placement.post, withdrawn_on=day
        )
    return FirstSecretaryEnded(division_code=place, person_number=number, ended_on=day)
