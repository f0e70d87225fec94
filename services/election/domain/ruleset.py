"""Which rules hold on an election day in a region, with the values that the region has set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from importlib import import_module
from pkgutil import walk_packages
from types import MappingProxyType

from services.election import domain
from services.election.domain.residents_region import NATIONAL, PROVINCE_DIGITS, Region, region_of
from services.election.domain.rulebook import RULES, RuleFunction, Setting, Value
from shared.errors import Conflict
from shared.text import Text

REGIONS_EDITION = 1  # of the table of regions: raised with every change of a value in it


@cache
def all_settings() -> Mapping[str, Setting]:
    """Return every setting of the rule book by its name."""
    versions = [each for them in all_rules().values() for each in them]
    return MappingProxyType({each.name: each for it in versions for each in it.rule.settings})


@dataclass(frozen=True, slots=True)
class OwnValues:
    """Settings that divisions have set by documents of their own, and the editions they are in."""

    values: tuple[tuple[str, Value], ...] = ()
    editions: tuple[str, ...] = ()


NOTHING_SET = OwnValues()


@cache
def all_rules() -> Mapping[str, tuple[RuleFunction[...], ...]]:
    """Return every version of every rule, oldest first; reads the whole package once."""
    for module in walk_packages(domain.__path__, f"{domain.__name__}."):
        import_module(module.name)
    return MappingProxyType(
        {
            rule_id: tuple(sorted(versions, key=lambda each: each.rule.holds_from))
            for rule_id, versions in sorted(RULES.items())
        }
    )


def rule_set(on: date, region: str, own: OwnValues | None = None) -> RuleSet:
    """Return the rules of a day in a division's province, with what offices below it have set."""
    return _made_once(on, region[:PROVINCE_DIGITS], own or NOTHING_SET)


@lru_cache(maxsize=1024)
def _made_once(on: date, province: str, own: OwnValues) -> RuleSet:
    return RuleSet(on, province, own)


class NoSuchVersion(Conflict):
    """No version of the rule holds on that day, so nothing can be decided by it."""

    def __init__(self, rule_id: str, on: date) -> None:
        super().__init__(
            Text(f"{on} 没有适用的条文。", f"No version of this rule holds on {on}."),
            code=rule_id,
            needed=Text("核对选举日期。", "Check the election day."),
        )


@dataclass(frozen=True)
class RuleSet:
    """The rules and settings of one election: chosen by its day and its division code."""

    on: date
    region: str = ""
    own: OwnValues = NOTHING_SET

    @cached_property
    def name(self) -> str:
        """The version that verdicts and results name: the month of the newest rule, the region's.

        "2020-07+jilin.1" are the rules as of July 2020 with the first edition of Jilin's values;
        "2020-07+jilin.1+220400000000.3" those with what the third standard of a city has set.
        """
        newest = max((each.rule.holds_from for each in self._versions.values()), default=date.min)
        province = region_of(self.region)
        names = [] if province is NATIONAL else [f"{province.name.en.lower()}.{REGIONS_EDITION}"]
        return "+".join((f"{newest:%Y-%m}", *names, *self.own.editions))

    @cached_property
    def overlay(self) -> Region:
        """The values of the province or the national defaults, and over them the offices' own."""
        all_rules()  # a default is known only where the module of its rule has been read
        return region_of(self.region).with_values(dict(self.own.values))

    @cached_property
    def settings(self) -> Mapping[str, Value]:
        """Every setting by name: the province's value where it has one, else the default.

        A setting whose rule does not hold on the day keeps the default of a version that does on
        another: who asks what stands in the way must be answered on any day.
        """
        known = {each.name: each for it in self._versions.values() for each in it.rule.settings}
        return MappingProxyType(
            {
                name: self.overlay.values.get(name, known.get(name, setting).default)
                for name, setting in all_settings().items()
            }
        )

    def rule(self, rule_id: str) -> RuleFunction[...]:
        """Return the version of a rule that holds on the day; refuses where none does."""
        found = self._versions.get(rule_id)
        if found is None:
            raise NoSuchVersion(rule_id, self.on)
        return found

    def number(self, name: str) -> int:
        """Return a setting that is a number."""
        return self.overlay.number(name)

    def switch(self, name: str) -> bool:
        """Return a setting that is on or off."""
        return self.overlay.switch(name)

    def names(self, name: str) -> tuple[str, ...]:
        """Return a setting that is a list of codes."""
        return self.overlay.names(name)

    @cached_property
    def _versions(self) -> Mapping[str, RuleFunction[...]]:
        return {
            rule_id: version
            for rule_id, versions in all_rules().items()
            for version in versions
            if version.rule.holds_from <= self.on <= version.rule.holds_until
        }
