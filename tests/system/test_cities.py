"""Cities played from the roster workbook to the figures, through the public APIs alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests import oracle
from tests.cities import CityMaker
from tests.system.playing import EXAMPLES, differences, expected, play

# `make test` plays a few made cities, `make long` two hundred.
SEEDS = range(int(os.environ.get("HUANJIE_CITIES", "2")))

pytestmark = pytest.mark.timeout(400)


def test_the_city_where_everything_goes_wrong_ends_in_the_expected_figures(stack, tmp_path):
    played, found = play(EXAMPLES / "siping-24", stack, tmp_path)

    wanted = json.loads((EXAMPLES / "siping-24" / "expected.json").read_text("utf-8"))
    assert differences(found, expected(wanted)) == []
    assert not [trouble for trouble in played.troubles if trouble.refused]
    told = {(trouble.division, trouble.code) for trouble in played.troubles}
    assert ("220322102002", "PARTY-QUORUM") in told
    assert ("220303001003", "PARTY-ELECTION-VALID") in told
    assert ("220303007002", "REVIEW-BAR") in told
    assert ("220322003004", "PARTY-TIE") in told
    assert ("220302002006", "PARTY-SHORTFALL") in told


@pytest.mark.parametrize("seed", SEEDS)
def test_a_made_city_ends_in_the_oracles_figures(stack, tmp_path, seed):
    maker = CityMaker(seed)
    maker.write(tmp_path / "city")

    played, found = play(tmp_path / "city", stack, tmp_path)

    wanted = oracle.expect(as_an_honest_system_leaves_it(maker, tmp_path))
    assert differences(found, expected(wanted)) == []
    refused = {trouble.division for trouble in played.troubles if trouble.refused}
    assert maker.illegal <= refused


def as_an_honest_system_leaves_it(maker: CityMaker, folder: Path) -> Path:
    """Return the city as it is when what breaks a rule is refused: without those results."""
    maker_again = CityMaker(maker.seed)
    honest = folder / "honest"
    maker_again.write(honest)
    lines = (honest / "elections.jsonl").read_text("utf-8").splitlines()
    elections = [json.loads(line) for line in lines]
    for election in elections:
        if election["organisation"] in maker.illegal:
            election.update(dict.fromkeys(("meetings", "secretary_meeting", "approval")))
    text = "\n".join(json.dumps(election, ensure_ascii=False) for election in elections)
    (honest / "elections.jsonl").write_text(text + "\n", "utf-8")
    return honest
