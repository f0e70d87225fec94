"""The refusals of preparation and calendar that no rule of the rule book makes."""

from __future__ import annotations

from collections.abc import Iterable

from shared.errors import FieldError, Invalid
from shared.text import Text


class NoCounty(Invalid):
    """Only a county has a leading group under two heads."""

    code = "NO-COUNTY"

    def __init__(self) -> None:
        says = Text("领导小组设在县(区)一级。", "The leading group is that of a county.")
        super().__init__(
            says,
            needed=Text("填写县(区)的区划代码。", "Name a county's code."),
            errors=(FieldError("/division_code", "no_county", says),),
        )


class UnknownCommunities(Invalid):
    """Communities that do not take part in the campaign, or lie elsewhere."""

    code = "UNKNOWN-COMMUNITY"

    def __init__(self, pointers: Iterable[str]) -> None:
        says = Text("该社区不在本次换届范围内。", "The community takes no part here.")
        super().__init__(
            says,
            needed=Text("核对 errors 所指的区划代码。", "Check the codes that `errors` names."),
            errors=tuple(FieldError(each, "unknown_community", says) for each in pointers),
        )


class UnknownStars(Invalid):
    """More stars than the region's scale has."""

    code = "STAR-SCALE"

    def __init__(self, pointers: Iterable[str], levels: int) -> None:
        says = Text(f"本地区评定为 {levels} 星制。", f"The region rates in {levels} stars.")
        super().__init__(
            says,
            needed=Text("核对星级或修改本地区标准。", "Check the stars, or set the standard."),
            errors=tuple(FieldError(each, "star_scale", says) for each in pointers),
        )


class NotThatYear(Invalid):
    """A notice of a year names days that are not of it, or not what it says they are."""

    code = "WORKING-DAYS"

    def __init__(self, pointers: Iterable[str]) -> None:
        says = Text(
            "放假日应为当年的周一至周五,调休上班日应为当年的周六或周日。",
            "Days off are weekdays and days worked are weekend days of that year.",
        )
        super().__init__(
            says,
            needed=Text("核对 errors 所指的日期。", "Check the days that `errors` names."),
            errors=tuple(FieldError(each, "working_days", says) for each in pointers),
        )


class NoSuchStep(Invalid):
    """Steps that this kind of body's calendar does not have."""

    code = "NO-SUCH-STEP"

    def __init__(self, pointers: Iterable[str]) -> None:
        says = Text("这类组织的日程没有这一步骤。", "This body's calendar has no such step.")
        super().__init__(
            says,
            needed=Text("核对 errors 所指的步骤。", "Check the steps that `errors` names."),
            errors=tuple(FieldError(each, "no_such_step", says) for each in pointers),
        )


class NotReviewing(Invalid):
    """Departments that take no part in the campaign's joint review."""

    code = "UNKNOWN-DEPARTMENT"

    def __init__(self, pointers: Iterable[str]) -> None:
        says = Text("该部门不在本次联审名单上。", "The department is not in this joint review.")
        super().__init__(
            says,
            needed=Text("核对 errors 所指的部门。", "Check the departments that `errors` names."),
            errors=tuple(FieldError(each, "unknown_department", says) for each in pointers),
        )


class NoSuchRisk(Invalid):
    """A closed risk that the six answers do not tell of."""

    code = "NO-SUCH-RISK"

    def __init__(self, pointers: Iterable[str]) -> None:
        says = Text("六个是否中没有这项风险。", "The six answers tell of no such risk.")
        super().__init__(
            says,
            needed=Text("核对 errors 所指的序号。", "Check the numbers that `errors` names."),
            errors=tuple(FieldError(each, "no_such_risk", says) for each in pointers),
        )
