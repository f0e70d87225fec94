"""Corrections: the figures that they touch change, everywhere above, and no others."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, select

from services.reporting.commands.projection import recompute_all
from services.reporting.consumers import consumers
from services.reporting.models import Correction, Election, FigureChange, Measure, Member
from services.reporting.queries.campaigns import look_at
from services.reporting.queries.figures import read_figures
from shared import events
from shared.database import make_engine, make_sessions
from shared.messaging.inbox import Inbox, Outcome
from tests.services.reporting.factories import consume, delivery_of, id_of, messages_of
from tests.services.reporting.story import (
    CAMPAIGN,
    CITY,
    DONGJI,
    FIRST,
    LONGSHAN,
    PROVINCE,
    SECOND,
    XIAN,
    ids,
    whole_story,
)

CORRECTED_ON = date(2021, 5, 20)
ABOVE = {FIRST, DONGJI, LONGSHAN, CITY}
WHY = {
    "correction_id": id_of("correction"),
    "correction_kind": "TALLY",
    "reason_code": "COUNT_MISTAKE",
    "corrected_on": CORRECTED_ON,
}
RIGHT = events.TeamMember(
    person_number="the-right-one",
    post="MEMBER",
    age=31,
    sex="2",
    education="14",
    bachelor_or_above=True,
    social_work=True,
)


@pytest.fixture
def session(session_for):
    return session_for("reporting")


def told(name):
    """Return what the story tells of the first community's election under a name."""
    [event] = [each for each in whole_story() if each.name == name and each.key == FIRST][:1]
    return event


def corrected_election(number=1, **changed):
    """Return the correction by which another person was elected."""
    before = told("election.completed.v1")
    elected = (*before.elected[:2], events.Winner(person_number="the-right-one", post="MEMBER"))
    facts = dict(before) | WHY | {"elected": elected, "correction_no": number} | changed
    return events.ElectionCorrected(**facts, corrects_id=id_of("approval"))


def corrected_committee(revision=1, **changed):
    """Return the team in which that other person sits."""
    before = told("roster.committee_seated.v1")
    facts = dict(before) | WHY | {"incoming": (*before.incoming[:2], RIGHT)} | changed
    return events.CommitteeCorrected(**facts, revision=revision)


def sums(session):
    """Return every sum that is not zero."""
    statement = select(
        Measure.division_code, Measure.source, Measure.name, Measure.own, Measure.total
    ).where(Measure.campaign_id == CAMPAIGN, (Measure.own != 0) | (Measure.total != 0))
    return {tuple(row) for row in session.execute(statement)}


def figures(session):
    """Return the figures of every division that has any."""
    found = {}
    for code in (PROVINCE, FIRST, SECOND):
        view = look_at(session, CAMPAIGN, scope=PROVINCE, division_code=code)
        snapshot = read_figures(session, view, descendants=True)
        found |= {division.code: division.values for division in snapshot.divisions}
    return found


def rebuilt(session):
    recompute_all(session)
    session.expire_all()
    return sums(session)


def state(session):
    """Return everything that corrections leave."""
    tables = (Correction, FigureChange, Member, Election)
    rows = [
        sorted(map(repr, session.execute(select(*table.__table__.columns)).all()))
        for table in tables
    ]
    return rows, sums(session)


def test_a_corrected_result_changes_the_figures_above_it_and_no_others(session):
    consume(session, whole_story())
    before = figures(session)

    consume(session, [corrected_election(first_ballot=False), corrected_committee()])

    after = figures(session)
    changed = {
        code: {name for name, value in after[code].items() if value != before[code][name]}
        for code in after
    }
    assert {code for code, names in changed.items() if names} == ABOVE | {PROVINCE}
    assert {"mean_age", "first_ballot_success_rate"} <= changed[CITY]
    assert changed[CITY].isdisjoint({"team_members", "completed", "activities", "problems"})
    assert before[XIAN] == after[XIAN]
    assert sums(session) == rebuilt(session)


def test_the_corrected_team_and_outcome_take_the_place_of_those_before(session):
    consume(session, [*whole_story(), corrected_election(), corrected_committee()])

    election = session.get_one(Election, ids(FIRST)["election_id"])
    team = select(Member.person_number).where(
        Member.election_id == election.id, Member.side == "incoming"
    )
    assert set(election.elected) == set(session.scalars(team))
    assert "the-right-one" in election.elected


def test_old_and_new_values_are_kept_of_each_figure_that_was_touched(session):
    consume(session, whole_story())
    before = figures(session)

    consume(session, [corrected_election(first_ballot=False), corrected_committee()])

    after = figures(session)
    kept = {
        (row.division_code, row.figure): (row.before, row.after)
        for row in session.scalars(select(FigureChange))
    }
    assert {code for code, _ in kept} == ABOVE | {PROVINCE}
    for code in ABOVE:
        names = {name for name, value in after[code].items() if value != before[code][name]}
        assert {figure for division, figure in kept if division == code} == names
        for name in names:
            told_before, told_after = kept[code, name]
            assert told_before["value"] == before[code][name].value
            assert told_after["value"] == after[code][name].value
    [correction] = session.scalars(select(Correction))
    facts = {each["fact"]: (each["before"], each["after"]) for each in correction.facts}
    assert facts["first_ballot"] == (True, False)
    gone = told("election.completed.v1").elected[2].person_number
    assert gone in facts["elected"][0]
    assert gone not in facts["elected"][1]


def test_a_correction_that_comes_twice_takes_effect_once(session):
    corrections = [corrected_election(), corrected_committee()]
    consume(session, [*whole_story(), *corrections])
    before = state(session)

    consume(session, corrections)

    assert state(session) == before


def test_what_was_told_before_a_correction_and_comes_late_changes_nothing(session):
    consume(session, [*whole_story(), corrected_election(2), corrected_committee(2)])
    before = state(session)

    late = [told("election.completed.v1"), told("roster.committee_seated.v1")]
    consume(session, [*late, corrected_election(1, elected=()), corrected_committee(1)])

    assert state(session) == before


def test_two_corrections_of_one_election_are_kept_one_after_the_other(session):
    first = told("election.completed.v1")
    again = {"correction_id": id_of("another correction"), "elected": first.elected}
    consume(session, [*whole_story(), corrected_election()])

    consume(session, [corrected_election(2, **again)])

    facts = {each.id: each.facts for each in session.scalars(select(Correction))}
    one, two = facts[WHY["correction_id"]], facts[again["correction_id"]]
    assert [each["before"] for each in one] == [each["after"] for each in two]


def test_a_persons_correction_touches_the_figures_of_the_team_alone(session):
    consume(session, whole_story())
    before = told("roster.committee_seated.v1")
    older = before.incoming[0].model_copy(update={"age": before.incoming[0].age + 9})

    consume(
        session,
        [corrected_committee(incoming=(older, *before.incoming[1:]), correction_kind="PERSON")],
    )

    touched = set(session.scalars(select(FigureChange.figure)))
    assert touched == {"mean_age", "secretary_mean_age"} | (touched & {"aged_35_or_under"}) | (
        touched & {"secretary_aged_35_or_under"}
    )
    assert sums(session) == rebuilt(session)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_services_that_tell_of_it_in_any_order_end_in_the_same_figures(fresh_database, order):
    engine = make_engine(fresh_database.settings("reporting"), pool_size=1)
    sessions = make_sessions(engine)
    messages = messages_of([*whole_story(), corrected_election(), corrected_committee()])
    deliveries = [delivery_of(message) for message in messages]
    *story, election, committee = deliveries
    late = [(election, committee)[place] for place in order]

    inbox = Inbox(sessions, consumers)
    outcomes = [inbox.receive(delivery) for delivery in [*reversed(late), *story, *late]]

    assert Outcome.SET_ASIDE not in outcomes
    with sessions.begin() as session:
        ended = sums(session)
        session.execute(delete(Measure))
        assert rebuilt(session) == ended
        assert "the-right-one" in set(session.scalars(select(Member.person_number)))
    engine.dispose()


def test_corrections_are_listed_over_http(client_for, database):
    engine = make_engine(database.settings("reporting"), pool_size=1)
    with make_sessions(engine).begin() as session:
        consume(session, [*whole_story(), corrected_election(), corrected_committee()])
    engine.dispose()

    def listed(role, division, code=None):
        client = client_for("reporting", role, division)
        params = {"division_code": code} if code else {}
        return client.get(f"/api/v1/campaigns/{CAMPAIGN}/corrections", params=params)

    [seen] = listed("CITY_ORG", CITY).json()["items"]
    assert (seen["kind"], seen["division_code"]) == ("TALLY", FIRST)
    assert {each["division_code"] for each in seen["figures"]} == ABOVE
    [by_street] = listed("STREET", DONGJI).json()["items"]
    assert {each["division_code"] for each in by_street["figures"]} == {FIRST, DONGJI}
    assert listed("CITY_ORG", CITY, XIAN).json()["items"] == []
    assert listed("TELLER", FIRST).status_code == 403
