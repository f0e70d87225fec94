"""The same numbers under the law of 2018 and under the law of 2025: other verdicts."""

from __future__ import annotations

from datetime import date

import pytest

OLD_LAW, NEW_LAW = date(2025, 12, 31), date(2026, 1, 1)
REPRESENTATIVES = {"mode": "REPRESENTATIVE", "groups": [3] * 20}
ONE_TO_ONE = {
    "CHAIR": ["C-1"],
    "DEPUTY_CHAIR": ["D-1"],
    "MEMBER": ["M-1", "M-2", "M-3"],
}
NO_WOMAN = {
    "CHAIR": ["C-1", "C-3"],
    "DEPUTY_CHAIR": ["D-1", "D-3"],
    "MEMBER": ["M-1", "M-3", "M-5", "M-7"],
}


def outcomes(view, rule):
    """Return what a rule said in the step recorded last."""
    return [each["outcome"] for each in view["verdicts"] if each["rule"] == rule]


@pytest.mark.parametrize(
    ("day", "state", "said"), [(OLD_LAW, "COUNTED", "PASSED"), (NEW_LAW, "READY", "VOIDED")]
)
def test_31_of_60_representatives_are_enough_until_2025(a_player, day, state, said):
    player = a_player(
        election_day=day, issued=31, returned=31, winning=25, losing=6, **REPRESENTATIVES
    )
    player.to_the_vote()
    player.open_vote()

    view = player.count()

    assert view["state"] == state
    assert outcomes(view, "RC-QUORUM") == [said]
    assert (view["next_round"] or {}).get("kind") == {"READY": "REPEAT"}.get(state)


def test_41_of_60_representatives_are_enough_since_2026(a_player):
    player = a_player(
        election_day=NEW_LAW, issued=41, returned=41, winning=30, losing=11, **REPRESENTATIVES
    )
    player.to_the_vote()
    player.open_vote()

    assert player.count()["state"] == "COUNTED"


def test_as_many_candidates_as_seats_is_a_warning_until_2025(a_player):
    player = a_player(election_day=OLD_LAW, nominees=ONE_TO_ONE)
    player.to_the_candidates()

    view = player.post("/candidate-list", player.candidates())

    assert [each["rule"] for each in view["warnings"]] == ["RC-SURPLUS"] * 3
    assert view["state"] == "NOTICED"


def test_as_many_candidates_as_seats_are_refused_since_2026(a_player):
    player = a_player(election_day=NEW_LAW, nominees=ONE_TO_ONE)
    player.to_the_candidates()

    assert player.refused("/candidate-list", player.candidates()) == "RC-SURPLUS"


def test_a_committee_without_a_woman_is_a_warning_until_2025(a_player):
    player = a_player(election_day=OLD_LAW, nominees=NO_WOMAN)
    player.to_the_vote()
    player.open_vote()
    player.count()

    view = player.post("/declaration", {"on": player.after(0)})

    assert outcomes(view, "RC-WOMEN") == ["WARNED"]


def test_a_committee_without_a_woman_is_not_declared_since_2026(a_player):
    player = a_player(election_day=NEW_LAW, nominees=NO_WOMAN)
    player.to_the_vote()
    player.open_vote()
    player.count()

    assert player.refused("/declaration", {"on": player.after(0)}) == "RC-WOMEN"

    given_up = {
        "on": player.after(0),
        "person_number": "M-5",
        "ground": "GIVEN_UP",
        "document_no": "街〔2026〕9号",
    }
    view = player.post("/seat-vacancies", given_up, role="STREET")
    assert (view["state"], view["next_round"]["kind"]) == ("VOTING", "FURTHER")

    woman = {"person_number": "M-8", "voter_id": player.voters[1]}
    player.post("/write-ins", woman)
    added = {"on": player.after(0), "person_number": "M-8", "post": "MEMBER"}
    player.post("/added-candidates", added)
    player.open_vote("FURTHER")
    player.count(2, {"MEMBER": {"M-7": 20, "M-8": 25}})
    assert player.post("/declaration", {"on": player.after(0)})["state"] == "CERTIFIED"


def test_four_representatives_of_a_group_are_refused_until_2025_only(a_player):
    body = {"groups": [4] * 20, "meeting_members": 90}
    for day, free in ((OLD_LAW, False), (NEW_LAW, True)):
        player = a_player(election_day=day, **REPRESENTATIVES)
        player.form_committee()
        player.settle()
        chosen = {"on": player.course.before(16), **body}
        if free:
            assert player.post("/representatives", chosen)["warnings"] == []
        else:
            assert player.refused("/representatives", chosen) == "RC-MODE"


def test_representatives_below_four_fifths_of_their_meeting_are_a_warning_since_2026(a_player):
    body = {"groups": [3] * 13, "meeting_members": 50}
    for day, warned in ((OLD_LAW, []), (NEW_LAW, ["RC-REPS"])):
        player = a_player(election_day=day, **REPRESENTATIVES)
        player.form_committee()
        player.settle()
        view = player.post("/representatives", {"on": player.course.before(16), **body})
        rules = [each["rule"] for each in view["warnings"]]
        assert [rule for rule in rules if rule.startswith("RC-")] == warned


def test_the_usual_size_of_a_community_depends_on_the_law(a_player):
    for day, warned in ((OLD_LAW, ["RC-HOUSEHOLDS"]), (NEW_LAW, [])):
        player = a_player(election_day=day, mode="HOUSEHOLD", households=1000)
        player.form_committee()
        view = player.settle()
        rules = [each["rule"] for each in view["warnings"]]
        assert [rule for rule in rules if rule.startswith("RC-")] == warned
