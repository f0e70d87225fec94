"""What an office sets of the rule book acts in the very rules, and is shown where it acted."""

from __future__ import annotations

from uuid import uuid4

import pytest

from services.election.domain.residents_region import REGIONS
from services.election.domain.ruleset import all_settings
from tests.services.election.factories import CITY

RUBRIC = [{"zh": f"标准{place}", "en": f"Standard {place}"} for place in range(1, 7)]


def setting(player, version=0, **settings):
    """Let the city set these for the player's community, and return the answer."""
    client = player.client_for("election", "CITY_ORG", CITY)
    headers = {
        "If-Match": f'"{version}"',
        "Idempotency-Key": str(uuid4()),
    }
    body = {"document_no": "组通〔2026〕1号", "rubric": RUBRIC, "settings": settings}
    path = f"/api/v1/preparation-standards/{player.community}"
    return client.put(path, json=body, headers=headers)


def shown(view, rule):
    """Return the settings that a rule's verdict shows, by name."""
    (verdict,) = [each for each in view["verdicts"] if each["rule"] == rule]
    return {each["name"]: (each["value"], each["label"]) for each in verdict["settings"]}


@pytest.mark.parametrize(
    ("settings", "pointer", "code"),
    [
        ({"objection_dayz": 7}, "/settings/objection_dayz", "unknown_setting"),
        ({"objection_days": "seven"}, "/settings/objection_days", "impossible_value"),
        ({"objection_days": True}, "/settings/objection_days", "impossible_value"),
        ({"objection_days": 1001}, "/settings/objection_days", "impossible_value"),
        ({"audit_blocks": 1}, "/settings/audit_blocks", "impossible_value"),
        ({"woman_remedy": "NONE"}, "/settings/woman_remedy", "impossible_value"),
        ({"grounds": ["LIVING_HERE", "FAMOUS"]}, "/settings/grounds", "impossible_value"),
        ({"notice_working_days": 7}, "/settings/notice_working_days", "set_elsewhere"),
    ],
)
def test_a_setting_that_no_rule_knows_or_can_take_is_refused(a_player, settings, pointer, code):
    answer = setting(a_player(), **settings)

    assert (answer.status_code, answer.json()["code"]) == (422, "REGION-SETTING")
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [
        (pointer, code)
    ]


def test_every_setting_of_the_rule_book_is_taken_with_its_default(a_player):
    def as_sent(value):
        return list(value) if isinstance(value, tuple) else value

    settings = {
        name: as_sent(each.default) for name, each in all_settings().items() if not each.set_in
    }

    answer = setting(a_player(), **settings)

    assert answer.status_code == 200, answer.text
    assert answer.json()["settings"] == settings
    assert {"report_days", "filing_days", "objection_days", "birthday_counts"} <= set(settings)


def test_the_values_of_the_provinces_are_settings_of_the_rule_book():
    named = {name for region in REGIONS.values() for name in region.values}

    assert named <= set(all_settings())


@pytest.mark.parametrize(("days", "late"), [(7, None), (6, "RC-ROLL-OBJECT")])
def test_a_region_says_how_long_the_list_may_be_objected_to(a_player, days, late):
    player = a_player()
    assert setting(player, objection_days=days).status_code == 200
    player.to_the_list()
    objection = {"received_on": player.course.before(13), "kind": "MISSING"}

    answer = player.call("POST", "/voter-objections", objection)

    assert answer.json().get("code") == late
    told = answer.json() if late else player.get("/records")["items"][-1]
    assert shown(told, "RC-ROLL-OBJECT")["objection_days"] == (days, "SEED")
    assert told["verdicts"][0]["rule_set"] == f"2026-01+jilin.1+{player.community}.1"


def test_a_region_says_when_an_objection_must_be_decided(a_player):
    player = a_player()
    setting(player, decision_days=1)
    player.to_the_list()
    player.post("/voter-objections", {"received_on": player.course.before(19), "kind": "MISSING"})

    view = player.post(
        "/voter-objections/1/decision", {"on": player.course.before(17), "outcome": "UPHELD"}
    )

    assert "RC-ROLL-OBJECT" in [each["rule"] for each in view["warnings"]]


@pytest.mark.parametrize(("of_all", "outcome"), [(False, "PASSED"), (True, "VOIDED")])
def test_a_region_says_of_whom_the_election_committee_needs_a_majority(a_player, of_all, outcome):
    player = a_player()
    setting(player, majority_of_all=of_all)
    player.form_committee()
    decision = {"on": player.course.before(34), "subject": "ROLL", "present": 4, "yes": 3}

    view = player.post("/election-committee/decisions", decision)

    said = [each for each in view["verdicts"] if each["rule"] == "RC-EC-MEETING"]
    assert [each["outcome"] for each in said] == [outcome]


def test_a_later_standard_takes_the_place_of_the_one_before(a_player):
    player = a_player()
    assert setting(player, majority_of_all=True).status_code == 200
    assert setting(player, version=1, objection_days=6).status_code == 200
    player.form_committee()
    decision = {"on": player.course.before(34), "subject": "ROLL", "present": 4, "yes": 3}

    view = player.post("/election-committee/decisions", decision)

    assert shown(view, "RC-EC-MEETING") == {"majority_of_all": (False, "UNVERIFIED")}
