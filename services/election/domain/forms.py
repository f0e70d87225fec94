"""The forms that an office prints from the records: their names, what each is made from, words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.election.domain.facts import Post
from services.election.domain.states import Step
from services.election.domain.tally import RoundKind
from shared.errors import Conflict
from shared.text import Text


class Form(StrEnum):
    """A form; the value is its name in addresses and that of its template."""

    REQUEST = "request"
    REPLY = "reply"
    ATTENDANCE = "attendance"
    NOTICE = "notice"
    BALLOT = "ballot"
    COUNT_RECORD = "count-record"
    RESULT_REPORT = "result-report"
    CERTIFICATE = "certificate"
    # Of the residents' committee alone.
    VOTER_LIST = "voter-list"
    PROXIES = "proxies"


@dataclass(frozen=True, slots=True)
class FormSheet:
    """What a form is called, and the steps that must be on record before it is made."""

    name: Text
    needs: tuple[Step, ...]


SHEETS: Mapping[Form, FormSheet] = {
    Form.REQUEST: FormSheet(Text("请示", "Request"), (Step.REQUEST,)),
    Form.REPLY: FormSheet(Text("批复", "Reply"), (Step.REQUEST, Step.REPLY)),
    Form.ATTENDANCE: FormSheet(Text("签到册", "Attendance sheet"), (Step.ROLL, Step.ROLL_FREEZE)),
    Form.NOTICE: FormSheet(Text("公示", "Public notice"), (Step.CONSENT, Step.NOTICE)),
    Form.BALLOT: FormSheet(Text("选票", "Ballot"), (Step.CONSENT, Step.DELIBERATION)),
    Form.COUNT_RECORD: FormSheet(Text("计票记录", "Count record"), (Step.MEETING, Step.TALLY)),
    Form.RESULT_REPORT: FormSheet(
        Text("选举结果报告", "Result report"),
        (Step.REPLY, Step.MEETING, Step.CERTIFICATION, Step.SECRETARY_MEETING),
    ),
    Form.CERTIFICATE: FormSheet(
        Text("当选证书", "Certificate"), (Step.MEETING, Step.RESULT_APPROVAL)
    ),
}

ROUND_NAMES: Mapping[RoundKind, str] = {
    RoundKind.PRELIMINARY: "差额预选",
    RoundKind.FIRST: "第一次投票",
    RoundKind.REPEAT: "重新投票",
    RoundKind.RUN_OFF: "再次投票",
    RoundKind.FURTHER: "另行选举",
}
POST_NAMES: Mapping[Post, str] = {
    Post.SECRETARY: "书记",
    Post.DEPUTY_SECRETARY: "副书记",
    Post.MEMBER: "委员",
}
SEX_NAMES = {"1": "男", "2": "女"}
# GB/T 4658-2006 by its first digit: a notice shows the level, not how the studies ended.
EDUCATION_LEVELS = {
    "1": "研究生",
    "2": "大学本科",
    "3": "大学专科",
    "4": "中专",
    "6": "高中",
    "7": "初中",
    "8": "小学",
    "9": "其他",
}


class FormNotReady(Conflict):
    """What a form is made from is not on record yet."""

    code = "FORM-NOT-READY"

    def __init__(self, name: Text, missing: tuple[Text, ...]) -> None:
        super().__init__(
            Text(f"还不能生成{name.zh}。", f"The {name.en.lower()} cannot be made yet."),
            needed=Text(
                " ".join(each.zh for each in missing), " ".join(each.en for each in missing)
            ),
        )


def written_date(day: date | None) -> str:
    """Return a day as documents write it; room to fill it in where there is none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "    年  月  日"


def education_level(code: str) -> str:
    """Return the level of education (学历) of a code, empty where none is stated."""
    return EDUCATION_LEVELS.get(code[:1], "")


def party_organ(division_name: str) -> str:
    """Return the name of the Party organ of a street or a town."""
    if division_name.endswith(("街道", "街道办事处")):
        return f"中共{division_name.removesuffix('办事处')}工作委员会"
    return f"中共{division_name}委员会"
