"""Divisions: stored with their paths, told in parts, refused cell by cell."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from services.roster.models import (
    Division,
    Superseded,
)
from tests.services.roster.factories import (
    CITY,
    COMMUNITY,
    COUNTY,
    DIVISIONS,
    STREET,
    a_roster,
    a_workbook,
    an_import,
    counts,
    errors_of,
    everything,
    told,
)


@pytest.fixture
def table(session):
    """Return a session with the divisions on the table; without it the table is empty."""
    assert an_import(session, DIVISIONS, kind="divisions").state == "DONE"
    return session


def test_divisions_are_stored_with_their_paths_and_told_under_the_province(session):
    job = an_import(session, DIVISIONS, kind="divisions")

    assert counts(job) == (9, 9, 0, 9, 0, 0)
    assert session.get(Division, COMMUNITY).path == (
        f"220000000000.{CITY}.{COUNTY}.{STREET}.{COMMUNITY}."
    )
    assert told(session) == [("roster.divisions_registered.v1", "220000000000")]


def test_a_table_of_many_divisions_is_told_in_parts(session):
    more = "".join(f"220402001{n:03},社区{n},community,{STREET}\n" for n in range(3, 500))

    an_import(session, DIVISIONS + more, kind="divisions")

    assert told(session) == [("roster.divisions_registered.v1", "220000000000")] * 3
    assert session.scalar(select(func.count()).select_from(Division)) == 506


def test_a_table_in_gb18030_is_read_as_well(session):
    job = an_import(session, DIVISIONS.encode("gb18030"), kind="divisions")

    assert job.state == "DONE"
    assert session.get(Division, CITY).name == "辽源市"


def test_a_renamed_division_is_told_and_its_old_name_kept(table):
    before = len(told(table))

    job = an_import(table, DIVISIONS.replace("东吉社区", "东吉第一社区"), kind="divisions")

    assert counts(job) == (9, 9, 0, 0, 1, 8)
    assert table.get(Division, COMMUNITY).name == "东吉第一社区"
    assert [row.facts for row in table.scalars(select(Superseded))] == [{"name": "东吉社区"}]
    assert len(told(table)) == before + 1


HEAD = "code,name,level,parent_code\n"
WRONG_DIVISIONS = {
    "an unknown parent": ("220402002001,甲,community,220402002000\n", "D2", "UNKNOWN-PARENT"),
    "no parent": ("220402000000,甲,county,\n", "D2", "UNKNOWN-PARENT"),
    "a parent of another branch": (f"220403001001,甲,community,{STREET}\n", "D2", "PARENT-DIFFERS"),
    "a parent of the same level": (f"220402002000,甲,township,{STREET}\n", "D2", "PARENT-DIFFERS"),
    "a level that the code denies": (f"220402002000,甲,county,{CITY}\n", "C2", "LEVEL-DIFFERS"),
    "an unknown level": (f"220402002000,甲,hamlet,{COUNTY}\n", "C2", "UNKNOWN-WORD"),
    "a code without its zero": (f"22040200200,甲,township,{COUNTY}\n", "A2", "BAD-DIVISION-CODE"),
    "a neighbouring city": ("220300000000,四平市,city,220000000000\n", "A2", "OUTSIDE-DIVISION"),
    "another name for the province": ("220000000000,吉林,province,\n", "A2", "OUTSIDE-DIVISION"),
    "a missing name": (f"220402002000,,township,{COUNTY}\n", "B2", "MISSING-VALUE"),
}


@pytest.mark.parametrize("mistake", WRONG_DIVISIONS)
def test_a_wrong_division_is_found_in_its_cell_and_nothing_is_stored(table, mistake):
    line, cell, code = WRONG_DIVISIONS[mistake]
    before = everything(table)

    job = an_import(table, HEAD + line, kind="divisions")

    assert (job.state, errors_of(table, job)) == ("REJECTED", [(f"CSV!{cell}", code)])
    assert everything(table) == before


def test_what_lies_below_a_wrong_division_is_skipped_with_it(table):
    lines = f"220402002000,,township,{COUNTY}\n220402003000,丙,township,{COUNTY}\n"
    lines += "220402003001,丁,community,220402003000\n220402002001,乙,community,220402002000\n"

    job = an_import(table, HEAD + lines, kind="divisions", on_error="skip_row")

    assert (job.state, *counts(job)) == ("DONE", 4, 2, 2, 2, 0, 0)
    assert errors_of(table, job)[1] == ("CSV!D5", "UNKNOWN-PARENT")


def test_a_file_that_is_no_table_is_refused(table):
    job = an_import(table, b'"\xff\xff', kind="divisions")

    assert errors_of(table, job) == [("", "NOT-A-TABLE")]


def test_a_roster_without_divisions_is_refused(session):
    job = an_import(session, a_workbook())

    assert {code for _, code in errors_of(session, job)} == {"UNKNOWN-DIVISION"}


def test_the_small_city_is_right(session):
    a_roster(session)

    assert everything(session) == {
        "divisions": 9,
        "organisations": 2,
        "terms": 2,
        "people": 6,
        "posts": 3,
        "nominees": 2,
        "reserves": 1,
        "first_secretaries": 1,
        "superseded": 0,
        "events": 5,
    }
