"""What the rules refuse before the vote, each by its rule id."""

from __future__ import annotations

import pytest

from services.election.commands import copies
from tests.services.election.factories import CITY, a_campaign, put_divisions, registered
from tests.services.election.residents.player import Course, Player, identity_number


@pytest.fixture
def player(a_player):
    """Return a player under the law of 2025."""
    return a_player()


@pytest.fixture
def listed(player):
    """Return a player whose voter list is out."""
    player.to_the_list()
    return player


@pytest.fixture
def nominated(player):
    """Return a player whose nominees are reviewed."""
    player.to_the_candidates()
    return player


@pytest.fixture
def prepared(player):
    """Return a player before the vote."""
    player.to_the_vote()
    return player


def test_a_step_of_the_party_organisation_is_refused(player):
    body = {"on": "2026-04-01", "full_members": 10}
    assert player.call("PUT", "/roll", body, role="CLERK").json()["code"] == "PROCEDURE-ORDER"


def test_a_committee_without_a_method_registers_nobody(player):
    player.form_committee()
    body = {"on": player.course.before(30), "voters": [player.entry()]}
    assert player.refused("/voters", body) == "PROCEDURE-ORDER"


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"election_day": None}, "RC-RULESET"),
        ({"seats": {"CHAIR": 1, "MEMBER": 3}}, "RC-SIZE"),
        ({"seats": {"CHAIR": 1, "MEMBER": 9}}, "RC-SIZE"),
        ({"published_on": None}, "RC-MODE"),
        ({"election_day": "2027-01-01"}, "RC-TERM"),
    ],
)
def test_a_method_is_refused(player, changed, rule):
    player.form_committee()
    assert player.call("PUT", "/method", player.method(**changed)).json()["code"] == rule


def test_a_delay_that_the_county_government_grants_lets_the_term_run_over(player):
    player.form_committee()
    late = player.method(election_day="2027-01-01")
    consent = {"on": player.course.before(40), "new_due": "2027-03-01", "document_no": "1"}

    player.post("/delay", consent, role="COUNTY_GOV")

    assert player.call("PUT", "/method", late).status_code == 200


def test_an_even_election_committee_is_a_warning(player):
    view = player.form_committee(members=["E-1", "E-2", "E-3", "E-4", "E-5", "E-6"])
    assert {each["rule"] for each in view["warnings"]} == {"RC-EC", "RC-AFTER-PARTY"}


def test_who_settled_the_method_does_not_approve_it(player):
    player.form_committee()
    player.call("PUT", "/method", player.method(), subject="one")
    approval = {"on": player.course.before(34), "document_no": "1"}
    assert player.refused("/method/approval", approval, role="STREET", subject="one") == (
        "SEPARATION"
    )


def test_a_decision_of_too_few_members_stays_as_void(player):
    player.form_committee()
    body = {"on": player.course.before(34), "subject": "PLACE", "present": 3, "yes": 3}
    view = player.post("/election-committee/decisions", body)
    assert [each["outcome"] for each in view["verdicts"]] == ["VOIDED"]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"identity_number": identity_number("20080511")}, "RC-VOTER"),
        ({"deprived": True}, "RC-VOTER"),
        ({"ground": "LIVING_HERE", "months": 5}, "RC-REGISTER"),
        ({"ground": "WORKING_HERE", "months": 6}, "RC-REGISTER"),
        ({"identity_number": "110105198001010000"}, "IDENTITY-NUMBER"),
    ],
)
def test_a_person_is_not_registered(player, changed, rule):
    player.form_committee()
    player.settle()
    entries = [player.entry(), player.entry(**changed)]

    response = player.call(
        "POST", "/voters", {"on": player.course.before(30), "voters": entries}
    ).json()

    assert response["code"] == rule
    assert response["errors"][0]["pointer"].startswith("/voters/1")
    assert player.get("/voters")["items"] == []


@pytest.mark.parametrize(
    "changed",
    [
        {"identity_number": identity_number("20080510")},
        {"ground": "LIVING_HERE", "months": 6},
        {"ground": "WORKING_HERE", "months": 6, "confirmed": True},
    ],
)
def test_a_person_is_registered(player, changed):
    player.form_committee()
    player.settle()
    body = {"on": player.course.before(30), "voters": [player.entry(**changed)]}
    assert len(player.post("/voters", body)["items"]) == 1


def test_nobody_is_registered_in_two_communities(a_player):
    one, other = a_player(), a_player()
    entry = one.entry()
    body = {"on": one.course.before(30), "voters": [entry]}
    for player in (one, other):
        player.form_committee()
        player.settle()
    (voter,) = one.post("/voters", body)["items"]

    assert other.refused("/voters", body) == "RC-REGISTER-ONCE"
    assert one.refused("/voters", body) == "RC-REGISTER-ONCE"

    removal = {"on": one.course.before(30), "ground": "MOVED"}
    one.post(f"/voters/{voter['id']}/removal", removal)
    assert len(other.post("/voters", body)["items"]) == 1


def test_a_list_that_was_out_for_19_days_moves_election_day(player):
    player.form_committee()
    player.settle()
    player.register()
    player.publish_list(19)
    sheets = {"on": player.course.before(15), "sheets": [player.sheet("C-1", "CHAIR")]}

    assert player.refused("/nominations", sheets) == "RC-ROLL-PUBLISH"

    moved = {"on": player.course.before(18), "election_day": "2026-05-11", "document_no": "2"}
    player.post("/election-day", moved)
    assert player.post("/nominations", sheets)["state"] == "NOMINATED"


def test_a_late_objection_is_refused_as_late(listed):
    late = {"received_on": "2026-04-26", "kind": "LEFT_OUT"}
    assert listed.refused("/voter-objections", late) == "RC-ROLL-OBJECT"


def test_an_objection_is_decided_before_the_list_is_used(listed):
    listed.post("/voter-objections", {"received_on": "2026-04-25", "kind": "LEFT_OUT"})
    sheets = {"on": "2026-04-30", "sheets": [listed.sheet("C-1", "CHAIR")]}
    assert listed.refused("/nominations", sheets) == "PROCEDURE-ORDER"

    decision = {"on": "2026-04-29", "outcome": "ADDED"}
    view = listed.post("/voter-objections/1/decision", decision)

    assert [each["rule"] for each in view["warnings"]] == ["RC-ROLL-OBJECT"]
    assert listed.post("/nominations", sheets)["state"] == "NOMINATED"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"signers": 9}, "RC-NOMINATE"),
        ({"signers": 0, "households": 4}, "RC-NOMINATE"),
        ({"person_number": "NOBODY"}, "UNKNOWN-PERSON"),
        ({"voter_id": "01a2092f-ec25-7597-8319-e782a5c76402"}, "UNKNOWN-PERSON"),
    ],
)
def test_a_nomination_is_refused(listed, changed, code):
    sheets = [listed.sheet("C-1", "CHAIR") | changed]
    assert listed.refused("/nominations", {"on": "2026-04-25", "sheets": sheets}) == code


def test_a_member_of_the_election_committee_who_is_nominated_leaves_it(nominated):
    related = {"on": "2026-05-03", "first": "E-1", "second": "C-1", "relation": "SIBLING"}
    nominated.post("/kin-declarations", related)
    assert nominated.refused("/candidate-list", nominated.candidates()) == "RC-EC-CONFLICT"

    nominated.post(
        "/election-committee/changes", {"on": "2026-05-03", "leaves": ["E-1"], "joins": ["E-9"]}
    )
    assert nominated.post("/candidate-list", nominated.candidates())["state"] == "NOTICED"


def test_candidates_are_out_for_five_days(nominated):
    assert nominated.refused("/candidate-list", nominated.candidates(4)) == "RC-CAND-PUBLISH"
    assert nominated.post("/candidate-list", nominated.candidates(5))["state"] == "NOTICED"


def test_nobody_stands_for_a_post_without_being_nominated_for_it(nominated):
    body = nominated.candidates()
    body["posts"] = body["posts"] | {"CHAIR": ["C-1", "C-2", "M-4"]}
    assert nominated.refused("/candidate-list", body) == "RC-NOMINATE"


def test_whom_a_department_fails_does_not_stand(player):
    player.to_the_list()
    player.nominate()
    persons = [name for each in player.course.nominees.values() for name in each]
    for department in ("组织", "民政", "公安"):
        answers = [
            {
                "person_number": person,
                "answer": "FAIL" if (person, department) == ("C-2", "公安") else "PASS",
                "document_no": "1",
                "item_code": "SENTENCED" if person == "C-2" else None,
            }
            for person in persons
        ]
        player.post(
            "/review-answers",
            {"on": player.course.before(12), "answers": answers},
            role="REVIEW_DEPARTMENT",
            department=department,
        )
    decision = {"on": player.course.before(7), "document_no": "1"}
    player.post("/review-decision", decision, role="COUNTY_SC")

    assert player.refused("/candidate-list", player.candidates()) == "REVIEW-BAR"


def test_an_agent_votes_for_three_others_and_no_more(prepared):
    agent, *principals = prepared.voters[50:55]
    given = {"on": prepared.course.before(3), "in_writing": True, "agent": agent}
    given["published_on"] = prepared.course.before(2)
    for principal in principals[:3]:
        prepared.post("/proxies", given | {"principal": principal})

    assert prepared.refused("/proxies", given | {"principal": principals[3]}) == "RC-PROXY"
    assert prepared.refused("/proxies", given | {"principal": principals[0]}) == "PROCEDURE-ORDER"


@pytest.mark.parametrize(
    "changed",
    [
        {"published_on": None},
        {"published_on": "2026-05-10"},
        {"in_writing": False},
        {"agent": "01a2092f-ec25-7597-8319-e782a5c76402"},
    ],
)
def test_a_proxy_is_refused(prepared, changed):
    principal, agent = prepared.voters[50:52]
    given = {"principal": principal, "agent": agent, "in_writing": True}
    given |= {"on": prepared.course.before(3), "published_on": prepared.course.before(2)}
    assert prepared.refused("/proxies", given | changed) == "RC-PROXY"


def test_a_candidate_is_nobodys_agent(prepared):
    candidate = prepared.sheet("C-1", "CHAIR")["voter_id"]
    principal = next(each for each in prepared.voters if each != candidate)
    given = {"principal": principal, "agent": candidate, "in_writing": True}
    given |= {"on": prepared.course.before(3), "published_on": prepared.course.before(2)}
    assert prepared.refused("/proxies", given) == "RC-PROXY"


def test_a_candidates_spouse_serves_at_no_table(nominated):
    nominated.post("/candidate-list", nominated.candidates())
    related = {"on": "2026-05-05", "first": "O-1", "second": "C-1", "relation": "SPOUSE"}
    nominated.post("/kin-declarations", related)
    body = {"on": nominated.course.before(3), "persons": ["O-1", "O-2"]}
    assert nominated.refused("/officials", body) == "RC-OFFICIALS"


def test_the_vote_is_on_election_day_with_a_ballot_for_each_voter(prepared):
    body = {"on": "2026-05-10", "kind": "FIRST", "issued": 61}
    assert prepared.refused("/votes", body) == "PROCEDURE-ORDER"
    early = body | {"issued": 60, "on": "2026-05-09"}
    assert prepared.refused("/votes", early) == "PROCEDURE-ORDER"


def test_the_gates_tell_what_stands_in_the_way(listed):
    rules = {each["rule"] for each in listed.get("/gates")["items"]}
    assert {"RC-ROLL-PUBLISH", "PROCEDURE-ORDER"} <= rules


def test_only_the_election_committee_registers(player):
    player.form_committee()
    player.settle()
    body = {"on": player.course.before(30), "voters": [player.entry()]}
    assert player.refused("/voters", body, role="CLERK") == "FORBIDDEN"


def test_a_step_of_residents_is_refused_to_a_party_organisation(clients, stored, campaign):
    community = "220402001899"
    with stored.begin() as session:
        put_divisions(session, [community])
        copies.keep_organisation(session, registered(community))
        a_campaign(session, name="党组织换届")
    client = clients("election", "CITY_ORG", CITY)
    found = client.get("/api/v1/elections", params={"division_code": community})
    (election,) = found.json()["items"]
    party = Player(clients, community, election["id"], Course())

    acts = {
        "/committee-handover": ("EC", {"on": "2021-03-01"}),
        "/annulment": (
            "COUNTY_CIVIL",
            {"on": "2021-03-01", "document_no": "1", "grounds": ["TURNOUT_TOO_LOW"]},
        ),
        "/recalls": (
            "CLERK",
            {"on": "2021-03-01", "document_no": "1", "person_number": "C-1", "proposers": 9},
        ),
    }
    for path, (role, body) in acts.items():
        assert party.refused(path, body, role=role) == "PROCEDURE-ORDER", path


# --- What a refusal tells ----------------------------------------------------------------------


def test_a_refusal_tells_what_a_verdict_on_record_tells(player):
    player.form_committee()
    body = player.method(seats={"CHAIR": 1, "MEMBER": 9}, published_on=None)

    problem = player.call("PUT", "/method", body).json()

    first, *others = problem["verdicts"]
    assert (problem["code"], first["rule"]) == ("RC-SIZE", "RC-SIZE")
    assert [each["rule"] for each in others] == ["RC-MODE"]
    assert first["numbers"] == "10 >= 5; 10 > 9"
    assert first["inputs"]["seats"] == 10
    assert first["formula"]
    assert first["outcome"] == "REFUSED"
    assert (first["says"], first["needed"]) == (problem["rule"], problem["needed"])
    assert first["version"] == problem["rule_version"]
    assert problem["article"] == f"{first['article']} [{first['label']}]"
    gates = {each["rule"]: each for each in player.get("/gates")["items"]}
    assert first["rule_set"] == gates["PROCEDURE-ORDER"]["rule_set"]


def test_a_refusal_shows_the_settings_that_act_and_how_far_they_are_trusted(listed):
    listed.course.nominees = {"CHAIR": ["C-1"]}
    sheet = listed.sheet("C-1", "CHAIR", signers=9)

    answer = listed.call(
        "POST", "/nominations", {"on": listed.course.before(15), "sheets": [sheet]}
    )

    (verdict,) = answer.json()["verdicts"]
    assert verdict["numbers"] == "9 < 10; 0 < 5"
    assert {each["name"]: (each["value"], each["label"]) for each in verdict["settings"]} == {
        "nomination_signers": (10, "UNVERIFIED"),
        "nomination_households": (5, "UNVERIFIED"),
    }


def test_a_refused_voter_is_not_told_of_elsewhere(a_player):
    one, other = a_player(), a_player()
    entry = one.entry()
    for each in (one, other):
        each.form_committee()
        each.settle()
    one.post("/voters", {"on": one.course.before(30), "voters": [entry]})

    answer = other.call("POST", "/voters", {"on": other.course.before(30), "voters": [entry]})

    (verdict,) = answer.json()["verdicts"]
    assert (verdict["rule"], verdict["numbers"], verdict["inputs"]) == (
        "RC-REGISTER-ONCE",
        "2 > 1",
        {},
    )
    assert one.community not in answer.text
    assert entry["identity_number"] not in answer.text
