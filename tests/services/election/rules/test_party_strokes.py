"""Order by surname strokes, as printed on ballots and in announcements."""

from __future__ import annotations

import pytest

from services.election.domain.party_candidates import listed_in_order
from services.election.domain.strokes import (
    characters_without_strokes,
    count_strokes,
    order_by_strokes,
    surname_stroke_key,
)


def ordered(*names: str) -> list[str]:
    return [names[int(each)] for each in order_by_strokes({str(n): x for n, x in enumerate(names)})]


@pytest.mark.parametrize(
    ("character", "strokes"),
    [("丁", 2), ("王", 4), ("李", 7), ("张", 7), ("欧", 8), ("魏", 17), ("龚", 11), ("仝", 5)],
)
def test_strokes_are_counted(character: str, strokes: int) -> None:
    assert count_strokes(character) == strokes


def test_fewer_strokes_come_first_and_equals_by_their_sequence() -> None:
    assert ordered("张伟", "李娜", "王芳", "丁一") == ["丁一", "王芳", "李娜", "张伟"]
    assert ordered("陆", "沈", "汪", "何", "吴", "宋", "杜", "李", "余", "邱", "张") == list(
        "杜李吴邱何余汪沈宋张陆"
    )


def test_one_surname_is_ordered_by_the_given_name() -> None:
    assert ordered("王芳", "王二", "王", "王一民", "王一") == [
        "王",
        "王一",
        "王一民",
        "王二",
        "王芳",
    ]


def test_a_compound_surname_goes_by_its_first_character() -> None:
    assert ordered("欧阳明", "魏明", "司马光", "张明") == ["司马光", "张明", "欧阳明", "魏明"]


def test_a_person_may_correct_the_table() -> None:
    names = {"a": "乜明", "b": "丁明"}  # as if the table had it wrong

    assert order_by_strokes(names) == ("b", "a")
    assert order_by_strokes(names, corrections={"a": "1"}) == ("a", "b")


def test_a_sign_outside_the_table_comes_last_and_is_named() -> None:
    assert ordered("Aliya", "魏明") == ["魏明", "Aliya"]
    assert characters_without_strokes("阿依·A") == "·A"
    assert characters_without_strokes("欧阳明") == ""


def test_spaces_between_the_characters_do_not_matter() -> None:
    assert surname_stroke_key("丁 一") == surname_stroke_key("丁一")
    assert surname_stroke_key("") == ()


def test_a_list_by_pinyin_is_not_in_order() -> None:
    people = {name: name for name in "丁李王张"}
    due = order_by_strokes(people)

    assert listed_in_order(due, due=due).holds
    assert not listed_in_order(["丁", "李", "王", "张"], due=due).allows
