"""Residents' committees on the roster: registered, seated, changed during their term."""

from __future__ import annotations

import json
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.roster.commands.changes import UnknownTerm
from services.roster.consumers import (
    end_post,
    end_post_of_leaver,
    fill_seats,
    seat_team,
    set_result_aside,
)
from services.roster.models import Organisation, Person, Post, Term
from shared.events import (
    CommitteeSeated,
    ElectionVoided,
    MemberLeft,
    MemberRecalled,
    OrganisationRegistered,
    SeatsFilled,
    Winner,
)
from shared.messaging.tables import outbox
from tests.services.roster.factories import (
    CITY,
    COMMUNITY,
    FAR_COMMUNITY,
    NEIGHBOUR,
    a_result,
    a_workbook,
    an_import,
)

COMMITTEE = {
    "division_code": NEIGHBOUR,
    "name": "吉春社区居民委员会",
    "superior": "街道办事处",
    "seats": 5,
    "elected_on": "2021-05-10",
    "term_years": 5,
}


def registered(client_for, role="CITY_CIVIL", division=CITY, key="one", **changed):
    """Ask to put a residents' committee on the roster."""
    client = client_for("roster", role, division)
    headers = {"Idempotency-Key": key}
    return client.post("/api/v1/organisations", json=COMMITTEE | changed, headers=headers)


def test_a_residents_committee_is_registered_once(divisions, client_for):
    response = registered(client_for)

    assert response.status_code == 201, response.text
    view = response.json()
    assert (view["kind"], view["type"]) == ("RESIDENTS", "RESIDENTS_COMMITTEE")
    assert (view["seats"], view["due_on"]) == (5, "2026-05-10")
    assert registered(client_for).headers["Idempotent-Replayed"] == "true"
    assert registered(client_for, key="two").json()["code"] == "ORGANISATION-EXISTS"


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"role": "CLERK"}, 403),
        ({"division_code": CITY}, 422),
        ({"term_years": 6}, 422),
        ({"elected_on": "9999-12-31"}, 422),
        ({"superior": "\u3000"}, 422),
        ({"division_code": "990000000000"}, 404),
    ],
)
def test_a_residents_committee_is_refused(divisions, client_for, changed, status):
    assert (
        registered(client_for, key=f"refused-{status}-{len(str(changed))}", **changed).status_code
        == status
    )


@pytest.fixture
def committee(table):
    """Return a session with a residents' committee that is in office, and its election."""
    assert an_import(table, a_workbook()).state == "DONE"
    organisation = Organisation(
        id=uuid4(),
        division_code=COMMUNITY,
        kind="RESIDENTS",
        type="RESIDENTS_COMMITTEE",
        name="居民委员会",
        superior="街道办事处",
        full_members=0,
        probationary_members=0,
        seats=3,
    )
    table.add(organisation)
    table.flush()
    result = a_result(
        organisation,
        organisation_kind="RESIDENTS",
        elected=(
            Winner(person_number="P-1", post="CHAIR"),
            Winner(person_number="P-2", post="MEMBER"),
        ),
    )
    seat_team(table, result)
    return table, organisation, result


def posts(session, organisation):
    """Return who holds or held which post of a committee."""
    return [
        tuple(row)
        for row in session.execute(
            select(Person.number, Post.post, Post.held_until, Post.ending)
            .join(Post, Post.person_id == Person.id)
            .join(Term, Term.id == Post.term_id)
            .where(Term.organisation_id == organisation.id)
            .order_by(Person.number, Post.id)
        )
    ]


def recalled(result, number="P-2", **changed):
    """Return the recall of a member."""
    facts = {
        "division_code": result.division_code,
        "campaign_id": result.campaign_id,
        "election_id": uuid4(),
        "organisation_id": result.organisation_id,
        "renewal_id": result.election_id,
        "person_number": number,
        "recalled_on": date(2022, 3, 25),
    }
    return MemberRecalled(**(facts | changed))


def filled(result, number="P-3"):
    """Return a by-election's result."""
    return SeatsFilled(
        division_code=result.division_code,
        campaign_id=result.campaign_id,
        election_id=uuid4(),
        organisation_id=result.organisation_id,
        renewal_id=result.election_id,
        held_on=date(2022, 6, 1),
        elected=(Winner(person_number=number, post="MEMBER"),),
    )


def test_the_committee_is_seated_beside_the_party_organisation(committee):
    session, organisation, _ = committee

    assert posts(session, organisation) == [
        ("P-1", "CHAIR", None, None),
        ("P-2", "MEMBER", None, None),
    ]
    party = session.scalars(
        select(Organisation).where(
            Organisation.division_code == COMMUNITY, Organisation.kind == "PARTY"
        )
    ).one()
    assert all(until is None for _, _, until, _ in posts(session, party))


def test_a_recalled_member_leaves_and_the_elected_one_comes(committee):
    session, organisation, result = committee

    for _ in range(2):
        end_post(session, recalled(result))
        fill_seats(session, filled(result))

    assert posts(session, organisation) == [
        ("P-1", "CHAIR", None, None),
        ("P-2", "MEMBER", date(2022, 3, 25), "RECALL"),
        ("P-3", "MEMBER", None, None),
    ]


def test_a_member_who_won_by_fraud_leaves_as_one_whose_election_is_void(committee):
    session, organisation, result = committee

    end_post(session, recalled(result, ground="FRAUD"))

    assert posts(session, organisation)[1] == ("P-2", "MEMBER", date(2022, 3, 25), "VOIDED")


def test_a_member_who_left_is_no_longer_in_the_team(committee):
    session, organisation, result = committee
    facts = recalled(result).model_dump(exclude={"recalled_on", "ground"})
    left = MemberLeft(**facts, left_on=date(2022, 3, 25))

    for _ in range(2):
        end_post_of_leaver(session, left)
        fill_seats(session, filled(result))

    assert posts(session, organisation) == [
        ("P-1", "CHAIR", None, None),
        ("P-2", "MEMBER", date(2022, 3, 25), "DEPARTURE"),
        ("P-3", "MEMBER", None, None),
    ]


def test_a_recall_stays_a_recall_when_the_next_team_comes(committee):
    session, organisation, result = committee
    end_post(session, recalled(result))

    later = {"election_id": uuid4(), "held_on": date(2026, 3, 8)}
    seat_team(session, result.model_copy(update=later))

    first_term = posts(session, organisation)
    assert ("P-2", "MEMBER", date(2022, 3, 25), "RECALL") in first_term


def test_a_seat_is_vacant_again_when_its_by_election_is_set_aside(committee):
    session, organisation, result = committee
    end_post(session, recalled(result))
    by_election = filled(result)
    fill_seats(session, by_election)
    void = ElectionVoided(
        division_code=result.division_code,
        campaign_id=result.campaign_id,
        election_id=by_election.election_id,
        successor_id=uuid4(),
        voided_on=date(2022, 7, 1),
    )

    for _ in range(2):
        set_result_aside(session, void)

    assert posts(session, organisation) == [
        ("P-1", "CHAIR", None, None),
        ("P-2", "MEMBER", date(2022, 3, 25), "RECALL"),
        ("P-3", "MEMBER", date(2022, 7, 1), "VOIDED"),
    ]
    fill_seats(session, filled(result))
    assert posts(session, organisation)[-1] == ("P-3", "MEMBER", None, None)

    later = {"election_id": uuid4(), "held_on": date(2026, 3, 8)}
    seat_team(session, result.model_copy(update=later))
    body = session.scalars(
        select(outbox.c.body)
        .where(outbox.c.name == CommitteeSeated.name)
        .order_by(outbox.c.id.desc())
    ).first()
    assert sorted(each.person_number for each in CommitteeSeated(**json.loads(body)).outgoing) == [
        "P-1",
        "P-3",
    ]


def test_nobody_is_seated_in_a_term_that_was_set_aside(committee):
    session, organisation, result = committee
    void = ElectionVoided(
        division_code=result.division_code,
        campaign_id=result.campaign_id,
        election_id=result.election_id,
        successor_id=uuid4(),
        voided_on=date(2022, 5, 1),
    )
    set_result_aside(session, void)

    fill_seats(session, filled(result))

    assert {ending for *_, ending in posts(session, organisation)} == {"VOIDED"}


def test_a_change_of_an_unknown_term_is_looked_into(committee):
    session, _, result = committee
    with pytest.raises(UnknownTerm):
        end_post(session, recalled(result, renewal_id=uuid4()))


def test_the_others_are_told_of_a_new_committee(divisions, client_for, session_for):
    registered(client_for, key="told", division_code=FAR_COMMUNITY)
    body = session_for("roster").scalars(
        select(outbox.c.body).where(
            outbox.c.name == OrganisationRegistered.name, outbox.c.key == FAR_COMMUNITY
        )
    )
    (event,) = [OrganisationRegistered(**json.loads(each)) for each in body]
    assert (event.organisation_kind, event.seats, event.due_on) == (
        "RESIDENTS",
        5,
        date(2026, 5, 10),
    )
