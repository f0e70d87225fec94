"""What pydantic finds wrong with an input, told in both languages and without the input."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from shared.errors import FieldError, Invalid
from shared.text import Text
from shared.web.fields import NO_CONTROL_CHARACTERS

MOST_ERRORS = 50
NAME = re.compile(r"[a-z][a-z_]{0,40}[0-9]{0,2}")  # as our own fields are named; nothing else

DETAILS = {
    "missing": Text("必填。", "Required."),
    "extra_forbidden": Text("没有这个字段或参数。", "There is no such field or parameter."),
    "enum": Text("应为 {expected} 之一。", "Must be {expected}."),
    "literal_error": Text("应为 {expected} 之一。", "Must be {expected}."),
    "string_type": Text("应为文本。", "Must be text."),
    "string_too_short": Text("至少 {min_length} 个字符。", "At least {min_length} characters."),
    "string_too_long": Text("至多 {max_length} 个字符。", "At most {max_length} characters."),
    "string_pattern_mismatch": Text("格式应为 {pattern}。", "Must match {pattern}."),
    "too_short": Text("至少 {min_length} 项。", "At least {min_length} items."),
    "too_long": Text("至多 {max_length} 项。", "At most {max_length} items."),
    "greater_than": Text("应大于 {gt}。", "Must be greater than {gt}."),
    "greater_than_equal": Text("应不小于 {ge}。", "Must be at least {ge}."),
    "less_than": Text("应小于 {lt}。", "Must be less than {lt}."),
    "less_than_equal": Text("应不大于 {le}。", "Must be at most {le}."),
    "int_type": Text("应为整数。", "Must be a whole number."),
    "int_parsing": Text("应为整数。", "Must be a whole number."),
    "int_from_float": Text("应为整数。", "Must be a whole number."),
    "bool_type": Text("应为 true 或 false。", "Must be true or false."),
    "bool_parsing": Text("应为 true 或 false。", "Must be true or false."),
    "uuid_parsing": Text("应为 UUID。", "Must be a UUID."),
    "uuid_type": Text("应为 UUID。", "Must be a UUID."),
    "date_type": Text("应为日期,如 2021-03-01。", "Must be a date like 2021-03-01."),
    "born_later": Text("出生日期不能晚于今天。", "Nobody is born after today."),
    "no_fact": Text("至少更正一项。", "Name the fact that is corrected."),
    "date_parsing": Text("应为日期,如 2021-03-01。", "Must be a date like 2021-03-01."),
    "date_from_datetime_parsing": Text(
        "应为日期,如 2021-03-01。", "Must be a date like 2021-03-01."
    ),
    "datetime_parsing": Text("应为带时区的时间。", "Must be a time with its offset."),
    "datetime_from_date_parsing": Text("应为带时区的时间。", "Must be a time with its offset."),
    "timezone_aware": Text("应为带时区的时间。", "Must be a time with its offset."),
    "list_type": Text("应为数组。", "Must be an array."),
    "tuple_type": Text("应为数组。", "Must be an array."),
    "dict_type": Text("应为对象。", "Must be an object."),
    "model_type": Text("应为对象。", "Must be an object."),
    "model_attributes_type": Text("应为 JSON 对象。", "Must be a JSON object."),
}
PATTERNS = {  # what the patterns of our fields mean; another one is shown as it is
    "^[0-9]{12}$": Text("应为 12 位统计用区划代码。", "Must be a division code of 12 digits."),
    "^[12]$": Text("应为 1(男)或 2(女)。", "Must be 1 (male) or 2 (female)."),
    r"^\S+$": Text("不能有空格。", "No spaces."),
    NO_CONTROL_CHARACTERS: Text("不能有控制字符。", "No control characters."),
}
OTHERWISE = Text("不合要求。", "Not acceptable.")


def invalid_input(errors: Sequence[Mapping[str, Any]]) -> Invalid:
    """Return the refusal of an input with these validation errors."""
    return Invalid(
        Text("内容不合要求。", "What was sent is not acceptable as it is."),
        needed=Text("按 errors 逐项改正。", "Mend each place that `errors` names."),
        errors=tuple(_field_error(error) for error in errors[:MOST_ERRORS]),
    )


def _field_error(error: Mapping[str, Any]) -> FieldError:
    kind = str(error["type"])
    return FieldError(_pointer(error["loc"]), kind, _detail(kind, error.get("ctx", {})))


def _detail(kind: str, context: Mapping[str, Any]) -> Text:
    """Return what is wrong. The context holds what the operation demands, never what was sent."""
    detail = PATTERNS.get(str(context.get("pattern"))) or DETAILS.get(kind, OTHERWISE)
    choices = str(context.get("expected", "")).replace(" or ", ", ")
    try:
        return Text(
            detail.zh.format(**{**context, "expected": choices}), detail.en.format(**context)
        )
    except (KeyError, IndexError):
        return OTHERWISE


def _pointer(location: Sequence[str | int]) -> str:
    """Return a JSON pointer into the body, or `query:name` for what is not in the body."""
    source, *steps = location
    names = [str(step) for step in steps if isinstance(step, int) or NAME.fullmatch(step)]
    if source == "body":
        return "".join(f"/{name}" for name in names)
    return ":".join([str(source), *names])
