"""A city's folder: the facts of a campaign in the form in which its offices hand them over."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILES = (
    "campaign.json",
    "divisions.csv",
    "roster.xlsx",
    "elections.jsonl",
    "activities.csv",
    "problems.csv",
)


class UnplayableCity(Exception):
    """The folder does not hold a city that can be played."""


@dataclass(frozen=True)
class City:
    """The facts of one campaign; the roster workbook stays a file, for it is uploaded as it is."""

    folder: Path
    campaign: dict[str, Any]
    parents: dict[str, str]
    elections: list[dict[str, Any]]
    activities: list[dict[str, str]]
    problems: list[dict[str, str]]

    @property
    def code(self) -> str:
        """The city's own division code."""
        return str(self.campaign["division_code"])

    def street_of(self, community: str) -> str:
        """Return the code of the street that a community belongs to."""
        return self.parents[community]

    def county_of(self, community: str) -> str:
        """Return the code of the county that a community belongs to."""
        return self.parents[self.parents[community]]


def read_city(folder: Path) -> City:
    """Return the city in this folder; refused when a file is missing or unreadable."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise UnplayableCity(f"{folder}: 缺少文件 missing: {', '.join(missing)}")
    try:
        return City(
            folder,
            json.loads((folder / "campaign.json").read_text("utf-8")),
            {row["code"]: row["parent_code"] for row in _rows(folder / "divisions.csv")},
            [
                json.loads(line)
                for line in (folder / "elections.jsonl").read_text("utf-8").splitlines()
                if line.strip()
            ],
            _rows(folder / "activities.csv"),
            _rows(folder / "problems.csv"),
        )
    except (ValueError, KeyError) as reason:
        raise UnplayableCity(f"{folder}: 无法读取 unreadable: {reason}") from reason


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
