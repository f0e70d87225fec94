"""The papers of the meeting: attendance sheet, ballot, count record, result report."""

from __future__ import annotations

from docx.shared import Pt

from services.election.forms.templates.layout import Paper

NUMBERS = ("序号", "姓名", "赞成", "不赞成", "弃权", "另选得票")
WIDTHS = (16, 40, 25, 25, 25, 25)


def attendance() -> Paper:
    """Return the attendance sheet (签到册): a line for each member of the attendance base."""
    paper = Paper()
    paper.title("{{ organisation }}党员大会签到册")
    paper.write(
        "时间：　　　年　　月　　日　　应到会：{{ base }}人　　实到会：　　　人", "Line"
    ).paragraph_format.space_after = Pt(6)
    paper.table(
        ("序号", "姓名", "签名", "备注") * 2,
        (14, 24, 26, 14) * 2,
        rows="rows",
        cells=("{{ line.left }}", "", "", "", "{{ line.right }}", "", "", ""),
    )
    note = (
        "注：应到会人数为冻结名册中有选举权的党员；预备党员、列席人员另行登记，不计入实到会人数。"
    )
    paper.write(note, "Small").paragraph_format.space_before = Pt(6)
    return paper


def ballot() -> Paper:
    """Return the ballot (选票): nothing on it says who votes."""
    paper = Paper()
    paper.title("{{ organisation }}{{ title }}")
    paper.write(
        "{% if round %}（{{ round }}）　　{% endif %}应选名额：{{ seats }}名", "Number"
    ).paragraph_format.space_after = Pt(10)
    table = paper.table(
        ("候选人", "赞成", "不赞成", "弃权", "另选他人姓名"),
        (44, 24, 24, 24, 40),
        rows="people",
        cells=(
            "{{ line.name }}{% if line.post %}（{{ line.post }}）{% endif %}", "", "", "", "",
        ),
    )  # fmt: skip
    for row in table.rows:
        row.height = Pt(40)
    title = paper.write("说明：", "Small")
    title.paragraph_format.space_before = Pt(14)
    for line in (
        "1.候选人{{ order }}排列。",
        "2.赞成的，在“赞成”栏画“○”；不赞成的，在“不赞成”栏画“○”；弃权的，在“弃权”栏画“○”。",
        "3.不赞成某候选人的，可以另选他人，在该候选人一行的“另选他人姓名”栏写明姓名。",
        "4.所选人数等于或者少于应选名额的选票有效，多于应选名额的无效。",
        "5.本选票不记名，请勿在选票上书写姓名或者作其他记号。",
    ):
        paper.write(line, "Small")
    return paper


def count_record() -> Paper:
    """Return the count record (计票记录) of one round, to be signed by every scrutineer."""
    paper = Paper()
    paper.title("{{ organisation }}选举计票记录")
    paper.write("第{{ no }}轮（{{ kind }}）　　{{ held_on }}", "Number")
    _write_numbers(paper, "")
    paper.table(NUMBERS, WIDTHS, rows="people", cells=_cells())
    paper.only("if void")
    result = "结果：收回选票多于发出选票或者实到会人数，本轮选举无效，应重新投票。"
    _write_below(paper, result)
    paper.only("elif signed")
    result = "当选（{{ order }}）：{{ elected }}。"
    _write_below(paper, f"结果：{{% if elected %}}{result}{{% else %}}无人当选。{{% endif %}}")
    paper.only("else")
    _write_below(paper, "结果：待全体监票人签字后确认。")
    paper.only("endif")
    paper.only("for each in scrutineers")
    paper.write("监票人（签字）：______________", "Line").paragraph_format.space_before = Pt(16)
    paper.only("endfor")
    line = paper.write("计票人（签字）：______________    ______________", "Line")
    line.paragraph_format.space_before = Pt(16)
    return paper


def result_report() -> Paper:
    """Return the report on the result: upwards, with everyone's four numbers."""
    paper = Paper()
    paper.letterhead(
        "{{ organisation }}", number="{{ document_no or '    〔    〕  号' }}", signer=True
    )
    paper.title("关于{{ organisation }}换届选举结果的报告")
    paper.write("{{ superior }}：", "Address")
    paper.write(
        "根据批复（{{ reply_no }}），{{ organisation }}于{{ held_on }}召开选举大会，应到会"
        "有选举权的党员{{ meeting.base }}名，实到会{{ meeting.present }}名，"
        "达到应到会人数的五分之四，符合规定。现将选举结果报告如下：",
        "Body",
    )
    paper.only("for each in missed")
    paper.write(
        "第{{ each.no }}次会议（{{ each.held_on }}）实到会{{ each.present }}名，未达到规定人数，"
        "未进行选举。",
        "Body",
    )
    paper.only("endfor")
    paper.write("一、{% if direct %}书记、副书记{% else %}委员{% endif %}选举情况", "Heading")
    paper.only("for round in rounds")
    paper.write("第{{ round.no }}轮（{{ round.kind }}）：", "Body")
    _write_numbers(paper, "round.")
    paper.table(NUMBERS, WIDTHS, rows="round.people", cells=_cells())
    paper.only("if round.void")
    _write_below(paper, "本轮收回选票多于发出选票或者实到会人数，选举无效。")
    paper.only("endif")
    paper.only("endfor")
    _write_below(paper, "当选{% if not direct %}委员{% endif %}（{{ order }}）：{{ elected }}。")
    paper.only("if first")
    paper.write("二、书记、副书记选举情况", "Heading")
    paper.write(
        "{{ first.on }}，新一届委员会召开第一次全体会议，实到会委员{{ first.present }}名。", "Body"
    )
    _write_numbers(paper, "first.", seats=False)
    paper.table(NUMBERS, WIDTHS, rows="first.people", cells=_cells())
    paper.only("endif")
    paper.only("for each in officers")
    _write_below(paper, "当选{{ each.post }}：{{ each.name }}。")
    paper.only("endfor")
    paper.write("以上结果，请予审批。", "Body")
    paper.sign("{{ organisation }}", "{{ on }}")
    return paper


def _write_numbers(paper: Paper, of: str, *, seats: bool = True) -> None:
    due = f"应选{{{{ {of}seats }}}}名，候选人{{{{ {of}candidates }}}}名。" if seats else ""
    line = paper.write(
        f"{due}发出选票{{{{ {of}issued }}}}张，收回选票{{{{ {of}returned }}}}张，"
        f"其中有效票{{{{ {of}valid }}}}张，无效票{{{{ {of}invalid }}}}张。",
        "Body",
    )
    line.paragraph_format.space_after, line.paragraph_format.keep_with_next = Pt(6), True


def _write_below(paper: Paper, text: str) -> None:
    """Write a sentence clear of the table above it."""
    paper.write(text, "Body").paragraph_format.space_before = Pt(8)


def _cells() -> tuple[str, ...]:
    numbers = [f"{{{{ line.numbers[{place}] }}}}" for place in range(4)]
    return ("{{ line.no }}", "{{ line.name }}", *numbers)
