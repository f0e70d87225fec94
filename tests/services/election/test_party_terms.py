"""Terms, shifts, holds, approval and filing of a Party election, over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.election.domain.states import State
from services.election.models import Organisation
from tests.services.election import factories
from tests.services.election.http import Case, Office
from tests.services.election.rounds.play import (
    describe,
    document,
    done,
    people,
    refused,
    told_result,
    verdicts,
)

Json = dict[str, Any]
DUE = date(2021, 4, 24)
CANDIDATES = people(4)
MEETING = {
    "on": "2021-03-08",
    "base": 50,
    "present": 45,
    "method_adopted": True,
    "introduced": True,
    "scrutineers": 2,
    "tellers": 3,
}


@pytest.fixture(scope="module")
def office(client_for, database):
    """Return the service with a roster that knows everyone."""
    opened = Office(client_for, database.settings("election"))
    yield opened
    opened.close()


def shift(approved_by: str, new_due: str, approved_on: str = "2021-03-01") -> Json:
    """Return an approval of another day."""
    return {
        "approved_by": approved_by,
        "approved_on": approved_on,
        "new_due": new_due,
        "document_no": "延1号",
        "reason": "疫情防控",
    }


def outcome(view: Json, rule: str) -> str:
    """Return what the only verdict of a rule says."""
    (verdict,) = verdicts(view, rule)
    return verdict["outcome"]


# --- The term that ends and the one that begins -----------------------------------------------


def asking(case: Case) -> Any:
    """Ask for the election."""
    return case.post("/request", "CLERK", document("2021-02-06") | {"seats": 3})


def test_an_old_term_of_unknown_length_stops_the_request(office):
    case = office.election(State.CLEARED)
    describe(case, elected_on=date(2018, 7, 11), term_years=0)

    with case.unchanged():
        refused(asking(case), "PARTY-TERM-OLD")

    describe(case, elected_on=date(2018, 7, 12), term_years=0)
    view = done(asking(case))
    (known,) = verdicts(view, "PARTY-TERM-OLD")
    assert (known["outcome"], known["inputs"]["due"]) == ("PASSED", "2023-07-12")


@pytest.mark.parametrize(
    ("elected_on", "years", "found"),
    [(date(2018, 7, 12), 3, "NOT_MET"), (date(2018, 7, 11), 3, "PASSED")],
)
def test_a_term_is_measured_by_its_law(office, elected_on, years, found):
    case = office.election(State.CLEARED)
    describe(case, elected_on=elected_on, term_years=years)

    assert outcome(done(asking(case)), "PARTY-TERM") == found


def test_an_election_is_due_when_the_rules_say_not_when_roster_does(office):
    community = factories.a_community()
    told = factories.registered(
        community, elected_on=date(2020, 2, 29), term_years=5, due_on=date(2030, 1, 1)
    )
    campaign = office.election().view()["campaign_id"]
    with office.sessions.begin() as session:
        factories.put_divisions(session, [community])
        factories.copies.keep_organisation(session, told)

    query = f"?campaign_id={campaign}&division_code={community}"
    (listed,) = office.call("GET", f"/elections{query}", "CITY_ORG", factories.CITY).json()["items"]

    assert listed["due_on"] == "2025-02-28"


def test_the_new_term_runs_from_the_day_of_election(office):
    case = office.election(State.SUBMITTED)

    view = done(case.post("/result-approval", "STREET", document("2021-03-26")))

    (start,) = verdicts(view, "PARTY-TERM-START")
    assert (start["inputs"]["start"], start["inputs"]["due"]) == ("2021-03-08", "2026-03-08")


# --- Early and late ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caller", "approved_by", "status"),
    [
        ("STREET", "SUPERIOR", 201),
        ("STREET", "STREET", 201),
        ("STREET", "COUNTY_SC", 403),
        ("COUNTY_ORG", "COUNTY_SC", 403),
        ("COUNTY_SC", "COUNTY_SC", 201),
        ("STREET", "CLERK", 422),
        ("STREET", "COUNTY_GOV", 422),
        ("CLERK", "SUPERIOR", 403),
    ],
)
def test_only_the_one_who_approves_a_shift_may_record_it(office, caller, approved_by, status):
    case = office.election()

    answer = case.post("/postponement", caller, shift(approved_by, "2021-09-01"))

    assert answer.status_code == status, answer.text


def test_two_years_are_not_for_the_street_to_grant(office):
    case = office.election()

    with case.unchanged():
        answer = case.post("/postponement", "STREET", shift("STREET", "2023-04-24"))

    assert refused(answer, "PARTY-EXTEND")["needed"] == "The county's approval, with its reason."
    done(case.post("/postponement", "COUNTY_SC", shift("COUNTY_SC", "2023-04-24")))


def excepted(case: Case, rule: str, by: str, **more: str) -> Any:
    """Attach an approval."""
    body = document("2021-03-01") | {"rule": rule, "approved_by": by, **more}
    return case.post("/exceptions", by, body)


def test_no_exception_of_the_streets_lets_a_meeting_be_years_late(office):
    case = office.election(State.READY)
    late = MEETING | {"on": "2025-04-25"}
    refused(case.post("/meetings", "CLERK", late), "PARTY-DEADLINE")
    done(excepted(case, "PARTY-DEADLINE", "STREET"))

    with case.unchanged():
        refused(case.post("/meetings", "CLERK", late), "PARTY-EXTEND")
        unreasoned = excepted(case, "PARTY-EXTEND", "COUNTY_SC")
    assert unreasoned.status_code == 422
    assert excepted(case, "PARTY-EXTEND", "STREET", reason="防汛").status_code == 422

    done(excepted(case, "PARTY-EXTEND", "COUNTY_SC", reason="防汛"))
    view = done(case.post("/meetings", "CLERK", late))
    assert outcome(view, "PARTY-EXTEND") == "APPROVED"


def test_the_streets_exception_reaches_a_year(office):
    case = office.election(State.READY)
    done(excepted(case, "PARTY-DEADLINE", "STREET"))

    view = done(case.post("/meetings", "CLERK", MEETING | {"on": "2022-04-24"}))

    assert (outcome(view, "PARTY-DEADLINE"), outcome(view, "PARTY-EXTEND")) == (
        "APPROVED",
        "PASSED",
    )


@pytest.mark.parametrize(
    ("due_on", "allowed"), [(date(2022, 3, 8), True), (date(2022, 3, 9), False)]
)
def test_more_than_a_year_early_is_for_the_county(office, due_on, allowed):
    case = office.election(State.READY, due_on=due_on)

    if allowed:
        assert outcome(done(case.post("/meetings", "CLERK", MEETING)), "PARTY-EXTEND") == "PASSED"
        return
    with case.unchanged():
        refused(case.post("/meetings", "CLERK", MEETING), "PARTY-EXTEND")
    done(case.post("/postponement", "COUNTY_SC", shift("COUNTY_SC", "2021-03-08")))
    view = done(case.post("/meetings", "CLERK", MEETING))
    assert outcome(view, "PARTY-EXTEND") == "APPROVED"


def test_an_approved_day_that_comes_later_covers_no_meeting_before_it(office):
    case = office.election(State.READY, due_on=date(2023, 3, 8))
    done(case.post("/postponement", "COUNTY_SC", shift("COUNTY_SC", "2021-03-09")))

    refused(case.post("/meetings", "CLERK", MEETING), "PARTY-EXTEND")


# --- Holds and a result set aside -------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "rule", "other"),
    [
        ("CANVASSING", "PARTY-DISCIPLINE", "PARTY-NO-FORCE"),
        ("VOTE_BUYING", "PARTY-DISCIPLINE", "PARTY-NO-FORCE"),
        ("COERCION", "PARTY-NO-FORCE", "PARTY-DISCIPLINE"),
    ],
)
@pytest.mark.parametrize("state", [State.COUNTED, State.SUBMITTED])
def test_a_hold_names_the_rule_of_its_kind(office, state, kind, rule, other):
    case = office.election(state)
    path, day = (
        ("/certification", "2021-03-08")
        if state is State.COUNTED
        else ("/result-approval", "2021-03-11")
    )
    with office.sessions.begin() as session:
        hold = factories.a_hold(session, case.community, kind)

    refused(case.post(path, "STREET", document(day) if "result" in path else {"on": day}), rule)

    gates = case.call("GET", "/gates", "STREET").json()["items"]
    assert {each["rule"]: each["outcome"] for each in gates}[other] == "PASSED"
    with office.sessions.begin() as session:
        factories.close_hold(session, case.community, hold)
    done(case.post(path, "STREET", document(day) if "result" in path else {"on": day}))


def test_a_set_aside_keeps_the_verdict_it_rests_on(office):
    case = office.election(State.SUBMITTED)
    with office.sessions.begin() as session:
        factories.a_hold(session, case.community)

    view = done(case.post("/void", "COUNTY_ORG", document("2021-03-12")))

    assert outcome(view, "PARTY-DISCIPLINE") == "VOIDED"
    (record,) = [
        each
        for each in case.call("GET", "/records", "CITY_ORG").json()["items"]
        if each["step"] == "VOID"
    ]
    (rests_on,) = record["verdicts"]
    assert (rests_on["rule"], rests_on["inputs"]["open_cases"]) == ("PARTY-DISCIPLINE", 1)


@pytest.mark.parametrize(("state", "at_once"), [(State.READY, True), (State.COUNTED, False)])
def test_the_ballot_of_one_set_aside_counts_as_one_before(office, state, at_once):
    case = office.election(state)
    done(case.post("/void", "COUNTY_ORG", document("2021-03-09")))
    campaign = case.view()["campaign_id"]
    query = f"?campaign_id={campaign}&division_code={case.community}"
    found = office.call("GET", f"/elections{query}", "CITY_ORG", factories.CITY).json()["items"]
    (anew,) = [each["id"] for each in found if each["predecessor_id"] == str(case.id)]

    with office.sessions.begin() as session:
        election = session.get_one(factories.Election, anew)
        course = factories.Course(meeting_on=date(2021, 3, 10))
        player = factories.Player(session, election, course)
        for stage in (
            factories.meet,
            factories.count_votes,
            factories.certify,
            factories.elect_secretary,
        ):
            stage(player)
        player.record(factories.Step.REPORT, factories.Role.CLERK, player.document("2021-03-11"))
        factories.approve(player)

    assert told_result(case)["first_ballot"] is at_once


# --- Approval, filing, archive ----------------------------------------------------------------


def test_nobody_is_called_secretary_before_the_approval(office):
    case = office.election(State.SUBMITTED)

    before = case.call("GET", "/result", "CLERK").json()
    done(case.post("/result-approval", "STREET", document("2021-03-11")))
    after = case.call("GET", "/result", "CLERK").json()

    posts = [[each["post"] for each in result["winners"]] for result in (before, after)]
    assert (posts[0].count("SECRETARY"), posts[1].count("SECRETARY")) == (0, 1)
    assert [outcome(result, "PARTY-APPROVE-SEC") for result in (before, after)] == [
        "REFUSED",
        "PASSED",
    ]


@pytest.mark.parametrize(
    ("path", "role"), [("/handover", "STREET"), ("/county-filing", "COUNTY_ORG")]
)
def test_no_secretary_acts_or_is_filed_before_the_approval(office, path, role):
    case = office.election(State.APPROVED)
    body = document("2021-03-10") if role == "COUNTY_ORG" else {"on": "2021-03-10"}

    refused(case.post(path, role, body), "PARTY-APPROVE-SEC")

    done(case.post(path, role, body | {"on": "2021-03-11"}))


@pytest.mark.parametrize(
    ("reported_on", "filed_on", "found"),
    [
        ("2021-03-15", None, ("PASSED", "PASSED")),
        ("2021-03-16", None, ("WARNED", "WARNED")),
        ("2021-03-16", "2021-03-11", ("WARNED", "PASSED")),
        ("2021-03-15", "2021-03-16", ("PASSED", "WARNED")),
    ],
)
def test_the_report_files_the_members(office, reported_on, filed_on, found):
    case = office.election(State.SECRETARY_ELECTED)
    body = document(reported_on) | ({"members_filed_on": filed_on} if filed_on else {})

    view = done(case.post("/report", "CLERK", body))

    assert (outcome(view, "PARTY-REPORT-LIMIT"), outcome(view, "PARTY-FILE-MEMBERS")) == found


def test_a_limit_in_an_unpublished_year_says_so(office):
    case = office.election(State.SECRETARY_ELECTED)

    view = done(case.post("/report", "CLERK", document("2031-03-15")))

    (limit,) = verdicts(view, "PARTY-REPORT-LIMIT")
    assert 2031 in limit["inputs"]["unpublished_years"]
    assert "2031: ?" in limit["numbers"]
    assert "2031" in limit["needed"]


@pytest.mark.parametrize(
    ("filed_on", "found"), [("2021-04-10", "PASSED"), ("2021-04-11", "WARNED")]
)
def test_a_late_filing_at_the_county_is_warned_about(office, filed_on, found):
    case = office.election(State.APPROVED)

    view = done(case.post("/county-filing", "COUNTY_ORG", document(filed_on)))

    assert outcome(view, "GATE-SEC-FILE") == found


def test_a_file_without_its_sealed_ballots_is_not_closed(office):
    unsealed, unsaid, sealed = (office.election(State.HANDED_OVER) for _ in range(3))
    day = {"on": "2021-03-20"}

    with unsealed.unchanged():
        problem = refused(
            unsealed.post("/closure", "STREET", day | {"ballots_sealed": False}), "PARTY-ARCHIVE"
        )
    assert problem["needed"] == "Add: the sealed ballots."
    assert outcome(done(unsaid.post("/closure", "STREET", day)), "PARTY-ARCHIVE") == "WARNED"
    view = done(sealed.post("/closure", "STREET", day | {"ballots_sealed": True}))
    assert outcome(view, "PARTY-ARCHIVE") == "PASSED"


@pytest.mark.parametrize(("informed", "found"), [(None, "WARNED"), ("社党报2号", "PASSED")])
def test_a_cut_of_which_the_superior_knows_nothing_is_warned_about(office, informed, found):
    case = short_by_one(office)
    body = {"on": "2021-03-08", "consenting": 23, "informed_document_no": informed}

    view = done(case.post("/seat-cut", "STREET", body))

    assert view["state"] == "COUNTED"
    (reduced,) = verdicts(view, "PARTY-REDUCE")
    assert (reduced["outcome"], reduced["inputs"]["superior_informed"]) == (found, bool(informed))


def short_by_one(office: Office) -> Case:
    """Return an election in which one of four seats found no majority."""
    case = office.election(State.READY, seats=4, nominees=people(5))
    with office.sessions.begin() as session:
        election = session.get_one(factories.Election, case.id)
        votes = [(44, 1, 0), (40, 3, 2), (35, 10, 0), (22, 23, 0), (10, 35, 0)]
        course = factories.Course(seats=4, nominees=people(5), votes=votes)
        player = factories.Player(session, election, course)
        factories.meet(player)
        factories.count_votes(player)
    return case


# --- A standing committee ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standing", "allowed"), [(2, False), (3, True), (4, True), (5, False), (0, False)]
)
def test_a_standing_committee_has_one_or_two_candidates_more(office, standing, allowed):
    nominees = people(7)
    case = office.election(State.PLAN_APPROVED, seats=5, nominees=nominees)
    with office.sessions.begin() as session:
        organisation = session.get_one(
            Organisation, session.get_one(factories.Election, case.id).organisation_id
        )
        organisation.type, organisation.full_members = "PARTY_COMMITTEE", 101
    asked = document("2021-02-06") | {"seats": 5, "standing_seats": 2}
    done(case.post("/request", "CLERK", asked))
    done(case.post("/reply", "STREET", document("2021-02-09") | {"approved_seats": 5}))
    done(case.post("/nominees", "CLERK", {"on": "2021-02-11", "person_numbers": nominees}))
    with office.sessions.begin() as session:
        election = session.get_one(factories.Election, case.id)
        factories.review(factories.Player(session, election, factories.Course(nominees=nominees)))
    consent = document("2021-02-22") | {
        "candidates": nominees,
        "secretary_candidate": nominees[0],
        "standing_candidates": nominees[:standing],
    }

    answer = case.post("/consent", "STREET", consent)

    if allowed:
        assert outcome(done(answer), "PARTY-SURPLUS-STANDING") == "PASSED"
    else:
        refused(answer, "PARTY-SURPLUS-STANDING")
