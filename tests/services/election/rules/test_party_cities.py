"""Two cities' ballots, counted by the core, against what an honest system arrives at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from services.election.domain.counting import (
    BallotState,
    count_ballot,
)
from services.election.domain.party_deadline import on_schedule_tenths
from services.election.domain.tally import PersonVotes, RoundKind, RoundTally

EXAMPLES = Path(__file__).parents[4] / "examples"


def test_the_rate_is_rounded_half_up() -> None:
    assert on_schedule_tenths(45, 45) == 1000
    assert on_schedule_tenths(44, 45) == 978
    assert on_schedule_tenths(0, 0) is None


def _counted(community: dict[str, Any]) -> BallotState:
    meeting = community["meetings"][-1]
    rounds = [
        RoundTally(
            RoundKind(each["round"]),
            meeting["present"],
            each["issued"],
            each["returned"],
            each["invalid"],
            tuple(
                PersonVotes(vote["person"], vote["for"], vote["against"], vote["abstain"])
                for vote in each["votes"]
            ),
        )
        for each in meeting["rounds"]
    ]
    return count_ballot(community["seats"], community["deliberation"]["candidates"], rounds)


@pytest.mark.parametrize(
    "city", sorted(path.parent.name for path in EXAMPLES.glob("*/elections.jsonl"))
)
def test_a_city_is_counted_as_expected(city: str) -> None:
    expected = json.loads((EXAMPLES / city / "expected.json").read_text(encoding="utf-8"))
    lines = (EXAMPLES / city / "elections.jsonl").read_text(encoding="utf-8").splitlines()

    counted = 0
    for community in map(json.loads, lines):
        outcome = expected["elections"][community["organisation"]]
        if outcome["completed"]:
            state = _counted(community)
            assert sorted(state.elected) == outcome["elected"]
            assert state.next_round is None
            counted += 1

    assert counted == sum(each["completed"] for each in expected["elections"].values())
