"""What the codes of facts are called in a sentence that an office reads."""

from __future__ import annotations

from collections.abc import Iterable

from services.election.domain.plan_offsets import OFFSETS
from shared.text import Text

_STEPS = {row.step: row.name for rows in reversed(OFFSETS.values()) for row in rows}
_FACTS = {
    "NEW_MEMBERS": Text("新任成员", "new members"),
    # those named for a community
    "leader": Text("县级领导", "leader"),
    "responsible_leader": Text("包保领导", "responsible leader"),
    "department": Text("包保部门", "department"),
    "county_leader": Text("一名县级领导", "a county leader"),
    "department_leader": Text("一名部门领导", "a department leader"),
    "county_department": Text("一个县直部门", "a county department"),
    "first_secretary": Text("一名第一书记", "a first secretary"),
    # rectification
    "work_done": Text("整顿工作到位", "the work"),
    "tasks_done": Text("整顿任务完成", "the tasks"),
    "turned_round": Text("班子转变", "a team turned round"),
    # who presides
    "OUTGOING_COMMITTEE": Text("上届委员会", "the outgoing committee"),
    "OUTGOING_SECRETARY": Text("上届书记", "the outgoing secretary"),
    "PRESIDIUM": Text("主席团", "the presidium"),
    # types of organisation
    "BRANCH": Text("党支部", "a branch"),
    "GENERAL_BRANCH": Text("党总支", "a general branch"),
    "PARTY_COMMITTEE": Text("党委", "a Party committee"),
    # what takes the right to vote
    "status": Text("不是正式党员", "not a full member"),
    "on_probation_within_party": Text("受留党察看处分", "on probation within the Party"),
    "rights_suspended": Text("党员权利中止", "rights suspended"),
    "relation": Text("组织关系不在本组织", "membership kept elsewhere"),
    # what a vote by proxy and an open count need
    "in_writing": Text("书面委托", "authorised in writing"),
    "agent_registered": Text("受委托人是登记选民", "an agent who is registered"),
    "agent_no_candidate": Text("受委托人不是候选人", "an agent who is no candidate"),
    "published": Text("选举日前公布", "published before the day"),
    "within_cap": Text("受托人数不超限", "no more than an agent may take"),
    "private_booth": Text("秘密写票处", "a private booth"),
    "counted_in_public": Text("公开计票", "a public count"),
    "announced_on_the_spot": Text("当场公布结果", "the result announced on the spot"),
}
_PAPERS = {  # of the file of an election
    "REQUEST": Text("请示", "the request"),
    "REPLY": Text("批复", "the reply"),
    "METHOD": Text("选举办法", "the method"),
    "BALLOTS": Text("封存的选票", "the sealed ballots"),
    "COUNT_RECORD": Text("计票单", "the count record"),
    "RESULT_REPORT": Text("结果报告", "the result report"),
    "APPROVALS": Text("批准文件", "the approvals"),
}


def named(codes: Iterable[str]) -> Text:
    """Return the names of these facts or steps; a step of a city's own plan keeps its code."""
    return _joined({**_STEPS, **_FACTS}.get(code, Text(code, code)) for code in codes)


def papers_named(codes: Iterable[str]) -> Text:
    """Return the names of these papers of the file."""
    return _joined(_PAPERS[code] for code in codes)


def _joined(texts: Iterable[Text]) -> Text:
    names = list(texts)
    return Text("、".join(each.zh for each in names), ", ".join(each.en for each in names))
