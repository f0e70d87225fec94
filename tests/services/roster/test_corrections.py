"""Corrections: of a result, told by the election service, and of a person, asked for here."""

from __future__ import annotations

import json
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.roster.commands import corrections
from services.roster.consumers import correct_result, seat_team, set_result_aside
from services.roster.domain.corrections import AlreadyDecided, NothingToCorrect, SamePerson
from services.roster.models import Person, Post, Superseded, Term
from services.roster.schemas.corrections import CorrectionBody, DecisionBody
from shared.database import make_engine, make_sessions
from shared.errors import NotFound
from shared.events import CommitteeCorrected, ElectionCorrected, ElectionVoided, Winner
from shared.messaging.tables import outbox
from shared.security import Caller, Role
from tests.services.roster.factories import (
    COMMUNITY,
    COUNTY,
    FAR_COMMUNITY,
    OTHER_COUNTY,
    a_result,
    a_workbook,
    an_import,
    everything,
    organisation_of,
)

HELD, APPROVED = date(2021, 3, 8), date(2021, 4, 2)
RIGHT = (
    Winner(person_number="P-2", post="SECRETARY"),
    Winner(person_number="P-4", post="MEMBER"),
)


@pytest.fixture
def roster(table):
    """Return a session with the small city on record."""
    assert an_import(table, a_workbook()).state == "DONE"
    return table


@pytest.fixture
def result(roster):
    """Return the result of an election whose winners are seated."""
    told = a_result(organisation_of(roster))
    seat_team(roster, told)
    return told


def a_correction(result, number=1, **changed) -> ElectionCorrected:
    """Return a correction by which P-4 was elected in the place of P-3."""
    facts = {"elected": RIGHT, **dict(result), "correction_id": uuid4(), "corrects_id": uuid4()}
    facts |= {"elected": RIGHT, "correction_no": number, "correction_kind": "TALLY"}
    facts |= {"reason_code": "COUNT_MISTAKE", "corrected_on": APPROVED, **changed}
    return ElectionCorrected(**facts)


def team(session, result):
    """Return who held which post in the election's term, from when until when, and why it ended."""
    found = session.execute(
        select(Person.number, Post.post, Post.held_from, Post.held_until, Post.ending)
        .join(Post, Post.person_id == Person.id)
        .join(Term, Term.id == Post.term_id)
        .where(Term.election_id == result.election_id)
        .order_by(Person.number, Post.id)
    )
    return [tuple(row) for row in found]


def told_anew(session) -> list[CommitteeCorrected]:
    """Return the corrections of teams that were told, in their order."""
    rows = session.execute(
        select(outbox.c.body).where(outbox.c.name == CommitteeCorrected.name).order_by(outbox.c.id)
    )
    return [CommitteeCorrected(**json.loads(body)) for (body,) in rows]


def test_the_wrong_post_ends_as_a_mistake_and_the_right_person_is_seated(roster, result):
    correct_result(roster, a_correction(result))

    assert team(roster, result) == [
        ("P-2", "SECRETARY", HELD, None, None),
        ("P-3", "MEMBER", HELD, APPROVED, "CORRECTION"),
        ("P-4", "MEMBER", HELD, None, None),
    ]
    (told,) = told_anew(roster)
    assert [each.person_number for each in told.incoming] == ["P-2", "P-4"]
    assert [each.person_number for each in told.outgoing] == ["P-1", "P-2"]
    assert (told.key, told.revision, told.correction_kind) == (COMMUNITY, 1, "TALLY")


def test_the_same_correction_twice_changes_nothing_more(roster, result):
    correction = a_correction(result)
    correct_result(roster, correction)
    before = everything(roster), team(roster, result)

    correct_result(roster, correction)

    assert (everything(roster), team(roster, result)) == before


def test_an_older_correction_that_comes_late_changes_nothing(roster, result):
    back = a_correction(result, 2, elected=result.elected)
    correct_result(roster, back)

    correct_result(roster, a_correction(result, 1))

    assert [row[0] for row in team(roster, result) if row[4] is None] == ["P-2", "P-3"]


def test_a_correction_that_comes_before_its_result_seats_the_right_team(roster):
    told = a_result(organisation_of(roster))
    correct_result(roster, a_correction(told))

    seat_team(roster, told)

    assert [row[0] for row in team(roster, told)] == ["P-2", "P-4"]
    assert told_anew(roster) == []  # the team was told right the first time


def test_a_corrected_correction_seats_the_first_winner_again(roster, result):
    correct_result(roster, a_correction(result))

    correct_result(roster, a_correction(result, 2, elected=result.elected))

    assert [row[:1] + row[4:] for row in team(roster, result)] == [
        ("P-2", None),
        ("P-3", "CORRECTION"),
        ("P-3", None),
        ("P-4", "CORRECTION"),
    ]
    assert [each.revision for each in told_anew(roster)] == [1, 2]


def test_another_day_of_the_meeting_moves_both_terms(roster, result):
    moved = date(2021, 3, 11)

    correct_result(roster, a_correction(result, elected=result.elected, held_on=moved))

    terms = roster.execute(
        select(Term.elected_on, Term.closed_on, Term.due_on)
        .where(Term.organisation_id == result.organisation_id)
        .order_by(Term.elected_on)
    )
    assert [tuple(row) for row in terms] == [
        (date(2018, 3, 12), moved, date(2021, 3, 12)),
        (moved, None, date(2026, 3, 11)),
    ]
    (told,) = told_anew(roster)
    assert (told.elected_on, told.due_on) == (moved, date(2026, 3, 11))
    kept = roster.scalars(select(Superseded.facts).where(Superseded.table_name == "terms")).all()
    assert {"elected_on": "2021-03-08", "due_on": "2026-03-08"} in kept


def test_a_correction_of_the_day_of_approval_alone_concerns_no_team(roster, result):
    before = everything(roster)

    correct_result(roster, a_correction(result, elected=result.elected))

    assert everything(roster) == before


def test_the_correction_of_a_result_that_was_set_aside_seats_nobody(roster, result):
    voided = ElectionVoided(
        division_code=result.division_code,
        campaign_id=result.campaign_id,
        election_id=result.election_id,
        successor_id=uuid4(),
        voided_on=date(2021, 4, 1),
    )
    set_result_aside(roster, voided)

    correct_result(roster, a_correction(result))

    assert [row[0] for row in team(roster, result)] == ["P-2", "P-3"]


# A person's facts ---------------------------------------------------------------------------------


def caller(role: Role, division: str, name: str = "") -> Caller:
    """Return an account."""
    return Caller(f"{role}-{division}{name}", frozenset({role}), division, None, "")


CLERK, COUNTY_ORG = caller(Role.CLERK, COMMUNITY), caller(Role.COUNTY_ORG, COUNTY)
DECISION = DecisionBody(on=APPROVED, document_no="县组〔2021〕3号")


def a_request(number="P-2", **facts) -> CorrectionBody:
    """Return a request to correct what is known of a person."""
    return CorrectionBody.model_validate(
        {
            "person_number": number,
            "facts": facts,
            "reason_code": "ENTRY_MISTAKE",
            "document_no": "社党〔2021〕9号",
        }
    )


def asked(session, **facts):
    """Ask for a correction of P-2 as the clerk."""
    return corrections.request_correction(session, a_request(**facts), caller=CLERK)[0]


def test_a_request_alone_changes_nothing(roster, result):
    before = everything(roster)

    correction = asked(roster, education="21")

    assert everything(roster) == before
    assert correction.status == "REQUESTED"


def test_approval_corrects_the_person_and_every_team_in_which_the_person_counts(roster, result):
    correction = asked(roster, born_on="1986-05-04", education="21")

    corrections.approve_correction(roster, correction.id, DECISION, caller=COUNTY_ORG)

    person = roster.scalars(select(Person).where(Person.number == "P-2")).one()
    assert (person.born_on, person.education) == (date(1986, 5, 4), "21")
    kept = roster.scalars(select(Superseded.facts).where(Superseded.table_name == "people")).one()
    assert kept == {"born_on": "1976-05-04", "education": "31"}
    (told,) = told_anew(roster)
    assert (told.correction_id, told.correction_kind) == (correction.id, "PERSON")
    facts = {
        side: [
            (each.age, each.bachelor_or_above)
            for each in getattr(told, side)
            if each.person_number == "P-2"
        ]
        for side in ("incoming", "outgoing")
    }
    assert facts == {"incoming": [(34, True)], "outgoing": [(31, True)]}


def test_who_asked_does_not_approve(roster, result):
    both = Caller(CLERK.subject, frozenset({Role.COUNTY_ORG}), COUNTY, None, "")
    correction = asked(roster, education="21")

    with pytest.raises(SamePerson) as refusal:
        corrections.approve_correction(roster, correction.id, DECISION, caller=both)

    assert refusal.value.code == "SEPARATION"
    assert told_anew(roster) == []


def test_a_request_is_decided_once_and_within_its_division(roster, result):
    correction = asked(roster, education="21")
    elsewhere = caller(Role.COUNTY_ORG, OTHER_COUNTY)

    with pytest.raises(NotFound):
        corrections.approve_correction(roster, correction.id, DECISION, caller=elsewhere)
    corrections.refuse_correction(roster, correction.id, DECISION, caller=COUNTY_ORG)
    with pytest.raises(AlreadyDecided):
        corrections.approve_correction(roster, correction.id, DECISION, caller=COUNTY_ORG)

    assert told_anew(roster) == []


def test_nothing_is_asked_for_that_the_roster_says_already(roster, result):
    with pytest.raises(NothingToCorrect):
        asked(roster, education="31")


def test_requests_over_http(client_for, divisions, database, city_on_record):
    clerk = client_for("roster", "CLERK", COMMUNITY)
    county = client_for("roster", "COUNTY_ORG", COUNTY)
    far = client_for("roster", "CLERK", FAR_COMMUNITY)
    body = a_request(education="21").model_dump(mode="json", exclude_none=True)

    def post(client, path, content):
        headers = {"Idempotency-Key": str(uuid4())}
        return client.post(f"/api/v1{path}", json=content, headers=headers)

    outside = post(far, "/corrections", body)
    requested = post(clerk, "/corrections", body)
    path = requested.headers["location"].removeprefix("/api/v1")
    decision = DECISION.model_dump(mode="json")
    forbidden = post(clerk, f"{path}/approval", decision)
    approved = post(county, f"{path}/approval", decision)
    again = post(county, f"{path}/refusal", decision)

    assert (outside.status_code, outside.json()["code"]) == (422, "UNKNOWN-PERSON")
    assert (requested.status_code, requested.json()["status"]) == (201, "REQUESTED")
    assert forbidden.status_code == 403
    assert (approved.status_code, approved.json()["status"]) == (201, "APPROVED")
    assert (again.status_code, again.json()["code"]) == (409, "ALREADY-DECIDED")
    listed = county.get("/api/v1/corrections", params={"status": "APPROVED"}).json()["items"]
    assert listed == [county.get(f"/api/v1{path}").json()]
    assert far.get(f"/api/v1{path}").status_code == 404


@pytest.fixture(scope="module")
def city_on_record(divisions, database):
    """Put the small city on record to stay."""
    engine = make_engine(database.settings("roster"), pool_size=1)
    with make_sessions(engine).begin() as session:
        assert an_import(session, a_workbook()).state == "DONE"
    engine.dispose()
