"""Residents' committees renewed on the running stack: each way to vote, before 2026 and since.

Then one member is recalled and another elected in the place: the team in office changes, the
figures of the re-election do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import date
from typing import Any

import pytest

from huanjie.demo.city import read_city
from huanjie.demo.client import Client, Persona
from huanjie.demo.play import Player as CityPlayer
from huanjie.stack import Stack
from tests.cities.residents import CITY, Committee, ResidentsCity
from tests.huanjie.waiting import eventually
from tests.services.election.factories import DEPARTMENTS
from tests.services.election.residents.player import Course, Player
from tests.system.committees import Callers, Renewed, play, vote_again
from tests.system.playing import differences

pytestmark = pytest.mark.timeout(400)

LAW_OF_2018, LAW_OF_2025 = date(2025, 11, 20), date(2026, 5, 10)
LAST_ELECTED = {LAW_OF_2018: date(2020, 12, 20), LAW_OF_2025: date(2021, 6, 10)}
MODES: dict[str, dict[str, Any]] = {
    "ALL": {"voters": 60, "issued": 40, "returned": 40, "winning": 30},
    "HOUSEHOLD": {"households": 50, "issued": 40, "returned": 40},
    "REPRESENTATIVE": {"groups": [3] * 20, "issued": 40, "returned": 40},
}
PATIENCE_SECONDS = 60
RECALLED_ON, ORDERED_ON, FILLED_ON = date(2027, 3, 1), date(2027, 4, 1), date(2027, 6, 1)


@pytest.fixture(scope="module")
def client(stack: Stack) -> Iterator[Client]:
    """Return what calls the running services."""
    opened = Client(stack.urls, stack.token)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def callers(stack: Stack) -> Iterator[Callers]:
    """Return what the players of the communities call through."""
    opened = Callers(stack)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def renewed(client: Client, callers: Callers, tmp_path_factory: pytest.TempPathFactory) -> Renewed:
    """Play a city with a street under each law, and in it a community for each way to vote."""
    folder = tmp_path_factory.mktemp("residents")
    city = ResidentsCity(LAST_ELECTED.values(), communities=len(MODES), departments=DEPARTMENTS)
    city.write(folder)
    opening = CityPlayer(client, read_city(folder), lambda *_: None)
    elections = {each["division_code"]: each["id"] for each in opening.begin()}
    campaign = opening.played.campaign
    renewed = Renewed(client, city, folder, campaign, {}, {})
    for day, committees in zip(LAST_ELECTED, city.streets.values(), strict=True):
        for mode, committee in zip(MODES, committees, strict=True):
            player = Player(
                callers, committee.code, elections[committee.code], course(mode, day, committee)
            )
            renewed.players[mode, day] = player
            renewed.quorums[mode, day] = play(player)
    wanted = dict.fromkeys(("completed", "seated"), len(elections))
    assert eventually(
        lambda: wanted.items() <= renewed.read("/progress").items(), seconds=PATIENCE_SECONDS
    )
    return renewed


def course(mode: str, day: date, committee: Committee) -> Course:
    """Return the course of a community's election: the same numbers under either law."""
    of_mode = {"winning": 35, "losing": 5} | MODES[mode]
    return Course(election_day=day, mode=mode, nominees=committee.nominees, **of_mode)


def test_the_same_turnout_is_enough_under_one_law_and_void_under_the_other(renewed):
    before = renewed.quorums["REPRESENTATIVE", LAW_OF_2018]
    since = renewed.quorums["REPRESENTATIVE", LAW_OF_2025]

    assert before["inputs"] == since["inputs"]
    assert (before["outcome"], since["outcome"]) == ("PASSED", "VOIDED")
    others = {key for key in renewed.quorums if key[0] != "REPRESENTATIVE"}
    assert {renewed.quorums[key]["outcome"] for key in others} == {"PASSED"}


def test_every_figure_is_the_oracles(renewed):
    repeated = renewed.players["REPRESENTATIVE", LAW_OF_2025].community

    found = renewed.figures()

    wanted = renewed.city.expected(renewed.folder, repeated=repeated)
    assert differences(found, wanted) == []
    assert all(found[CITY][name]["change"] for name in ("mean_age", "secretary_mean_age"))


def test_the_bulletin_tells_the_figures_of_committees_and_their_chairs(renewed):
    office = Persona("CITY_CIVIL", CITY)
    path = f"/campaigns/{renewed.campaign}/bulletins"

    bulletin = renewed.client.post("reporting", path, office, {"division_code": CITY})

    told = {each["figure"]: each["value"] for each in bulletin["headline"]}
    figures = renewed.figures()[CITY]
    assert told.keys() == figures.keys()
    for name, figure in figures.items():
        parts = figure if isinstance(figure, dict) else {}
        assert {part: told[name][part] for part in parts} == parts
        assert parts or told[name] == figure
    assert f"主任{told['secretaries']}名" in "".join(bulletin["lines"])


def test_the_roster_has_seated_whom_each_election_elected(renewed):
    outcomes = renewed.outcomes()

    for committee in renewed.city.committees:
        new, old = renewed.terms(committee.code)
        outcome = outcomes[committee.code]
        seated = {
            each["person_number"]: each["post"]
            for each in new["posts"]
            if each["held_from"] == new["elected_on"]
        }
        left = {each["person_number"]: each["post"] for each in old["posts"]}
        assert seated == committee.elected
        assert left == committee.outgoing
        assert {each["ending"] for each in old["posts"]} == {"ELECTION"}
        assert (new["elected_on"], new["election_id"]) == (
            outcome["held_on"],
            outcome["election_id"],
        )
        assert outcome["elected"] == sorted(committee.elected)
        assert outcome["secretary"] == committee.nominees["CHAIR"][0]


def test_a_recall_and_a_by_election_change_the_team_and_no_figure(renewed):
    player = renewed.players["ALL", LAW_OF_2025]
    [committee] = [each for each in renewed.city.committees if each.code == player.community]
    *_, recalled, loser = committee.nominees["MEMBER"]
    other = committee.nominees["DEPUTY_CHAIR"][-1]
    figures, elected = renewed.figures(), renewed.outcomes()[committee.code]["elected"]
    without = committee.elected.items() - {(recalled, "MEMBER")}

    player.recall(recalled, RECALLED_ON, took_part=31, yes=16)
    wait_for_team(renewed, committee, without)
    seat = Course(election_day=FILLED_ON, seats={"MEMBER": 1}, nominees={"MEMBER": [loser, other]})
    by_election = player.order_by_election(ORDERED_ON, seat)
    by_election.play()
    wait_for_team(renewed, committee, without | {(loser, "MEMBER")})

    assert renewed.figures() == figures
    assert renewed.outcomes()[committee.code]["elected"] == elected
    assert endings(renewed, committee) == {recalled: (RECALLED_ON.isoformat(), "RECALL")}

    annul(by_election)
    wait_for_team(renewed, committee, without)
    vote_again(by_election, kind="FIRST", no=1)
    by_election.complete()
    wait_for_team(renewed, committee, without | {(loser, "MEMBER")})

    assert renewed.figures() == figures
    office = Persona("CITY_CIVIL", CITY)
    path = f"/campaigns/{renewed.campaign}"
    counted = renewed.client.get("election", path, office)["elections"]
    assert counted == {"HANDED_OVER": len(renewed.city.committees)}


def annul(player: Player) -> None:
    """Have the by-election set aside that the player has played, and go on with the one after."""
    void = {
        "on": player.after(11),
        "document_no": "民〔2027〕9号",
        "grounds": ["OTHER_BREACH_OF_PROCEDURE"],
    }
    campaign = player.post("/annulment", void, role="COUNTY_CIVIL")["campaign_id"]
    client = player.client_for("election", "EC", player.community)
    found = client.get("/api/v1/elections", params={"campaign_id": campaign}).json()["items"]
    [player.election] = [each["id"] for each in found if each["predecessor_id"] == player.election]


def endings(renewed: Renewed, committee: Committee) -> dict[str, tuple[str, str]]:
    """Return who has left the present team, when and why."""
    posts = renewed.terms(committee.code)[0]["posts"]
    return {
        one["person_number"]: (one["held_until"], one["ending"]) for one in posts if one["ending"]
    }


def wait_for_team(renewed: Renewed, committee: Committee, team: Set[tuple[str, str]]) -> None:
    """Wait until the roster and reporting both tell of this team, and no other."""

    def in_office() -> set[tuple[str, str]]:
        posts = renewed.terms(committee.code)[0]["posts"]
        return {(one["person_number"], one["post"]) for one in posts if not one["held_until"]}

    def told() -> set[tuple[str, str]]:
        seats = renewed.outcomes()[committee.code]["team"]
        return {(one["person_number"], one["post"]) for one in seats}

    is_so = eventually(lambda: in_office() == told() == team, seconds=PATIENCE_SECONDS)
    assert is_so, (in_office(), told())
