"""The people of a made city, and the roster workbook that names them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import xlsxwriter

from tests.cities.troubles import Facts

EDUCATIONS = ["普通高中", "中等专科", "大学专科", "大学本科", "硕士研究生", "博士研究生"]
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "静敏丽强磊军洋勇艳杰涛明超霞平刚"
PERSON = ["人员编号", "姓名", "性别", "出生日期", "学历"]
SOCIAL = ["社会工作者职业资格", "社会工作专业学历"]
TERM = ["上届当选日期", "上届任期(年)", "届满日期"]
ORGANISATION = [
    "统计用区划代码",
    "党组织名称",
    "组织类型",
    "上级党组织",
    "正式党员数",
    "预备党员数",
]
HEADINGS = {
    "党组织": [*ORGANISATION, "应选名额", *TERM],
    "上届班子": ["统计用区划代码", *PERSON, *SOCIAL, "职务"],
    "提名人选": ["统计用区划代码", *PERSON, *SOCIAL],
    "后备人才": [*PERSON, "统计用区划代码", "储备职务", "来源", "备案日期"],
    "第一书记": [*PERSON, "派出单位", "派驻区划代码", "到任日期"],
}
COMMITTEE_HEADINGS = {
    "居民委员会": [
        "统计用区划代码",
        "居民委员会名称",
        "街道办事处(乡镇政府)",
        "应选名额",
        "上届当选日期",
        "上届任期(年)",
    ],
    "居民委员会上届班子": HEADINGS["上届班子"],
    "居民委员会提名人选": HEADINGS["提名人选"],
}


@dataclass
class RosterMaker:
    """Invents people and writes the workbook."""

    prefix: str
    year: int
    chance: random.Random
    people: dict[str, Facts] = field(default_factory=dict)
    sheets: dict[str, list[list[object]]] = field(
        default_factory=lambda: {name: [] for name in HEADINGS}
    )

    def person(self, *, young: bool | None = None) -> str:
        """Invent a person; return the number."""
        number = f"{self.prefix}-{len(self.people) + 1:05d}"
        if young is None:
            young = self.chance.random() < 0.3
        low, high = (22, 35) if young else (36, 59)
        age = self.chance.randint(low, high)
        born = date(self.year - age, self.chance.randint(1, 12), self.chance.randint(1, 28))
        self.people[number] = {
            "姓名": self.chance.choice(SURNAMES) + self.chance.choice(GIVEN),
            "性别": self.chance.choice("男女"),
            "出生日期": born.isoformat(),
            "学历": self.chance.choice(EDUCATIONS),
            "资格": self.chance.choice("是否"),
            "社工学历": self.chance.choice("是否"),
        }
        return number

    def row(self, number: str, *, social: bool = True) -> list[object]:
        """Return what a sheet says of a person."""
        person = self.people[number]
        names = ["姓名", "性别", "出生日期", "学历", *(["资格", "社工学历"] if social else [])]
        return [number, *(person[name] for name in names)]

    def write(self, path: Path) -> None:
        """Write the sheets."""
        headings = HEADINGS | COMMITTEE_HEADINGS
        with xlsxwriter.Workbook(str(path)) as book:
            for name, rows in self.sheets.items():
                sheet = book.add_worksheet(name)
                sheet.write_row(0, 0, headings[name])
                for line, row in enumerate(rows, start=1):
                    sheet.write_row(line, 0, row)
