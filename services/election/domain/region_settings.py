"""What an office may set of the rule book: a setting that there is, to a value that it can take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from services.election.domain.rulebook import Setting, Value
from services.election.domain.ruleset import OwnValues, all_settings
from shared.errors import FieldError, Invalid
from shared.text import Text

LARGEST = 1000  # no rule counts more days, months, persons or seats than these


class ImpossibleSettings(Invalid):
    """Settings that the rule book does not know, or values that they cannot take."""

    code = "REGION-SETTING"

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__(
            Text("规则设置有误。", "These settings cannot be."),
            needed=Text("按规则表核对名称和取值。", "Check names and values by the rule table."),
            errors=tuple(errors),
        )


def check_settings(values: Mapping[str, object]) -> None:
    """Refuse names that no rule has, and values that a setting cannot take."""
    errors = list(_errors(values))
    if errors:
        raise ImpossibleSettings(errors)


def own_values(standards: Sequence[tuple[str, int, Mapping[str, Value]]]) -> OwnValues:
    """Take code, version and settings of each standard on the way down; the lowest decides."""
    values: dict[str, Value] = {}
    for _, _, settings in standards:
        values |= settings
    editions = tuple(f"{code}.{version}" for code, version, settings in standards if settings)
    return OwnValues(tuple(sorted(values.items())), editions)


def _errors(values: Mapping[str, object]) -> Iterator[FieldError]:
    for name, value in values.items():
        setting = all_settings().get(name)
        if setting is None:
            says = Text("规则中没有这项设置。", "No rule has a setting of this name.")
            yield FieldError(f"/settings/{name}", "unknown_setting", says)
        elif setting.set_in:
            where = setting.set_in
            says = Text(f"这项由 {where} 设定。", f"This is set in {where}.")
            yield FieldError(f"/settings/{name}", "set_elsewhere", says)
        elif not _can_be(setting, value):
            says = Text(f"应与 {setting.default} 同类。", f"A value such as {setting.default}.")
            yield FieldError(f"/settings/{name}", "impossible_value", says)


def _can_be(setting: Setting, value: object) -> bool:
    match setting.default:
        case bool():
            return isinstance(value, bool)
        case int():
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST
        case str():
            return value in setting.choices
        case _:
            given = value if isinstance(value, (list, tuple)) else ()
            return bool(given) and set(given) <= set(setting.choices)
