"""Residents' committees in a workbook: beside the Party organisations, and apart from them."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import select

from services.roster.consumers import seat_team
from services.roster.models import Nominee, Organisation, Person, Post, Term
from shared.events import CommitteeSeated, Winner
from shared.messaging.tables import outbox
from tests.services.roster.factories import (
    COMMUNITY,
    DONG,
    FAR,
    FAR_COMMUNITY,
    HONG,
    LINES,
    NEIGHBOUR,
    NO,
    XIA,
    YES,
    a_result,
    a_workbook,
    an_import,
    counts,
    errors_of,
    everything,
    told,
)

COMMITTEES = {
    "居民委员会": [
        [COMMUNITY, "东吉社区居民委员会", "东吉街道办事处", 5, "2018-03-20", 3],
        [NEIGHBOUR, "吉春社区居民委员会", "东吉街道办事处", 5, "2021-01-20", 5],
    ],
    "居民委员会上届班子": [
        [COMMUNITY, *HONG, NO, NO, "主任"],
        [COMMUNITY, *FAR, NO, NO, "副主任"],
    ],
    "居民委员会提名人选": [[COMMUNITY, *DONG, YES, NO], [COMMUNITY, *XIA, NO, NO]],
}
ROWS_OF_COMMITTEES = sum(map(len, COMMITTEES.values()))


def team_of(session, kind):
    """Return who holds which post of the community's committee of a kind."""
    rows = session.execute(
        select(Person.number, Post.post)
        .join(Post, Post.person_id == Person.id)
        .join(Term, Term.id == Post.term_id)
        .join(Organisation, Organisation.id == Term.organisation_id)
        .where(Organisation.division_code == COMMUNITY, Organisation.kind == kind)
        .where(Post.ending.is_(None))
        .order_by(Person.number)
    )
    return [tuple(row) for row in rows]


def committee_of(session, code=COMMUNITY):
    """Return a community's residents' committee."""
    of_code = Organisation.division_code == code
    return session.scalars(
        select(Organisation).where(of_code, Organisation.kind == "RESIDENTS")
    ).one()


def test_a_committee_and_its_team_come_with_the_party_organisations(table):
    job = an_import(table, a_workbook(rows=COMMITTEES))

    total = LINES + ROWS_OF_COMMITTEES
    assert (job.state, counts(job)) == ("DONE", (total, total, 0, total, 0, 0))
    assert team_of(table, "RESIDENTS") == [("P-1", "CHAIR"), ("P-6", "DEPUTY_CHAIR")]
    assert team_of(table, "PARTY") == [("P-1", "SECRETARY"), ("P-2", "MEMBER")]
    committee = committee_of(table)
    assert (committee.type, committee.superior, committee.seats, committee.full_members) == (
        "RESIDENTS_COMMITTEE",
        "东吉街道办事处",
        5,
        0,
    )
    term = table.scalars(select(Term).where(Term.organisation_id == committee.id)).one()
    assert (term.term_years, term.due_on) == (3, date(2021, 3, 20))
    nominated = select(Person.number).join(Nominee).where(Nominee.organisation_id == committee.id)
    assert set(table.scalars(nominated)) == {"P-2", "P-4"}
    registered = [key for name, key in told(table) if name == "roster.organisation_registered.v1"]
    assert sorted(registered) == [COMMUNITY, COMMUNITY, NEIGHBOUR, FAR_COMMUNITY]


def test_the_same_committees_again_change_nothing(table):
    an_import(table, a_workbook(rows=COMMITTEES))
    before = everything(table)

    job = an_import(table, a_workbook(rows=COMMITTEES))

    assert counts(job)[3:] == (0, 0, LINES + ROWS_OF_COMMITTEES)
    assert everything(table) == before


def test_a_team_that_is_corrected_leaves_the_other_committees_alone(table):
    an_import(table, a_workbook(rows=COMMITTEES))

    chair = [[COMMUNITY, *FAR, NO, NO, "主任"]]
    an_import(table, a_workbook(rows={**COMMITTEES, "居民委员会上届班子": chair}))

    assert team_of(table, "RESIDENTS") == [("P-6", "CHAIR")]
    assert team_of(table, "PARTY") == [("P-1", "SECRETARY"), ("P-2", "MEMBER")]


def test_the_outgoing_committee_is_told_when_the_next_is_seated(table):
    an_import(table, a_workbook(rows=COMMITTEES))

    elected = (Winner(person_number="P-2", post="CHAIR"),)
    result = a_result(committee_of(table), organisation_kind="RESIDENTS", elected=elected)
    seat_team(table, result)

    body = table.scalars(select(outbox.c.body).where(outbox.c.name == CommitteeSeated.name)).one()
    event = CommitteeSeated(**json.loads(body))
    assert [(each.person_number, each.post) for each in event.incoming] == [("P-2", "CHAIR")]
    assert {each.person_number: each.post for each in event.outgoing} == {
        "P-1": "CHAIR",
        "P-6": "DEPUTY_CHAIR",
    }


@pytest.mark.parametrize(
    ("changed", "address", "code"),
    [
        ({"居民委员会!D2": 21}, "居民委员会!D2", "SEATS"),
        ({"居民委员会!D2": 0}, "居民委员会!D2", "SEATS"),
        ({"居民委员会!F2": ""}, "居民委员会!F2", "MISSING-VALUE"),
        ({"居民委员会!F2": 6}, "居民委员会!F2", "TERM-YEARS"),
        ({"居民委员会!A3": COMMUNITY}, "居民委员会!A3", "REPEATED-ORGANISATION"),
        ({"居民委员会上届班子!I2": "书记"}, "居民委员会上届班子!I2", "UNKNOWN-WORD"),
        ({"居民委员会上届班子!I3": "主任"}, "居民委员会上届班子!I3", "SECOND-CHAIR"),
        (
            {"居民委员会上届班子!A3": FAR_COMMUNITY},
            "居民委员会上届班子!A3",
            "ORGANISATION-NOT-LISTED",
        ),
        ({"居民委员会提名人选!E2": "1976-05-05"}, "居民委员会提名人选!E2", "PERSON-DIFFERS"),
    ],
)
def test_a_mistake_about_a_committee_is_shown_where_it_is(table, changed, address, code):
    before = everything(table)

    job = an_import(table, a_workbook(changed, rows=COMMITTEES))

    assert job.state == "REJECTED"
    assert errors_of(table, job) == [(address, code)]
    assert everything(table) == before


def test_a_committee_that_is_skipped_takes_its_own_rows_along_and_no_others(table):
    job = an_import(table, a_workbook({"居民委员会!D2": 0}, rows=COMMITTEES), on_error="skip_row")

    assert job.state == "DONE"
    assert {code for _, code in errors_of(table, job)} == {"SEATS", "ORGANISATION-REJECTED"}
    assert (team_of(table, "PARTY"), team_of(table, "RESIDENTS")) == (
        [("P-1", "SECRETARY"), ("P-2", "MEMBER")],
        [],
    )
    assert committee_of(table, NEIGHBOUR).name == "吉春社区居民委员会"


def test_a_committee_that_is_known_without_its_team_gets_it_later(table):
    an_import(table, a_workbook(rows={"居民委员会": COMMITTEES["居民委员会"]}))
    known = committee_of(table).id

    an_import(table, a_workbook(rows=COMMITTEES))

    assert committee_of(table).id == known
    assert [number for number, _ in team_of(table, "RESIDENTS")] == ["P-1", "P-6"]
