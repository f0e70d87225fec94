"""Files: those that should not be opened, and those that come back with remarks."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from sqlalchemy import select

from services.roster.commands import files
from services.roster.models import (
    ImportFile,
    ImportRemark,
)
from tests.services.roster.factories import (
    DIVISIONS,
    a_workbook,
    an_import,
    counts,
    errors_of,
)


def a_zip(parts):
    """Return an archive of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_part(name, content):
    """Return a right workbook in which one part was replaced."""
    with zipfile.ZipFile(io.BytesIO(a_workbook())) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return a_zip({**parts, name: content})


SHEET = "xl/worksheets/sheet1.xml"
ALL_MERGED = (
    b'<worksheet><sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
)
FAR_CELL = (
    b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    b"</worksheet>"
)
BLANKS = b"<a>" + b" " * (70 << 20) + b"</a>"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet/>'

UNREADABLE = {
    "text": (b"not a workbook", "NOT-A-WORKBOOK"),
    "nothing": (b"", "NOT-A-WORKBOOK"),
    "another archive": (a_zip({"a.xml": b"<a/>"}), "NOT-A-WORKBOOK"),
    "half a workbook": (a_workbook()[:3000], "NOT-A-WORKBOOK"),
    "broken XML": (with_part(SHEET, b"<worksheet><sheetData>"), "NOT-A-WORKBOOK"),
    "declared entities": (with_part(SHEET, ENTITIES), "NOT-A-WORKBOOK"),
    "a bomb": (with_part("xl/bomb.xml", BLANKS), "WORKBOOK-TOO-LARGE"),
    "a cell at the end of the sheet": (with_part(SHEET, FAR_CELL), "WORKBOOK-TOO-LARGE"),
    "a sheet merged into one cell": (with_part(SHEET, ALL_MERGED), "WORKBOOK-TOO-LARGE"),
    "too many sheets": (
        a_zip({f"xl/worksheets/sheet{n}.xml": b"<worksheet/>" for n in range(21)}),
        "WORKBOOK-TOO-LARGE",
    ),
    "too many parts": (a_zip({f"{n}.xml": b"<a/>" for n in range(501)}), "WORKBOOK-TOO-LARGE"),
}  # fmt: skip


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_file_that_cannot_or_should_not_be_read_is_refused(table, what):
    content, code = UNREADABLE[what]

    job = an_import(table, content)

    assert (job.state, *counts(job)) == ("REJECTED", 0, 0, 0, 0, 0, 0)
    assert [found for _, found in errors_of(table, job)] == [code]


def test_an_archive_that_understates_its_size_is_refused():
    bomb = bytearray(with_part(SHEET, b"<a>" + b" " * 100_000 + b"</a>"))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = 0
        while (start := bomb.find(mark, start)) >= 0:
            name_at = start + (30 if mark == b"PK\x03\x04" else 46)
            if bomb[name_at : name_at + len(SHEET)] == SHEET.encode():
                bomb[start + offset : start + offset + 4] = (100).to_bytes(4, "little")
            start += 4

    with pytest.raises(files.Unreadable) as refusal:
        files.read_workbook(bytes(bomb))

    assert refusal.value.problem.code == "NOT-A-WORKBOOK"


def test_the_workbook_comes_back_with_remarks_in_its_cells(table):
    job = an_import(table, a_workbook({"上届班子!E2": "昨天", "党组织!G2": 0}))

    stored = table.get(ImportFile, job.id)
    workbook = openpyxl.load_workbook(io.BytesIO(stored.remarked))
    assert "不是有效日期" in workbook["上届班子"]["E2"].comment.text
    assert "not a valid date" in workbook["上届班子"]["E2"].comment.text
    assert workbook["上届班子"]["E2"].value == "昨天"
    assert workbook["党组织"]["G2"].comment is not None
    assert workbook["上届班子"]["E3"].comment is None
    places = [row[0] for row in workbook["导入意见"].iter_rows(min_row=2, values_only=True)]
    assert sorted(places) == ["上届班子!E2", "党组织!G2"]


def with_merged(content, **ranges):
    """Return a workbook with a range of cells merged on each sheet named."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    for title, cells in ranges.items():
        workbook[title].merge_cells(cells)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def test_remarks_about_merged_cells_are_in_the_first_of_them(table):
    merged = with_merged(a_workbook(), 上届班子="A2:A4", 党组织="A2:B3")

    job = an_import(table, merged)

    missing = ["上届班子!A3", "上届班子!A4", "党组织!A3", "党组织!B2", "党组织!B3"]
    assert sorted(errors_of(table, job))[: len(missing)] == [
        (address, "MISSING-VALUE") for address in missing
    ]
    workbook = openpyxl.load_workbook(io.BytesIO(table.get(ImportFile, job.id).remarked))
    for title in ("上届班子", "党组织"):
        assert workbook[title]["A2"].comment.text.count("必填项为空") == 1
        assert "取消合并" in workbook[title]["A2"].comment.text
        assert "unmerge" in workbook[title]["A2"].comment.text
    places = [row[0] for row in workbook["导入意见"].iter_rows(min_row=2, values_only=True)]
    assert set(missing) <= set(places)


def test_a_remark_keeps_the_comment_that_the_clerk_wrote(table):
    workbook = openpyxl.load_workbook(io.BytesIO(a_workbook({"上届班子!E2": "昨天"})))
    workbook["上届班子"]["E2"].comment = Comment("待核", "clerk")
    target = io.BytesIO()
    workbook.save(target)

    job = an_import(table, target.getvalue())

    remarked = openpyxl.load_workbook(io.BytesIO(table.get(ImportFile, job.id).remarked))
    said = remarked["上届班子"]["E2"].comment.text
    assert said.startswith("待核\n")
    assert "不是有效日期" in said


def test_a_table_comes_back_with_a_column_of_remarks(session):
    job = an_import(session, DIVISIONS.replace(",city,", ",town,"), kind="divisions")

    lines = session.get(ImportFile, job.id).remarked.decode("utf-8-sig").splitlines()
    assert lines[0].endswith("导入意见")
    assert "不认识的用词" in lines[2]


def test_the_file_is_gone_once_it_is_stored(table):
    job = an_import(table, a_workbook())

    stored = table.get(ImportFile, job.id)
    assert (stored.content, stored.remarked) == (None, None)


def test_messages_do_not_repeat_what_was_found(table):
    job = an_import(
        table, a_workbook({"上届班子!B2": "身份 220402199001011234", "上届班子!E2": "昨天"})
    )

    texts = table.execute(
        select(ImportRemark.message_zh, ImportRemark.message_en, ImportRemark.mend_zh).where(
            ImportRemark.import_id == job.id
        )
    ).all()
    assert "220402199001011234" not in str(texts)
