"""What preparation reached, and whom it has left out."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.election.domain.preparation import (
    FIVE_GOODS_ONE_SATISFACTION,
    PREPARATIONS,
    Responsible,
    Training,
    Work,
    bottom_ranked,
    called,
    coverage_of,
    open_preparations,
    trained_for,
    unvisited,
)
from shared.text import Text

CHAIN = (
    Responsible("丙", Text("工作组组长", "work team leader"), 7),
    Responsible("甲", Text("责任人", "owner"), 1),
    Responsible("乙", Text("包保责任人", "responsible leader"), 3),
)
DAY_12 = date(2021, 3, 12)


def test_the_checklist_has_eight_items_and_the_rubric_six() -> None:
    assert (len(PREPARATIONS), len(FIVE_GOODS_ONE_SATISFACTION)) == (8, 6)


def test_an_item_not_done_or_not_answered_is_open() -> None:
    assert open_preparations((True,) * 8) == ()
    assert open_preparations((True, False, *(True,) * 5)) == (PREPARATIONS[1], PREPARATIONS[7])


def test_each_round_of_visits_is_complete_on_its_own() -> None:
    assert unvisited({2: {"一"}, 1: {"一", "二"}}, ("一", "二")) == {1: (), 2: ("二",)}


def test_the_bottom_is_a_tenth_rounded_up_with_its_equals() -> None:
    stars = {"一": 5, "二": 1, "三": 3, "四": 4, "五": 5}

    assert bottom_ranked(stars) == ("二",)
    assert bottom_ranked(stars | {"六": 1}) == ("二", "六")
    assert bottom_ranked({}) == ()


@given(st.dictionaries(st.text("甲乙丙丁戊己", min_size=1, max_size=3), st.integers(1, 5)))
def test_nobody_outside_the_bottom_ranks_below_anybody_in_it(stars: dict[str, int]) -> None:
    bottom = bottom_ranked(stars)

    rest = [stars[each] for each in stars if each not in bottom]
    assert 10 * len(bottom) >= len(stars)
    assert not rest or not bottom or max(stars[each] for each in bottom) < min(rest)


def test_work_is_counted_by_evidence_and_by_whom_it_reached() -> None:
    work = [
        Work("BANNER", "一", 10, "照片1"),
        Work("BANNER", "一", 5, "照片2"),
        Work("BANNER", "二", 7, None),
        Work("TALK", "二", 1, "台账3"),
    ]

    banners = coverage_of(work, ("一", "二"), kind="BANNER")

    assert (banners.quantity, banners.reached, banners.organisations) == (15, 1, 2)
    assert banners.missed == ("二",)


def test_a_person_trained_twice_is_two_person_times_and_one_person() -> None:
    trainings = [
        Training("MEETING", date(2021, 3, 1), frozenset("甲乙"), frozenset("甲")),
        Training("MEETING", date(2021, 3, 2), frozenset("乙丙"), frozenset("乙")),
        Training("NOMINATE", date(2021, 2, 1), frozenset("丁")),
    ]

    trained = trained_for(trainings, "甲乙丙丁", step="MEETING")

    assert (trained.person_times, trained.persons) == (4, 3)
    assert (trained.absent, trained.not_passed) == (("丁",), ("丙",))


def test_a_missed_day_calls_one_more_link_the_longer_it_is_missed() -> None:
    def names(today: date, *, done_on: date | None = None) -> str:
        links = called(CHAIN, due_on=DAY_12, done_on=done_on, today=today)
        return "".join(link.name for link in links)

    assert names(DAY_12) == ""
    assert names(date(2021, 3, 13)) == "甲"
    assert names(date(2021, 3, 15)) == "甲乙"
    assert names(date(2021, 3, 19)) == "甲乙丙"
    assert names(date(2021, 3, 19), done_on=date(2021, 3, 18)) == ""
