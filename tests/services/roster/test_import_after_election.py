"""An import after an election: what figures count is no longer its to change."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from services.roster.commands.seating import seat_team, set_aside
from services.roster.domain.terms import Ending
from services.roster.models import ImportRemark, Post
from shared.events import ElectionVoided, Winner
from tests.services.roster.factories import (
    COMMUNITY,
    DONG,
    LIAN,
    LINES,
    NO,
    ROWS,
    XIA,
    YES,
    a_result,
    a_workbook,
    an_import,
    errors_of,
    everything,
    organisation_of,
)

ELECTED = tuple(Winner(person_number=f"P-{number}", post="MEMBER") for number in (2, 3, 4))
CHANGES = {
    "the sex of a winner": {"提名人选!D3": "男"},
    "the birth date of a winner": {"提名人选!E3": "1996-07-01"},
    "two facts of a winner among the reserves": {
        "后备人才!C2": "男",
        "后备人才!D2": "1997-10-20",
    },
    "the education of one who went out": {"上届班子!F2": "大学专科"},
    "the qualification of a winner": {"提名人选!G3": YES},
    "the degree of one who went out": {"上届班子!H2": YES},
    "everything of one who went out and came in": {
        "上届班子!D3": "女",
        "上届班子!E3": "1976-05-05",
        "上届班子!F3": "大学本科",
        "提名人选!D2": "女",
        "提名人选!E2": "1976-05-05",
        "提名人选!F2": "大学本科",
    },
}


@pytest.fixture
def result(table):
    """Return the result of an election whose winners P-2, P-3 and P-4 are seated."""
    assert an_import(table, a_workbook()).state == "DONE"
    told = a_result(organisation_of(table), elected=ELECTED)
    seat_team(table, told)
    return told


def set_result_aside(session, result):
    """Set an election aside, as the superior does."""
    event = ElectionVoided(
        division_code=result.division_code,
        campaign_id=result.campaign_id,
        election_id=result.election_id,
        successor_id=uuid4(),
        voided_on=result.approved_on,
    )
    set_aside(session, event)


@pytest.mark.parametrize("fact", CHANGES)
def test_a_fact_that_a_completed_election_counts_is_refused_in_its_cell(table, result, fact):
    before = everything(table)

    job = an_import(table, a_workbook(CHANGES[fact]))

    assert job.state == "REJECTED"
    assert dict(errors_of(table, job)) == dict.fromkeys(CHANGES[fact], "PERSON-COUNTED")
    assert everything(table) == before


def test_the_refusal_says_in_both_languages_to_ask_for_a_correction(table, result):
    job = an_import(table, a_workbook(CHANGES["the sex of a winner"]))

    statement = select(ImportRemark).where(ImportRemark.import_id == job.id)
    remark = table.scalars(statement).one()
    assert "申请更正" in remark.mend_zh
    assert "ask for a correction" in remark.mend_en


def test_what_nobody_had_stated_of_a_winner_is_a_fact_as_well(table, result):
    nominees = [[COMMUNITY, *DONG, YES, NO], [COMMUNITY, *XIA, NO, YES]]

    job = an_import(table, a_workbook(rows={"提名人选": nominees}))

    codes = [("提名人选!G3", "PERSON-COUNTED"), ("提名人选!H3", "PERSON-COUNTED")]
    assert errors_of(table, job) == codes


def test_rows_that_repeat_what_is_on_record_are_stored_beside_a_refused_one(table, result):
    reserves = [[*LIAN, COMMUNITY, "书记", "社区干部", "2021-04-18"]]
    workbook = a_workbook(CHANGES["the degree of one who went out"], rows={"后备人才": reserves})

    job = an_import(table, workbook, on_error="skip_row")

    assert (job.state, job.rejected, job.created) == ("DONE", 1, 1)
    assert job.unchanged == LINES - 2


@pytest.mark.parametrize("fact", CHANGES)
def test_before_the_election_is_completed_the_same_changes_are_stored(table, fact):
    assert an_import(table, a_workbook()).state == "DONE"

    job = an_import(table, a_workbook(CHANGES[fact]))

    assert job.state == "DONE"
    assert job.changed > 0


def test_a_name_and_those_who_count_in_no_election_stay_free(table, result):
    changes = {"提名人选!C3": "莲丽", "第一书记!D2": "1983-04-23", "上届班子!E4": "1980-01-02"}

    assert an_import(table, a_workbook(changes)).changed == len(changes)


def test_an_election_that_was_set_aside_counts_nobody(table, result):
    set_result_aside(table, result)

    job = an_import(table, a_workbook(CHANGES["the birth date of a winner"]))

    assert (job.state, job.changed) == ("DONE", 1)


def an_elected_team(post="委员", elected_on="2021-03-08", years=5):
    """Return a workbook that states part of the team that the election seated."""
    organisation = [*ROWS["党组织"][0][:7], elected_on, years, ""]
    rows = {
        "党组织": [organisation, ROWS["党组织"][1]],
        "上届班子": [[COMMUNITY, *DONG, YES, NO, post], ROWS["上届班子"][2]],
    }
    return a_workbook(rows=rows)


def test_the_team_that_was_elected_is_not_changed_by_an_import(table, result):
    before = everything(table)

    other = an_import(table, an_elected_team(post="书记"))
    shorter = an_import(table, an_elected_team(years=3))
    moved = an_import(table, an_elected_team(elected_on="2021-03-09"))

    assert errors_of(table, other) == [("上届班子!I2", "TERM-ELECTED")]
    assert errors_of(table, shorter) == [("党组织!I2", "TERM-ELECTED")]
    assert errors_of(table, moved) == [("党组织!H2", "LATER-TERM")]
    assert everything(table) == before


def test_a_workbook_that_leaves_out_some_of_an_elected_team_ends_no_post(table, result):
    job = an_import(table, an_elected_team())

    assert job.state == "DONE"
    held = select(func.count()).where(Post.ending == Ending.CORRECTION)
    assert table.scalar(held) == 0


def test_the_workbook_as_it_was_changes_nothing(table, result):
    before = everything(table)

    job = an_import(table, a_workbook())

    assert (job.state, job.unchanged) == ("DONE", LINES)
    assert everything(table) == before
