"""What a province sets for its residents' committee elections; the rest are stated defaults."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from services.election.domain.rulebook import Trust
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
    """One province's values; `label` is how far its own measures were read."""

    code: str
    name: Text
    source: str
    label: Trust = Trust.UNVERIFIED
    largest_committee: int = 9
    grounds: tuple[Ground, ...] = tuple(Ground)
    living_months: int = 6
    working_months: int = 6
    smallest_election_committee: int = 5
    largest_election_committee: int = 9
    nomination_signers: int = 10
    nomination_households: int = 5
    candidate_notice_days: int = 5
    proxies_per_agent: int = 3
    audit_blocks: bool = False
    quorum_in_every_round: bool = True
    woman_remedy: Remedy = Remedy.FURTHER


NATIONAL = Region("00", Text("全国默认值", "National defaults"), "RC2018; RC2025")

REGIONS = {
    region.code: region
    for region in (
        Region("11", Text("北京", "Beijing"), "BJ1991", Trust.VERIFIED),
        Region("22", Text("吉林", "Jilin"), "JL2020", Trust.VERIFIED_PART),
        Region("32", Text("江苏", "Jiangsu"), "JS2020", Trust.VERIFIED_PART, living_months=12),
        Region("41", Text("河南", "Henan"), "HN2020", Trust.VERIFIED, largest_committee=7),
        Region("50", Text("重庆", "Chongqing"), "CQ2025", Trust.VERIFIED_PART),
        Region("62", Text("甘肃", "Gansu"), "GS2025", Trust.VERIFIED_PART),
    )
}


def region_of(division_code: str) -> Region:
    """Return the overlay of a 12-digit division code's province, or the national defaults."""
    return REGIONS.get(division_code[:PROVINCE_DIGITS], NATIONAL)
