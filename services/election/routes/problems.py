"""The pages of the codes that only this service answers with: one for each rule, and a few more."""

from __future__ import annotations

from services.election.domain.order import ORDER, SEPARATION
from services.election.domain.rulebook import Rule
from services.election.domain.ruleset import all_rules
from shared.text import Text
from shared.web import ProblemPage

OTHERS = {
    "PROCEDURE-UNKNOWN": ProblemPage(
        Text("尚无该程序", "No such procedure yet"),
        Text("本版本尚不支持这类组织的换届程序。", "This kind of body cannot be renewed here yet."),
        Text("目前可办理党组织换届。", "Party organisations can be renewed."),
    ),
    "DEPARTMENT-NOT-ON-LIST": ProblemPage(
        Text("不在联审名单上", "Not in the joint review"),
        Text("该部门不在本次换届的联审名单上。", "The campaign does not list this department."),
        Text("使用名单上部门的账号。", "Use an account of a department on the list."),
    ),
    "NO-EXCEPTION": ProblemPage(
        Text("不接受例外", "No exception possible"),
        Text(
            "这条规则不接受例外批准,或批准单位级别不够。",
            "No approval lets anyone pass this rule, or not this authority's.",
        ),
        Text("满足规则本身的要求。", "Meet what the rule itself asks for."),
    ),
    "UNKNOWN-PERSON": ProblemPage(
        Text("没有该人员", "No such person"),
        Text(
            "名册中没有这个人员编号,或此人未被提名。",
            "Roster knows no such number, or the person was not put forward.",
        ),
        Text("核对 errors 所指的人员编号。", "Check the numbers that `errors` names."),
    ),
}


def problem_pages() -> dict[str, ProblemPage]:
    """Return a page for every code with which this service refuses."""
    newest = [versions[-1].rule for versions in all_rules().values()]
    return {rule.id: _page_of(rule) for rule in (*newest, ORDER, SEPARATION)} | OTHERS


def _page_of(rule: Rule) -> ProblemPage:
    remedy = Text(
        f"按 needed 所示补足后重新提交。算式:{rule.formula}。",
        f"Do what `needed` says and send it again. Formula: {rule.formula}.",
    )
    return ProblemPage(rule.name, rule.says, remedy, f"{rule.article} [{rule.label}]")
