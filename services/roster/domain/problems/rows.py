"""Mistakes of a row against other rows and against the roster."""

from __future__ import annotations

from services.roster.domain.problems.problem import Problem
from shared.text import Text

UNKNOWN_DIVISION = Problem(
    "UNKNOWN-DIVISION",
    Text(
        "区划代码不在您管辖区划的区划表中。",
        "The code is not on the table of divisions below yours.",
    ),
    Text(
        "核对代码;新设区划请先导入区划表。",
        "Check the code; import the division table first if the division is new.",
    ),
)
NOT_A_COMMUNITY = Problem(
    "NOT-A-COMMUNITY",
    Text("该代码不是社区一级。", "The code is not that of a community."),
    Text(
        "填写社区的 12 位代码(后三位不是 000)。",
        "Enter the community's own 12 digits (the last three are not 000).",
    ),
)
NO_PLACE_FOR_POSTING = Problem(
    "NOT-A-STREET-OR-COMMUNITY",
    Text(
        "第一书记派驻街道(乡镇)或社区。", "A first secretary is posted to a street or a community."
    ),
    Text("填写街道(乡镇)或社区的代码。", "Enter the code of a street or a community."),
)
REPEATED_ORGANISATION = Problem(
    "REPEATED-ORGANISATION",
    Text("该社区的组织已见于 {other}。", "The community's organisation is already in {other}."),
    Text("一个社区只保留一行。", "Keep one row per community."),
)
REPEATED_ROW = Problem(
    "REPEATED-ROW",
    Text("与 {other} 重复。", "This repeats {other}."),
    Text("只保留一行。", "Keep one of the two rows."),
)
SECOND_SECRETARY = Problem(
    "SECOND-SECRETARY",
    Text("该党组织的书记已见于 {other}。", "The organisation's secretary is already in {other}."),
    Text("一个班子只有一名书记。", "A team has one secretary."),
)
SECOND_CHAIR = Problem(
    "SECOND-CHAIR",
    Text("该居民委员会的主任已见于 {other}。", "The committee's chair is already in {other}."),
    Text("一个居民委员会只有一名主任。", "A committee has one chair."),
)
ORGANISATION_NOT_LISTED = Problem(
    "ORGANISATION-NOT-LISTED",
    Text("工作表“{listing}”中没有该社区。", "The community is not in the sheet {listing}."),
    Text(
        "在“{listing}”中补上该社区,或更正代码。",
        "Add the community to that sheet, or correct the code.",
    ),
)
ORGANISATION_REJECTED = Problem(
    "ORGANISATION-REJECTED",
    Text(
        "所属组织 {other} 有误,此行随之跳过。",
        "The organisation in {other} is wrong, so this row is skipped with it.",
    ),
    Text("先更正该组织一行。", "Mend the organisation's row first."),
)
PERSON_DIFFERS = Problem(
    "PERSON-DIFFERS",
    Text(
        "同一人员编号在 {other} 的内容不同。", "The same person number says otherwise in {other}."
    ),
    Text(
        "一个编号只对应一个人:更正内容或编号。",
        "One number is one person: correct the facts or the number.",
    ),
)
PERSON_ELSEWHERE = Problem(
    "PERSON-ELSEWHERE",
    Text("该人员编号已由其他地区使用。", "The person number is in use in another region."),
    Text(
        "核对编号;确属同一人的,请该地区更正。",
        "Check the number; if it is the same person, ask that region to correct the entry.",
    ),
)
PERSON_COUNTED = Problem(
    "PERSON-COUNTED",
    Text(
        "此人已计入完成的换届选举,导入不能再更改这项内容。",
        "The person counts in a completed election: an import no longer changes this.",
    ),
    Text(
        "按系统中的记录填写;记录确有错误的,申请更正,由另一人审批。",
        "State what is on record; if that is wrong, ask for a correction, which someone else "
        "approves.",
    ),
)
SEATS_IMPOSSIBLE = Problem(
    "SEATS",
    Text(
        "应选名额应在 1 与正式党员数之间。", "Seats lie between 1 and the number of full members."
    ),
    Text("核对应选名额与正式党员数。", "Check the seats and the number of full members."),
)
COMMITTEE_SEATS = Problem(
    "SEATS",
    Text("应选名额应在 1 与 {most} 之间。", "Seats lie between 1 and {most}."),
    Text("核对应选名额。", "Check the seats."),
)
TERM_YEARS_MISSING = Problem(
    "PARTY-TERM-OLD",
    Text(
        "2018-07-12 之前开始的任期须写明任期年数。",
        "A term begun before 2018-07-12 must state its length in years.",
    ),
    Text("填写“上届任期(年)”。", "Enter the term of years."),
)
TERM_YEARS_IMPOSSIBLE = Problem(
    "TERM-YEARS",
    Text("任期应为 3 至 5 年。", "A term is three to five years."),
    Text("核对任期年数。", "Check the term of years."),
)
DUE_DATE_DIFFERS = Problem(
    "PARTY-TERM",
    Text(
        "届满日期应为 {expected}(上届当选日期 + 任期)。",
        "The due date should be {expected} (date of the election + term).",
    ),
    Text(
        "更正届满日期,或核对当选日期与任期。",
        "Correct the due date, or check the date of the election and the term.",
    ),
)
LATER_TERM = Problem(
    "LATER-TERM",
    Text("该组织在系统中已有较新的一届。", "The organisation already has a later term on record."),
    Text("核对上届当选日期。", "Check the date of the previous election."),
)
TERM_ELECTED = Problem(
    "TERM-ELECTED",
    Text(
        "该届由换届选举产生,不能由导入更改。",
        "This term was begun by an election and is not changed by an import.",
    ),
    Text(
        "按系统中的记录填写;选举结果确有错误的,申请更正,由另一人审批。",
        "State what is on record; if the result is wrong, ask for a correction, which someone "
        "else approves.",
    ),
)
TERM_CLOSED = Problem(
    "TERM-CLOSED",
    Text(
        "该届已由换届选举结束,不能再由导入更改。",
        "This term was ended by an election and can no longer be changed by an import.",
    ),
    Text("按系统中的记录填写,或删除该行。", "State what is on record, or delete the row."),
)
