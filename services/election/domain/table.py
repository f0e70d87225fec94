"""The rule book as a page: what docs/rules.md says, made from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from services.election.domain.rulebook import OUTCOMES, Effect, Rule, Setting, Verdict
from services.election.domain.ruleset import all_rules
from services.election.domain.sources import SOURCES

SECTIONS = {
    "PARTY": "Party organisation 社区党组织",
    "GATE": "City gates 换届关口",
    "RC": "Residents' committee 居民委员会",
    "REVIEW": "Qualification review 资格联审",
}
COLUMNS = ("Rule", "Says", "Formula", "Rests on", "When broken", "Holds", "Settings", "Cases")
BEGINNING = """\
# The rules 规则一览

Made from the code by `python -m tests.services.election.rules`; do not edit. Every rule is a pure
function beside its row in `services/election/domain/`, and every case runs as a test of its name.

How far an article was read: **VERIFIED** it was read; **VERIFIED-PART** the part used was legible;
**SECONDARY** an official answer, a model document or a sister law says so; **UNVERIFIED** general
knowledge, shown as such wherever it acts; **SEED** the city's own policy of 2020-2021.

When broken: **BLOCK** is refused, with no override; **APPROVAL** is refused until the authority
named approves; **VOID** makes the ballot or meeting void, and it is held again; **WARN** goes on
with the warning on record; **OUTCOME** decides who is elected or what is reported.
"""


def render(cases: Mapping[str, Sequence[Verdict]]) -> str:
    """Return the page, given the verdicts on the test cases of each rule."""
    count = sum(len(verdicts) for verdicts in cases.values())
    parts = [BEGINNING, f"{len(all_rules())} rules, {count} cases.\n"]
    for prefix, title in SECTIONS.items():
        rows = [
            _row(version.rule, cases.get(rule_id, ()))
            for rule_id, versions in all_rules().items()
            for version in versions
            if rule_id.split("-")[0] == prefix
        ]
        parts.append(f"## {title}\n\n{_lines((COLUMNS, ('---',) * len(COLUMNS), *rows))}")
    parts.append(f"## Sources 依据\n\n{_sources()}")
    return "\n".join(parts)


def _row(rule: Rule, verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    return (
        f"**{rule.id}**<br>{rule.name.zh} {rule.name.en}",
        f"{rule.says.zh}<br>{rule.says.en}",
        f"`{rule.formula}`",
        f"{rule.article} [{rule.label}]",
        _effects(rule, verdicts),
        _holds(rule),
        "<br>".join(_setting(setting) for setting in rule.settings),
        str(len(verdicts)),
    )


def _lines(rows: Iterable[tuple[str, ...]]) -> str:
    cells = ((cell.replace("|", "\\|") for cell in row) for row in rows)
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def _effects(rule: Rule, verdicts: Sequence[Verdict]) -> str:
    """Name the row's effect, and those that its cases show besides."""
    own = rule.effect.value
    if rule.effect is Effect.APPROVAL and rule.authority:
        own = f"{own}({rule.authority})"
    shown = {OUTCOMES[effect]: effect.value for effect in Effect if effect is not rule.effect}
    others = {
        shown[each.outcome] for each in verdicts if each.rule is rule and each.outcome in shown
    }
    return "; ".join((own, *sorted(others)))


def _holds(rule: Rule) -> str:
    begins = "" if rule.holds_from == date.min else f"from {rule.holds_from}"
    ends = "" if rule.holds_until == date.max else f" until {rule.holds_until}"
    return f"v{rule.version} {begins}{ends}".strip()


def _setting(setting: Setting) -> str:
    default = setting.default
    value = ", ".join(default) if isinstance(default, tuple) else str(default)
    return f"`{setting.name}` = {value} {setting.unit.en} [{setting.label}]"


def _sources() -> str:
    rows = (
        (short, f"{source.name.zh} {source.name.en}", str(source.in_force or ""))
        for short, source in SOURCES.items()
    )
    return _lines((("Short", "Document", "In force"), ("---",) * 3, *rows))
