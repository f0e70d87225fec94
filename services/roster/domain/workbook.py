"""The form of a roster workbook: five sheets, their headings, and the rows that they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.roster.domain import cells, codes
from services.roster.domain.people import PersonFacts
from services.roster.domain.problems import files as problems
from services.roster.domain.problems.problem import RowError, found
from services.roster.domain.sheets import Column, Place, Sheet, Table, lines


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation with its members, seats and the term that ends."""

    place: Place
    division_code: str
    organisation_name: str
    organisation_type: codes.OrganisationType
    superior: str
    full_members: int
    probationary_members: int
    seats: int
    elected_on: date
    term_years: int | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What the rows about people have in common. Facts that a sheet has no column for are None."""

    place: Place
    division_code: str
    number: str
    name: str
    sex: str
    born_on: date
    education: str

    @property
    def facts(self) -> PersonFacts:
        """What the row says of the person."""
        qualification = getattr(self, "social_work_qualification", None)
        degree = getattr(self, "social_work_degree", None)
        return PersonFacts(
            self.number, self.name, self.sex, self.born_on, self.education, qualification, degree
        )


@dataclass(frozen=True, slots=True)
class NomineeRow(PersonRow):
    """One who may be nominated for the new team."""

    social_work_qualification: bool
    social_work_degree: bool


@dataclass(frozen=True, slots=True)
class TeamRow(NomineeRow):
    """A member of the outgoing team."""

    post: codes.Post


@dataclass(frozen=True, slots=True)
class ReserveRow(PersonRow):
    """One who is prepared for a post."""

    post: codes.Post
    source: str
    filed_on: date


@dataclass(frozen=True, slots=True)
class FirstSecretaryRow(PersonRow):
    """An official seconded to a street or community."""

    sent_by: str
    posted_on: date


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
        _column("seats", "应选名额", "Seats", cells.count),
        _column("elected_on", "上届当选日期", "Previous election", cells.day),
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

SHEETS: Mapping[str, Sheet[Any]] = {
    "organisations": ORGANISATIONS,
    "teams": TEAMS,
    "nominees": NOMINEES,
    "reserves": RESERVES,
    "first_secretaries": FIRST_SECRETARIES,
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
    unread_organisations: dict[str, Place] = field(default_factory=dict)  # by division code

    @property
    def people(self) -> Iterator[PersonRow]:
        """Every row about a person."""
        yield from self.teams
        yield from self.nominees
        yield from self.reserves
        yield from self.first_secretaries

    def drop(self, places: Set[tuple[str, int]]) -> None:
        """Leave out the rows at these places: sheet and line."""
        for name in SHEETS:
            rows = getattr(self, name)
            rows[:] = [row for row in rows if row.place.line not in places]


def read_roster(tables: Mapping[str, Table], errors: list[RowError]) -> Roster:
    """Return the rows of a workbook that can be read; add what is wrong to `errors`."""
    roster = Roster()
    titles = {title.strip(): title for title in tables}
    for name, sheet in SHEETS.items():
        title = titles.pop(sheet.name, None) or titles.pop(sheet.english, None)
        if title is None:
            both = f"{sheet.name} ({sheet.english})"
            errors.append(found(problems.MISSING_SHEET, sheet.name, 0, "", name=both))
            continue
        rows, unread = sheet.read(title, tables[title], errors)
        getattr(roster, name).extend(rows)
        roster.lines += sum(1 for _ in lines(tables[title]))
        if sheet is ORGANISATIONS:
            known = [line for line in unread if "division_code" in line.values]
            roster.unread_organisations = {
                line.values["division_code"]: line.place for line in known
            }
    errors.extend(
        found(problems.UNKNOWN_SHEET, title, 0, "")
        for title in titles.values()
        if title.strip() not in NOTES
    )
    return roster
