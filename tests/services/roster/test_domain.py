"""Ages, terms, codes, cells: what needs no database."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.roster.domain import cells, codes, terms
from services.roster.domain.divisions import ancestors_of, digits_of, province_of
from services.roster.domain.people import (
    PersonFacts,
    completed_age,
    differing,
    does_social_work,
    has_bachelor_or_above,
)
from services.roster.domain.sheets import index_of, letter

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("born_on", "on", "age"),
    [
        (date(1986, 4, 30), date(2021, 4, 30), 35),
        (date(1986, 5, 1), date(2021, 4, 30), 34),
        (date(1985, 4, 30), date(2021, 4, 30), 36),
        (date(2000, 2, 29), date(2021, 2, 27), 20),
        (date(2000, 2, 29), date(2021, 2, 28), 21),
        (date(2000, 2, 29), date(2024, 2, 28), 23),
        (date(2000, 2, 29), date(2024, 2, 29), 24),
    ],
)
def test_a_year_of_age_is_completed_on_the_birthday(born_on, on, age):
    assert completed_age(born_on, on) == age


@given(DAYS, st.integers(min_value=0, max_value=36_500))
def test_age_grows_by_one_on_one_day_a_year(born_on, days):
    on = born_on + timedelta(days=days)

    age = completed_age(born_on, on)

    assert 0 <= age <= days // 365
    assert completed_age(born_on, on + timedelta(days=366)) >= age + 1


@pytest.mark.parametrize(
    ("elected_on", "years", "due"),
    [
        (date(2021, 3, 15), 5, date(2026, 3, 15)),
        (date(2020, 2, 29), 5, date(2025, 2, 28)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2018, 3, 20), 3, date(2021, 3, 20)),
    ],
)
def test_party_term_ends_on_the_same_calendar_day(elected_on, years, due):
    assert terms.due_on(elected_on, years) == due


@pytest.mark.parametrize(
    ("elected_on", "years"), [(date(2018, 7, 11), None), (date(2018, 7, 12), 5)]
)
def test_party_term_old_has_no_default(elected_on, years):
    assert terms.default_years(elected_on) == years


@pytest.mark.parametrize(
    ("qualification", "degree", "counts"),
    [(True, True, True), (True, False, True), (None, True, True), (False, None, False)],
)
def test_social_work_is_qualification_or_degree_counted_once(qualification, degree, counts):
    assert does_social_work(qualification=qualification, degree=degree) is counts


@pytest.mark.parametrize(
    ("word", "code", "counts"),
    [
        ("大学本科", "21", True),
        ("硕士研究生", "14", True),
        ("博士研究生", "11", True),
        ("研究生班", "17", True),
        ("大学专科", "31", False),
        ("中等专科", "41", False),
        ("普通高中", "61", False),
        ("初中", "71", False),
        ("大学普通班", "28", False),
        ("大学本科肄业", "23", False),
        ("硕士研究生结业", "15", False),
        ("bachelor", "21", True),
        ("21", "21", True),
    ],
)
def test_education_is_read_as_its_code(word, code, counts):
    assert cells.education(word) == code
    assert has_bachelor_or_above(code) is counts


def test_every_word_for_an_education_has_a_code_of_the_standard():
    assert set(codes.EDUCATION.values()) == codes.EDUCATION_CODES
    counted = {code for code in codes.EDUCATION_CODES if has_bachelor_or_above(code)}
    assert counted == {"11", "14", "17", "21"}


@pytest.mark.parametrize(
    "content", ["2021-03-15", "2021/3/15", "2021.3.15", "2021年3月15日", " 2021-03-15 ",
                "２０２１－０３－１５", date(2021, 3, 15), datetime(2021, 3, 15, 8)]  # noqa: DTZ001,
)  # fmt: skip
def test_a_day_is_read_in_the_forms_that_leave_no_doubt(content):
    assert cells.day(content) == date(2021, 3, 15)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("2021-02-29", "BAD-DATE"),
        ("15/03/2021", "BAD-DATE"),
        ("20210315", "BAD-DATE"),
        ("1899-12-31", "BAD-DATE"),
        ("昨天", "BAD-DATE"),
        (44270.0, "NUMBER-NOT-TEXT"),
        (True, "NOT-TEXT"),
    ],
)
def test_a_day_is_never_guessed(content, code):
    with pytest.raises(cells.WrongCell) as refusal:
        cells.day(content)

    assert refusal.value.problem.code == code


@pytest.mark.parametrize("parse", [cells.division_code, cells.person_number, cells.education])
@given(number=st.floats() | st.integers())
def test_a_number_in_a_code_column_is_refused(parse, number):
    with pytest.raises(cells.WrongCell) as refusal:
        parse(number)

    assert refusal.value.problem.code == "NUMBER-NOT-TEXT"


@given(st.integers(min_value=0, max_value=10_000_000))
def test_a_count_is_read_from_number_and_text_alike(count):
    assert cells.count(float(count)) == count
    if count < 10**8:
        assert cells.count(f" {count} ") == count


@given(
    st.floats(allow_nan=True).filter(lambda number: not (number >= 0 and number == number // 1))
    | st.booleans()
    | st.text().filter(lambda text: not text.strip().isdigit())
)
def test_nothing_else_is_a_count(content):
    with pytest.raises(cells.WrongCell):
        cells.count(content)


CELLS = st.none() | st.text() | st.floats() | st.booleans() | st.dates() | st.datetimes()


@given(CELLS)
def test_any_cell_is_read_or_refused(content):
    for parse in (
        cells.division_code,
        cells.person_number,
        cells.day,
        cells.count,
        cells.education,
        cells.yes_or_no,
        cells.text_of(50),
        cells.word_of(codes.PARTY_POST),
    ):
        with suppress(cells.WrongCell):
            parse(content)


@given(st.text(alphabet="0123456789", min_size=12, max_size=12))
def test_full_width_digits_are_the_same_code(code):
    full_width = code.translate({ord(str(digit)): ord("０") + digit for digit in range(10)})

    assert cells.division_code(f"　{full_width} ") == code


def test_control_characters_are_refused():
    with pytest.raises(cells.WrongCell) as refusal:
        cells.text_of(50)("东\x00吉")

    assert refusal.value.problem.code == "UNREADABLE-TEXT"


@given(st.integers(min_value=0, max_value=16_383))
def test_columns_are_lettered_as_in_a_workbook(index):
    assert index_of(letter(index)) == index


def test_the_letters_after_z():
    assert [letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_facts_contradict_only_where_both_state_them():
    stated = PersonFacts("P-1", "红梅", "2", date(1967, 2, 6), "21", social_work_degree=None)
    silent = PersonFacts("P-1", "红梅", "2", date(1967, 2, 6), "31", social_work_degree=False)

    assert differing(stated, silent) == ["education"]


@pytest.mark.parametrize(
    ("code", "digits"),
    [
        ("220000000000", "22"),
        ("220400000000", "2204"),
        ("220402000000", "220402"),
        ("220402001000", "220402001"),
        ("220402001001", "220402001001"),
        ("441900003000", "441900003"),
        ("000000000000", ""),
    ],
)
def test_the_digits_of_a_code_tell_its_level(code, digits):
    assert digits_of(code) == digits


def test_above_a_county_stand_its_city_and_province():
    assert ancestors_of("220402000000") == {"220400000000", "220000000000"}
    assert province_of("220000000000.220400000000.") == "220000000000"
