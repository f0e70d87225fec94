"""Preparation over HTTP: what is recorded counts for the organisations that it reached."""

from __future__ import annotations

from datetime import date

from services.election.domain.standard import Standard
from services.election.domain.states import State
from tests.services.election import factories
from tests.services.election.factories import CITY, COUNTY, OTHER_COUNTY, STREET

GROUP = {"party_head": "县委书记", "government_head": "县长", "established_on": "2020-10-31"}
ONE_TO_ONE = {
    "on": "2020-12-01",
    "kind": "ONE_TO_ONE",
    "held_by": "STREET_SECRETARY",
    "with_parties": ["COMMUNITY_SECRETARY", "COMMITTEE_MEMBER"],
    "count": 1,
}
COLLECTIVE = {
    "on": "2020-11-10",
    "kind": "COLLECTIVE",
    "held_by": "COUNTY_SECRETARY",
    "with_parties": ["STREET_SECRETARY", "LEADING_GROUP_UNIT"],
    "count": 1,
}
STEPS = [
    "SURVEY", "ASSESS", "REQUEST", "NOMINATE", "REVIEW", "CONSENT", "NOTICE", "ROLL", "REHEARSE",
    "MEETING",
]  # fmt: skip
RUBRIC = [{"zh": "领导班子好", "en": "good team"}, {"zh": "群众满意", "en": "people satisfied"}]


def campaign_of(case) -> str:
    return case.view()["campaign_id"]


def post(office, path, role, division, body):
    answer = office.call("POST", path, role, division, body=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def get(office, path, role="CITY_ORG", division=CITY):
    answer = office.call("GET", path, role, division)
    assert answer.status_code == 200, answer.text
    return answer.json()


def put(office, path, role, division, body, version=0):
    return office.call("PUT", path, role, division, body=body, headers={"If-Match": f'"{version}"'})


def covered(office, case):
    path = f"/campaigns/{campaign_of(case)}/coverage?division_code={case.community}"
    (found,) = get(office, path)["items"]
    return found


def outcome(verdicts, rule):
    return next(each["outcome"] for each in verdicts if each["rule"] == rule)


def train(office, case, step, people, **changed):
    attended = [
        {"person_number": person, "division_code": case.community, "passed": passed}
        for person, passed in people.items()
    ]
    body = {
        "on": "2020-11-01",
        "division_code": STREET,
        "step": step,
        "document_no": "训〔2020〕1号",
        "attended": attended,
    }
    path = f"/campaigns/{campaign_of(case)}/trainings"
    return post(office, path, "STREET", STREET, body | changed)


# --- GATE-LEAD, GATE-TALK, GATE-TRAIN ---------------------------------------------------------


def test_nothing_recorded_warns_and_lets_the_plan_pass(office):
    case = office.election(State.CLEARED)
    factories_plan = {
        "steps": [{"step": s, "on": "2021-02-06", "owner": "某某"} for s in factories.STEPS]
    }
    case.put("/plan", "CLERK", factories_plan)

    gates = case.call("GET", "/gates", "COUNTY_ORG").json()["items"]
    answer = case.post("/plan/approval", "COUNTY_ORG", {"on": "2021-02-06"})

    assert (outcome(gates, "GATE-LEAD"), outcome(gates, "GATE-TALK")) == ("WARNED", "WARNED")
    assert answer.status_code == 201
    assert {each["rule"] for each in answer.json()["warnings"]} == {
        "GATE-LEAD",
        "GATE-TALK",
        "GATE-PLAN",  # nobody has recorded that civil affairs vetted it
    }


def test_a_leading_group_under_two_heads_in_time_is_in_place_for_its_county_alone(office):
    here, there = office.election(), office.election(street=factories.OTHER_STREET)
    path = f"/campaigns/{campaign_of(here)}/leading-groups"
    late = GROUP | {"established_on": "2020-11-01"}

    post(office, path, "COUNTY_ORG", COUNTY, GROUP | {"division_code": COUNTY})
    post(office, path, "COUNTY_ORG", OTHER_COUNTY, late | {"division_code": OTHER_COUNTY})

    assert outcome(covered(office, here)["verdicts"], "GATE-LEAD") == "PASSED"
    assert outcome(covered(office, there)["verdicts"], "GATE-LEAD") == "WARNED"
    listed = get(office, path)["items"]
    assert [each["division_code"] for each in listed] == [COUNTY, OTHER_COUNTY]


def test_a_later_record_of_the_leading_group_corrects_the_earlier_one(office):
    case = office.election()
    path = f"/campaigns/{campaign_of(case)}/leading-groups"

    post(office, path, "COUNTY_ORG", COUNTY, GROUP | {"division_code": COUNTY})
    one_head = GROUP | {"division_code": COUNTY, "government_head": None}
    post(office, path, "COUNTY_ORG", COUNTY, one_head)

    assert outcome(covered(office, case)["verdicts"], "GATE-LEAD") == "WARNED"


def test_a_leading_group_is_that_of_a_county_inside_the_callers_division(office):
    case = office.election()
    path = f"/campaigns/{campaign_of(case)}/leading-groups"

    street = office.call("POST", path, "COUNTY_ORG", COUNTY, body=GROUP | {"division_code": STREET})
    elsewhere = office.call(
        "POST", path, "COUNTY_ORG", COUNTY, body=GROUP | {"division_code": OTHER_COUNTY}
    )

    assert (street.status_code, street.json()["code"]) == (422, "NO-COUNTY")
    assert elsewhere.status_code == 404


def test_talks_are_complete_when_each_member_had_one_and_the_county_had_its_own(office):
    case = office.election(State.CLEARED)  # one member is assessed
    county = {"division_code": COUNTY}

    post(office, f"/campaigns/{campaign_of(case)}/talks", "COUNTY_ORG", COUNTY, COLLECTIVE | county)
    assert outcome(covered(office, case)["verdicts"], "GATE-TALK") == "WARNED"
    again = ONE_TO_ONE | {"members": 0, "count": 3}  # talked with those who were talked with
    assert case.post("/talks", "STREET", again).status_code == 201
    assert outcome(covered(office, case)["verdicts"], "GATE-TALK") == "WARNED"
    case.post("/talks", "STREET", ONE_TO_ONE)

    found = covered(office, case)
    assert outcome(found["verdicts"], "GATE-TALK") == "PASSED"
    assert (found["members"], found["members_talked"], found["collective_talks"]) == (1, 1, 1)


def test_a_talk_is_counted_once_by_number_and_has_no_room_for_its_content(office):
    case = office.election()

    told = case.post("/talks", "STREET", ONE_TO_ONE | {"count": 4}).json()
    with_content = case.post("/talks", "STREET", ONE_TO_ONE | {"content": "…"})
    too_many = case.post("/talks", "STREET", ONE_TO_ONE | {"members": 2})

    assert (with_content.status_code, too_many.status_code) == (422, 422)
    with office.sessions() as session:
        (event,) = factories.told(session, "election.activity_recorded.v1", case.community)
    assert (event["kind"], event["quantity"], event["activity_id"]) == ("TALK", 4, told["id"])
    path = f"/activities?division_code={case.community}"
    assert [each["id"] for each in get(office, path)["items"]] == [told["id"]]


def test_each_step_up_to_the_meeting_needs_a_training_with_somebody_of_the_community(office):
    case = office.election(State.READY)
    with_step = [step for step in STEPS if step != "CONSENT"]
    for step in with_step:
        train(office, case, step, {"2204-00001": True})

    found = covered(office, case)
    assert found["untrained_steps"] == ["CONSENT"]
    assert (found["rehearsals"], outcome(found["verdicts"], "GATE-TRAIN")) == (1, "WARNED")
    train(office, case, "CONSENT", {"2204-00002": False})
    assert covered(office, case)["untrained_steps"] == ["CONSENT"]  # the test is to be passed
    train(office, case, "CONSENT", {"2204-00002": True})

    meeting = {
        "on": "2021-03-08", "base": 50, "present": 45, "method_adopted": True,
        "introduced": True, "scrutineers": 2, "tellers": 3,
    }  # fmt: skip
    answer = case.post("/meetings", "CLERK", meeting)
    assert answer.status_code == 201
    assert outcome(answer.json()["verdicts"], "GATE-TRAIN") == "PASSED"


def test_a_training_after_the_meeting_does_not_count_for_it(office):
    case = office.election(State.READY)
    for step in STEPS:
        train(office, case, step, {"2204-00001": True}, on="2021-03-09")
    meeting = {
        "on": "2021-03-08", "base": 50, "present": 45, "method_adopted": True,
        "introduced": True, "scrutineers": 2, "tellers": 3,
    }  # fmt: skip

    answer = case.post("/meetings", "CLERK", meeting)

    assert outcome(answer.json()["verdicts"], "GATE-TRAIN") == "WARNED"


# --- Coverage ---------------------------------------------------------------------------------


def test_visits_are_counted_by_round_and_totals_name_those_left_out(office):
    first, second = office.election(), office.election()
    for case in (first, second):
        case.post("/visits", "STREET", {"on": "2020-11-03", "round": 1})
    first.post("/visits", "STREET", {"on": "2020-12-03", "round": 2})

    found = get(office, f"/campaigns/{campaign_of(first)}/coverage/totals")

    assert second.community in found["visits"]["2"]
    assert not {first.community, second.community} & set(found["visits"]["1"])
    assert covered(office, first)["visited_rounds"] == [1, 2]


def test_publicity_counts_with_its_document_and_a_training_by_persons_and_times(office):
    case = office.election()
    banner = {
        "campaign_id": campaign_of(case), "kind": "BANNER", "division_code": case.community,
        "happened_on": "2021-02-01", "quantity": 3,
    }  # fmt: skip
    post(office, "/activities", "CLERK", case.community, banner)
    post(office, "/activities", "CLERK", case.community, banner | {"document_no": "宣〔2021〕1号"})
    train(office, case, "NOMINATE", {"2204-00001": False, "2204-00002": True})
    train(office, case, "NOMINATE", {"2204-00001": False})

    path = f"/campaigns/{campaign_of(case)}/coverage/totals?division_code={case.community}"
    found = get(office, path)

    assert covered(office, case)["publicity"] == {"BANNER": 3}
    assert found["work"]["BANNER"] == {
        "quantity": 3, "reached": 1, "organisations": 1, "missed": [],
    }  # fmt: skip
    assert found["work"]["LECTURE"]["missed"] == [case.community]
    assert found["trainings"]["NOMINATE"] == {
        "person_times": 3, "persons": 2, "absent": 0, "not_passed": 1,
    }  # fmt: skip


def test_the_new_members_are_to_be_trained_and_to_pass(office):
    case = office.election(State.HANDED_OVER)
    train(office, case, "NEW_MEMBERS", {"2204-00001": True, "2204-00002": False}, on="2021-05-01")

    found = covered(office, case)["new_members"]

    assert found == {
        "elected": 3, "trained": 2, "absent": ["2204-00003"], "not_passed": ["2204-00002"],
    }  # fmt: skip


def test_people_of_another_street_do_not_attend_a_streets_training(office):
    case = office.election(street=factories.OTHER_STREET)
    body = {
        "on": "2020-11-01", "division_code": STREET, "step": "NOTICE", "document_no": "1",
        "attended": [{"person_number": "2204-1", "division_code": case.community}],
    }  # fmt: skip

    answer = office.call(
        "POST", f"/campaigns/{campaign_of(case)}/trainings", "STREET", STREET, body=body
    )

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "UNKNOWN-COMMUNITY")
    assert problem["errors"][0]["pointer"] == "/attended/0/division_code"


# --- Chains, stars, standards -----------------------------------------------------------------


def test_the_work_team_stands_in_for_a_chain_until_one_is_set(office):
    case = office.election(State.ASSESSED)
    path = f"/elections/{case.id}/responsibility"
    chain = {
        "clerk": {"name": "社甲"},
        "street": {"name": "街乙"},
        "county_leader": {"name": "县丙"},
    }

    before = get(office, path)
    stale = put(office, path, "STREET", STREET, chain, version=1)
    done = put(office, path, "STREET", STREET, chain)

    assert [each["name"] for each in before["links"]] == ["乙", "甲"]
    assert (before["version"], stale.status_code, done.status_code) == (0, 412, 200)
    links = get(office, path)["links"]
    assert [(each["name"], each["called_after_days"]) for each in links] == [
        ("社甲", 1), ("街乙", 3), ("县丙", 7),
    ]  # fmt: skip


def test_nobody_is_called_before_the_one_below(office):
    case = office.election()
    chain = {
        "clerk": {"name": "社甲", "called_after_days": 5},
        "street": {"name": "街乙"},
        "county_leader": {"name": "县丙"},
    }

    answer = put(office, f"/elections/{case.id}/responsibility", "STREET", STREET, chain)

    assert answer.status_code == 422


def test_the_lowest_share_by_stars_is_proposed_with_its_equals(office):
    cases = [office.election() for _ in range(3)]
    campaign = campaign_of(cases[0])
    ratings = [
        {"division_code": case.community, "stars": stars}
        for case, stars in zip(cases, (1, 1, 5), strict=True)
    ]
    body = {"year": 2020, "document_no": "星〔2020〕1号", "ratings": ratings}

    post(office, f"/campaigns/{campaign}/star-ratings", "COUNTY_ORG", COUNTY, body)

    found = get(office, f"/campaigns/{campaign}/ranking")
    proposed = {each["division_code"] for each in found["items"] if each["proposed"]}
    assert (found["year"], found["percent"], found["label"]) == (2020, 10, "UNVERIFIED")
    assert proposed == {cases[0].community, cases[1].community}
    assert cases[2].community not in found["unrated"]


def test_stars_beyond_the_scale_and_strangers_are_refused(office):
    case = office.election()
    path = f"/campaigns/{campaign_of(case)}/star-ratings"
    body = {"year": 2019, "document_no": "1"}

    for code, stars, refusal in (
        (case.community, 6, "STAR-SCALE"),
        ("220403001999", 3, "UNKNOWN-COMMUNITY"),
    ):
        ratings = [{"division_code": code, "stars": stars}]
        answer = office.call("POST", path, "COUNTY_ORG", COUNTY, body=body | {"ratings": ratings})
        assert (answer.status_code, answer.json()["code"]) == (422, refusal)


def test_a_region_sets_its_rubric_and_the_assessment_is_judged_by_it(office):
    path = f"/preparation-standards/{OTHER_COUNTY}"
    body = {"document_no": "组通〔2020〕8号", "rubric": RUBRIC}
    default = get(office, path)

    done = put(office, path, "CITY_ORG", CITY, body)
    case = office.election(State.ASSESSED, street=factories.OTHER_STREET)

    assert (default["label"], default["set_by"], len(default["rubric"])) == ("UNVERIFIED", None, 6)
    assert (done.status_code, done.headers["ETag"], done.json()["label"]) == (200, '"1"', "SEED")
    division = factories.OTHER_COUNTY
    refused = case.post("/clearance", "COUNTY_ORG", {"on": "2020-12-01"}, division=division)
    assert refused.json()["code"] == "GATE-ASSESS"
    assessment = {
        "on": "2020-11-28", "team": [True] * 2,
        "members": [{"person_number": "2204-00001", "items": [True] * 2}],
    }  # fmt: skip
    assert case.put("/assessment", "COUNTY_ORG", assessment, division=division).status_code == 200
    cleared = case.post("/clearance", "COUNTY_ORG", {"on": "2020-12-01"}, division=division)
    assert cleared.status_code == 201
    below = get(office, f"/preparation-standards/{factories.OTHER_STREET}")
    assert (below["set_by"], below["version"]) == (OTHER_COUNTY, 0)


def test_the_limit_of_the_leading_group_is_the_seeds_unless_the_region_sets_one():
    assert Standard().limit_for(date(2021, 4, 30)) == date(2020, 10, 31)
    assert Standard().limit_for(date(2026, 3, 1)) == date(2025, 9, 30)
    fixed = Standard(leading_group_limit=date(2025, 12, 1))
    assert fixed.limit_for(date(2026, 3, 1)) == date(2025, 12, 1)
