"""Elections: who is seated, what the others are told, the same event twice."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from services.roster.commands.seating import UnknownWinners
from services.roster.consumers import seat_team, set_result_aside
from services.roster.models import Organisation, Person, Post, Term
from shared.errors import NotFound
from shared.events import CommitteeSeated, ElectionVoided, Winner
from shared.messaging.tables import outbox
from tests.services.roster.factories import (
    COMMUNITY,
    FAR_COMMUNITY,
    a_result,
    a_workbook,
    an_import,
    everything,
    organisation_of,
)


@pytest.fixture
def roster(table):
    """Return a session with the small city on record."""
    assert an_import(table, a_workbook()).state == "DONE"
    return table


def teams(session, organisation: Organisation):
    """Return the terms of an organisation with who held which post until when, and why it ended."""
    found = session.execute(
        select(
            Term.elected_on, Term.closed_on, Person.number, Post.post, Post.held_until, Post.ending
        )
        .join(Post, Post.term_id == Term.id)
        .join(Person, Person.id == Post.person_id)
        .where(Term.organisation_id == organisation.id)
        .order_by(Term.elected_on, Term.id, Person.number)
    )
    return [tuple(row) for row in found]


def last_told(session) -> CommitteeSeated:
    """Return the latest event, which tells of a seated team."""
    row = session.execute(select(outbox).order_by(outbox.c.id.desc()).limit(1)).one()
    assert row.name == CommitteeSeated.name
    return CommitteeSeated(**json.loads(row.body))


HELD = date(2021, 3, 8)
BEFORE = [
    (date(2018, 3, 12), None, "P-1", "SECRETARY", None, None),
    (date(2018, 3, 12), None, "P-2", "MEMBER", None, None),
]
AFTER = [
    (date(2018, 3, 12), HELD, "P-1", "SECRETARY", HELD, "ELECTION"),
    (date(2018, 3, 12), HELD, "P-2", "MEMBER", HELD, "ELECTION"),
    (HELD, None, "P-2", "SECRETARY", None, None),
    (HELD, None, "P-3", "MEMBER", None, None),
]


def test_a_completed_election_ends_one_team_and_seats_the_other(roster):
    organisation = organisation_of(roster)
    assert teams(roster, organisation) == BEFORE

    seat_team(roster, a_result(organisation))

    assert teams(roster, organisation) == AFTER
    term = roster.scalars(select(Term).where(Term.elected_on == HELD)).one()
    assert (term.term_years, term.due_on) == (5, date(2026, 3, 8))
    assert organisation.version == 2


def test_the_others_are_told_each_team_as_it_was_on_its_own_date(roster):
    result = a_result(organisation_of(roster))

    seat_team(roster, result)

    told = last_told(roster)
    assert (told.as_of, told.previous_as_of) == (date(2021, 4, 30), date(2018, 4, 30))
    assert (told.key, told.election_id, told.due_on) == (
        COMMUNITY,
        result.election_id,
        date(2026, 3, 8),
    )
    assert [member.model_dump() for member in told.incoming] == [
        {
            "person_number": "P-2", "post": "SECRETARY", "age": 44, "sex": "1",
            "education": "31", "bachelor_or_above": False, "social_work": True,
        },
        {
            "person_number": "P-3", "post": "MEMBER", "age": 24, "sex": "2",
            "education": "14", "bachelor_or_above": True, "social_work": True,
        },
    ]  # fmt: skip
    outgoing = [(each.person_number, each.post, each.age) for each in told.outgoing]
    assert outgoing == [("P-1", "SECRETARY", 51), ("P-2", "MEMBER", 41)]


def test_the_same_result_twice_changes_nothing_more(roster):
    result = a_result(organisation_of(roster))
    seat_team(roster, result)
    before = everything(roster)

    seat_team(roster, result)

    assert everything(roster) == before
    assert teams(roster, organisation_of(roster)) == AFTER


def test_another_community_is_left_alone(roster):
    far = organisation_of(roster, FAR_COMMUNITY)
    before = teams(roster, far)

    seat_team(roster, a_result(organisation_of(roster)))

    assert teams(roster, far) == before


def test_an_election_on_the_leap_day_is_due_on_the_last_of_february(roster):
    organisation = organisation_of(roster)

    seat_team(roster, a_result(organisation, held_on=date(2020, 2, 29)))

    assert last_told(roster).due_on == date(2025, 2, 28)


def test_winners_whom_nobody_knows_are_not_seated(roster):
    organisation = organisation_of(roster)
    result = a_result(organisation, elected=(Winner(person_number="P-99", post="SECRETARY"),))

    with pytest.raises(UnknownWinners) as failure, roster.begin_nested():
        seat_team(roster, result)

    assert "P-99" not in str(failure.value)
    roster.expire_all()
    assert teams(roster, organisation) == BEFORE


def test_the_result_of_an_unknown_organisation_is_refused(roster):
    result = a_result(organisation_of(roster)).model_copy(update={"organisation_id": UUID(int=9)})

    with pytest.raises(NotFound):
        seat_team(roster, result)


def a_voiding(result) -> ElectionVoided:
    """Return the event that sets a result aside."""
    return ElectionVoided(
        division_code=result.division_code,
        campaign_id=result.campaign_id,
        election_id=result.election_id,
        successor_id=result.campaign_id,
        voided_on=date(2021, 4, 1),
    )


def test_a_voided_election_gives_office_back_and_keeps_what_was(roster):
    organisation = organisation_of(roster)
    result = a_result(organisation)
    seat_team(roster, result)

    for _ in range(2):
        set_result_aside(roster, a_voiding(result))

    voided = date(2021, 4, 1)
    assert teams(roster, organisation) == [
        *BEFORE,
        (HELD, None, "P-2", "SECRETARY", voided, "VOIDED"),
        (HELD, None, "P-3", "MEMBER", voided, "VOIDED"),
    ]
    assert roster.scalars(select(Term.voided_on).where(Term.elected_on == HELD)).one() == voided
    assert organisation.version == 3


def test_the_successor_of_a_voided_election_is_compared_with_the_same_team(roster):
    organisation = organisation_of(roster)
    first = a_result(organisation)
    seat_team(roster, first)
    set_result_aside(roster, a_voiding(first))

    seat_team(roster, a_result(organisation, held_on=date(2021, 4, 9)))

    told = last_told(roster)
    assert [each.person_number for each in told.outgoing] == ["P-1", "P-2"]
    assert told.elected_on == date(2021, 4, 9)


def test_an_election_voided_before_it_was_completed_concerns_nobody(roster):
    before = everything(roster)

    set_result_aside(roster, a_voiding(a_result(organisation_of(roster))))

    assert everything(roster) == before


def test_a_second_election_of_the_same_day_takes_the_place_of_the_first(roster):
    organisation = organisation_of(roster)
    seat_team(roster, a_result(organisation))

    seat_team(roster, a_result(organisation))

    told = last_told(roster)
    assert [each.person_number for each in told.outgoing] == ["P-1", "P-2"]
    in_office = [row for row in teams(roster, organisation) if row[5] is None]
    assert in_office == AFTER[2:]
