"""How figures are reckoned, told and kept back."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from services.reporting.domain.arithmetic import (
    PERCENT,
    PLAIN,
    Ratio,
    change_of,
    half_away,
    in_decimals,
    value_of,
)
from services.reporting.domain.bulletin import KEPT_BACK, NO_FIGURE, Occasion, compose
from services.reporting.domain.documents import figure_document
from services.reporting.domain.figures import FIGURE_OF, FIGURES, DivisionFigures, title_of, values
from services.reporting.domain.measures import (
    CommunityFacts,
    MemberFacts,
    Side,
    Source,
    is_covered,
    of_community,
    of_member,
)
from services.reporting.domain.small_groups import is_kept_back, kept_back

COUNTS = integers(min_value=0, max_value=10**7)
GROUPS = integers(min_value=1, max_value=10**7)


# Glossary, section 5.4, line by line.


@pytest.mark.parametrize(
    ("n", "d", "decimals", "printed"),
    [
        (125, 225, 1, "55.6"),
        (1, 16, 1, "6.3"),
        (1, 8, 0, "13"),
        (0, 45, 1, "0.0"),
        (45, 45, 1, "100.0"),
        (3, 0, 1, None),
        (0, 0, 1, None),
    ],
)
def test_a_share_is_rounded_half_up(n, d, decimals, printed):
    assert value_of(Ratio(n, d), scale=PERCENT, decimals=decimals) == printed


@pytest.mark.parametrize(
    ("new", "old", "decimals", "change", "printed"),
    [
        ((125, 225), (112, 225), 1, "5.8", None),
        ((21, 45), (18, 45), 1, "6.7", None),
        ((11, 45), (1, 45), 1, "22.2", None),
        ((11, 45), (1, 45), 0, "22", None),
        ((11, 45), (1, 42), 1, "22.1", "22.0"),
        ((1, 3), (2, 3), 1, "-33.3", "-33.4"),
    ],
)
def test_a_change_of_shares_is_exact_and_rounded_once(new, old, decimals, change, printed):
    told = change_of(Ratio(*new), Ratio(*old), scale=PERCENT, decimals=decimals)

    assert told is not None
    assert told.value == change
    assert told.printed == printed


@pytest.mark.parametrize(
    ("new", "old", "means", "change", "printed"),
    [
        ((8708, 225), (9203, 225), ("38.7", "40.9"), "-2.2", None),
        ((8697, 225), (9204, 225), ("38.7", "40.9"), "-2.3", "-2.2"),
        ((1912, 45), (2025, 45), ("42.5", "45.0"), "-2.5", None),
    ],
)
def test_a_mean_and_its_change(new, old, means, change, printed):
    told = change_of(Ratio(*new), Ratio(*old), scale=PLAIN)

    assert tuple(value_of(Ratio(*one), scale=PLAIN) for one in (new, old)) == means
    assert told is not None
    assert (told.value, told.printed) == (change, printed)


def test_there_is_no_change_against_nothing():
    assert change_of(Ratio(1, 3), Ratio(0, 0), scale=PERCENT) is None
    assert change_of(Ratio(0, 0), Ratio(1, 3), scale=PERCENT) is None


@given(n=COUNTS, d=GROUPS)
def test_a_printed_share_is_within_half_a_tenth_and_never_below(n, d):
    printed = Fraction(value_of(Ratio(n, d), scale=PERCENT) or "")

    assert -Fraction(1, 20) < printed - Fraction(100 * n, d) <= Fraction(1, 20)


@given(n=COUNTS, d=GROUPS, before=COUNTS, base=GROUPS)
def test_a_change_and_its_reverse_differ_in_sign_only(n, d, before, base):
    there = change_of(Ratio(n, d), Ratio(before, base), scale=PERCENT)
    back = change_of(Ratio(before, base), Ratio(n, d), scale=PERCENT)

    assert there is not None
    assert back is not None
    assert Fraction(there.value) == -Fraction(back.value)
    assert there.value != "-0.0"


def test_a_half_is_rounded_away_from_zero_and_zero_has_no_sign():
    assert [half_away(Fraction(n, 2)) for n in (-3, -1, 0, 1, 3)] == [-2, -1, 0, 1, 2]
    assert [in_decimals(units, 1) for units in (-5, 0, 5, 123)] == ["-0.5", "0.0", "0.5", "12.3"]


# What counts.


def a_community(**changed):
    facts = {
        "seats": 5,
        "completed": True,
        "on_schedule": True,
        "first_ballot": True,
        "rectified": False,
        "reserves_for_head": 2,
        "reserves_for_others": 4,
    }
    return CommunityFacts(**{**facts, **changed})


def test_a_community_is_covered_by_two_reserves_for_the_head_and_one_for_each_other_seat():
    assert is_covered(a_community())
    assert not is_covered(a_community(reserves_for_head=1, reserves_for_others=9))
    assert not is_covered(a_community(reserves_for_others=3))
    assert not is_covered(a_community(seats=None))


def test_an_election_that_is_not_completed_was_neither_on_schedule_nor_at_first_ballot():
    counted = of_community(a_community(completed=False))

    assert (counted["completed"], counted["on_schedule"], counted["first_ballot"]) == (0, 0, 0)
    assert (counted["organisations"], counted["reserve_covered"]) == (1, 1)


@pytest.mark.parametrize(("age", "counted"), [(34, 1), (35, 1), (36, 0)])
def test_thirty_five_is_included_in_thirty_five_or_under(age, counted):
    facts = MemberFacts(Side.INCOMING, "MEMBER", age, bachelor_or_above=True, social_work=False)

    assert of_member(facts)["incoming.aged_35_or_under"] == counted


def test_only_the_head_is_counted_among_the_heads():
    posts = ["SECRETARY", "CHAIR", "DEPUTY_SECRETARY", "MEMBER"]
    counted = [
        of_member(MemberFacts(Side.OUTGOING, post, 40, bachelor_or_above=True, social_work=True))
        for post in posts
    ]

    assert [measures.get("outgoing.head.members", 0) for measures in counted] == [1, 1, 0, 0]
    assert all(measures["outgoing.members"] == 1 for measures in counted)


def test_a_change_may_be_null_and_is_absent_from_what_cannot_have_one():
    told = {
        name: figure_document(value, {"as_of": "a", "previous_as_of": "b"}, "en")
        for name, value in values({}).items()
    }

    assert told["mean_age"]["value"] is None
    assert told["mean_age"]["change"] is None
    assert "change" not in told["social_work"]
    assert "change" not in told["on_schedule_rate"]
    assert told["team_members"] == 0
    assert told["activities"] == {}


def test_a_note_tells_when_printed_values_differ_by_something_else():
    sums = team(225, age=8697, before=(225, 9204))
    told = figure_document(values(sums)["mean_age"], {"as_of": "a", "previous_as_of": "b"}, "en")

    assert told["change"] == "-2.3"
    assert "-2.2" in told["rounding_note"]


def test_the_figures_of_residents_committees_speak_of_their_chair():
    figure = FIGURE_OF["secretary_mean_age"]

    assert title_of(figure, "PARTY").zh == "书记平均年龄"
    assert title_of(figure, "RESIDENTS").zh == "主任平均年龄"
    assert title_of(FIGURE_OF["first_secretaries"], "RESIDENTS").zh == "选派第一书记"


# What is kept back.


def team(members, *, age=0, heads=None, before=(0, 0)):
    heads = members if heads is None else heads
    sums = {
        "incoming.members": members,
        "incoming.age": age,
        "incoming.head.members": heads,
        "incoming.head.age": heads * 40,
        "outgoing.members": before[0],
        "outgoing.age": before[1],
    }
    return {(Source.MEMBERS, name): amount for name, amount in sums.items()}


def a_division(code, sums):
    return DivisionFigures(code, f"区划{code}", "county", values(sums))


def test_a_figure_of_one_or_two_persons_is_kept_back_and_a_count_never():
    figures = values(team(10, age=400, heads=2))

    assert is_kept_back("secretary_mean_age", figures["secretary_mean_age"])
    assert not is_kept_back("mean_age", figures["mean_age"])
    assert not is_kept_back("secretaries", figures["secretaries"])
    assert not is_kept_back("mean_age", values(team(0))["mean_age"])


def test_what_is_kept_back_cannot_be_had_by_subtraction():
    parts = {str(heads): a_division(str(heads), team(20, heads=heads)) for heads in (2, 5, 9)}

    assert kept_back("secretary_mean_age", parts) == {"2", "5"}
    assert kept_back("mean_age", parts) == set()


def test_two_small_groups_that_make_a_large_one_are_enough():
    parts = {name: a_division(name, team(20, heads=2)) for name in ("a", "b")}
    parts["c"] = a_division("c", team(20, heads=9))

    assert kept_back("secretary_mean_age", parts) == {"a", "b"}


# The bulletin.

OCCASION = Occasion(
    "2021年某市社区党组织换届选举", "PARTY", date(2021, 4, 30), date(2018, 4, 30), 1
)


def test_a_bulletin_tells_every_figure_and_its_change():
    whole = a_division("220400000000", team(225, age=8708, heads=45, before=(225, 9203)))

    bulletin = compose(OCCASION, whole, [])

    assert [told["figure"] for told in bulletin["headline"]] == [figure.id for figure in FIGURES]
    assert "平均年龄38.7岁,比上届下降2.2岁" in bulletin["lines"][1]
    assert bulletin["title"].endswith("第1期)")


def test_a_bulletin_without_change_says_so_in_words():
    whole = a_division("220400000000", team(10, age=400, before=(10, 400)))

    assert any(
        "平均年龄40.0岁,与上届持平" in line for line in compose(OCCASION, whole, [])["lines"]
    )


def test_a_bulletin_keeps_small_groups_back_and_says_so():
    whole = a_division("220400000000", team(30, age=1200, heads=11))
    small = a_division("220402000000", team(10, age=400, heads=2))
    large = a_division("220403000000", team(20, age=800, heads=9))

    bulletin = compose(OCCASION, whole, [small, large])

    cells = [row["cells"]["secretary_mean_age"] for row in bulletin["table"]]
    assert cells == [KEPT_BACK, KEPT_BACK, "40.0"]
    assert bulletin["lines"][-1].startswith("注:")


def test_a_bulletin_of_a_small_division_publishes_no_figure_of_its_people():
    whole = a_division("220402001000", team(2, age=80))

    told = {each["figure"]: each for each in compose(OCCASION, whole, [])["headline"]}

    assert told["mean_age"]["suppressed"]
    assert told["mean_age"]["value"] is None
    assert "40" not in told["mean_age"]["line"]
    assert told["team_members"]["value"] == 2


def test_a_bulletin_has_no_change_against_a_small_group():
    whole = a_division("220402001000", team(5, age=200, before=(2, 90)))

    told = {each["figure"]: each for each in compose(OCCASION, whole, [])["headline"]}

    assert told["mean_age"]["value"]["value"] == "40.0"
    assert "change" not in told["mean_age"]["value"]


def test_where_nothing_is_known_a_bulletin_has_no_figure():
    whole = a_division("220402001000", {})

    [row] = compose(OCCASION, whole, [])["table"]

    assert row["cells"]["mean_age"] == NO_FIGURE
    assert row["cells"]["organisations"] == "0"
