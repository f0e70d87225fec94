"""Mistakes in the table of divisions."""

from __future__ import annotations

from services.roster.domain.problems.problem import Problem
from shared.text import Text

LEVEL_DIFFERS = Problem(
    "LEVEL-DIFFERS",
    Text("代码与级别不符。", "The code does not fit the level."),
    Text(
        "级别以下的各位应为 0,级别本身的各位不全为 0。",
        "Digits below the level are 0; the level's own digits are not all 0.",
    ),
)
UNKNOWN_PARENT = Problem(
    "UNKNOWN-PARENT",
    Text(
        "上级区划不在文件中,也不在区划表中。",
        "The division above is neither in the file nor on the table.",
    ),
    Text("先列出上级区划。", "List the division above as well."),
)
PARENT_REJECTED = Problem(
    "PARENT-REJECTED",
    Text("上级区划那一行有误,此行随之不能导入。", "The row of the division above is wrong."),
    Text("先更正上级区划一行。", "Mend that row first."),
)
PARENT_DIFFERS = Problem(
    "PARENT-DIFFERS",
    Text("上级区划的级别或代码与本行不符。", "The division above does not fit this code or level."),
    Text(
        "上级应高一级或以上,且代码前几位相同。",
        "It must be of a higher level and share the leading digits.",
    ),
)
OUTSIDE = Problem(
    "OUTSIDE-DIVISION",
    Text("该区划不在您的管辖区划内。", "The division is outside yours."),
    Text(
        "只导入本区划及其以下的区划;上级区划须与区划表一致。",
        "Import your own division and those below; those above must stay as they are.",
    ),
)
