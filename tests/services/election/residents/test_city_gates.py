"""The city's gates in a residents' election: its preparation, and the young of both committees."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from services.election.commands import copies
from services.election.domain.states import State
from tests.services.election import factories
from tests.services.election.residents.player import Player

OLD = {
    "CHAIR": ["OLD-2", "OLD-4"],
    "DEPUTY_CHAIR": ["OLD-6", "OLD-8"],
    "MEMBER": ["OLD-1", "OLD-3", "OLD-5", "OLD-7"],
}


def committee(player: Player):
    """Return the answer to forming the election committee without anything before it."""
    body = {
        "on": player.course.before(35),
        "chosen_by": "RESIDENTS_MEETING",
        "members": player.course.committee,
        "announcement_no": "1",
    }
    return player.call("POST", "/election-committee", body, role="CLERK")


def broken(answer) -> set[str]:
    return {each["rule"] for each in answer.json()["verdicts"]}


def found(answer, rule: str) -> dict:
    return next(each for each in answer["verdicts"] if each["rule"] == rule)


def approve(player: Player, rule: str) -> None:
    """Have the county organisation department agree to an exception."""
    body = {"on": player.course.before(6), "document_no": "1", "rule": rule}
    player.post("/exceptions", body | {"approved_by": "COUNTY_ORG"}, role="COUNTY_ORG")


@pytest.fixture
def renewed(stored):
    """Return `renewed(community, until, **course)`: the Party election of a community, played."""

    def play(community: str, until: State, **facts) -> None:
        course = factories.Course(**facts)
        with stored.begin() as session:
            campaign = factories.a_campaign(
                session, name=f"党组织{uuid4()}", statistics_as_of=date(2026, 4, 30)
            )
            copies.keep_organisation(session, factories.registered(community))
            election = session.scalars(
                factories.select(factories.Election).where(
                    factories.Election.division_code == community,
                    factories.Election.campaign_id == campaign.id,
                )
            ).one()
            factories.Player(session, election, course).play(until)

    return play


# --- GATE-TEAM, GATE-PLAN, GATE-ASSESS, GATE-SIX, GATE-RECTIFY ---------------------------------


def test_a_residents_election_begins_with_team_plan_assessment_and_six_answers(a_player):
    player = a_player()

    answer = committee(player)

    assert answer.status_code == 409
    assert {"GATE-TEAM", "GATE-PLAN", "GATE-ASSESS", "GATE-SIX"} <= broken(answer)
    player.organise()
    assert committee(player).status_code == 201


def test_a_residents_plan_is_vetted_by_both_departments(a_player):
    player = a_player()
    player.put("/plan", player.plan(), "CLERK")

    approved = {"on": player.course.before(36)}
    assert player.refused("/plan/approval", approved, role="COUNTY_ORG") == "GATE-TEAM"
    team = {"leader": "甲", "responsible_leader": "乙", "department": "丙"}
    player.put("/work-team", team, "COUNTY_ORG")
    assert player.refused("/plan/approval", approved, role="COUNTY_ORG") == "GATE-PLAN"
    player.post("/plan/vetting", approved | {"document_no": "1"}, role="COUNTY_CIVIL")
    view = player.post("/plan/approval", approved, role="COUNTY_ORG")
    assert found(view, "GATE-PLAN")["inputs"]["vetted"] is True


def test_what_the_party_found_out_of_the_community_serves_its_residents(a_player, renewed):
    player = a_player()
    renewed(player.community, State.ASSESSED, risks=[True, *[False] * 5])

    answer = committee(player)

    assert {"GATE-PLAN", "GATE-ASSESS", "GATE-SIX"} <= broken(answer)  # of its own, or the risk
    assert "GATE-TEAM" not in broken(answer)
    (six,) = [each for each in answer.json()["verdicts"] if each["rule"] == "GATE-SIX"]
    assert six["inputs"] == {"answers": 6, "open_risks": [1]}
    closed = {"on": player.course.before(40), "document_no": "1"}
    player.post("/risks/1/closure", closed, role="COUNTY_ORG")
    assert "GATE-SIX" not in broken(committee(player))


# --- GATE-YOUTH ---------------------------------------------------------------------------------


def test_candidates_of_forty_in_both_committees_need_the_countys_approval(a_player):
    player = a_player(nominees=OLD)
    player.to_the_candidates()

    assert player.refused("/candidate-list", player.candidates()) == "GATE-YOUTH"
    approve(player, "GATE-YOUTH")

    view = player.post("/candidate-list", player.candidates())
    assert found(view, "GATE-YOUTH")["outcome"] == "APPROVED"


def test_winners_of_forty_are_not_declared_though_a_young_one_stood(a_player):
    young_loser = OLD | {"MEMBER": ["OLD-1", "OLD-3", "OLD-5", "YOUNG-7"]}
    player = a_player(nominees=young_loser)
    player.to_the_vote()
    player.open_vote()
    player.count()

    declared = {"on": player.after(0)}
    assert player.refused("/declaration", declared) == "GATE-YOUTH"
    approve(player, "GATE-YOUTH")
    assert player.post("/declaration", declared)["state"] == "CERTIFIED"


def test_a_young_member_of_the_party_team_is_one_of_both_committees(a_player, renewed):
    player = a_player(nominees=OLD)
    ages = {"2204-00001": 34, "2204-00002": 40, "2204-00003": 40, "2204-00004": 40}
    renewed(player.community, State.APPROVED, ages=ages)
    player.to_the_vote()
    player.open_vote()
    player.count()

    view = player.post("/declaration", {"on": player.after(0)})

    told = found(view, "GATE-YOUTH")
    assert (told["outcome"], told["inputs"]["young"], told["inputs"]["persons"]) == ("PASSED", 1, 8)
