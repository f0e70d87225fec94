"""The documents that rules rest on: short names used in articles, full names, days in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.text import Text

ER2020_IN_FORCE = date(2020, 7, 13)
TO2018_IN_FORCE = date(2018, 7, 12)


@dataclass(frozen=True, slots=True)
class Source:
    """A regulation, law or handbook: its full name, and the day it came into force where known."""

    name: Text
    in_force: date | None = None


SOURCES = {
    "ER2020": Source(
        Text("中国共产党基层组织选举工作条例", "Regulations on Elections in Party Organisations"),
        ER2020_IN_FORCE,
    ),
    "ER1990": Source(
        Text("中国共产党基层组织选举工作暂行条例", "The provisional version of ER2020, repealed")
    ),
    "PC": Source(Text("中国共产党章程", "Party Constitution")),
    "TO2018": Source(
        Text("关于党的基层组织任期的意见", "Opinion on the Term of Party Grassroots Organisations"),
        TO2018_IN_FORCE,
    ),
    "BR2018": Source(Text("中国共产党支部工作条例(试行)", "Party Branch Work Regulations, trial")),
    "RC2018": Source(
        Text("城市居民委员会组织法(2018年修正)", "Law of Urban Residents' Committees, 2018"),
        date(2018, 12, 29),
    ),
    "RC2025": Source(
        Text("城市居民委员会组织法(2025年修订)", "Law of Urban Residents' Committees, 2025"),
        date(2026, 1, 1),
    ),
    "VC2018": Source(
        Text("村民委员会组织法", "Law of Villagers' Committees, by analogy only"),
        date(2018, 12, 29),
    ),
    "CC": Source(Text("民法典", "Civil Code"), date(2021, 1, 1)),
    "PIPL": Source(
        Text("个人信息保护法", "Personal Information Protection Law"), date(2021, 11, 1)
    ),
    "GS2025": Source(
        Text("甘肃省居民委员会选举办法", "Gansu Residents' Committee Election Measures"),
        date(2026, 1, 1),
    ),
    "CQ2025": Source(
        Text("重庆市居民委员会选举办法", "Chongqing Residents' Committee Election Measures"),
        date(2026, 1, 1),
    ),
    "JS2020": Source(
        Text("江苏省社区居民委员会选举工作指导意见", "Jiangsu residents' committee guidance")
    ),
    "HN2020": Source(Text("河南省实施居民委员会组织法办法", "Henan measures of the RC law")),
    "BJ1991": Source(Text("北京市实施居民委员会组织法办法", "Beijing measures of the RC law")),
    "SHV2020": Source(
        Text("上海市村民委员会选举办法", "Shanghai villages' measures, by analogy only")
    ),
    "QA": Source(Text("党务问答和示范选举办法", "Official answers and the model election method")),
}
