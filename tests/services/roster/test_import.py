"""Imports: what is stored, what a second import changes, how the job ends."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from services.roster.commands import imports
from services.roster.commands.intake import take_in
from services.roster.models import (
    Import,
    ImportFile,
    Organisation,
    Person,
    Post,
    Superseded,
    Term,
)
from shared.messaging.tables import outbox
from tests.services.roster.factories import (
    CITY,
    COMMUNITY,
    FAR_COMMUNITY,
    LIAN,
    LINES,
    NO,
    ROWS,
    STREET,
    YES,
    a_workbook,
    an_import,
    counts,
    errors_of,
    everything,
    organisation_of,
    told,
)


def test_a_workbook_is_stored_and_told(table):
    job = an_import(table, a_workbook())

    assert (job.state, job.errors) == ("DONE", 0)
    assert counts(job) == (LINES, LINES, 0, LINES, 0, 0)
    term = table.scalars(select(Term).where(Term.elected_on == date(2018, 7, 12))).one()
    assert (term.term_years, term.due_on) == (5, date(2023, 7, 12))
    person = table.scalars(select(Person).where(Person.number == "P-2")).one()
    assert (person.name, person.sex, person.education) == ("东生", "1", "31")
    assert (person.social_work_qualification, person.social_work_degree) == (True, False)
    assert told(table)[1:] == [
        ("roster.first_secretary_posted.v1", STREET),
        ("roster.organisation_registered.v1", COMMUNITY),
        ("roster.reserve_filed.v1", COMMUNITY),
        ("roster.organisation_registered.v1", FAR_COMMUNITY),
    ]


def test_no_event_carries_a_name_or_a_birth_date(table):
    an_import(table, a_workbook())

    bodies = " ".join(table.scalars(select(outbox.c.body)))
    for personal in ("红梅", "夏天", "秋静", "1997-10-19", "1983-04-22"):
        assert personal not in bodies


def test_the_same_workbook_again_changes_nothing(table):
    an_import(table, a_workbook())
    before = everything(table)

    job = an_import(table, a_workbook())

    assert counts(job) == (LINES, LINES, 0, 0, 0, LINES)
    assert everything(table) == before


def test_a_corrected_workbook_changes_what_differs_and_keeps_what_was(table):
    an_import(table, a_workbook())

    changes = {"党组织!G2": 7, "上届班子!F2": "硕士研究生", "后备人才!H2": "返乡人员"}
    job = an_import(table, a_workbook(changes))

    assert counts(job) == (LINES, LINES, 0, 0, 3, LINES - 3)
    kept = {(row.table_name, *row.facts.items()) for row in table.scalars(select(Superseded))}
    assert kept == {
        ("organisations", ("seats", 5)),
        ("people", ("education", "21")),
        ("reserves", ("source", "退役军人")),
    }
    assert told(table)[-1] == ("roster.organisation_changed.v1", COMMUNITY)
    assert organisation_of(table).version == 2


def test_a_corrected_date_of_election_is_told(table):
    an_import(table, a_workbook())

    an_import(table, a_workbook({"党组织!H2": "2018-03-20", "党组织!J2": "2021-03-20"}))

    term = table.scalars(select(Term).where(Term.term_years == 3)).one()
    assert (term.elected_on, term.due_on) == (date(2018, 3, 20), date(2021, 3, 20))
    assert told(table)[-1] == ("roster.organisation_changed.v1", COMMUNITY)


def test_a_member_who_is_no_longer_stated_keeps_an_entry_that_says_so(table):
    an_import(table, a_workbook())

    teams = [ROWS["上届班子"][0], [COMMUNITY, *LIAN, NO, YES, "委员"], ROWS["上届班子"][2]]
    job = an_import(table, a_workbook(rows={"上届班子": teams}))

    held = table.execute(
        select(Person.number, Post.post, Post.ending)
        .join(Person, Person.id == Post.person_id)
        .order_by(Person.number)
    ).all()
    assert held == [
        ("P-1", "SECRETARY", None),
        ("P-2", "MEMBER", "CORRECTION"),
        ("P-3", "MEMBER", None),
        ("P-6", "SECRETARY", None),
    ]
    assert (job.created, job.unchanged) == (1, LINES - 1)


def test_validation_says_what_is_wrong_and_stores_nothing(table):
    before = everything(table)

    right = an_import(table, a_workbook(), mode="validate")
    wrong = an_import(table, a_workbook({"党组织!G2": 0}), mode="validate")

    assert (right.state, *counts(right)) == ("DONE", LINES, LINES, 0, 0, 0, 0)
    assert (wrong.state, *counts(wrong)) == ("REJECTED", LINES, LINES - 1, 1, 0, 0, 0)
    assert everything(table) == before


def test_wrong_rows_are_skipped_when_asked_with_those_that_need_them(table):
    changes = {"党组织!G2": 0, "后备人才!D2": "昨天"}
    job = an_import(table, a_workbook(changes), on_error="skip_row")

    assert (job.state, *counts(job)) == ("DONE", LINES, 3, LINES - 3, 3, 0, 0)
    assert sorted(errors_of(table, job)) == [
        ("上届班子!A2", "ORGANISATION-REJECTED"),
        ("上届班子!A3", "ORGANISATION-REJECTED"),
        ("党组织!G2", "SEATS"),
        ("后备人才!D2", "BAD-DATE"),
        ("提名人选!A2", "ORGANISATION-REJECTED"),
        ("提名人选!A3", "ORGANISATION-REJECTED"),
    ]
    assert table.scalars(select(Organisation.division_code)).all() == [FAR_COMMUNITY]
    assert sorted(table.scalars(select(Person.number))) == ["P-5", "P-6"]


def test_headings_may_be_english_and_columns_in_any_order(table):
    english = {"A1": "Division code", "B1": "Person number", "C1": "Sex", "D1": "Name"}
    changes = {f"提名人选!{cell}": heading for cell, heading in english.items()}
    changes |= {"提名人选!C2": "男", "提名人选!D2": "东生"}
    changes |= {"提名人选!C3": "女", "提名人选!D3": "莲莉"}

    assert an_import(table, a_workbook(changes)).state == "DONE"


def test_cells_that_are_dates_are_read_as_dates(table):
    changes = {"党组织!H2": date(2018, 3, 12), "上届班子!E2": date(1967, 2, 6)}

    assert an_import(table, a_workbook(changes)).state == "DONE"


def test_full_width_text_is_the_same_text(table):
    changes = {"上届班子!A2": "２２０４０２００１００１", "上届班子!B2": " Ｐ－1 "}

    assert an_import(table, a_workbook(changes)).state == "DONE"


def test_an_import_is_given_up_when_it_fails_again_and_again(table):
    job = Import(
        division_code=CITY, name="file", kind="roster", mode="commit", on_error="reject_all",
        requested_by="x", requester_role="CITY_ORG", correlation_id="",
    )  # fmt: skip
    take_in(table, job, a_workbook())

    for _ in range(imports.MOST_ATTEMPTS):
        assert imports.start_next(table) == job.id
        assert job.state == "RUNNING"
    imports.start_next(table)

    assert job.state == "REJECTED"
    assert errors_of(table, job) == [("", "NOT-PROCESSED")]
    assert imports.start_next(table) is None


def test_files_are_forgotten_after_a_week(table):
    job = an_import(table, a_workbook({"党组织!G2": 0}))
    stored = table.get(ImportFile, job.id)
    stored.stored_at -= timedelta(days=8)
    table.flush()

    imports.forget_files(table)

    assert table.get(ImportFile, job.id, populate_existing=True) is None
