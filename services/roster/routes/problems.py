"""The pages of the codes that only the roster answers with."""

from __future__ import annotations

from shared.text import Text
from shared.web import ProblemPage

PROBLEMS = {
    "UNKNOWN-PERSON": ProblemPage(
        Text("没有该人员编号", "No such person number"),
        Text("您的管辖区划内没有该编号的人员。", "No one in your division has this number."),
        Text(
            "核对编号;名册中还没有的人,在 person 中写明其情况。",
            "Check the number; for someone new to the roster state the facts in `person`.",
        ),
    ),
    "PERSON-DIFFERS": ProblemPage(
        Text("人员编号已有不同内容", "The number has other facts"),
        Text(
            "该编号在名册中的内容与提交的不同,或属于其他地区。",
            "The roster says otherwise of this number, or it belongs to another region.",
        ),
        Text("更正内容或编号。", "Correct the facts or the number."),
    ),
    "WRONG-LEVEL": ProblemPage(
        Text("区划级别不符", "Not the right level"),
        Text(
            "后备人才属于社区;第一书记派驻街道(乡镇)或社区。",
            "Reserves belong to a community, first secretaries to a street or community.",
        ),
        Text("改用相应级别的区划代码。", "Use the code of a division of that level."),
    ),
    "ORGANISATION-EXISTS": ProblemPage(
        Text("该组织已登记", "On the roster already"),
        Text("该社区的居民委员会已登记。", "This community's residents' committee is known."),
        Text("如有变化请更正该组织。", "Correct its entry if something has changed."),
    ),
    "SEPARATION": ProblemPage(
        Text("经办与审批分离", "Who enters does not approve"),
        Text("申请人不得审批本人的申请。", "Who asks for a correction does not decide it."),
        Text("由另一人用县级组织部门的账号办理。", "Another account of the county must do it."),
    ),
    "ALREADY-DECIDED": ProblemPage(
        Text("申请已办理", "Decided already"),
        Text("每份更正申请只办理一次。", "A request for a correction is decided once."),
        Text("需要时重新申请。", "Ask anew if need be."),
    ),
    "NOTHING-TO-CORRECT": ProblemPage(
        Text("没有可更正的内容", "Nothing to correct"),
        Text("名册中的内容与所申请的相同。", "The roster says what is asked for already."),
        Text("核对应更正的内容。", "Check what is to be corrected."),
    ),
    "ALREADY-ENDED": ProblemPage(
        Text("已经结束", "Ended already"),
        Text("这条记录已有结束日期。", "The entry has its last day on record."),
        Text("需要时重新登记。", "Enter the person again if need be."),
    ),
    "ENDED-BEFORE-BEGUN": ProblemPage(
        Text("结束早于开始", "Ended before it began"),
        Text("结束日期早于开始日期。", "The day of the end is before the first."),
        Text("核对结束日期。", "Check the day of the end."),
    ),
    "ORGANISATION-TYPE": ProblemPage(
        Text("组织类型不符", "Form of the other kind"),
        Text(
            "党组织和居民委员会的类型不能互换。",
            "A Party organisation and a residents' committee keep forms of their own.",
        ),
        Text("选择本类组织的类型。", "Choose a form of this kind of organisation."),
    ),
    "SEATS": ProblemPage(
        Text("应选名额不符", "Seats do not fit"),
        Text("应选名额应在 1 与正式党员数之间。", "Seats lie between 1 and the full members."),
        Text("核对应选名额与正式党员数。", "Check the seats and the number of full members."),
    ),
}
