"""Status codes, refusals and who may call, over HTTP."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest

from services.election.domain.states import State
from tests.services.election import factories
from tests.services.election.http import Office
from tests.services.election.http import roster_answer as http_roster

BARRED = "2204-00004"
SURVEY = {"visited_on": "2020-11-03", "preparations": [True] * 8}
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


def tally(*numbers: tuple[int, int, int], returned: int = 45, invalid: int = 0) -> dict:
    """Return a count of the four candidates of the factories."""
    votes = [
        {"person_number": f"2204-0000{place}", "for": y, "against": n, "abstain": a}
        for place, (y, n, a) in enumerate(numbers, start=1)
    ]
    return {"returned": returned, "invalid": invalid, "votes": votes}


def assert_refused(answer, code: str, needed: str | None = None) -> None:
    """Assert that a rule refused, with all that a reader needs to check and to mend it."""
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, code), problem
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["rule"]
    assert problem["article"].endswith("]")
    assert problem["rule_version"] == 1
    assert problem["needed"] if needed is None else problem["needed"] == needed


# --- The refusals that the issue names --------------------------------------------------------


def test_a_quorum_one_short_is_recorded_and_no_ballot_goes_out(office):
    case = office.election(State.READY)

    answer = case.post("/meetings", "CLERK", MEETING | {"present": 39})

    assert answer.status_code == 201
    view = answer.json()
    assert (view["state"], view["meeting_no"], view["next_round"]) == ("READY", 2, None)
    quorum = next(each for each in view["verdicts"] if each["rule"] == "PARTY-QUORUM")
    assert quorum["outcome"] == "VOIDED"
    assert quorum["numbers"] == "5*39=195 < 4*50=200"
    with case.unchanged():
        refused = case.post("/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 39})
    assert_refused(refused, "PARTY-QUORUM", "1 more voter must be present.")


def test_one_who_failed_the_review_cannot_become_a_candidate(office):
    nominees = [f"2204-0000{place}" for place in range(1, 6)]
    case = office.election(State.REVIEWED, failing=BARRED, nominees=nominees)
    consent = {
        "on": "2021-02-22",
        "document_no": "街党复〔2021〕1号",
        "candidates": nominees,
        "secretary_candidate": nominees[0],
        "deputy_candidates": [],
    }

    with case.unchanged():
        refused = case.post("/consent", "STREET", consent)
    assert_refused(refused, "REVIEW-BAR", f"Withdraw or replace: {BARRED}.")

    passed = [each for each in nominees if each != BARRED]
    assert case.post("/consent", "STREET", consent | {"candidates": passed}).status_code == 201


def test_a_result_is_not_certified_under_an_open_complaint(office):
    case = office.election(State.COUNTED)
    with office.sessions.begin() as session:
        factories.a_hold(session, case.community)

    with case.unchanged():
        refused = case.post("/certification", "STREET", {"on": "2021-03-08"})

    assert_refused(refused, "PARTY-DISCIPLINE", "Close the open cases first: 1.")
    (hold,) = case.call("GET", "/holds", "STREET").json()["items"]
    assert (hold["kind"], hold["lifted_on"]) == ("CANVASSING", None)
    gates = case.call("GET", "/gates", "STREET").json()
    assert "PARTY-DISCIPLINE" in {
        each["rule"] for each in gates["items"] if each["outcome"] == "REFUSED"
    }


def test_a_listed_community_does_not_start_before_its_rectification(office):
    case = office.election(State.ASSESSED)
    listed = {"listed_on": "2020-11-28", "county_leader": "甲"}
    assert case.post("/rectification", "COUNTY_ORG", listed).json()["state"] == "RECTIFYING"

    with case.unchanged():
        cleared = case.post("/clearance", "COUNTY_ORG", {"on": "2020-12-01"})
        planned = case.post("/plan/approval", "COUNTY_ORG", {"on": "2020-12-01"})
        accepted = case.post("/rectification/acceptance", "COUNTY_ORG", {"on": "2020-12-01"})

    needed = "Achieve: the work, the tasks, a team turned round."
    assert_refused(cleared, "GATE-RECTIFY", needed)
    assert_refused(planned, "GATE-RECTIFY", needed)
    assert_refused(accepted, "GATE-FOUR-ONE")


def test_a_count_that_does_not_add_up_is_refused(office):
    case = office.election(State.VOTING)
    case.post("/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45})
    off_by_one = tally((44, 1, 1), (40, 3, 2), (35, 10, 0), (10, 30, 5))

    with case.unchanged():
        refused = case.post("/rounds/1/tallies", "TELLER", off_by_one)

    assert_refused(refused, "PARTY-COUNT-IDENTITY", "Count again: 2204-00001: 44+1+1=46 != V=45.")
    assert case.call("GET", "/rounds", "TELLER").json()["items"][0]["status"] == "OPEN"


def test_more_ballots_than_voters_void_the_round_whatever_their_sum(office):
    case = office.election(State.VOTING)
    case.post("/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45})
    too_many = tally((1, 0, 0), (40, 3, 2), (35, 10, 0), (10, 30, 5), returned=46)

    first = case.post("/rounds/1/tallies", "TELLER", too_many, subject="a")
    second = case.post("/rounds/1/tallies", "TELLER", too_many, subject="b")

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["next_round"]["kind"] == "FIRST"
    assert second.json()["next_round"]["kind"] == "REPEAT"
    assert [each["outcome"] for each in second.json()["verdicts"]] == ["VOIDED"]
    (held,) = case.call("GET", "/rounds", "CLERK").json()["items"]
    assert (held["status"], held["returned"], held["elected"]) == ("VOID", 46, [])


@pytest.mark.parametrize(
    ("method", "path", "role"),
    [
        ("GET", "", "CLERK"),
        ("GET", "/gates", "STREET"),
        ("GET", "/records", "COUNTY_ORG"),
        ("GET", "/rounds", "COUNTY_SC"),
        ("GET", "/holds", "AUDITOR"),
        ("GET", "/nominees", "COUNTY_ORG"),
        ("GET", "/result", "STREET"),
        ("PUT", "/survey", "STREET"),
    ],
)
def test_another_countys_election_does_not_exist(office, method, path, role):
    case = office.election()
    elsewhere = factories.OTHER_STREET if role == "STREET" else factories.OTHER_COUNTY
    body = SURVEY if method == "PUT" else None

    stranger = case.call(method, path, role, body, division=elsewhere, headers={"If-Match": '"1"'})
    unknown = office.call(
        method, f"/elections/{uuid4()}{path}", role, elsewhere, body=body,
        headers={"If-Match": '"1"'},
    )  # fmt: skip

    assert stranger.status_code == unknown.status_code == 404
    varying = {"instance", "trace_id"}
    assert {k: v for k, v in stranger.json().items() if k not in varying} == {
        k: v for k, v in unknown.json().items() if k not in varying
    }


def test_a_document_is_not_replaced_by_one_who_read_an_older_version(office):
    case = office.election()
    read = case.etag
    assert case.put("/survey", "STREET", SURVEY).status_code == 200

    with case.unchanged():
        stale = case.call("PUT", "/survey", "STREET", SURVEY, headers={"If-Match": read})
        blind = case.call("PUT", "/survey", "STREET", SURVEY)
        act = case.post("/rehearsal", "CLERK", {"on": "2021-03-04"}, headers={"If-Match": read})

    assert (stale.status_code, stale.json()["code"]) == (412, "STALE")
    assert (blind.status_code, blind.json()["code"]) == (428, "IF-MATCH-REQUIRED")
    assert act.status_code == 412


def test_a_repeated_key_gives_the_same_answer_and_no_other_request(office):
    case = office.election(State.ASSESSED)
    key = {"Idempotency-Key": str(uuid4())}
    cleared = {"on": "2020-11-28"}

    first = case.post("/clearance", "COUNTY_ORG", cleared, headers=key)
    again = case.post("/clearance", "COUNTY_ORG", cleared, headers=key)
    with case.unchanged():
        other = case.post("/clearance", "COUNTY_ORG", {"on": "2020-11-29"}, headers=key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again.headers["idempotent-replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (422, "IDEMPOTENCY-KEY-REUSED")


# --- Nominees and roster ----------------------------------------------------------------------


def test_a_nominee_is_entered_with_the_age_that_roster_tells(office):
    case = office.election(State.PLAN_APPROVED)
    prepare_nomination(case)
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return http_roster(request)

    office.answer_as_roster(answer)
    nominated = case.post("/nominees", "CLERK", nomination("2204-00035", "2204-00036"))
    office.answer_as_roster(http_roster)

    assert nominated.status_code == 201
    assert nominated.json()["state"] == "NOMINATED"
    listed = case.call("GET", "/nominees", "STREET").json()["items"]
    assert [(each["person_number"], each["age"]) for each in listed] == [
        ("2204-00035", 35),
        ("2204-00036", 36),
    ]
    assert dict(asked[0].url.params) == {"numbers": "2204-00035,2204-00036", "as_of": "2021-04-30"}
    assert asked[0].headers["authorization"].startswith("Bearer ey")


def test_one_whom_roster_does_not_know_is_not_nominated(office):
    case = office.election(State.PLAN_APPROVED)
    prepare_nomination(case)

    with case.unchanged():
        unknown = case.post("/nominees", "CLERK", nomination("2204-00001", "9999-1"))

    assert (unknown.status_code, unknown.json()["code"]) == (422, "UNKNOWN-PERSON")
    assert [each["pointer"] for each in unknown.json()["errors"]] == ["/person_numbers/1"]


@pytest.mark.parametrize(
    "trouble",
    [
        lambda _: httpx.Response(500),
        lambda _: httpx.Response(200, json={"people": []}),
        lambda request: (_ for _ in ()).throw(httpx.ReadTimeout("slow", request=request)),
    ],
)
def test_while_roster_is_away_nobody_is_nominated(office, trouble):
    case = office.election(State.PLAN_APPROVED)
    prepare_nomination(case)

    office.answer_as_roster(trouble)
    with case.unchanged():
        away = case.post("/nominees", "CLERK", nomination("2204-00001"))
    office.answer_as_roster(http_roster)

    assert (away.status_code, away.json()["code"]) == (503, "UNAVAILABLE")
    assert away.headers["retry-after"]


def nomination(*numbers: str) -> dict:
    """Return what puts these persons forward."""
    return {"on": "2021-02-11", "person_numbers": list(numbers)}


def prepare_nomination(case) -> None:
    """Record request and reply."""
    document = {"document_no": "社党〔2021〕1号"}
    case.post("/request", "CLERK", {"on": "2021-02-06", "seats": 3, **document})
    case.post("/reply", "STREET", {"on": "2021-02-09", "approved_seats": 3, **document})


# --- Who may call -----------------------------------------------------------------------------

ACTS = {
    ("PUT", "/work-team"): {"COUNTY_ORG"},
    ("PUT", "/survey"): {"STREET"},
    ("PUT", "/assessment"): {"COUNTY_ORG"},
    ("PUT", "/six-answers"): {"STREET"},
    ("POST", "/risks/1/closure"): {"COUNTY_ORG"},
    ("POST", "/rectification"): {"COUNTY_ORG"},
    ("PUT", "/rectification/progress"): {"STREET"},
    ("POST", "/rectification/acceptance"): {"COUNTY_ORG"},
    ("POST", "/clearance"): {"COUNTY_ORG"},
    ("POST", "/postponement"): {"STREET", "COUNTY_ORG", "COUNTY_SC"},
    ("POST", "/exceptions"): {
        "STREET", "COUNTY_ORG", "COUNTY_SC", "COUNTY_CIVIL", "COUNTY_GOV", "EC",
    },
    ("PUT", "/plan"): {"CLERK"},
    ("POST", "/plan/approval"): {"COUNTY_ORG"},
    ("POST", "/request"): {"CLERK"},
    ("POST", "/reply"): {"STREET"},
    ("POST", "/rehearsal"): {"CLERK"},
    ("PUT", "/roll"): {"CLERK"},
    ("POST", "/roll/freeze"): {"STREET"},
    ("POST", "/nominees"): {"CLERK"},
    ("POST", "/review-answers"): {"REVIEW_DEPARTMENT"},
    ("POST", "/review-decision"): {"COUNTY_SC"},
    ("POST", "/consent"): {"STREET"},
    ("POST", "/notice"): {"STREET"},
    ("POST", "/objections"): {"STREET"},
    ("POST", "/objections/1/closure"): {"STREET"},
    ("POST", "/deliberation"): {"CLERK"},
    ("POST", "/meetings"): {"CLERK"},
    ("POST", "/rounds"): {"SCRUTINEER"},
    ("POST", "/rounds/1/tallies"): {"TELLER"},
    ("POST", "/rounds/1/tallies/1/discard"): {"SCRUTINEER"},
    ("POST", "/rounds/1/signature"): {"SCRUTINEER"},
    ("POST", "/seat-cut"): {"STREET"},
    ("POST", "/certification"): {"STREET"},
    ("POST", "/secretary-meeting"): {"SCRUTINEER"},
    ("POST", "/secretary-candidate"): {"STREET"},
    ("POST", "/report"): {"CLERK"},
    ("POST", "/result-approval"): {"STREET"},
    ("POST", "/result-refusal"): {"STREET"},
    ("POST", "/county-filing"): {"COUNTY_ORG"},
    ("POST", "/handover"): {"STREET"},
    ("POST", "/closure"): {"STREET"},
    ("POST", "/void"): {"COUNTY_ORG"},
}  # fmt: skip
ROLES = (
    "CITY_ORG", "CITY_CIVIL", "COUNTY_ORG", "COUNTY_CIVIL", "COUNTY_SC", "COUNTY_GOV",
    "REVIEW_DEPARTMENT", "STREET", "CLERK", "SCRUTINEER", "TELLER", "EC", "AUDITOR", "OPERATOR",
)  # fmt: skip


@pytest.mark.parametrize(("method", "path"), ACTS)
def test_only_the_persona_whose_act_it_is_may_record_it(office, method, path):
    for role in ROLES:
        answer = office.call(method, f"/elections/{uuid4()}{path}", role, factories.CITY, body={})
        allowed = role in ACTS[method, path]
        assert (answer.status_code == 403) is not allowed, (role, answer.text)
    assert office.call(method, f"/elections/{uuid4()}{path}", body={}).status_code == 401


def test_a_department_that_is_not_on_the_list_does_not_answer(office):
    case = office.election(State.NOMINATED)
    answers = [{"person_number": "2204-00001", "answer": "PASS", "document_no": "1号"}]
    body = {"on": "2021-02-21", "answers": answers}

    for department in ({}, {"department": "园林"}):
        refused = case.post("/review-answers", "REVIEW_DEPARTMENT", body, **department)
        assert (refused.status_code, refused.json()["code"]) == (403, "DEPARTMENT-NOT-ON-LIST")
    answered = case.post("/review-answers", "REVIEW_DEPARTMENT", body, department="公安")

    assert answered.status_code == 201


def test_a_department_answers_on_nominees_only(office):
    case = office.election(State.NOMINATED)
    answers = [{"person_number": "2204-00099", "answer": "PASS", "document_no": "1号"}]

    with case.unchanged():
        refused = case.post(
            "/review-answers",
            "REVIEW_DEPARTMENT",
            {"on": "2021-02-21", "answers": answers},
            department="公安",
        )

    assert (refused.status_code, refused.json()["code"]) == (422, "UNKNOWN-PERSON")


def test_who_reported_a_result_does_not_approve_it(office):
    case = office.election(State.SECRETARY_ELECTED)
    document = {"on": "2021-03-09", "document_no": "社党报〔2021〕1号"}
    assert case.post("/report", "CLERK", document, subject="both").status_code == 201

    with case.unchanged():
        refused = case.post("/result-approval", "STREET", document, subject="both")

    assert_refused(refused, "SEPARATION")


def test_a_departments_answers_are_read_by_itself_and_by_those_who_decide(office):
    case = office.election(State.REVIEWED)

    def read(role: str, **who: str) -> list[bool]:
        records = case.call("GET", "/records", role, **who).json()["items"]
        return [each["payload"] is not None for each in records if each["step"] == "REVIEW_ANSWERS"]

    assert read("COUNTY_SC") == [True, True, True]
    assert read("STREET") == [False, False, False]
    assert read("REVIEW_DEPARTMENT", department="民政") == [False, True, False]


# --- Reading ----------------------------------------------------------------------------------


def test_an_election_is_read_with_its_version_and_not_sent_again(office):
    case = office.election(State.CLEARED)

    first = case.call("GET", "", "STREET")
    again = case.call("GET", "", "STREET", headers={"If-None-Match": first.headers["etag"]})

    view = first.json()
    assert (view["state"], view["stage"], view["version"]) == ("CLEARED", "P4", 6)
    assert view["verdicts"]
    assert again.status_code == 304


def test_gates_list_what_stands_before_the_next_stage_and_change_nothing(office):
    case = office.election(State.CLEARED)

    with case.unchanged():
        gates = case.call("GET", "/gates", "CLERK").json()

    assert gates["next_steps"] == ["PLAN", "PLAN_APPROVAL"]
    refused = {each["rule"]: each["needed"] for each in gates["items"] if each["needed"]}
    assert refused["GATE-PLAN"].startswith("Date and owner for: survey, assessment")
    assert "GATE-TEAM" not in refused


def test_verdicts_speak_the_readers_language(office):
    case = office.election(State.CLEARED)

    chinese = case.call("GET", "/gates", "CLERK", headers={"Accept-Language": "zh-CN"}).json()

    plan = next(each for each in chinese["items"] if each["rule"] == "GATE-PLAN")
    assert plan["needed"].startswith("补齐日期和责任人")
    assert plan["label"] == "SEED"


def test_elections_are_listed_within_the_callers_division(office):
    here = office.election(State.ASSESSED)
    there = office.election(street=factories.OTHER_STREET)

    def listed(role: str, division: str, **query: str) -> set[str]:
        text = "&".join(f"{name}={value}" for name, value in query.items())
        answer = office.call("GET", f"/elections?limit=200&{text}", role, division)
        assert answer.status_code == 200
        return {each["id"] for each in answer.json()["items"]}

    mine, other = str(here.id), str(there.id)
    assert {mine, other} <= listed("CITY_ORG", factories.CITY)
    assert mine in listed("COUNTY_ORG", factories.COUNTY)
    assert other not in listed("COUNTY_ORG", factories.COUNTY)
    assert listed("CLERK", there.community) == {other}
    assert other not in listed("CITY_ORG", factories.CITY, state="ASSESSED")
    assert listed("CITY_ORG", factories.CITY, division_code=here.community) == {mine}
    assert (
        office.call("GET", "/elections?colour=red", "CITY_ORG", factories.CITY).status_code == 422
    )


def test_a_secretary_is_not_called_so_before_the_approval(office):
    case = office.election(State.SUBMITTED)
    assert {each["post"] for each in result_of(case)} == {"MEMBER"}

    document = {"on": "2021-03-11", "document_no": "街党任〔2021〕1号"}
    case.post("/result-approval", "STREET", document)

    assert [each["post"] for each in result_of(case)] == ["SECRETARY", "MEMBER", "MEMBER"]


def result_of(case) -> list[dict]:
    """Return the winners as anyone may read them."""
    return case.call("GET", "/result", "AUDITOR").json()["winners"]


# --- Campaigns and activities -----------------------------------------------------------------


def test_a_campaign_is_opened_by_the_city_and_counts_its_elections(office):
    case = office.election(State.ASSESSED)
    campaign = case.view()["campaign_id"]

    read = office.call("GET", f"/campaigns/{campaign}", "CLERK", case.community)
    listed = office.call("GET", "/campaigns", "STREET", factories.STREET)
    opening = factories.opening_of().model_dump(mode="json")
    refused = office.call("POST", "/campaigns", "COUNTY_ORG", factories.COUNTY, body=opening)
    opening["division_code"] = "220300000000"
    elsewhere = office.call("POST", "/campaigns", "CITY_ORG", factories.CITY, body=opening)

    assert read.json()["elections"] == {"ASSESSED": 1}
    assert campaign in {each["id"] for each in listed.json()["items"]}
    assert refused.status_code == 403
    assert elsewhere.status_code == 404


def test_the_next_campaign_reckons_terms_from_the_teams_that_were_elected_here(office):
    case = office.election(State.HANDED_OVER)
    opening = factories.opening_of().model_dump(mode="json") | {
        "division_code": case.community,
        "statistics_as_of": "2026-06-30",
        "previous_statistics_as_of": "2021-04-30",
    }

    campaign = office.call("POST", "/campaigns", "CITY_ORG", factories.CITY, body=opening).json()

    path = f"/elections?campaign_id={campaign['id']}"
    (anew,) = office.call("GET", path, "CITY_ORG", factories.CITY).json()["items"]
    assert (case.view()["due_on"], anew["due_on"]) == ("2021-04-24", "2026-03-08")


def test_work_is_counted_where_it_was_done(office):
    case = office.election()
    entry = {
        "campaign_id": case.view()["campaign_id"],
        "kind": "TALK",
        "division_code": case.community,
        "happened_on": "2021-01-05",
        "quantity": 12,
    }

    counted = office.call("POST", "/activities", "STREET", factories.STREET, body=entry)
    stranger = office.call("POST", "/activities", "STREET", factories.OTHER_STREET, body=entry)
    listed = office.call(
        "GET", f"/activities?division_code={case.community}", "CITY_ORG", factories.CITY
    )

    assert counted.status_code == 201
    assert stranger.status_code == 404
    assert [each["quantity"] for each in listed.json()["items"]] == [12]
    with office.sessions() as session:
        (told,) = factories.told(session, "election.activity_recorded.v1", case.community)
    assert (told["kind"], told["quantity"]) == ("TALK", 12)


# --- Input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "role", "body"),
    [
        ("/meetings", "CLERK", MEETING | {"present": -1}),
        ("/meetings", "CLERK", MEETING | {"present": 45.0}),
        ("/meetings", "CLERK", MEETING | {"on": "1900-01-01"}),
        ("/meetings", "CLERK", MEETING | {"proxy": 3}),
        ("/rounds/1/tallies", "TELLER", tally((1, 2, 3)) | {"votes": [
            {"person_number": "a", "for": 1, "against": 0, "abstain": 0}] * 2}),
        ("/review-answers", "REVIEW_DEPARTMENT", {"on": "2021-02-21", "answers": [
            {"person_number": "a", "answer": "PASS", "document_no": "1"}] * 2}),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_not_accepted(office, path, role, body):
    case = office.election()

    answer = case.post(path, role, body)

    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")


def test_every_refusal_of_a_rule_has_its_page(office):
    for code in ("PARTY-QUORUM", "GATE-RECTIFY", "PROCEDURE-ORDER", "SEPARATION", "NO-EXCEPTION"):
        page = office._client_for("election").get(f"/problems/{code}")
        assert page.status_code == 200, code
        assert code in page.text
