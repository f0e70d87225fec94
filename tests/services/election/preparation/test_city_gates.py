"""The city's gates over HTTP: each broken by a request, and refused or warned of by its rule."""

from __future__ import annotations

from datetime import date

import pytest

from services.election.commands import copies
from services.election.domain.states import State
from services.election.models import Campaign
from shared import events
from tests.services.election.acts import PEOPLE
from tests.services.election.factories import CITY, COUNTY, DEPARTMENTS, STEPS
from tests.services.election.preparation.test_coverage import covered, get, outcome, put, train
from tests.services.election.rounds import play

FOUR = {
    "county_leader": "甲",
    "department_leader": "乙",
    "county_department": "丙",
    "first_secretary": "丁",
}
DONE = {"work_done": True, "tasks_done": True, "turned_round": True}
PLAN = {"steps": [{"step": step, "on": "2021-02-06", "owner": "某某"} for step in STEPS]}
MEETING = {
    "on": "2021-03-08", "base": 50, "present": 45, "method_adopted": True,
    "introduced": True, "scrutineers": 2, "tellers": 3,
}  # fmt: skip


def found(answer, rule):
    """Return the verdict of a rule in an answer, or in the problem that a refusal tells."""
    return next(each for each in answer.json()["verdicts"] if each["rule"] == rule)


def code(answer):
    assert answer.status_code in (409, 422), answer.text
    return answer.json()["code"]


def listed(case, **progress):
    """Put the organisation on the list, and say how far its rectification has come."""
    body = {"listed_on": "2020-12-01", **FOUR}
    assert case.post("/rectification", "COUNTY_ORG", body).status_code == 201
    answer = case.put(
        "/rectification/progress", "STREET", {"on": "2021-01-10", **(DONE | progress)}
    )
    assert answer.status_code == 200


# --- GATE-RECTIFY, GATE-SIX, the checklist ------------------------------------------------------


def test_a_listed_community_is_refused_its_start_by_rectification_and_by_its_risks(office):
    case = office.election(State.ASSESSED, risks=[True] * 6)
    listed(case, turned_round=False)

    answer = case.post("/clearance", "COUNTY_ORG", {"on": "2021-01-20"})

    assert code(answer) == "GATE-RECTIFY"
    assert answer.json()["needed"] == "Achieve: a team turned round."
    assert found(answer, "GATE-SIX")["inputs"]["open_risks"] == [1, 2, 3, 4, 5, 6]


def test_an_accepted_rectification_closes_no_risk_that_it_does_not_name(office):
    case = office.election(State.ASSESSED, risks=[True] * 6)
    listed(case)
    accepted = {"on": "2021-01-20", "closed_risks": [1, 2, 3, 4, 5]}

    with case.unchanged():
        nothing = case.post("/rectification/acceptance", "COUNTY_ORG", {"on": "2021-01-20"})
        not_all = case.post("/rectification/acceptance", "COUNTY_ORG", accepted)

    assert code(nothing) == code(not_all) == "GATE-SIX"
    assert found(not_all, "GATE-SIX")["inputs"]["open_risks"] == [6]
    closed = {"on": "2021-01-15", "document_no": "1"}
    assert case.post("/risks/6/closure", "COUNTY_ORG", closed).status_code == 201
    assert case.post("/rectification/acceptance", "COUNTY_ORG", accepted).status_code == 201
    assert case.view()["state"] == "CLEARED"


def test_a_rectification_closes_only_risks_that_there_are(office):
    case = office.election(State.ASSESSED, risks=[True, *[False] * 5])
    listed(case)

    body = {"on": "2021-01-20", "closed_risks": [1, 3]}
    answer = case.post("/rectification/acceptance", "COUNTY_ORG", body)

    assert code(answer) == "NO-SUCH-RISK"
    assert answer.json()["errors"][0]["pointer"] == "/closed_risks/1"


@pytest.mark.parametrize("open_item", [False, None])
def test_the_checklist_of_eight_is_to_be_done(office, open_item):
    case = office.election(State.ASSESSED)
    survey = {"visited_on": "2020-11-03", "preparations": [True] * 7 + [open_item]}
    assert case.put("/survey", "STREET", survey).status_code == 200

    answer = case.post("/clearance", "COUNTY_ORG", {"on": "2020-11-28"})

    assert code(answer) == "PROCEDURE-ORDER"
    assert "organisation and leadership" in answer.json()["needed"]


# --- GATE-ASSESS, GATE-PLAN ---------------------------------------------------------------------


def test_nobody_can_say_that_all_are_assessed_of_a_team_of_unknown_size(office):
    case = office.election(State.ASSESSED)
    organisation = case.player.election.organisation
    with office.sessions.begin() as session:
        stored = session.get(type(organisation), organisation.id)
        stored.team_members = 0

    answer = case.post("/clearance", "COUNTY_ORG", {"on": "2020-11-28"})

    assert answer.status_code == 201
    told = found(answer, "GATE-ASSESS")
    assert (told["outcome"], told["inputs"]["members"]) == ("WARNED", None)


def test_a_plan_is_vetted_by_civil_affairs_as_well(office):
    case = office.election(State.CLEARED)
    case.put("/plan", "CLERK", PLAN)
    vetting = {"on": "2021-02-05", "document_no": "民〔2021〕1号"}

    by_others = case.post("/plan/vetting", "COUNTY_ORG", vetting)
    assert by_others.status_code == 403
    assert case.post("/plan/vetting", "COUNTY_CIVIL", vetting).status_code == 201
    case.put("/plan", "CLERK", PLAN)
    gates = case.call("GET", "/gates", "COUNTY_ORG").json()["items"]
    assert outcome(gates, "GATE-PLAN") == "WARNED"  # another plan than the one vetted
    case.post("/plan/vetting", "COUNTY_CIVIL", vetting)
    answer = case.post("/plan/approval", "COUNTY_ORG", {"on": "2021-02-06"})

    told = found(answer, "GATE-PLAN")
    assert (told["outcome"], told["inputs"]["vetted"]) == ("PASSED", True)


# --- GATE-RESERVE -------------------------------------------------------------------------------


def reserve(case, number, post):
    return events.ReserveFiled(
        division_code=case.community,
        person_number=f"2204-9{number}",
        post=post,
        filed_on=date(2021, 1, 10),
    )


def test_a_pool_with_too_few_is_warned_of_when_the_file_is_closed(office):
    short, full = office.election(State.HANDED_OVER), office.election(State.HANDED_OVER)
    pool = [("1", "SECRETARY"), ("2", "SECRETARY"), ("3", "MEMBER"), ("4", "MEMBER")]
    with office.sessions.begin() as session:
        for case in (short, full):
            for number, post in pool:
                copies.file_reserve(session, reserve(case, number, post))
        left = {"division_code": short.community, "person_number": "2204-92"}
        withdrawn = events.ReserveWithdrawn(**left, post="SECRETARY", withdrawn_on=date(2021, 2, 1))
        copies.withdraw_reserve(session, withdrawn)

    warned, passed = (
        case.post("/closure", "STREET", {"on": "2021-03-20"}) for case in (short, full)
    )

    told = found(warned, "GATE-RESERVE")
    assert (warned.status_code, told["outcome"]) == (201, "WARNED")
    assert (told["inputs"]["principal_reserves"], told["inputs"]["member_reserves"]) == (1, 2)
    assert found(passed, "GATE-RESERVE")["outcome"] == "PASSED"


# --- GATE-TRAIN ---------------------------------------------------------------------------------


def test_those_who_count_and_watch_are_to_be_trained_for_the_vote(office):
    case = office.election(State.READY)
    for step in [*STEPS[: STEPS.index("MEETING")], "MEETING"]:
        train(office, case, step, {"2204-00001": True})
    named = {
        **MEETING, "scrutineers": 1, "tellers": 1,
        "scrutineer_numbers": ["2204-00101"], "teller_numbers": ["2204-00102"],
    }  # fmt: skip
    train(office, case, "MEETING", {"2204-00101": True})

    answer = case.post("/meetings", "CLERK", named)

    told = found(answer, "GATE-TRAIN")
    assert (told["outcome"], told["inputs"]["untrained"]) == ("WARNED", ["MEETING"])
    campaign = case.view()["campaign_id"]
    path = f"/campaigns/{campaign}/coverage/totals?division_code={case.community}"
    assert get(office, path)["trainings"]["MEETING"] == {
        "person_times": 2, "persons": 2, "absent": 1, "not_passed": 0,
    }  # fmt: skip
    train(office, case, "MEETING", {"2204-00102": True})
    assert covered(office, case)["untrained_steps"] == []


# --- Joint review -------------------------------------------------------------------------------


def answers(case, person, **given):
    body = {"person_number": person, "document_no": "函1号", **given}
    return case.post(
        "/review-answers", "REVIEW_DEPARTMENT", {"on": "2021-02-21", "answers": [body]},
        department="公安",
    )  # fmt: skip


@pytest.mark.parametrize("item", ["PETITION-HISTORY", None, "NOT-ON-THE-LIST"])
@pytest.mark.parametrize("said", ["FAIL", "CAUTION"])
def test_an_answer_names_an_item_of_the_list(office, item, said):
    case = office.election(State.NOMINATED)

    with case.unchanged():
        answer = answers(case, "2204-00001", answer=said, item_code=item)

    assert code(answer) == "REVIEW-MINIMAL"
    assert answers(case, "2204-00001", answer=said, item_code="FINDING").status_code == 201


def test_a_campaign_sets_its_grounds_and_no_private_one(office):
    campaign = office.call("POST", "/campaigns", "CITY_ORG", CITY, body=campaign_body()).json()[
        "id"
    ]
    path = f"/campaigns/{campaign}/review-items"
    theft = {
        "code": "THEFT", "wording": {"zh": "盗窃", "en": "theft"}, "kind": "BAR",
        "department": "公安", "look_back_years": 5,
    }  # fmt: skip
    petition = theft | {"code": "P1", "wording": {"zh": "信访情况", "en": "petition history"}}
    usual = get(office, path)

    refused = put(office, path, "CITY_ORG", CITY, {"document_no": "1", "items": [theft, petition]})
    stranger = put(
        office, path, "CITY_ORG", CITY,
        {"document_no": "1", "items": [theft | {"department": "气象"}]},
    )  # fmt: skip
    not_theirs = put(office, path, "COUNTY_ORG", COUNTY, {"document_no": "1", "items": [theft]})
    done = put(office, path, "CITY_ORG", CITY, {"document_no": "组〔2021〕1号", "items": [theft]})

    assert code(refused) == "REVIEW-MINIMAL"
    assert found(refused, "REVIEW-MINIMAL")["inputs"]["items"] == ["P1"]
    assert (code(stranger), not_theirs.status_code) == ("UNKNOWN-DEPARTMENT", 403)
    assert (usual["version"], usual["label"]) == (0, "UNVERIFIED")
    assert "FINDING" in [each["code"] for each in usual["items"]]
    assert (done.status_code, done.headers["ETag"]) == (200, '"1"')
    assert get(office, path) == done.json()
    assert [each["code"] for each in done.json()["items"]] == ["THEFT"]


def test_a_matter_past_its_years_is_no_finding(office):
    case = office.election(State.NOMINATED)  # nominated on 2021-02-11
    given = {"answer": "FAIL", "item_code": "SENTENCED"}

    past = answers(case, "2204-00001", ended_on="2016-02-11", **given)
    untold = answers(case, "2204-00001", **given)
    within = answers(case, "2204-00001", ended_on="2016-02-12", **given)

    assert code(past) == "REVIEW-LOOKBACK"
    assert found(past, "REVIEW-LOOKBACK")["inputs"]["years"] == 5
    assert found(untold, "REVIEW-LOOKBACK")["outcome"] == "WARNED"
    assert (within.status_code, found(within, "REVIEW-LOOKBACK")["outcome"]) == (201, "NOT_MET")


def test_ballots_are_printed_of_those_reviewed_decided_and_published(office):
    case = office.election(State.NOTICED)

    body = {"on": "2021-03-06", "candidates": case.player.course.standing}
    answer = case.post("/deliberation", "CLERK", body)

    told = found(answer, "GATE-JOINT-REVIEW")
    assert (told["outcome"], told["inputs"]["published"]) == ("PASSED", True)


def campaign_body():
    return {
        "name": "另一次换届", "division_code": CITY, "organisation_kind": "PARTY",
        "statistics_as_of": "2031-04-30", "previous_statistics_as_of": "2026-04-30",
        "departments": DEPARTMENTS,
    }  # fmt: skip


# --- Settings that acted ------------------------------------------------------------------------


def test_a_verdict_shows_the_value_that_acted(office):
    case = office.election(State.CANDIDATES_APPROVED)
    changed = {"notice_working_days": 7, "statistics_as_of": date(2021, 6, 30)}
    with office.sessions.begin() as session:
        campaign = session.get_one(Campaign, case.player.election.campaign_id)
        before = {name: getattr(campaign, name) for name in changed}
        for name, value in changed.items():
            setattr(campaign, name, value)

    notice = {"from": "2021-02-23", "to": "2021-03-01", "place": None}
    short = found(case.post("/notice", "STREET", notice), "GATE-NOTICE")
    group = covered(office, case)["verdicts"]
    with office.sessions.begin() as session:
        campaign = session.get_one(Campaign, case.player.election.campaign_id)
        for name, value in before.items():
            setattr(campaign, name, value)

    lead = next(each for each in group if each["rule"] == "GATE-LEAD")
    assert (short["outcome"], settings(short)) == ("REFUSED", {"notice_working_days": 7})
    assert settings(lead) == {"leading_group_limit": "2020-12-31"}


def settings(verdict):
    return {each["name"]: each["value"] for each in verdict["settings"]}


# --- GATE-YOUTH ---------------------------------------------------------------------------------


def test_a_winner_written_in_counts_among_the_young(office):
    """The only young candidate loses; the roster says that whom the members wrote in is 34."""
    old = dict.fromkeys(PEOPLE[:3], 40)
    lost, won = (office.election(State.VOTING, ages=old) for _ in range(2))
    votes = dict(zip(PEOPLE, [(44, 1, 0), (40, 5, 0), (10, 35, 0), (10, 35, 0)], strict=True))
    by_name = {
        lost: {**votes, PEOPLE[2]: (30, 15, 0)},
        won: votes,
    }
    for case, counted in by_name.items():
        play.done(case.post("/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45}))
        written = {"2204-00777": 30} if case is won else None
        assert play.count(case, 1, counted, returned=45, written=written)["state"] == "COUNTED"
    play.exception(won, "PARTY-WRITEIN", persons=["2204-00777"])

    none_young, one_young = (
        case.post("/certification", "STREET", {"on": play.DAY}) for case in (lost, won)
    )

    assert found(none_young, "GATE-YOUTH")["outcome"] == "WARNED"
    told = found(one_young, "GATE-YOUTH")
    assert (told["outcome"], told["inputs"]["young"], told["inputs"]["persons"]) == ("PASSED", 1, 3)


def test_a_list_of_candidates_without_a_young_one_needs_the_countys_approval(office):
    case = office.election(State.NOTICED, ages=dict.fromkeys(PEOPLE, 36))
    body = {"on": "2021-03-06", "candidates": PEOPLE}

    assert code(case.post("/deliberation", "CLERK", body)) == "GATE-YOUTH"
    approval = {"on": "2021-03-05", "document_no": "1", "rule": "GATE-YOUTH"}
    granted = case.post("/exceptions", "COUNTY_ORG", {**approval, "approved_by": "COUNTY_ORG"})
    assert granted.status_code == 201

    answer = case.post("/deliberation", "CLERK", body)
    assert found(answer, "GATE-YOUTH")["outcome"] == "APPROVED"
