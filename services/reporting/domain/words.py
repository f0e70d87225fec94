"""Figures in Chinese words, as a city's bulletin has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from services.reporting.domain.figures import FIGURE_OF, NOUNS, Form, Quotient, Value, title_of
from services.reporting.domain.small_groups import is_kept_back

NOT_PUBLISHED = "人数过少,不予公布"
NONE_YET = "暂无数据"
WORK: Mapping[str, tuple[str, str]] = {
    "GUIDANCE": ("开展联合指导", "轮"),
    "TALK": ("开展谈心谈话", "次"),
    "LECTURE": ("举办专题宣讲", "场"),
    "BANNER": ("悬挂宣传条幅", "条"),
    "LEAFLET": ("发放宣传资料", "份"),
    "TRAINING": ("培训", "人次"),
    "REHEARSAL": ("组织实战演练", "次"),
    "DISCIPLINE_REMINDER": ("推送纪律提醒", "条"),
    "VIDEO": ("制作播放短视频", "个"),
}


def cell(name: str, value: Value) -> str | None:
    """Return the value of a figure with its unit, for a table; none where there is no figure."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict) or value.value is None:
        return None
    return value.value if FIGURE_OF[name].form is Form.MEAN else percent(value.value)


def percent(value: str) -> str:
    """Return a share with its sign; a full hundred is printed without a decimal."""
    return f"{'100' if value == '100.0' else value}%"


def in_chinese(day: date) -> str:
    """Return a day as it is written in a text."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class Words:
    """The figures of one division, put into words."""

    organisation_kind: str
    values: Mapping[str, Value]

    @property
    def organisation(self) -> str:
        """What the organisations are called."""
        return NOUNS[self.organisation_kind][0].zh

    @property
    def head(self) -> str:
        """What the head of a team is called."""
        return NOUNS[self.organisation_kind][1].zh

    def sentences(self, place: str, as_of: date) -> list[str]:
        """Return the bulletin's sentences; one without content is left out."""
        paragraphs: tuple[Callable[[], str], ...] = (
            self._team,
            self._heads,
            self._youth,
            self._reserves,
            self._problems,
            self._work,
        )
        told = [self._completion(place, as_of), *(paragraph() for paragraph in paragraphs)]
        return [sentence for sentence in told if sentence]

    def line(self, name: str) -> str:
        """Return one figure under its title."""
        title = title_of(FIGURE_OF[name], self.organisation_kind)
        return f"{title.zh}:{self._told(name)}"

    def _told(self, name: str) -> str:
        value = self.values[name]
        if isinstance(value, int):
            return str(value)
        if isinstance(value, dict):
            return self._amounts(value) or NONE_YET
        if is_kept_back(name, value):
            return NOT_PUBLISHED
        if value.value is None:
            return NONE_YET
        if FIGURE_OF[name].form is Form.MEAN:
            return f"{value.value}岁{self._change(value, up='上升', unit='岁')}"
        counted = f"{value.n}{'名' if FIGURE_OF[name].persons else '个'}"
        change = self._change(value, up="提高", unit="个百分点")
        return f"{counted},占{percent(value.value)}{change}"

    def _change(self, value: Quotient, *, up: str, unit: str) -> str:
        if value.change is None:
            return ""
        size = value.change.value.removeprefix("-")
        if not size.strip("0."):
            return ",与上届持平"
        return f",比上届{'下降' if value.change.value.startswith('-') else up}{size}{unit}"

    def _count(self, name: str) -> int:
        value = self.values[name]
        return value if isinstance(value, int) else 0

    def _rate(self, name: str) -> str:
        value = self.values[name]
        if isinstance(value, Quotient) and value.value is not None:
            return percent(value.value)
        return NONE_YET

    def _completion(self, place: str, as_of: date) -> str:
        organisations, completed = self._count("organisations"), self._count("completed")
        left = organisations - completed
        return (
            f"截至{in_chinese(as_of)},{place}{organisations}个{self.organisation}"
            f"完成换届{completed}个,按期换届率{self._rate('on_schedule_rate')},"
            f"一次选举成功率{self._rate('first_ballot_success_rate')}"
            + (f",尚有{left}个未完成。" if left else "。")
        )

    def _team(self) -> str:
        return (
            f"新一届班子成员{self._count('team_members')}名,平均年龄{self._told('mean_age')};"
            f"本科及以上学历{self._told('bachelor_or_above')}。"
        )

    def _heads(self) -> str:
        return (
            f"{self.head}{self._count('secretaries')}名,平均年龄{self._told('secretary_mean_age')};"
            f"本科及以上学历{self._told('secretary_bachelor_or_above')};"
            f"35周岁以下{self._told('secretary_aged_35_or_under')}。"
        )

    def _youth(self) -> str:
        return (
            f"班子成员中35周岁以下{self._told('aged_35_or_under')};"
            f"具有社会工作者职业资格或社会工作专业学历{self._told('social_work')}。"
        )

    def _reserves(self) -> str:
        return (
            f"储备{self.head}后备人才{self._count('reserve_secretary')}名、"
            f"委员后备人才{self._count('reserve_member')}名,达标社区{self._told('reserve_covered')};"
            f"选派第一书记{self._count('first_secretaries')}名。"
        )

    def _problems(self) -> str:
        return (
            f"排查换届问题{self._count('problems')}个,办结{self._count('problems_closed')}个;"
            f"整顿软弱涣散{self.organisation}{self._count('rectified')}个。"
        )

    def _work(self) -> str:
        value = self.values["activities"]
        told = self._amounts(value) if isinstance(value, dict) else ""
        return f"{told}。" if told else ""

    def _amounts(self, amounts: Mapping[str, int]) -> str:
        known = [(*WORK[kind], amounts[kind]) for kind in WORK if kind in amounts]
        others = [(kind, "", amount) for kind, amount in amounts.items() if kind not in WORK]
        return ",".join(f"{title}{amount}{unit}" for title, unit, amount in [*known, *others])
