"""The pages of the codes that only this service answers with: one for each rule, and a few more."""

from __future__ import annotations

from services.election.domain.order import ORDER, SEPARATION
from services.election.domain.rulebook import Rule
from services.election.domain.ruleset import all_rules
from shared.text import Text
from shared.web import ProblemPage

OTHERS = {
    "IDENTITY-NUMBER": ProblemPage(
        Text("身份号码无效", "No valid identity number"),
        Text("公民身份号码校验不通过。", "The number does not pass its own check."),
        Text("核对证件后重新录入。", "Check it against the card and send it again."),
    ),
    "DEPARTMENT-NOT-ON-LIST": ProblemPage(
        Text("不在联审名单上", "Not in the joint review"),
        Text("该部门不在本次换届的联审名单上。", "The campaign does not list this department."),
        Text("使用名单上部门的账号。", "Use an account of a department on the list."),
    ),
    "FORM-NOT-READY": ProblemPage(
        Text("表格还不能生成", "The form cannot be made yet"),
        Text("所依据的记录尚不存在。", "What the form is made from is not on record yet."),
        Text("先完成 needed 所列的记录。", "Record first what `needed` names."),
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
PREPARATION = {
    "NO-COUNTY": ProblemPage(
        Text("不是县(区)", "Not a county"),
        Text("换届工作领导小组设在县(区)一级。", "The leading group is that of a county."),
        Text("填写县(区)的区划代码。", "Name a county's code."),
    ),
    "UNKNOWN-COMMUNITY": ProblemPage(
        Text("社区不在范围内", "No such community here"),
        Text("该社区不在本次换届或本次活动范围内。", "The community takes no part in this."),
        Text("核对 errors 所指的区划代码。", "Check the codes that `errors` names."),
    ),
    "STAR-SCALE": ProblemPage(
        Text("超出星级", "More stars than there are"),
        Text("星级超出本地区的评定标准。", "The region's scale has fewer stars."),
        Text("核对星级或修改本地区标准。", "Check the stars, or set the region's standard."),
    ),
    "NO-SUCH-STEP": ProblemPage(
        Text("没有这一步骤", "No such step"),
        Text("这类组织的日程没有这一步骤。", "This body's calendar has no such step."),
        Text("核对 errors 所指的步骤。", "Check the steps that `errors` names."),
    ),
    "WORKING-DAYS": ProblemPage(
        Text("日期与年份不符", "Days that do not fit the year"),
        Text(
            "放假日应为当年的周一至周五,调休上班日应为当年的周六或周日。",
            "Days off are weekdays and days worked are weekend days of that year.",
        ),
        Text("核对 errors 所指的日期。", "Check the days that `errors` names."),
    ),
}


def problem_pages() -> dict[str, ProblemPage]:
    """Return a page for every code with which this service refuses."""
    newest = [versions[-1].rule for versions in all_rules().values()]
    return {rule.id: _page_of(rule) for rule in (*newest, ORDER, SEPARATION)} | OTHERS | PREPARATION


def _page_of(rule: Rule) -> ProblemPage:
    remedy = Text(
        f"按 needed 所示补足后重新提交。算式:{rule.formula}。",
        f"Do what `needed` says and send it again. Formula: {rule.formula}.",
    )
    return ProblemPage(rule.name, rule.says, remedy, f"{rule.article} [{rule.label}]")
