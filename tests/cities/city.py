"""One made city: its divisions, its communities' elections, its registers."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tests.cities.election import ElectionMaker
from tests.cities.roster import RosterMaker
from tests.cities.troubles import DEPARTMENTS, ILLEGAL, TROUBLES, Facts


@dataclass
class CityMaker:
    """Builds one city from a seed; `illegal` names the communities that must not be completed."""

    seed: int
    communities: int = 20
    choice: Sequence[str] = TROUBLES
    illegal: set[str] = field(default_factory=set)
    troubles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.year = self.chance.randint(2021, 2025)
        province, city = divmod(self.seed % (55 * 90), 90)  # its own: many play on one roster
        self.city = f"{11 + province}{10 + city}00000000"
        self.as_of = date(self.year, 12, 31)
        self.previous_as_of = date(self.year - 3, 12, 31)
        self.roster = RosterMaker(self.city[:4], self.year, self.chance)

    def write(self, folder: Path) -> None:
        """Write the city's folder in the form of the shared data."""
        folder.mkdir(parents=True, exist_ok=True)
        divisions = self._divisions()
        places = [row[0] for row in divisions if row[2] == "community"]
        elections = [self._election(place, number) for number, place in enumerate(places, 1)]
        write_csv(folder / "divisions.csv", "code,name,level,parent_code", divisions)
        self._write_registers(folder, places)
        self.roster.write(folder / "roster.xlsx")
        lines = [json.dumps(election, ensure_ascii=False) for election in elections]
        (folder / "elections.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        campaign = {
            "name": f"{self.year}年第{self.seed}号城市社区党组织换届选举",
            "division_code": self.city,
            "statistics_as_of": self.as_of.isoformat(),
            "previous_statistics_as_of": self.previous_as_of.isoformat(),
            "organisation_kind": "PARTY",
            "notice_working_days": 5,
            "departments": DEPARTMENTS,
        }
        (folder / "campaign.json").write_text(json.dumps(campaign, ensure_ascii=False), "utf-8")

    def _divisions(self) -> list[list[str]]:
        province = self.city[:2] + "0000000000"
        rows = [[province, "某省", "province", ""], [self.city, "某市", "city", province]]
        for number in range(self.communities):
            county = f"{self.city[:4]}{2 + number % 3:02d}000000"
            street = f"{county[:6]}{1 + number % 5:03d}000"
            for row in (
                [county, f"第{2 + number % 3}区", "county", self.city],
                [street, f"第{1 + number % 5}街道", "township", county],
                [f"{street[:9]}{1 + number:03d}", f"第{number + 1}社区", "community", street],
            ):
                if row not in rows:
                    rows.append(row)
        return rows

    def _election(self, place: str, number: int) -> Facts:
        trouble = self.chance.choice(self.choice)
        self.troubles[place] = trouble
        if trouble in ILLEGAL:
            self.illegal.add(place)
        maker = ElectionMaker(self.roster, place, number, trouble)
        return maker.facts()

    def _write_registers(self, folder: Path, places: list[str]) -> None:
        kinds = ["TALK", "LECTURE", "BANNER", "LEAFLET", "TRAINING", "DISCIPLINE_REMINDER"]
        day = date(self.year, 1, 5)
        activities = [
            [day.isoformat(), kind, place, str(self.chance.randint(1, 90))]
            for place in places
            for kind in self.chance.sample(kinds, 3)
        ]
        activities += [[day.isoformat(), "VIDEO", self.city, "7"]]
        activities += [[day.isoformat(), "GUIDANCE", self.city, "2"]]
        write_csv(folder / "activities.csv", "date,kind,division_code,quantity", activities)
        problems = [
            [
                f"P{number:03d}",
                self.chance.choice(places),
                self.chance.choice(["TEAM", "FINANCE", "DISPUTE", "PROCEDURE"]),
                day.isoformat(),
                (day + timedelta(days=9)).isoformat() if self.chance.random() < 0.8 else "",
            ]
            for number in range(1, 15)
        ]
        heading = "id,division_code,category,found_on,closed_on"
        write_csv(folder / "problems.csv", heading, problems)


def write_csv(path: Path, heading: str, rows: list[list[str]]) -> None:
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading.split(","))
        writer.writerows(rows)
