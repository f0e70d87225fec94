"""A completed election is corrected through the public APIs, and what that does to the figures."""

from __future__ import annotations

import time
from typing import Any

import pytest

from huanjie.demo.client import Client, Persona, Refused
from tests.cities import CityMaker
from tests.system.playing import play

pytestmark = pytest.mark.timeout(400)

PATIENCE_SECONDS = 60
SMOOTH = ("none",)
Json = dict[str, Any]


class Office:
    """Reads one played city as its organisation department."""

    def __init__(self, client: Client, campaign: str, city: str) -> None:
        self.client = client
        self.campaign = f"/campaigns/{campaign}"
        self.city = Persona("CITY_ORG", city)

    def figures(self, communities: list[str]) -> dict[str, Json]:
        """Return the figures of the city, all below it and these communities."""
        asked: list[str | None] = [None, *communities]
        found = [
            self.client.get("reporting", f"{self.campaign}/figures", self.city, division_code=code)
            for code in asked
        ]
        return {one["division_code"]: one["figures"] for all_ in found for one in all_["items"]}

    def outcomes(self) -> dict[str, Json]:
        """Return how each community's election ended."""
        found = self.client.all("reporting", f"{self.campaign}/elections", self.city)
        return {one["division_code"]: one for one in found}

    def correction(self) -> Json:
        """Return the correction once both the result and the team are counted anew."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            found = self.client.all("reporting", f"{self.campaign}/corrections", self.city)
            told = {fact["fact"] for each in found for fact in each["facts"]}
            if {"elected", "incoming"} <= told:
                [correction] = found
                return correction
            assert time.monotonic() < deadline, found
            time.sleep(0.2)


def the_right_count(held: Json, office_holders: set[str]) -> Json:
    """Return a count in which the last plain member of a round has changed places with a loser."""
    losers = [line for line in held["votes"] if line["person_number"] not in held["elected"]]
    members = [number for number in held["elected"] if number not in office_holders]
    wrong, right = members[-1], losers[0]["person_number"]
    swapped = {wrong: right, right: wrong}
    lines = [
        {
            "person_number": swapped.get(line["person_number"], line["person_number"]),
            "for": line["votes_for"],
            "against": line["votes_against"],
            "abstain": line["votes_abstain"],
        }
        for line in held["votes"]
    ]
    return {
        "round": held["no"],
        "returned": held["returned"],
        "invalid": held["invalid"],
        "votes": lines,
    }


@pytest.fixture
def client(stack):
    """Return what calls the running services."""
    opened = Client(stack.urls, stack.token)
    yield opened
    opened.close()


def elected_at_once(client: Client, outcomes: dict[str, Json]) -> tuple[str, Json]:
    """Return a community that needed one round alone, and that round."""
    for code, outcome in sorted(outcomes.items()):
        path = f"/elections/{outcome['election_id']}/rounds"
        rounds = client.get("election", path, Persona("CLERK", code))["items"]
        if len(rounds) == 1 and len(rounds[0]["elected"]) < len(rounds[0]["votes"]):
            return code, rounds[0]
    raise LookupError("no such community in this city")


def test_a_corrected_count_changes_the_figures_above_it_and_nothing_else(stack, client, tmp_path):
    maker = CityMaker(20211, communities=5, choice=SMOOTH)
    maker.write(tmp_path / "city")
    played, _ = play(tmp_path / "city", stack, tmp_path)
    office = Office(client, played.campaign, maker.city)
    outcomes = office.outcomes()
    before = office.figures(list(outcomes))
    place, held = elected_at_once(client, outcomes)
    clerk, county = Persona("CLERK", place), Persona("COUNTY_ORG", f"{place[:6]}000000")

    path = f"/elections/{outcomes[place]['election_id']}"
    records = client.get("election", f"{path}/records", clerk)["items"]
    [vote] = [each["payload"] for each in records if each["step"] == "SECRETARY_MEETING"]
    officers = {vote["chaired_by"], *(line["person_number"] for line in vote["votes"])}
    request = {
        "kind": "TALLY",
        "reason_code": "COUNT_MISTAKE",
        "document_no": "社党〔2021〕9号",
        "change": {"rounds": [the_right_count(held, officers)]},
    }
    decision = {"on": maker.as_of.isoformat(), "document_no": "县组〔2021〕3号"}
    client.post("election", f"{path}/corrections", clerk, request)
    with pytest.raises(Refused) as by_itself:
        client.post("election", f"{path}/corrections/1/approval", clerk, decision)
    approved = client.post("election", f"{path}/corrections/1/approval", county, decision)
    correction = office.correction()

    after, now = office.figures(list(outcomes)), office.outcomes()
    assert by_itself.value.status == 403
    changed = {code for code, figures in after.items() if figures != before[code]}
    assert changed == {place, f"{place[:9]}000", f"{place[:6]}000000", maker.city}
    for code in changed:
        names = {name for name, value in after[code].items() if value != before[code][name]}
        told = [each for each in correction["figures"] if each["division_code"] == code]
        assert {each["figure"] for each in told} == names
        for each in told:
            assert each["before"]["value"] == before[code][each["figure"]]["value"]
            assert each["after"]["value"] == after[code][each["figure"]]["value"]
    elected = [each["person_number"] for each in approved["after"]["elected"]]
    assert now[place]["elected"] == sorted(elected) != outcomes[place]["elected"]
    others = outcomes.keys() - {place}
    assert {code: now[code] for code in others} == {code: outcomes[code] for code in others}
