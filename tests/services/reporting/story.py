"""A small re-election in which everything happens that reporting can be told of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from shared import events
from shared.events import Event
from tests.services.reporting.factories import id_of

PROVINCE, CITY = "220000000000", "220400000000"
LONGSHAN, XIAN = "220402000000", "220403000000"
DONGJI, NANKANG, XIANNING = "220402001000", "220402002000", "220403001000"
FIRST, SECOND, THIRD, FOURTH = "220402001001", "220402001002", "220402002001", "220403001001"
CAMPAIGN, OTHER_CAMPAIGN = id_of("campaign"), id_of("another campaign")
DAY = date(2021, 4, 1)


def division(code: str, level: str, *above: str) -> events.Division:
    """Return a row of the division table."""
    path = "".join(f"{one}." for one in (*above, code))
    parent = above[-1] if above else None
    return events.Division(
        code=code, name=f"区划{code}", level=level, parent_code=parent, path=path
    )


def divisions() -> Iterator[Event]:
    """Return the table; the last community is first under one street, then under another."""
    top = (
        division(PROVINCE, "province"),
        division(CITY, "city", PROVINCE),
        division(LONGSHAN, "county", PROVINCE, CITY),
        division(DONGJI, "township", PROVINCE, CITY, LONGSHAN),
        division(FIRST, "community", PROVINCE, CITY, LONGSHAN, DONGJI),
        division(SECOND, "community", PROVINCE, CITY, LONGSHAN, DONGJI),
        division(NANKANG, "township", PROVINCE, CITY, LONGSHAN),
        division(THIRD, "community", PROVINCE, CITY, LONGSHAN, NANKANG),
    )
    yield events.DivisionsRegistered(division_code=PROVINCE, divisions=top)
    xian = (
        division(XIAN, "county", PROVINCE, CITY),
        division(XIANNING, "township", PROVINCE, CITY, XIAN),
        division(FOURTH, "community", PROVINCE, CITY, LONGSHAN, DONGJI),
    )
    yield events.DivisionsRegistered(division_code=XIAN, divisions=xian)
    moved = (division(FOURTH, "community", PROVINCE, CITY, XIAN, XIANNING),)
    yield events.DivisionsRegistered(division_code=XIAN, divisions=moved)


def campaigns() -> Iterator[Event]:
    """Return one campaign of each kind."""
    for campaign_id, kind in ((CAMPAIGN, "PARTY"), (OTHER_CAMPAIGN, "RESIDENTS")):
        yield events.CampaignOpened(
            division_code=CITY,
            campaign_id=campaign_id,
            campaign_name="换届",
            organisation_kind=kind,
            statistics_as_of=date(2021, 4, 30),
            previous_statistics_as_of=date(2018, 4, 30),
        )


def ids(code: str, name: str = "election", campaign: UUID = CAMPAIGN) -> dict[str, Any]:
    """Return what names an election."""
    return {"division_code": code, "campaign_id": campaign, "election_id": id_of(name, code)}


def opened(code: str, name: str = "election", campaign: UUID = CAMPAIGN) -> Event:
    """Return the opening of an election for three seats."""
    return events.ElectionOpened(
        **ids(code, name, campaign),
        organisation_id=id_of("organisation", code, campaign),
        organisation_kind="PARTY",
        seats=3,
        due_on=date(2021, 5, 1),
    )


def completed(code: str, name: str = "election", *, first_ballot: bool = True) -> Iterator[Event]:
    """Return the completion of an election and the seating of its team."""
    numbers = [f"{code}-{name}-{number}" for number in range(3)]
    posts = ["SECRETARY", "MEMBER", "MEMBER"]
    yield events.ElectionCompleted(
        **ids(code, name),
        organisation_id=id_of("organisation", code, CAMPAIGN),
        organisation_kind="PARTY",
        held_on=DAY,
        due_on=date(2021, 5, 1),
        approved_on=DAY,
        on_schedule=code != SECOND,
        first_ballot=first_ballot,
        elected=tuple(
            events.Winner(person_number=number, post=post)
            for number, post in zip(numbers, posts, strict=True)
        ),
        statistics_as_of=date(2021, 4, 30),
        previous_statistics_as_of=date(2018, 4, 30),
        rules_version="1",
    )
    yield events.CommitteeSeated(
        **ids(code, name),
        organisation_id=id_of("organisation", code, CAMPAIGN),
        elected_on=DAY,
        due_on=date(2026, 4, 1),
        as_of=date(2021, 4, 30),
        previous_as_of=date(2018, 4, 30),
        incoming=tuple(member(number, post) for number, post in zip(numbers, posts, strict=True)),
        outgoing=tuple(member(f"{number}-old", "MEMBER") for number in numbers),
    )


def member(number: str, post: str) -> events.TeamMember:
    """Return a member whose facts follow from the number."""
    seed = sum(map(ord, number))
    return events.TeamMember(
        person_number=number,
        post=post,
        age=25 + seed % 30,
        sex=str(1 + seed % 2),
        education="21" if seed % 3 else "31",
        bachelor_or_above=bool(seed % 3),
        social_work=bool(seed % 5),
    )


def elections() -> Iterator[Event]:
    """Return four elections: listed, voided and held again, late, unfinished."""
    yield opened(FIRST)
    yield events.OrganisationListed(**ids(FIRST), listed_on=DAY)
    yield events.OrganisationRectified(**ids(FIRST), accepted_on=DAY)
    yield from completed(FIRST)
    yield opened(SECOND)
    yield from completed(SECOND, first_ballot=False)
    yield opened(THIRD)
    yield from completed(THIRD)
    again = id_of("again", THIRD)
    yield events.ElectionVoided(**ids(THIRD), successor_id=again, voided_on=DAY)
    yield opened(THIRD, "again")
    yield from completed(THIRD, "again", first_ballot=False)
    yield opened(FOURTH)
    yield events.OrganisationListed(**ids(FOURTH), listed_on=DAY)
    yield opened(FIRST, "residents", OTHER_CAMPAIGN)


def registers() -> Iterator[Event]:
    """Return reserves, first secretaries, problems and work on every level."""
    for number, post in enumerate(["SECRETARY", "SECRETARY", "MEMBER", "MEMBER", "MEMBER"]):
        for code in (FIRST, FOURTH):
            pool = {"division_code": code, "person_number": f"R{number}", "post": post}
            yield events.ReserveFiled(**pool, filed_on=DAY)
    gone = {"division_code": FOURTH, "person_number": "R0", "post": "SECRETARY"}
    yield events.ReserveWithdrawn(**gone, withdrawn_on=DAY)
    for code in (DONGJI, SECOND, FOURTH):
        posted = {"division_code": code, "person_number": "F1"}
        yield events.FirstSecretaryPosted(**posted, posted_on=DAY)
    yield events.FirstSecretaryEnded(division_code=SECOND, person_number="F1", ended_on=DAY)
    for code in (FIRST, DONGJI, FOURTH):
        problem = {"division_code": code, "problem_id": id_of("problem", code)}
        yield events.ProblemOpened(**problem, category="TEAM", found_on=DAY)
    closed = {"division_code": FIRST, "problem_id": id_of("problem", FIRST)}
    yield events.ProblemClosed(**closed, closed_on=DAY)
    yield from work()


def work() -> Iterator[Event]:
    """Return work done for the campaign, and discipline work."""
    for code, kind, quantity in (
        (CITY, "GUIDANCE", 4),
        (LONGSHAN, "TRAINING", 30),
        (FIRST, "TALK", 7),
        (FIRST, "TALK", 5),
        (FOURTH, "TALK", 1),
    ):
        of = {"division_code": code, "kind": kind, "happened_on": DAY, "quantity": quantity}
        number = id_of(code, kind, quantity)
        yield events.ActivityRecorded(**of, activity_id=number, campaign_id=CAMPAIGN)
    for code, quantity in ((CITY, 3), (THIRD, 9)):
        of = {"division_code": code, "happened_on": DAY, "quantity": quantity}
        number = id_of(code, "VIDEO")
        yield events.DisciplineActivityRecorded(**of, activity_id=number, kind="VIDEO")


def whole_story() -> list[Event]:
    """Return all events in the order of the story."""
    return [*divisions(), *campaigns(), *elections(), *registers()]
