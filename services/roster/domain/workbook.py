"""The form of a roster workbook: its sheets, their headings, and the rows that they hold.

Five sheets are about Party organisations. Three more, about residents' committees, may be left out:
a city that renews its Party organisations alone has nothing to write on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from services.roster.domain import cells, codes
from services.roster.domain.problems import files as problems
from services.roster.domain.problems.problem import RowError, found
from services.roster.domain.rows import (
    Committee,
    FirstSecretaryRow,
    NomineeRow,
    OrganisationRow,
    PersonRow,
    ReserveRow,
    TeamRow,
)
from services.roster.domain.sheets import Column, Place, Sheet, Table, Unread, lines


def _column(name: str, heading: str, english: str, parse: cells.Parse[Any]) -> Column:
    return Column(name, heading, english, parse)


_CODE = _column("division_code", "统计用区划代码", "Division code", cells.division_code)
_PERSON = (
    _column("number", "人员编号", "Person number", cells.person_number),
    _column("name", "姓名", "Name", cells.text_of(50)),
    _column("sex", "性别", "Sex", cells.word_of(codes.SEX)),
    _column("born_on", "出生日期", "Date of birth", cells.day),
    _column("education", "学历", "Education", cells.education),
)
_SEATS = _column("seats", "应选名额", "Seats", cells.count)
_ELECTED_ON = _column("elected_on", "上届当选日期", "Previous election", cells.day)
_SOCIAL_WORK = (
    _column(
        "social_work_qualification",
        "社会工作者职业资格",
        "Social work qualification",
        cells.yes_or_no,
    ),
    _column("social_work_degree", "社会工作专业学历", "Social work degree", cells.yes_or_no),
)

ORGANISATIONS = Sheet(
    "党组织",
    "Organisations",
    (
        _CODE,
        _column("organisation_name", "党组织名称", "Organisation", cells.text_of(100)),
        _column("organisation_type", "组织类型", "Type", cells.word_of(codes.PARTY_TYPE)),
        _column("superior", "上级党组织", "Superior organisation", cells.text_of(100)),
        _column("full_members", "正式党员数", "Full members", cells.count),
        _column("probationary_members", "预备党员数", "Probationary members", cells.count),
        _SEATS,
        _ELECTED_ON,
        Column("term_years", "上届任期(年)", "Term (years)", cells.count, required=False),
        Column("due_on", "届满日期", "Due date", cells.day, required=False),
    ),
    OrganisationRow,
)
TEAMS = Sheet(
    "上届班子",
    "Outgoing teams",
    (
        _CODE,
        *_PERSON,
        *_SOCIAL_WORK,
        _column("post", "职务", "Post", cells.word_of(codes.PARTY_POST)),
    ),
    TeamRow,
)
NOMINEES = Sheet("提名人选", "Nominees", (_CODE, *_PERSON, *_SOCIAL_WORK), NomineeRow)
RESERVES = Sheet(
    "后备人才",
    "Reserve pool",
    (
        *_PERSON,
        _CODE,
        _column("post", "储备职务", "Post prepared for", cells.word_of(codes.PARTY_POST)),
        _column("source", "来源", "Source", cells.text_of(50)),
        _column("filed_on", "备案日期", "Filed on", cells.day),
    ),
    ReserveRow,
)
FIRST_SECRETARIES = Sheet(
    "第一书记",
    "First secretaries",
    (
        *_PERSON,
        _column("sent_by", "派出单位", "Sent by", cells.text_of(100)),
        _column("division_code", "派驻区划代码", "Posted to", cells.division_code),
        _column("posted_on", "到任日期", "Posted on", cells.day),
    ),
    FirstSecretaryRow,
)

COMMITTEES = Sheet(
    "居民委员会",
    "Committees",
    (
        _CODE,
        _column("organisation_name", "居民委员会名称", "Committee", cells.text_of(100)),
        _column("superior", "街道办事处(乡镇政府)", "Street office", cells.text_of(100)),
        _SEATS,
        _ELECTED_ON,
        _column("term_years", "上届任期(年)", "Term (years)", cells.count),
    ),
    partial(
        OrganisationRow,
        organisation_type=codes.OrganisationType.RESIDENTS_COMMITTEE,
        full_members=0,
        probationary_members=0,
        due_on=None,
    ),
)
COMMITTEE_TEAMS = Sheet(
    "居民委员会上届班子",
    "Outgoing committees",
    (
        _CODE,
        *_PERSON,
        *_SOCIAL_WORK,
        _column("post", "职务", "Post", cells.word_of(codes.RESIDENTS_POST)),
    ),
    partial(TeamRow, kind=codes.OrganisationKind.RESIDENTS),
)
COMMITTEE_NOMINEES = Sheet(
    "居民委员会提名人选",
    "Committee nominees",
    (_CODE, *_PERSON, *_SOCIAL_WORK),
    partial(NomineeRow, kind=codes.OrganisationKind.RESIDENTS),
)

SHEETS: Mapping[codes.OrganisationKind, Mapping[str, Sheet[Any]]] = {
    codes.OrganisationKind.PARTY: {
        "organisations": ORGANISATIONS,
        "teams": TEAMS,
        "nominees": NOMINEES,
        "reserves": RESERVES,
        "first_secretaries": FIRST_SECRETARIES,
    },
    codes.OrganisationKind.RESIDENTS: {
        "organisations": COMMITTEES,
        "teams": COMMITTEE_TEAMS,
        "nominees": COMMITTEE_NOMINEES,
    },
}
NOTES = {"说明", "填表说明", "Notes"}


@dataclass
class Roster:
    """The rows of a workbook. `lines` counts all in which something is written, readable or not."""

    organisations: list[OrganisationRow] = field(default_factory=list)
    teams: list[TeamRow] = field(default_factory=list)
    nominees: list[NomineeRow] = field(default_factory=list)
    reserves: list[ReserveRow] = field(default_factory=list)
    first_secretaries: list[FirstSecretaryRow] = field(default_factory=list)
    lines: int = 0
    unread_organisations: dict[Committee, Place] = field(default_factory=dict)

    @property
    def people(self) -> Iterator[PersonRow]:
        """Every row about a person."""
        yield from self.teams
        yield from self.nominees
        yield from self.reserves
        yield from self.first_secretaries

    def drop(self, places: Set[tuple[str, int]]) -> None:
        """Leave out the rows at these places: sheet and line."""
        for name in SHEETS[codes.OrganisationKind.PARTY]:
            rows = getattr(self, name)
            rows[:] = [row for row in rows if row.place.line not in places]


def read_roster(tables: Mapping[str, Table], errors: list[RowError]) -> Roster:
    """Return the rows of a workbook that can be read; add what is wrong to `errors`."""
    roster = Roster()
    titles = {title.strip(): title for title in tables}
    for kind, sheets in SHEETS.items():
        for name, sheet in sheets.items():
            title = titles.pop(sheet.name, None) or titles.pop(sheet.english, None)
            if title is not None:
                rows, unread = sheet.read(title, tables[title], errors)
                getattr(roster, name).extend(rows)
                roster.lines += sum(1 for _ in lines(tables[title]))
                if name == "organisations":
                    roster.unread_organisations |= _unread_committees(kind, unread)
            elif kind == codes.OrganisationKind.PARTY:
                both = f"{sheet.name} ({sheet.english})"
                errors.append(found(problems.MISSING_SHEET, sheet.name, 0, "", name=both))
    errors.extend(
        found(problems.UNKNOWN_SHEET, title, 0, "")
        for title in titles.values()
        if title.strip() not in NOTES
    )
    return roster


def _unread_committees(
    kind: codes.OrganisationKind, unread: Iterable[Unread]
) -> Mapping[Committee, Place]:
    return {
        Committee(line.values["division_code"], kind): line.place
        for line in unread
        if "division_code" in line.values
    }
