"""Code lists, and the words of offices and workbooks that stand for their codes.

Sex is GB/T 2261.1-2003, education GB/T 4658-2006 (glossary, sections 6.2 and 6.3).
"""

from __future__ import annotations

from enum import StrEnum


class OrganisationKind(StrEnum):
    """Which of a community's two committees."""

    PARTY = "PARTY"
    RESIDENTS = "RESIDENTS"


class OrganisationType(StrEnum):
    """The form of an organisation (glossary, section 6.6)."""

    PARTY_COMMITTEE = "PARTY_COMMITTEE"
    GENERAL_BRANCH = "GENERAL_BRANCH"
    BRANCH = "BRANCH"
    JOINT_BRANCH = "JOINT_BRANCH"
    RESIDENTS_COMMITTEE = "RESIDENTS_COMMITTEE"


class Post(StrEnum):
    """A post in a team, or the post for which a reserve is prepared."""

    SECRETARY = "SECRETARY"
    DEPUTY_SECRETARY = "DEPUTY_SECRETARY"
    CHAIR = "CHAIR"
    DEPUTY_CHAIR = "DEPUTY_CHAIR"
    MEMBER = "MEMBER"


class Level(StrEnum):
    """The five levels of the division tree, from the top."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    COMMUNITY = "community"


SEX = {"男": "1", "女": "2", "MALE": "1", "FEMALE": "2", "1": "1", "2": "2"}

YES_NO = {"是": True, "否": False, "有": True, "无": False, "YES": True, "NO": False}

PARTY_POST = {
    "书记": Post.SECRETARY,
    "副书记": Post.DEPUTY_SECRETARY,
    "委员": Post.MEMBER,
    "SECRETARY": Post.SECRETARY,
    "DEPUTY SECRETARY": Post.DEPUTY_SECRETARY,
    "MEMBER": Post.MEMBER,
}

RESIDENTS_POST = {
    "主任": Post.CHAIR,
    "副主任": Post.DEPUTY_CHAIR,
    "委员": Post.MEMBER,
    "CHAIR": Post.CHAIR,
    "DEPUTY CHAIR": Post.DEPUTY_CHAIR,
    "MEMBER": Post.MEMBER,
}

POST_NAMES = {
    Post.SECRETARY: "书记",
    Post.DEPUTY_SECRETARY: "副书记",
    Post.CHAIR: "主任",
    Post.DEPUTY_CHAIR: "副主任",
    Post.MEMBER: "委员",
}

PARTY_TYPE = {
    "党委": OrganisationType.PARTY_COMMITTEE,
    "党总支": OrganisationType.GENERAL_BRANCH,
    "党支部": OrganisationType.BRANCH,
    "联合党支部": OrganisationType.JOINT_BRANCH,
    "PARTY COMMITTEE": OrganisationType.PARTY_COMMITTEE,
    "GENERAL BRANCH": OrganisationType.GENERAL_BRANCH,
    "BRANCH": OrganisationType.BRANCH,
    "JOINT BRANCH": OrganisationType.JOINT_BRANCH,
}

LEVEL = {
    "省": Level.PROVINCE,
    "省级": Level.PROVINCE,
    "市": Level.CITY,
    "地级": Level.CITY,
    "县": Level.COUNTY,
    "县级": Level.COUNTY,
    "乡": Level.TOWNSHIP,
    "乡级": Level.TOWNSHIP,
    "街道": Level.TOWNSHIP,
    "村": Level.COMMUNITY,
    "村级": Level.COMMUNITY,
    "社区": Level.COMMUNITY,
    **{level.value.upper(): level for level in Level},
}

_COMPLETED = {
    "11": ("博士研究生", "博士", "DOCTOR"),
    "14": ("硕士研究生", "硕士", "MASTER"),
    "17": ("研究生班",),
    "21": ("大学本科", "本科", "大学", "BACHELOR"),
    "28": ("大学普通班",),
    "31": ("大学专科", "大专", "专科", "JUNIOR COLLEGE"),
    "41": ("中等专科", "中专", "TECHNICAL SECONDARY"),
    "44": ("职业高中", "职高", "VOCATIONAL SECONDARY"),
    "47": ("技工学校", "技校", "SKILLED WORKER"),
    "61": ("普通高中", "高中", "SENIOR HIGH"),
    "71": ("初中", "JUNIOR HIGH"),
    "81": ("小学", "PRIMARY"),
    "90": ("其他", "OTHER"),
}
_UNFINISHED = {"11": "12", "14": "15", "17": "18", "21": "22", "31": "32", "41": "42"} | {
    "44": "45",
    "47": "48",
    "61": "62",
}
_LEFT = {"11": "13", "14": "16", "17": "19", "21": "23", "31": "33", "41": "43"} | {
    "44": "46",
    "47": "49",
    "61": "63",
    "71": "73",
    "81": "83",
}
EDUCATION_CODES = frozenset({*_COMPLETED, *_UNFINISHED.values(), *_LEFT.values()})
EDUCATION_NAMES = tuple(names[0] for names in _COMPLETED.values())
BACHELOR_OR_ABOVE = frozenset({"11", "14", "17", "21"})


def _education_words() -> dict[str, str]:
    words = {code: code for code in EDUCATION_CODES}
    for code, names in _COMPLETED.items():
        for name in names:
            words[name] = code
            if code in _UNFINISHED:
                words[f"{name}结业"] = _UNFINISHED[code]
            if code in _LEFT:
                words[f"{name}肄业"] = _LEFT[code]
    return words


EDUCATION = _education_words()
