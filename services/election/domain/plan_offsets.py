"""When each step is due, in days from the meeting day: defaults of the procedure, as data."""

from __future__ import annotations

from dataclasses import dataclass, replace

from services.election.domain.rulebook import Body, Trust
from shared.text import Text


@dataclass(frozen=True, slots=True)
class PlanOffset:
    """A step's default days. `days` counts from the meeting day, or from the end of step `after`.

    `lasts` are further days. `working_days` replace it: positive they run on from the day, negative
    the day is the last and they run back. `latest` is the last offset from the meeting day that
    `rule_id` allows. With a `term_rule` the step may not land after the term's due day.
    """

    step: str
    name: Text
    days: int
    lasts: int = 0
    working_days: int = 0
    after: str = ""
    latest: int | None = None
    rule_id: str = ""
    label: Trust = Trust.UNVERIFIED
    term_rule: str = ""


_PARTY = (
    PlanOffset("SURVEY", Text("走访调研", "survey"), -120),
    PlanOffset("ASSESS", Text("班子研判", "assessment"), -100),
    PlanOffset("REQUEST", Text("请示", "request"), -30, rule_id="PARTY-REQUEST-BEFORE"),
    PlanOffset("NOMINATE", Text("推荐提名", "nomination"), -25),
    PlanOffset("REVIEW", Text("县级联审", "joint review"), -15, rule_id="GATE-JOINT-REVIEW"),
    PlanOffset("CONSENT", Text("上级同意", "consent"), -12, rule_id="PARTY-CAND-PATH"),
    PlanOffset(
        "NOTICE", Text("公示", "notice"), -3, working_days=-5, latest=0, rule_id="GATE-NOTICE"
    ),
    PlanOffset("ROLL", Text("党员名册", "roll"), -10, latest=0, rule_id="PARTY-ROLL-FREEZE"),
    PlanOffset("REHEARSE", Text("实战演练", "rehearsal"), -3, latest=-1, rule_id="GATE-TRAIN"),
    PlanOffset("MEETING", Text("选举大会", "meeting"), 0, term_rule="PARTY-DEADLINE"),
    PlanOffset("SECRETARY", Text("选举书记", "secretary"), 0, after="MEETING"),
    PlanOffset(
        "REPORT", Text("报告结果", "report"), 0, working_days=5, rule_id="PARTY-REPORT-LIMIT"
    ),
    PlanOffset("APPROVE", Text("批复任职", "approval"), 5, after="REPORT"),
    PlanOffset("HANDOVER", Text("交接", "handover"), 10, after="APPROVE"),
)

_RESIDENTS = (
    PlanOffset(
        "ELECTION_COMMITTEE", Text("推选选举委员会", "election committee"), -35, rule_id="RC-EC"
    ),
    PlanOffset("METHOD", Text("选举方式和日期", "mode and day"), -34, rule_id="RC-MODE"),
    PlanOffset("REGISTER", Text("选民登记", "registration"), -33, lasts=4, rule_id="RC-REGISTER"),
    PlanOffset(
        "LIST",
        Text("公布选民名单", "voter list"),
        -20,
        latest=-20,
        rule_id="RC-ROLL-PUBLISH",
        label=Trust.VERIFIED_PART,
    ),
    PlanOffset(
        "OBJECTIONS", Text("名单异议截止", "objections"), 5, after="LIST", rule_id="RC-ROLL-OBJECT"
    ),
    PlanOffset(
        "DECISIONS",
        Text("异议处理截止", "decisions"),
        3,
        after="OBJECTIONS",
        latest=-1,
        rule_id="RC-ROLL-OBJECT",
    ),
    PlanOffset("NOMINATE", Text("提名候选人", "nomination"), -15, lasts=2, rule_id="RC-NOMINATE"),
    PlanOffset(
        "REVIEW", Text("县级联审", "joint review"), -12, lasts=5, rule_id="GATE-JOINT-REVIEW"
    ),
    PlanOffset(
        "CANDIDATES",
        Text("公布候选人", "candidates"),
        -6,
        latest=-5,
        rule_id="RC-CAND-PUBLISH",
    ),
    PlanOffset("PREPARE", Text("投票准备", "preparation"), -5, lasts=4, rule_id="RC-PROXY"),
    PlanOffset("VOTE", Text("投票选举", "vote"), 0),
    PlanOffset(
        "HANDOVER",
        Text("备案和移交", "filing and handover"),
        1,
        lasts=9,
        latest=10,
        rule_id="RC-HANDOVER",
        label=Trust.VERIFIED,
    ),
)

OFFSETS = {
    Body.PARTY: _PARTY,
    Body.RESIDENTS: tuple(replace(row, term_rule="RC-DELAY") for row in _RESIDENTS),
}

ORDERS = {
    Body.PARTY: (
        (
            "SURVEY", "ASSESS", "REQUEST", "NOMINATE", "REVIEW", "CONSENT", "NOTICE", "MEETING",
            "SECRETARY", "REPORT", "APPROVE", "HANDOVER",
        ),
        ("ROLL", "MEETING"),
        ("REHEARSE", "MEETING"),
    ),
    Body.RESIDENTS: (
        ("ELECTION_COMMITTEE", "METHOD", "REGISTER", "LIST", "OBJECTIONS", "DECISIONS", "VOTE"),
        ("LIST", "NOMINATE", "REVIEW", "CANDIDATES", "PREPARE", "VOTE", "HANDOVER"),
    ),
}  # fmt: skip
"""Steps that follow one another: none begins before the one above it has ended."""
