"""Mistakes of a whole file, a sheet or a heading."""

from __future__ import annotations

from services.roster.domain.problems.problem import Problem
from shared.text import Text

NOT_A_WORKBOOK = Problem(
    "NOT-A-WORKBOOK",
    Text("文件不是可读的 .xlsx 工作簿。", "The file is not a readable .xlsx workbook."),
    Text(
        "在 Excel 或 WPS 中另存为 .xlsx(不加密码)后重新上传。",
        "Save it as .xlsx without a password in Excel or WPS, and upload it again.",
    ),
)
TOO_LARGE_INSIDE = Problem(
    "WORKBOOK-TOO-LARGE",
    Text("工作簿展开后超过上限({limit})。", "Unpacked, the workbook exceeds the limit ({limit})."),
    Text(
        "删除空白行列、图片和多余工作表,或分批导入。",
        "Delete blank rows and columns, pictures and extra sheets, or import in parts.",
    ),
)
MISSING_SHEET = Problem(
    "MISSING-SHEET",
    Text("缺少工作表“{name}”。", "The sheet “{name}” is missing."),
    Text(
        "添加该工作表并保留表头;没有数据时表头下留空。",
        "Add the sheet with its headings; leave it empty below them if need be.",
    ),
)
UNKNOWN_SHEET = Problem(
    "UNKNOWN-SHEET",
    Text("不认识的工作表。", "This sheet is not known."),
    Text(
        "删除它,或改为规定的名称;填表说明请放在名为“说明”的工作表。",
        "Delete it or give it its proper name; remarks belong in a sheet named “Notes”.",
    ),
)
MISSING_HEADING = Problem(
    "MISSING-HEADING",
    Text("缺少列“{name}”。", "The column “{name}” is missing."),
    Text("在第一行补上该表头。", "Add the heading in the first row."),
)
UNKNOWN_HEADING = Problem(
    "UNKNOWN-HEADING",
    Text("不认识的表头。", "This heading is not known."),
    Text("删除该列,或改为规定的表头。", "Delete the column, or give it its proper heading."),
)
REPEATED_HEADING = Problem(
    "REPEATED-HEADING",
    Text("表头与 {other} 重复。", "The heading repeats that of {other}."),
    Text("只保留一列。", "Keep one of the two columns."),
)
NOT_A_TABLE = Problem(
    "NOT-A-TABLE",
    Text(
        "文件不是可读的 CSV(UTF-8 或 GB18030)。", "The file is not readable CSV (UTF-8 or GB18030)."
    ),
    Text("另存为“CSV UTF-8(逗号分隔)”后重新上传。", "Save it as “CSV UTF-8 (comma delimited)”."),
)
NOT_PROCESSED = Problem(
    "NOT-PROCESSED",
    Text(
        "系统未能处理此文件,未保存任何内容。",
        "The file could not be processed; nothing was stored.",
    ),
    Text("请把导入编号告知系统管理员。", "Tell the operator the number of this import."),
)
