"""The forms of a residents' committee election: what each is called and must rest on, its words."""

from __future__ import annotations

from collections.abc import Mapping

from services.election.domain.forms import Form, FormSheet
from services.election.domain.residents_law import Mode, Post
from services.election.domain.states import Step
from shared.text import Text

RESIDENTS_SHEETS: Mapping[Form, FormSheet] = {
    Form.REQUEST: FormSheet(Text("请示", "Request"), (Step.METHOD,)),
    Form.REPLY: FormSheet(Text("批复", "Reply"), (Step.METHOD, Step.METHOD_APPROVAL)),
    Form.VOTER_LIST: FormSheet(Text("选民名单", "Voter list"), (Step.METHOD, Step.VOTER_LIST)),
    Form.NOTICE: FormSheet(
        Text("候选人名单公告", "Notice of the candidates"), (Step.CANDIDATE_LIST,)
    ),
    Form.BALLOT: FormSheet(Text("选票", "Ballot"), (Step.METHOD, Step.CANDIDATE_LIST)),
    Form.PROXIES: FormSheet(Text("委托投票登记册", "Register of proxies"), (Step.PROXY,)),
    Form.ATTENDANCE: FormSheet(
        Text("领取选票签到册", "Attendance sheet"), (Step.METHOD, Step.VOTER_LIST)
    ),
    Form.COUNT_RECORD: FormSheet(Text("计票记录", "Count record"), (Step.VOTE, Step.VOTE_TALLY)),
    Form.RESULT_REPORT: FormSheet(
        Text("选举结果报告", "Result report"), (Step.METHOD, Step.VOTE, Step.DECLARATION)
    ),
    Form.CERTIFICATE: FormSheet(
        Text("当选证书", "Certificate"), (Step.VOTE, Step.DECLARATION, Step.CERTIFICATES)
    ),
}
NAMING_VOTERS = frozenset({Form.VOTER_LIST, Form.PROXIES, Form.ATTENDANCE})
RESIDENTS_POSTS: Mapping[Post, str] = {
    Post.CHAIR: "主任",
    Post.DEPUTY: "副主任",
    Post.MEMBER: "委员",
}
MODE_NAMES: Mapping[Mode, str] = {
    Mode.ALL: "全体选民选举",
    Mode.HOUSEHOLD: "每户派代表选举",
    Mode.REPRESENTATIVE: "居民代表选举",
}
DECIDED_BY = {"RESIDENTS_MEETING": "居民会议", "REPRESENTATIVES_MEETING": "居民代表会议"}


def street_office(division_name: str) -> str:
    """Return the name of the government's office of a street or a town."""
    if division_name.endswith("街道"):
        return f"{division_name}办事处"
    return division_name if division_name.endswith("办事处") else f"{division_name}人民政府"
