"""The figures of a campaign: what each is called, and of which measures it is the quotient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.reporting.domain.arithmetic import PERCENT, PLAIN, Change, Ratio, change_of, value_of
from services.reporting.domain.measures import Source
from shared.text import Text

Sums = Mapping[tuple[Source, str], int]  # of one division: source and measure to amount


class Form(StrEnum):
    """How a figure is written."""

    COUNT = "COUNT"
    SHARE = "SHARE"
    MEAN = "MEAN"
    AMOUNTS = "AMOUNTS"  # one amount per kind


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its measures are all of one source.

    `before` names numerator and denominator of the previous term where the figure has a change.
    `persons` says that the denominator counts people, so that small groups must not be published.
    """

    id: str
    title: Text
    form: Form
    source: Source
    numerator: str = ""
    denominator: str = ""
    before: tuple[str, str] | None = None
    persons: bool = False
    decimals: int = 1

    @property
    def scale(self) -> int:
        """What the quotient is multiplied by before it is rounded."""
        return PLAIN if self.form is Form.MEAN else PERCENT


@dataclass(frozen=True, slots=True)
class Quotient:
    """A share or a mean with its parts; `value` is none for n/0, `change` where a side is n/0."""

    n: int
    d: int
    value: str | None
    change: Change | None
    before: Ratio | None


Value = int | Quotient | dict[str, int]


@dataclass(frozen=True, slots=True)
class DivisionFigures:
    """One division and its figures by id."""

    code: str
    name: str
    level: str
    values: Mapping[str, Value]


def _count(id_: str, source: Source, zh: str, en: str, *, measure: str = "") -> Figure:
    return Figure(id_, Text(zh, en), Form.COUNT, source, measure or id_)


def _rate(id_: str, zh: str, en: str, *, of: tuple[str, str]) -> Figure:
    return Figure(id_, Text(zh, en), Form.SHARE, Source.COMMUNITIES, *of)


def _of_team(id_: str, zh: str, en: str, *, measure: str, head: bool = False) -> Figure:
    group = ".head" if head else ""
    now = (f"incoming{group}.{measure}", f"incoming{group}.members")
    before = (f"outgoing{group}.{measure}", f"outgoing{group}.members")
    form = Form.MEAN if measure == "age" else Form.SHARE
    return Figure(id_, Text(zh, en), form, Source.MEMBERS, *now, before, persons=True)


def _social_work() -> Figure:
    # The previous term's count is not published, so the figure has no change (glossary 5.3).
    title = Text("具有社会工作者职业资格或专业学历", "With social work qualification or degree")
    of = ("incoming.social_work", "incoming.members")
    return Figure("social_work", title, Form.SHARE, Source.MEMBERS, *of, persons=True)


FIGURES: tuple[Figure, ...] = (
    _count("organisations", Source.COMMUNITIES, "换届{organisation}", "{organisation}s"),
    _count("completed", Source.COMMUNITIES, "完成换届", "Completed"),
    _rate("on_schedule_rate", "按期换届率", "On schedule", of=("on_schedule", "organisations")),
    _rate(
        "first_ballot_success_rate",
        "一次选举成功率",
        "First-ballot success",
        of=("first_ballot", "completed"),
    ),
    _count("team_members", Source.MEMBERS, "班子成员", "Team members", measure="incoming.members"),
    _of_team("mean_age", "班子成员平均年龄", "Mean age of team members", measure="age"),
    _of_team(
        "bachelor_or_above",
        "班子成员本科及以上学历",
        "Team members with a bachelor's degree or above",
        measure="bachelor_or_above",
    ),
    _count("secretaries", Source.MEMBERS, "{head}", "{head}s", measure="incoming.head.members"),
    _of_team(
        "secretary_mean_age", "{head}平均年龄", "Mean age of {head}s", measure="age", head=True
    ),
    _of_team(
        "secretary_bachelor_or_above",
        "{head}本科及以上学历",
        "{head}s with a bachelor's degree or above",
        measure="bachelor_or_above",
        head=True,
    ),
    _of_team(
        "aged_35_or_under",
        "35周岁以下班子成员",
        "Team members aged 35 or under",
        measure="aged_35_or_under",
    ),
    _of_team(
        "secretary_aged_35_or_under",
        "35周岁以下{head}",
        "{head}s aged 35 or under",
        measure="aged_35_or_under",
        head=True,
    ),
    _social_work(),
    _count("reserve_secretary", Source.RESERVES, "{head}后备人才", "Reserve for {head}"),
    _count("reserve_member", Source.RESERVES, "委员后备人才", "Reserve for other posts"),
    _rate(
        "reserve_covered",
        "后备人才达标",
        "Reserve pool filled",
        of=("reserve_covered", "organisations"),
    ),
    _count("first_secretaries", Source.FIRST_SECRETARIES, "选派第一书记", "First secretaries"),
    _count("problems", Source.PROBLEMS, "排查问题", "Problems found"),
    _count("problems_closed", Source.PROBLEMS, "办结问题", "Problems handled"),
    _count(
        "rectified", Source.COMMUNITIES, "整顿软弱涣散{organisation}", "{organisation}s rectified"
    ),
    Figure("activities", Text("工作量", "Work done"), Form.AMOUNTS, Source.ACTIVITIES),
)

NOUNS = {  # of which organisations and heads a campaign's figures tell
    "PARTY": (Text("社区党组织", "Party organisation"), Text("书记", "secretary")),
    "RESIDENTS": (Text("社区居民委员会", "residents' committee"), Text("主任", "chair")),
}

FIGURE_OF: Mapping[str, Figure] = {figure.id: figure for figure in FIGURES}


def title_of(figure: Figure, organisation_kind: str) -> Text:
    """Return what the figure is called in a campaign of this kind."""
    organisation, head = NOUNS[organisation_kind]
    zh = figure.title.zh.format(organisation=organisation.zh, head=head.zh)
    en = figure.title.en.format(organisation=organisation.en, head=head.en)
    return Text(zh, en[0].upper() + en[1:])


def value(figure: Figure, sums: Sums) -> Value:
    """Return a division's figure from its sums."""
    if figure.form is Form.AMOUNTS:
        return {name: amount for (source, name), amount in sums.items() if source is figure.source}
    if figure.form is Form.COUNT:
        return sums.get((figure.source, figure.numerator), 0)
    now = ratio(figure, (figure.numerator, figure.denominator), sums)
    before = ratio(figure, figure.before, sums) if figure.before else None
    how = {"scale": figure.scale, "decimals": figure.decimals}
    return Quotient(
        n=now.n,
        d=now.d,
        value=value_of(now, **how),
        change=change_of(now, before, **how) if before else None,
        before=before,
    )


def ratio(figure: Figure, names: tuple[str, str], sums: Sums) -> Ratio:
    """Return the quotient of two sums of the figure's source."""
    n, d = (sums.get((figure.source, name), 0) for name in names)
    return Ratio(n, d)


def values(sums: Sums) -> dict[str, Value]:
    """Return all figures of a division, in the order in which they are told."""
    return {figure.id: value(figure, sums) for figure in FIGURES}
