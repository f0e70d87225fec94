"""The form of a rule and of a verdict. The rules themselves are in the modules beside this one.

A rule is a pure function from facts to a `Finding`; the decorator `rule` adds what the rule book
says about it (article, trust label, effect, dates) and turns each finding into a `Verdict`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Generic, ParamSpec

from shared.errors import Basis
from shared.text import Text

Facts = ParamSpec("Facts")


class Trust(StrEnum):
    """How far the article behind a rule was read (rule book, section 0.1)."""

    VERIFIED = "VERIFIED"
    VERIFIED_PART = "VERIFIED-PART"
    SECONDARY = "SECONDARY"
    UNVERIFIED = "UNVERIFIED"
    SEED = "SEED"


class Effect(StrEnum):
    """What follows when a rule is broken (rule book, section 0.4)."""

    BLOCK = "BLOCK"
    APPROVAL = "APPROVAL"
    VOID = "VOID"
    WARN = "WARN"
    OUTCOME = "OUTCOME"  # decides who is elected or what is reported; refuses nothing


class Authority(StrEnum):
    """Who may approve an exception (rule book, section 0.4)."""

    STREET = "STREET"
    COUNTY_ORG = "COUNTY_ORG"
    COUNTY_SC = "COUNTY_SC"
    COUNTY_CIVIL = "COUNTY_CIVIL"
    COUNTY_GOV = "COUNTY_GOV"
    EC = "EC"

    def covers(self, needed: Authority) -> bool:
        """Whether an approval by this authority serves where `needed` is asked for."""
        return self is needed or needed in _BELOW.get(self, ())


_BELOW = {
    Authority.COUNTY_ORG: (Authority.STREET,),
    Authority.COUNTY_SC: (Authority.STREET, Authority.COUNTY_ORG),
    Authority.COUNTY_GOV: (Authority.COUNTY_CIVIL,),
}


class Body(StrEnum):
    """Which of the two committees a rule is about."""

    PARTY = "PARTY"
    RESIDENTS = "RESIDENTS"
    BOTH = "BOTH"


class Outcome(StrEnum):
    """What a verdict says."""

    PASSED = "PASSED"
    APPROVED = "APPROVED"  # broken, but an approval record is attached
    WARNED = "WARNED"
    NEEDS_APPROVAL = "NEEDS_APPROVAL"
    VOIDED = "VOIDED"
    REFUSED = "REFUSED"
    NOT_MET = "NOT_MET"  # an OUTCOME rule's condition is absent; nothing is refused


Value = int | str | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A number or choice that a region may set; an UNVERIFIED one is shown so wherever it acts.

    `choices`: the codes from which it is chosen. `set_in`: where it is set, if not in the overlay.
    """

    name: str
    default: Value
    unit: Text
    label: Trust = Trust.UNVERIFIED
    choices: tuple[str, ...] = ()
    set_in: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rule book, in the version that holds between two dates."""

    id: str
    body: Body
    name: Text
    says: Text
    formula: str
    article: str
    label: Trust
    effect: Effect
    authority: Authority | None = None
    settings: tuple[Setting, ...] = ()
    holds_from: date = date.min
    holds_until: date = date.max
    version: int = 1
    per_person: bool = False  # an approval covers only the persons whom it names

    @property
    def basis(self) -> Basis:
        """What a refusal by this rule shows its reader."""
        return Basis(self.says, self.article, self.label, self.version)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found in the facts. `effect` only where one rule has several."""

    holds: bool
    numbers: str = ""
    needed: Text | None = None
    inputs: Mapping[str, object] = field(default_factory=dict)
    effect: Effect | None = None
    authority: Authority | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """A superior's recorded consent to go on although a rule is broken (rule book, section 0.4)."""

    rule_id: str
    approved_by: Authority
    document_no: str
    on: date
    persons: tuple[str, ...] = ()

    def covers(self, verdict: Verdict) -> bool:
        """Whether it is for the verdict's rule and person, and high enough."""
        named = not verdict.rule.per_person or verdict.inputs.get("person") in self.persons
        needed = verdict.authority
        high = needed is not None and self.approved_by.covers(needed)
        return self.rule_id == verdict.rule.id and high and named


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule's answer on given facts, with everything a reader needs to check it by hand."""

    rule: Rule
    outcome: Outcome
    numbers: str
    inputs: Mapping[str, object]
    needed: Text | None
    authority: Authority | None = None

    @property
    def allows(self) -> bool:
        """Whether the step may go on."""
        return self.outcome in _ALLOWING

    @property
    def holds(self) -> bool:
        """Whether what the rule asks is so: whether the person is elected, the meeting quorate."""
        return self.outcome is Outcome.PASSED

    @property
    def unverified_settings(self) -> tuple[Setting, ...]:
        """Settings that acted here and rest on no article read."""
        return tuple(each for each in self.rule.settings if each.label is Trust.UNVERIFIED)

    def with_approvals(self, approvals: Iterable[Approval]) -> Verdict:
        """Return this verdict, or APPROVED where one of the approvals is for it and high enough."""
        if self.outcome is not Outcome.NEEDS_APPROVAL:
            return self
        for approval in approvals:
            if approval.covers(self):
                inputs = {**self.inputs, "document_no": approval.document_no}
                return replace(self, outcome=Outcome.APPROVED, inputs=inputs)
        return self


OUTCOMES = {
    Effect.BLOCK: Outcome.REFUSED,
    Effect.APPROVAL: Outcome.NEEDS_APPROVAL,
    Effect.VOID: Outcome.VOIDED,
    Effect.WARN: Outcome.WARNED,
    Effect.OUTCOME: Outcome.NOT_MET,
}
_ALLOWING = frozenset({Outcome.PASSED, Outcome.APPROVED, Outcome.WARNED, Outcome.NOT_MET})

RULES: dict[str, list[RuleFunction[...]]] = {}


def setting_named(name: str) -> Setting:
    """Return the setting of this name of whichever rule was entered; a KeyError is ours to mend."""
    for versions in RULES.values():
        for each in versions:
            for setting in each.rule.settings:
                if setting.name == name:
                    return setting
    raise KeyError(name)


class RuleFunction(Generic[Facts]):
    """A rule that can be asked: call it with facts, get a verdict."""

    def __init__(self, rule: Rule, find: Callable[Facts, Finding]) -> None:
        self.rule = rule
        self.find = find
        self.__doc__ = find.__doc__

    def __call__(self, *args: Facts.args, **kwargs: Facts.kwargs) -> Verdict:
        """Return the verdict on these facts."""
        finding = self.find(*args, **kwargs)
        effect = finding.effect or self.rule.effect
        return Verdict(
            self.rule,
            Outcome.PASSED if finding.holds else OUTCOMES[effect],
            finding.numbers,
            finding.inputs,
            None if finding.holds else finding.needed,
            finding.authority or self.rule.authority,
        )


def rule(row: Rule) -> Callable[[Callable[Facts, Finding]], RuleFunction[Facts]]:
    """Enter a rule into the rule book; several rows of one id differ in their dates or version."""

    def enter(find: Callable[Facts, Finding]) -> RuleFunction[Facts]:
        function = RuleFunction(row, find)
        RULES.setdefault(row.id, []).append(function)
        return function

    return enter
