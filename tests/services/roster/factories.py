"""Small divisions and workbooks, right in every cell unless a test says otherwise."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import xlsxwriter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.roster.commands import imports
from services.roster.commands.intake import take_in
from services.roster.models import (
    Division,
    FirstSecretary,
    Import,
    ImportRemark,
    Nominee,
    Organisation,
    Person,
    Post,
    Reserve,
    Superseded,
    Term,
)
from shared.events import ElectionCompleted, Winner
from shared.messaging.tables import outbox

TODAY = date(2021, 5, 1)
CITY = "220400000000"
COUNTY = "220402000000"
OTHER_COUNTY = "220403000000"
STREET = "220402001000"
COMMUNITY = "220402001001"
NEIGHBOUR = "220402001002"
FAR_STREET = "220403001000"
FAR_COMMUNITY = "220403001001"

DIVISIONS = (
    "code,name,level,parent_code\n"
    "220000000000,吉林省,province,\n"
    f"{CITY},辽源市,city,220000000000\n"
    f"{COUNTY},龙山区,county,{CITY}\n"
    f"{OTHER_COUNTY},西安区,county,{CITY}\n"
    f"{STREET},东吉街道,township,{COUNTY}\n"
    f"{COMMUNITY},东吉社区,community,{STREET}\n"
    f"{NEIGHBOUR},吉春社区,community,{STREET}\n"
    f"{FAR_STREET},仙城街道,township,{OTHER_COUNTY}\n"
    f"{FAR_COMMUNITY},仙城社区,community,{FAR_STREET}\n"
)

HEADINGS = {
    "党组织": [
        "统计用区划代码", "党组织名称", "组织类型", "上级党组织", "正式党员数", "预备党员数",
        "应选名额", "上届当选日期", "上届任期(年)", "届满日期",
    ],
    "上届班子": [
        "统计用区划代码", "人员编号", "姓名", "性别", "出生日期", "学历", "社会工作者职业资格",
        "社会工作专业学历", "职务",
    ],
    "提名人选": [
        "统计用区划代码", "人员编号", "姓名", "性别", "出生日期", "学历", "社会工作者职业资格",
        "社会工作专业学历",
    ],
    "后备人才": [
        "人员编号", "姓名", "性别", "出生日期", "学历", "统计用区划代码", "储备职务", "来源",
        "备案日期",
    ],
    "第一书记": [
        "人员编号", "姓名", "性别", "出生日期", "学历", "派出单位", "派驻区划代码", "到任日期",
    ],
}  # fmt: skip
COMMITTEE_HEADINGS = {
    "居民委员会": [
        "统计用区划代码", "居民委员会名称", "街道办事处(乡镇政府)", "应选名额", "上届当选日期",
        "上届任期(年)",
    ],
    "居民委员会上届班子": HEADINGS["上届班子"],
    "居民委员会提名人选": HEADINGS["提名人选"],
}  # fmt: skip
HONG = ["P-1", "红梅", "女", "1967-02-06", "大学本科"]
DONG = ["P-2", "东生", "男", "1976-05-04", "大学专科"]
LIAN = ["P-3", "莲莉", "女", "1996-06-30", "硕士研究生"]
XIA = ["P-4", "夏天", "女", "1997-10-19", "大学专科"]
QIU = ["P-5", "秋静", "男", "1983-04-22", "博士研究生"]
FAR = ["P-6", "远方", "男", "1980-01-01", "普通高中"]
NO, YES = "否", "是"

ROWS: dict[str, list[list[Any]]] = {
    "党组织": [
        [COMMUNITY, "东吉社区党委", "党委", "东吉街道党工委", 112, 1, 5,
         "2018-03-12", 3, "2021-03-12"],
        [FAR_COMMUNITY, "仙城社区党支部", "党支部", "仙城街道党工委", 40, 0, 3,
         "2018-07-12", "", ""],
    ],
    "上届班子": [
        [COMMUNITY, *HONG, NO, NO, "书记"],
        [COMMUNITY, *DONG, YES, NO, "委员"],
        [FAR_COMMUNITY, *FAR, NO, NO, "书记"],
    ],
    "提名人选": [
        [COMMUNITY, *DONG, YES, NO],
        [COMMUNITY, *LIAN, NO, YES],
    ],
    "后备人才": [[*XIA, COMMUNITY, "书记", "退役军人", "2021-04-18"]],
    "第一书记": [[*QIU, "市直机关1", STREET, "2020-11-01"]],
}  # fmt: skip
LINES = sum(map(len, ROWS.values()))


def a_workbook(
    changes: Mapping[str, Any] | None = None,
    *,
    rows: Mapping[str, Sequence[Sequence[Any]]] | None = None,
    without: Sequence[str] = (),
) -> bytes:
    """Return a workbook; `changes` maps addresses such as 上届班子!E2 to other contents."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_urls": False})
    as_date = workbook.add_format({"num_format": "yyyy-mm-dd"})
    sheets = {}
    written = {**ROWS, **(rows or {})}
    for title, headings in {**HEADINGS, **COMMITTEE_HEADINGS}.items():
        if title in without or title not in written:
            continue
        sheets[title] = sheet = workbook.add_worksheet(title)
        lines = [headings, *written[title]]
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    for address, content in (changes or {}).items():
        title, _, cell = address.partition("!")
        sheet = sheets.get(title) or sheets.setdefault(title, workbook.add_worksheet(title))
        sheet.write(
            cell,
            " " if content == "" else content,
            *([as_date] if isinstance(content, date) else []),
        )
    workbook.close()
    return target.getvalue()


def an_import(
    session: Session,
    content: bytes | str,
    *,
    kind: str = "roster",
    mode: str = "commit",
    on_error: str = "reject_all",
    division: str = CITY,
) -> Import:
    """Take a file in and run the import to its end."""
    job = Import(
        division_code=division,
        name="file",
        kind=kind,
        mode=mode,
        on_error=on_error,
        requested_by="city-org",
        requester_role="CITY_ORG",
        correlation_id="a-request",
    )
    take_in(session, job, content.encode() if isinstance(content, str) else content)
    assert imports.start_next(session) == job.id
    imports.run(session, job.id, today=TODAY)
    return job


def a_roster(session: Session) -> None:
    """Put the small city on record."""
    assert an_import(session, DIVISIONS, kind="divisions").state == "DONE"
    assert an_import(session, a_workbook()).state == "DONE"


def errors_of(session: Session, job: Import) -> list[tuple[str, str]]:
    """Return address and code of each mistake."""
    found = session.execute(
        select(ImportRemark.sheet, ImportRemark.cell, ImportRemark.code)
        .where(ImportRemark.import_id == job.id)
        .order_by(ImportRemark.number)
    )
    return [("!".join(part for part in (row.sheet, row.cell) if part), row.code) for row in found]


def everything(session: Session) -> dict[str, int]:
    """Return how many rows of each kind are on record, and how many events are to be told."""
    tables = (
        Division, Organisation, Term, Person, Post, Nominee, Reserve, FirstSecretary, Superseded,
    )  # fmt: skip
    counts = {
        table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
        for table in tables
    }
    counts["events"] = session.scalar(select(func.count()).select_from(outbox)) or 0
    return counts


def told(session: Session) -> list[tuple[str, str]]:
    """Return name and key of every event in the order of its publishing."""
    found = session.execute(select(outbox.c.name, outbox.c.key).order_by(outbox.c.id))
    return [(row.name, row.key) for row in found]


def organisation_of(session: Session, code: str = COMMUNITY) -> Organisation:
    """Return a community's organisation."""
    return session.scalars(select(Organisation).where(Organisation.division_code == code)).one()


def a_result(organisation: Organisation, **changed: Any) -> ElectionCompleted:
    """Return the result of an election that P-2 leads and P-3 joins."""
    facts: dict[str, Any] = {
        "division_code": organisation.division_code,
        "campaign_id": UUID(int=1),
        "election_id": uuid4(),
        "organisation_id": organisation.id,
        "organisation_kind": "PARTY",
        "held_on": date(2021, 3, 8),
        "due_on": date(2021, 3, 12),
        "approved_on": date(2021, 3, 11),
        "on_schedule": True,
        "first_ballot": True,
        "elected": (
            Winner(person_number="P-2", post="SECRETARY"),
            Winner(person_number="P-3", post="MEMBER"),
        ),
        "statistics_as_of": date(2021, 4, 30),
        "previous_statistics_as_of": date(2018, 4, 30),
        "rules_version": "1",
    }
    return ElectionCompleted(**{**facts, **changed})


def counts(job: Import) -> tuple[int, ...]:
    """Return read, accepted, rejected, created, changed, unchanged."""
    return job.read, job.accepted, job.rejected, job.created, job.changed, job.unchanged
