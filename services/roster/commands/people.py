"""Entering people and correcting what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.roster.commands.history import correct
from services.roster.commands.records import Records, recorded_facts
from services.roster.commands.tally import Change
from services.roster.domain.codes import Level
from services.roster.domain.people import FACTS, PersonFacts, differing
from services.roster.domain.rows import PersonRow
from services.roster.models import Division, Person
from shared.database import new_id
from shared.divisions import check_inside
from shared.errors import Conflict, Invalid, NotFound
from shared.text import Text


def keep_people(
    session: Session, rows: Iterable[PersonRow], records: Records
) -> tuple[Mapping[str, UUID], Mapping[str, Change]]:
    """Enter the people of these rows; return their ids and what happened to each, by number."""
    ids: dict[str, UUID] = {number: person.id for number, person in records.people.items()}
    changes: dict[str, Change] = {}
    entered: list[dict[str, object]] = []
    for row in rows:
        person = records.people.get(row.number)
        if person is not None:
            different = correct_person(session, person, row.facts)
            changes[row.number] = max(changes.get(row.number, Change.UNCHANGED), Change(different))
        elif row.number not in ids:
            ids[row.number] = new_id()
            changes[row.number] = Change.CREATED
            place = {"id": ids[row.number], "division_code": row.division_code}
            entered.append({**asdict(row.facts), **place, "version": 1})
    if entered:
        session.execute(insert(Person), entered)
    return ids, changes


def correct_person(session: Session, person: Person, facts: PersonFacts) -> bool:
    """Let the roster say what is stated now; what is not stated stays as it is."""
    stated = {name: getattr(facts, name) for name in FACTS}
    return correct(session, person, {n: value for n, value in stated.items() if value is not None})


class UnknownPerson(Invalid):
    """The number is nobody's within the caller's division, and no facts were given with it."""

    code = "UNKNOWN-PERSON"

    def __init__(self) -> None:
        super().__init__(
            Text("您的管辖区划内没有该人员编号。", "No one in your division has this number."),
            needed=Text(
                "核对编号;名册中还没有的人,请在 person 中写明其情况。",
                "Check the number; for someone new to the roster state the facts in `person`.",
            ),
        )


class PersonDiffers(Conflict):
    """The number is on the roster with other facts, or in another region."""

    code = "PERSON-DIFFERS"

    def __init__(self) -> None:
        super().__init__(
            Text("该人员编号已有不同的内容。", "The number is on the roster with other facts."),
            needed=Text(
                "一个编号只对应一个人:更正内容或编号。",
                "One number is one person: correct the facts or the number.",
            ),
        )


class WrongPlace(Invalid):
    """The division is of a level at which this does not exist."""

    code = "WRONG-LEVEL"

    def __init__(self) -> None:
        super().__init__(
            Text("该区划的级别不符。", "The division is not of the right level."),
            needed=Text(
                "后备人才属于社区;第一书记派驻街道(乡镇)或社区。",
                "Reserves belong to a community, first secretaries to a street or community.",
            ),
        )


def check_place(session: Session, code: str, scope: str, *, levels: Set[Level]) -> None:
    """Refuse a division outside the caller's own, or of another level."""
    check_inside(session, code, scope, table=Division)
    if session.get_one(Division, code).level not in levels:
        raise WrongPlace


def stated_person(
    session: Session, number: str, facts: PersonFacts | None, *, place: str, scope: str
) -> Person:
    """Return the person of this number, entered now when they are new and facts are given."""
    person = session.scalar(select(Person).where(Person.number == number))
    if person is None:
        if facts is None:
            raise UnknownPerson
        person = Person(division_code=place, **asdict(facts))
        session.add(person)
        session.flush()
        return person
    try:
        check_inside(session, person.division_code, scope, table=Division)
    except NotFound:
        raise (UnknownPerson if facts is None else PersonDiffers) from None
    if facts is not None and differing(facts, recorded_facts(person)):
        raise PersonDiffers
    return person
