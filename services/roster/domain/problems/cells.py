"""Mistakes of one cell on its own."""

from __future__ import annotations

from services.roster.domain.problems.problem import Problem
from shared.text import Text

MISSING_VALUE = Problem(
    "MISSING-VALUE",
    Text("必填项为空。", "A value is required here."),
    Text(
        "填写该单元格;合并的单元格请取消合并后逐格填写;如果是公式,请粘贴为数值。",
        "Fill in the cell; unmerge merged cells and fill in each; replace a formula by its value.",
    ),
)
NUMBER_NOT_TEXT = Problem(
    "NUMBER-NOT-TEXT",
    Text(
        "编号、代码或日期被保存为数字,可能已丢失位数。",
        "A code, number or date is stored as a numeric value and may have lost digits.",
    ),
    Text(
        "把整列格式设为“文本”,再从原始材料重新输入,不要直接转换。",
        "Set the whole column to “Text” and type it again from the source; do not convert it.",
    ),
)
NOT_TEXT = Problem(
    "NOT-TEXT",
    Text("此处应为文字。", "Text is expected here."),
    Text("把单元格格式设为“文本”后重新输入。", "Set the cell to “Text” and type it again."),
)
TOO_LONG = Problem(
    "TOO-LONG",
    Text("文字超过 {limit} 个字。", "The text is longer than {limit} characters."),
    Text("缩短文字。", "Shorten the text."),
)
UNREADABLE = Problem(
    "UNREADABLE-TEXT",
    Text("含有不可见的控制字符。", "The text contains invisible control characters."),
    Text("删除后重新输入。", "Delete it and type it again."),
)
BAD_CODE = Problem(
    "BAD-DIVISION-CODE",
    Text("区划代码应为 12 位数字。", "A division code has 12 digits."),
    Text(
        "按统计用区划代码填写 12 位数字,列格式设为“文本”。",
        "Enter the 12 digits of the statistical division code in a column set to “Text”.",
    ),
)
BAD_PERSON_NUMBER = Problem(
    "BAD-PERSON-NUMBER",
    Text(
        "人员编号只能由字母、数字和连字符组成,最长 32 位。",
        "A person number consists of letters, digits and hyphens, 32 at most.",
    ),
    Text("按名册编号填写。", "Enter the number from the register."),
)
UNKNOWN_WORD = Problem(
    "UNKNOWN-WORD",
    Text("不认识的用词。可用:{allowed}。", "This word is not known. Use one of: {allowed}."),
    Text("改用所列的词。", "Use one of the words listed."),
)
UNKNOWN_EDUCATION = Problem(
    "UNKNOWN-EDUCATION",
    Text("不认识的学历。可用:{allowed}。", "This education is not known. Use one of: {allowed}."),
    Text(
        "按已完成的最高学历改用所列的词;未毕业的加“结业”或“肄业”。",
        "Use the word for the highest completed education from the list.",
    ),
)
BAD_DATE = Problem(
    "BAD-DATE",
    Text("不是有效日期。", "This is not a valid date."),
    Text(
        "按 2021-03-15 的形式填写,列格式设为“文本”或“日期”。",
        "Write it as 2021-03-15, in a column set to “Text” or “Date”.",
    ),
)
FUTURE_DATE = Problem(
    "FUTURE-DATE",
    Text("日期晚于今天。", "The date lies in the future."),
    Text("核对年份。", "Check the year."),
)
BAD_COUNT = Problem(
    "BAD-COUNT",
    Text("应为不小于 0 的整数。", "A whole number, zero or more, is expected."),
    Text("填写整数。", "Enter a whole number."),
)
