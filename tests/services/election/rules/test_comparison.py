"""What a verdict's numbers look like."""

from __future__ import annotations

from datetime import date, time

import pytest

from services.election.domain.comparison import compare, compare_lists, compare_range, find


@pytest.mark.parametrize(
    ("left", "sign", "right", "written"),
    [
        (4, ">=", 4, "4 >= 4"),
        (3, ">=", 4, "3 < 4"),
        (4, "<=", 4, "4 <= 4"),
        (5, "<=", 4, "5 > 4"),
        (5, ">", 4, "5 > 4"),
        (4, ">", 4, "4 <= 4"),
        (1, "<", 2, "1 < 2"),
        (2, "<", 2, "2 >= 2"),
        (2, "=", 2, "2 = 2"),
        (1, "=", 2, "1 != 2"),
    ],
)
def test_a_comparison_reads_as_it_turned_out(
    left: int, sign: str, right: int, written: str
) -> None:
    assert compare(left, sign, right) == written


def test_a_value_that_is_not_there_claims_nothing() -> None:
    assert compare(None, "<=", date(2021, 4, 12)) == "? <= 2021-04-12"
    assert compare(date(2021, 4, 12), "<=", None) == "2021-04-12 <= ?"
    assert find(None, ["a"]) == "? not in a"


def test_a_number_shows_where_it_comes_from() -> None:
    written = compare(195, ">=", 196, left_from="5*39", right_from="4*49")

    assert written == "5*39=195 < 4*49=196"
    assert compare_range(3, 1, 2, value_from="10-7") == "10-7=3 >= 1; 3 > 2"


def test_times_of_day_are_written_to_the_minute() -> None:
    assert compare(time(9, 31), "<=", time(9, 30)) == "09:31 > 09:30"


def test_lists_are_compared_in_their_order() -> None:
    assert compare_lists(["a", "b"], ["a", "b"]) == "a, b = a, b"
    assert compare_lists(["b", "a"], ["a", "b"]) == "b, a != a, b"
    assert find("a", ["a", "b"]) == "a in a, b"
    assert find("c", ["a", "b"]) == "c not in a, b"
