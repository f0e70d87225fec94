"""What a province sets for its elections; the rest are stated defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from services.election.domain.rulebook import Trust, Value, setting_named
from shared.text import Text

PROVINCE_DIGITS = 2


class Ground(StrEnum):
    """Why someone may be registered as a voter of a community."""

    REGISTERED_HERE = "REGISTERED_HERE"  # household registration in the community
    LIVING_HERE = "LIVING_HERE"  # registered elsewhere, living here
    WORKING_HERE = "WORKING_HERE"  # community worker who applies and is confirmed


class Remedy(StrEnum):
    """How a committee without the woman that the law asks for is completed."""

    FURTHER = "FURTHER"
    BY_ELECTION = "BY_ELECTION"


@dataclass(frozen=True, slots=True)
class Region:
    """One province's values by the names of the rule book's settings; the rest are the defaults.

    `label` is how far its own measures were read.
    """

    code: str
    name: Text
    source: str
    label: Trust = Trust.UNVERIFIED
    values: Mapping[str, Value] = field(default_factory=dict)

    def with_values(self, values: Mapping[str, Value]) -> Region:
        """Return the region with these values in the place of its own."""
        return replace(self, values={**self.values, **values})

    def number(self, name: str) -> int:
        """Return a setting that is a number."""
        value = self._value(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError(name)
        return value

    def switch(self, name: str) -> bool:
        """Return a setting that is on or off."""
        value = self._value(name)
        if not isinstance(value, bool):
            raise TypeError(name)
        return value

    def names(self, name: str) -> tuple[str, ...]:
        """Return a setting that is a list of codes."""
        value = self._value(name)
        if not isinstance(value, tuple):
            raise TypeError(name)
        return value

    def code_of(self, name: str) -> str:
        """Return a setting that is one code of several."""
        value = self._value(name)
        if not isinstance(value, str):
            raise TypeError(name)
        return value

    def _value(self, name: str) -> Value:
        return self.values[name] if name in self.values else setting_named(name).default


NATIONAL = Region("00", Text("全国默认值", "National defaults"), "RC2018; RC2025")

REGIONS = {
    region.code: region
    for region in (
        Region("11", Text("北京", "Beijing"), "BJ1991", Trust.VERIFIED),
        Region("22", Text("吉林", "Jilin"), "JL2020", Trust.VERIFIED_PART),
        Region(
            "32",
            Text("江苏", "Jiangsu"),
            "JS2020",
            Trust.VERIFIED_PART,
            values={"living_months": 12},
        ),
        Region(
            "41", Text("河南", "Henan"), "HN2020", Trust.VERIFIED, values={"largest_committee": 7}
        ),
        Region("50", Text("重庆", "Chongqing"), "CQ2025", Trust.VERIFIED_PART),
        Region("62", Text("甘肃", "Gansu"), "GS2025", Trust.VERIFIED_PART),
    )
}


def region_of(division_code: str) -> Region:
    """Return the overlay of a 12-digit division code's province, or the national defaults."""
    return REGIONS.get(division_code[:PROVINCE_DIGITS], NATIONAL)
