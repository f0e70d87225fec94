"""The papers of a residents' vote: ballot, sign-in sheet, count record, result report."""

from __future__ import annotations

from typing import Any

from docx.shared import Pt

from services.election.forms.templates.layout import Paper

COMMITTEE = "{{ organisation }}选举委员会"


def ballot() -> Paper:
    """Return the ballot (选票), a part for each post: nothing on it says who votes."""
    paper = Paper()
    paper.title("{{ organisation }}{{ kind }}选票")
    paper.write("（{{ round }}）", "Number")
    paper.only("for contest in contests")
    head = paper.write("{{ contest.post }}（应选{{ contest.seats }}名）", "Line")
    head.paragraph_format.space_before, head.paragraph_format.space_after = Pt(4), Pt(2)
    head.paragraph_format.keep_with_next = True
    table = paper.table(
        ("候选人", "同意", "不同意"),
        (70, 40, 40),
        rows="contest.people",
        cells=("{{ line.name }}", "", ""),
    )
    lower_rows(table)
    paper.only("endfor")
    for line in (
        "1.同意的，在“同意”栏画“○”；不同意的，在“不同意”栏画“○”。",
        "2.另选他人的，在该职务空白行写明姓名，并在“同意”栏画“○”。",
        "3.某一职务所选人数多于应选名额的，该职务部分无效。",
        "4.本选票不记名，请勿在选票上书写本人姓名或者作其他记号。",
    ):
        paper.write(line, "Small")
    return paper


def attendance() -> Paper:
    """Return the sheet on which whoever takes a ballot signs."""
    paper = Paper()
    paper.title("{{ organisation }}{{ kind }}领取选票签到册")
    paper.write(
        "时间：　　　年　　月　　日　　{{ mode }}　　应参加：{{ base }}{{ unit }}　　实参加：　　",
        "Line",
    ).paragraph_format.space_after = Pt(6)
    paper.table(
        ("序号", "姓名", "签名", "备注") * 2,
        (14, 24, 26, 14) * 2,
        rows="rows",
        cells=halves(1, blank=2),
    )
    note = "注：代他人投票的，由受委托人签名，并在备注栏注明“代”。"
    paper.write(note, "Small").paragraph_format.space_before = Pt(6)
    return paper


def count_record() -> Paper:
    """Return the count record (计票记录) of one vote, post by post."""
    paper = Paper()
    paper.title("{{ organisation }}{{ kind }}计票记录")
    paper.write("第{{ no }}轮（{{ kind_of_vote }}）　　{{ held_on }}", "Number")
    _write_vote(paper, "")
    paper.only("if void")
    _write_below(paper, "结果：本轮选举无效，应重新选举。")
    paper.only("elif signed")
    _write_below(
        paper, "结果：{% if elected %}当选：{{ elected }}。{% else %}无人当选。{% endif %}"
    )
    paper.only("else")
    _write_below(paper, "结果：待监票人签字后确认。")
    paper.only("endif")
    for who in ("监票人", "计票人", "唱票人"):
        line = paper.write(f"{who}（签字）：______________    ______________", "Line")
        line.paragraph_format.space_before = Pt(16)
    return paper


def result_report() -> Paper:
    """Return the report on the result, to the street and civil affairs for the record."""
    paper = Paper()
    paper.letterhead(COMMITTEE, number="{{ document_no or '    〔    〕  号' }}", signer=True)
    paper.title("关于{{ organisation }}{{ kind }}结果的报告")
    paper.write("{{ street }}、{{ civil_affairs }}：", "Address")
    paper.write(
        "{{ organisation }}{{ kind }}采用{{ mode }}方式，于{{ held_on }}投票，"
        "应参加{{ base }}{{ unit }}，结果已于{{ declared_on }}公布。现报告如下：",
        "Body",
    )
    paper.write("一、投票情况", "Heading")
    paper.only("for vote in votes")
    paper.write("第{{ vote.no }}轮（{{ vote.kind_of_vote }}，{{ vote.held_on }}）：", "Body")
    _write_vote(paper, "vote.")
    paper.only("if vote.void")
    _write_below(paper, "本轮选举无效。")
    paper.only("endif")
    paper.only("endfor")
    paper.write("二、当选名单", "Heading").paragraph_format.space_before = Pt(8)
    paper.only("for each in elected")
    paper.write("{{ each.post }}：{{ each.names }}。", "Body")
    paper.only("endfor")
    paper.only("if vacant")
    paper.write("空缺：{{ vacant }}，依法另行补选。", "Body")
    paper.only("endif")
    paper.write("以上结果，请予备案。", "Body")
    paper.sign(COMMITTEE, "{{ on }}")
    return paper


def _write_vote(paper: Paper, of: str) -> None:
    line = paper.write(
        f"应参加{{{{ {of}base }}}}{{{{ unit }}}}，发出选票{{{{ {of}issued }}}}张，"
        f"收回选票{{{{ {of}returned }}}}张，其中有效票{{{{ {of}valid }}}}张，"
        f"无效票{{{{ {of}invalid }}}}张。",
        "Body",
    )
    line.paragraph_format.space_after = Pt(4)
    paper.only(f"for part in {of}posts")
    head = paper.write(
        "{{ part.post }}{% if part.seats %}（应选{{ part.seats }}名）{% endif %}，"
        "该部分无效{{ part.invalid }}张：",
        "Line",
    )
    head.paragraph_format.space_before, head.paragraph_format.space_after = Pt(8), Pt(4)
    head.paragraph_format.keep_with_next = True
    paper.table(
        ("序号", "姓名", "得票"),
        (20, 70, 40),
        rows="part.people",
        cells=("{{ line.no }}", "{{ line.name }}", "{{ line.votes }}"),
    )
    paper.only("endfor")


def _write_below(paper: Paper, text: str) -> None:
    """Write a sentence clear of the table above it."""
    paper.write(text, "Body").paragraph_format.space_before = Pt(8)


def lower_rows(table: Any) -> None:
    """Make a long table's rows as low as its type allows, so that it takes fewer pages."""
    for row in table.rows:
        row.height = Pt(22)


def halves(cells: int, *, blank: int = 0) -> tuple[str, ...]:
    """Return the cells of a row of two halves: number, the facts, room to write."""

    def half(side: str) -> tuple[str, ...]:
        facts = [f"{{{{ line.{side}.cells[{place}] }}}}" for place in range(cells)]
        return (f"{{{{ line.{side}.no }}}}", *facts, *[""] * blank)

    return (*half("left"), *half("right"))
