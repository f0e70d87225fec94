"""What a run leaves in `out/`: figures as JSON, the bulletin as Word, tables as Excel."""

from __future__ import annotations

import json
from pathlib import Path

import xlsxwriter
from docxtpl import DocxTemplate

from huanjie.demo.client import Json
from huanjie.demo.play import Played
from huanjie.demo.show import SECRETARY_COLUMNS, TEAM_COLUMNS

TEMPLATE = Path(__file__).with_name("bulletin.docx")
COLUMNS = (*TEAM_COLUMNS, *SECRETARY_COLUMNS)
FIGURE_MEMBERS = ("n", "d", "value", "change")
OUTCOME_MEMBERS = ("completed", "on_schedule", "first_ballot", "elected", "secretary")


def write_figures(path: Path, divisions: list[Json], outcomes: list[Json]) -> None:
    """Write every figure of every division and every election's outcome."""
    content = {
        "divisions": {
            division["division_code"]: {
                name: _figure(figure) for name, figure in division["figures"].items()
            }
            for division in divisions
        },
        "elections": {
            outcome["division_code"]: {name: outcome[name] for name in OUTCOME_MEMBERS}
            for outcome in outcomes
        },
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _figure(figure: object) -> object:
    if not isinstance(figure, dict) or "d" not in figure:
        return figure
    return {name: figure[name] for name in FIGURE_MEMBERS if name in figure}


def write_bulletin(path: Path, bulletin: Json) -> None:
    """Write the bulletin as a Word document."""
    document = DocxTemplate(TEMPLATE)
    document.render({"title": bulletin["title"], "lines": bulletin["lines"]}, autoescape=True)
    document.save(path)


def write_tables(path: Path, divisions: list[Json], outcomes: list[Json], played: Played) -> None:
    """Write the figures by division, the outcomes and the trouble met as an Excel workbook."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        headings = ["区划代码", "区划名称", *(heading for _, heading in COLUMNS)]
        rows = [
            [
                division["division_code"],
                division["division_name"],
                *(_number(division["figures"].get(name)) for name, _ in COLUMNS),
            ]
            for division in divisions
        ]
        _sheet(book, "各级数据", headings, rows)
        _sheet(
            book,
            "选举结果",
            ["区划代码", "完成", "按期", "一次成功", "书记", "当选人"],
            [
                [
                    outcome["division_code"],
                    *("是" if outcome[name] else "否" for name in OUTCOME_MEMBERS[:3]),
                    outcome["secretary"] or "",
                    "、".join(outcome["elected"]),
                ]
                for outcome in outcomes
            ],
        )
        troubles: list[list[object]] = [
            [one.division, one.title, one.code, one.detail, one.needed] for one in played.troubles
        ]
        _sheet(book, "过程问题", ["区划代码", "步骤", "规则", "情况", "需要"], troubles)


def _number(figure: object) -> object:
    if not isinstance(figure, dict):
        return figure
    return float(figure["value"]) if figure.get("value") is not None else "—"


def _sheet(
    book: xlsxwriter.Workbook, name: str, headings: list[str], rows: list[list[object]]
) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True})
    sheet.set_column(0, len(headings) - 1, 14)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, headings, bold)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)
