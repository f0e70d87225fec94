"""Mistakes in a workbook: where they are found, and that nothing of it is stored."""

from __future__ import annotations

import pytest

from services.roster.commands.seating import seat_team
from tests.services.roster.factories import (
    COMMUNITY,
    COUNTY,
    DONG,
    FAR_COMMUNITY,
    HONG,
    LIAN,
    LINES,
    NEIGHBOUR,
    NO,
    OTHER_COUNTY,
    ROWS,
    STREET,
    YES,
    a_result,
    a_workbook,
    an_import,
    counts,
    errors_of,
    everything,
    organisation_of,
)

WRONG_CELLS = {
    "a division code that became a number": ({"上届班子!A2": 220402001001}, "NUMBER-NOT-TEXT"),
    "a person number that became a number": ({"上届班子!B2": 12345}, "NUMBER-NOT-TEXT"),
    "a date that became a number": ({"上届班子!E2": 24509}, "NUMBER-NOT-TEXT"),
    "an education code that became a number": ({"上届班子!F2": 21}, "NUMBER-NOT-TEXT"),
    "a short division code": ({"上届班子!A2": "220402"}, "BAD-DIVISION-CODE"),
    "a division code as Excel shows large numbers": (
        {"上届班子!A2": "2.20402E+11"},
        "BAD-DIVISION-CODE",
    ),
    "a person number with a blank": ({"上届班子!B2": "P 1"}, "BAD-PERSON-NUMBER"),
    "a name that is a number": ({"上届班子!C2": 5}, "NOT-TEXT"),
    "a name that is too long": ({"上届班子!C2": "长" * 51}, "TOO-LONG"),
    "an unknown sex": ({"上届班子!D2": "其他"}, "UNKNOWN-WORD"),
    "a date that does not exist": ({"上届班子!E2": "1967-02-30"}, "BAD-DATE"),
    "a birth date in the future": ({"上届班子!E2": "2021-05-02"}, "FUTURE-DATE"),
    "an unknown education": ({"上届班子!F2": "大学毕业生"}, "UNKNOWN-EDUCATION"),
    "neither yes nor no": ({"上届班子!G2": "不详"}, "UNKNOWN-WORD"),
    "an unknown post": ({"上届班子!I2": "组长"}, "UNKNOWN-WORD"),
    "a missing name": ({"上届班子!C2": "  "}, "MISSING-VALUE"),
    "a count with a fraction": ({"党组织!E2": 112.5}, "BAD-COUNT"),
    "a count below zero": ({"党组织!E2": -1}, "BAD-COUNT"),
    "a count in words": ({"党组织!E2": "许多"}, "BAD-COUNT"),
    "no seats": ({"党组织!G2": 0}, "SEATS"),
    "more seats than members": ({"党组织!G2": 113}, "SEATS"),
    "a term of unknown length": ({"党组织!I2": "", "党组织!J2": ""}, "PARTY-TERM-OLD"),
    "a term of two years": ({"党组织!I2": 2, "党组织!J2": ""}, "TERM-YEARS"),
    "a due date that does not follow": ({"党组织!J2": "2021-03-13"}, "PARTY-TERM"),
    "an election in the future": ({"党组织!H3": "2021-05-02"}, "FUTURE-DATE"),
    "an unknown type of organisation": ({"党组织!C2": "党小组"}, "UNKNOWN-WORD"),
    "a community that is not on the table": ({"后备人才!F2": "220402001999"}, "UNKNOWN-DIVISION"),
    "a reserve for a street": ({"后备人才!F2": STREET}, "NOT-A-COMMUNITY"),
    "a first secretary for a county": ({"第一书记!G2": COUNTY}, "NOT-A-STREET-OR-COMMUNITY"),
    "a community without an organisation": ({"提名人选!A2": NEIGHBOUR}, "ORGANISATION-NOT-LISTED"),
    "other facts under the same number": ({"提名人选!F2": "大学本科"}, "PERSON-DIFFERS"),
    "another name under the same number": ({"提名人选!C2": "东声"}, "PERSON-DIFFERS"),
    "two secretaries": ({"上届班子!I3": "书记"}, "SECOND-SECRETARY"),
}


@pytest.mark.parametrize("mistake", WRONG_CELLS)
def test_a_mistake_is_found_in_its_cell_and_nothing_is_stored(table, mistake):
    changes, code = WRONG_CELLS[mistake]
    before = everything(table)

    job = an_import(table, a_workbook(changes))

    assert job.state == "REJECTED"
    assert errors_of(table, job) == [(next(iter(changes)), code)]
    assert counts(job) == (LINES, LINES - 1, 1, 0, 0, 0)
    assert everything(table) == before


REPEATED = {
    "an organisation twice": ("党组织", ROWS["党组织"][0], "A4", "REPEATED-ORGANISATION"),
    "a member twice": ("上届班子", [COMMUNITY, *DONG, YES, NO, "委员"], "B5", "REPEATED-ROW"),
    "a nominee twice": ("提名人选", [COMMUNITY, *LIAN, NO, YES], "B4", "REPEATED-ROW"),
    "a reserve twice": ("后备人才", ROWS["后备人才"][0], "A3", "REPEATED-ROW"),
    "a first secretary twice": ("第一书记", ROWS["第一书记"][0], "A3", "REPEATED-ROW"),
}


@pytest.mark.parametrize("mistake", REPEATED)
def test_what_is_stated_twice_is_refused(table, mistake):
    sheet, row, cell, code = REPEATED[mistake]

    job = an_import(table, a_workbook(rows={sheet: [*ROWS[sheet], row]}))

    assert (job.state, errors_of(table, job)) == ("REJECTED", [(f"{sheet}!{cell}", code)])


REPETITIONS = {
    "as it was": {},
    "with a wrong cell": {"党组织!E4": "许多"},
}


@pytest.mark.parametrize("repetition", REPETITIONS)
def test_an_organisation_stated_twice_keeps_its_team_when_rows_are_skipped(table, repetition):
    rows = {"党组织": [*ROWS["党组织"], ROWS["党组织"][0]]}
    workbook = a_workbook(REPETITIONS[repetition], rows=rows)

    job = an_import(table, workbook, on_error="skip_row")

    assert [address.partition("!")[0] for address, _ in errors_of(table, job)] == ["党组织"]
    assert (job.state, *counts(job)) == ("DONE", LINES + 1, LINES, 1, LINES, 0, 0)


def test_rows_are_skipped_when_no_row_of_their_organisation_is_right(table):
    rows = {"党组织": [*ROWS["党组织"], ROWS["党组织"][0]]}

    job = an_import(table, a_workbook({"党组织!G2": 0}, rows=rows), on_error="skip_row")

    assert sorted(errors_of(table, job)) == [
        ("上届班子!A2", "ORGANISATION-REJECTED"),
        ("上届班子!A3", "ORGANISATION-REJECTED"),
        ("党组织!A4", "REPEATED-ORGANISATION"),
        ("党组织!G2", "SEATS"),
        ("提名人选!A2", "ORGANISATION-REJECTED"),
        ("提名人选!A3", "ORGANISATION-REJECTED"),
    ]


def test_all_mistakes_are_reported_at_once(table):
    changes = {"党组织!E2": "许多", "上届班子!E2": "昨天", "上届班子!F2": "未知", "第一书记!H2": ""}

    job = an_import(table, a_workbook(changes))

    assert sorted(address for address, _ in errors_of(table, job)) == sorted(changes)
    assert (job.errors, job.rejected) == (4, 3)


def test_an_organisation_at_street_level_is_refused(table):
    rows = {sheet: [] for sheet in ROWS} | {"党组织": [[STREET, *ROWS["党组织"][0][1:]]]}

    job = an_import(table, a_workbook(rows=rows))

    assert errors_of(table, job) == [("党组织!A2", "NOT-A-COMMUNITY")]


FORMS = {
    "a missing sheet": ({}, ["第一书记"], ("第一书记", "MISSING-SHEET")),
    "an unknown sheet": ({"花名册!A1": "x"}, [], ("花名册", "UNKNOWN-SHEET")),
    "an unknown heading": ({"上届班子!J1": "身份证号"}, [], ("上届班子!J1", "UNKNOWN-HEADING")),
    "a repeated heading": ({"上届班子!J1": "姓名"}, [], ("上届班子!J1", "REPEATED-HEADING")),
    "a missing heading": ({"上届班子!C1": " "}, [], ("上届班子", "MISSING-HEADING")),
}


@pytest.mark.parametrize("on_error", ["reject_all", "skip_row"])
@pytest.mark.parametrize("mistake", FORMS)
def test_a_workbook_of_another_form_is_refused_whole(table, mistake, on_error):
    changes, without, expected = FORMS[mistake]
    before = everything(table)

    job = an_import(table, a_workbook(changes, without=without), on_error=on_error)

    assert (job.state, job.accepted, job.read) == ("REJECTED", 0, job.rejected)
    assert errors_of(table, job) == [expected]
    assert everything(table) == before


def test_a_sheet_of_notes_is_passed_over(table):
    assert an_import(table, a_workbook({"说明!A1": "填表说明"})).state == "DONE"


def test_a_division_of_another_county_reads_as_unknown(table):
    job = an_import(table, a_workbook(), division=OTHER_COUNTY)

    assert ("党组织!A2", "UNKNOWN-DIVISION") in errors_of(table, job)
    assert ("党组织!A3", "UNKNOWN-DIVISION") not in errors_of(table, job)


def test_a_person_of_another_region_is_not_rewritten(table):
    an_import(table, a_workbook())
    far = {sheet: [] for sheet in ROWS} | {
        "党组织": [ROWS["党组织"][1]],
        "上届班子": [[FAR_COMMUNITY, "P-1", "别人", *HONG[2:], NO, NO, "书记"]],
    }

    job = an_import(table, a_workbook(rows=far), division=OTHER_COUNTY)

    assert errors_of(table, job) == [("上届班子!B2", "PERSON-ELSEWHERE")]


def test_a_term_that_an_election_ended_is_not_changed_by_an_import(table):
    an_import(table, a_workbook())
    seat_team(table, a_result(organisation_of(table)))
    before = everything(table)

    same = an_import(table, a_workbook())
    other = an_import(table, a_workbook({"上届班子!I3": "副书记"}))
    moved = an_import(table, a_workbook({"党组织!H2": "2018-03-13", "党组织!J2": "2021-03-13"}))

    assert (same.state, same.unchanged) == ("DONE", LINES)
    assert errors_of(table, other) == [("上届班子!I3", "TERM-CLOSED")]
    assert errors_of(table, moved) == [("党组织!H2", "LATER-TERM")]
    assert everything(table) == before


def test_a_repeated_organisation_does_not_open_a_term_that_has_ended(table):
    an_import(table, a_workbook())
    seat_team(table, a_result(organisation_of(table)))
    again = [*ROWS["党组织"][0][:7], "2018-03-13", 3, "2021-03-13"]
    rows = {"党组织": [*ROWS["党组织"], again]}

    job = an_import(table, a_workbook({"上届班子!I3": "副书记"}, rows=rows), on_error="skip_row")

    assert ("上届班子!I3", "TERM-CLOSED") in errors_of(table, job)
