"""A made city that renews its residents' committees: its folder, and what comes of its votes."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests import oracle
from tests.cities.city import write_csv
from tests.cities.roster import COMMITTEE_HEADINGS, RosterMaker

PROVINCE, CITY, COUNTY = "680000000000", "680100000000", "680102000000"
AS_OF, PREVIOUS_AS_OF = date(2026, 6, 30), date(2020, 12, 31)
POSTS = {"CHAIR": "主任", "DEPUTY_CHAIR": "副主任", "MEMBER": "委员"}
SEATS = {"CHAIR": 1, "DEPUTY_CHAIR": 1, "MEMBER": 3}
TERM_YEARS = 5


@dataclass
class Committee:
    """One community's residents' committee: the outgoing team, and the nominees for each post."""

    code: str
    elected_on: date
    outgoing: dict[str, str] = field(default_factory=dict)
    nominees: dict[str, list[str]] = field(default_factory=dict)

    @property
    def elected(self) -> dict[str, str]:
        """Return the posts of those who win when the first of each post get most votes."""
        winners = {post: persons[: SEATS[post]] for post, persons in self.nominees.items()}
        return {person: post for post, persons in winners.items() for person in persons}


class ResidentsCity:
    """A city of one county; `streets` says in which years its committees were elected last."""

    def __init__(
        self, streets: Iterable[date], *, communities: int, departments: list[str]
    ) -> None:
        self.departments = departments
        self.roster = RosterMaker(CITY[:4], AS_OF.year, random.Random(1))
        self.roster.sheets |= {name: [] for name in COMMITTEE_HEADINGS}
        self.streets: dict[str, list[Committee]] = {}
        for number, elected_on in enumerate(streets, start=1):
            street = f"{COUNTY[:6]}{number:03d}000"
            codes = [f"{street[:9]}{place:03d}" for place in range(1, communities + 1)]
            self.streets[street] = [self._committee(code, elected_on) for code in codes]

    @property
    def committees(self) -> list[Committee]:
        """Return the committees of all streets."""
        return [each for committees in self.streets.values() for each in committees]

    def write(self, folder: Path) -> None:
        """Write the city's folder in the form of the shared data."""
        folder.mkdir(parents=True, exist_ok=True)
        write_csv(folder / "divisions.csv", "code,name,level,parent_code", self._divisions())
        write_csv(folder / "activities.csv", "date,kind,division_code,quantity", [])
        write_csv(folder / "problems.csv", "id,division_code,category,found_on,closed_on", [])
        self.roster.write(folder / "roster.xlsx")
        lines = [json.dumps({"organisation": each.code}) for each in self.committees]
        (folder / "elections.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        campaign = {
            "name": "社区居民委员会换届选举",
            "division_code": CITY,
            "statistics_as_of": AS_OF.isoformat(),
            "previous_statistics_as_of": PREVIOUS_AS_OF.isoformat(),
            "organisation_kind": "RESIDENTS",
            "departments": self.departments,
        }
        (folder / "campaign.json").write_text(json.dumps(campaign, ensure_ascii=False), "utf-8")

    def expected(self, folder: Path, *, repeated: str) -> dict[str, Any]:
        """Return the figures of every division, when all are completed and one voted twice."""
        facts = oracle.Facts(folder)
        done = [
            self._community(facts, each, first_ballot=each.code != repeated)
            for each in self.committees
        ]
        codes = [CITY, COUNTY, *self.streets, *(each.code for each in self.committees)]
        return {code: oracle.figures_of(facts, done, code) for code in codes}

    def _committee(self, code: str, elected_on: date) -> Committee:
        sheets, person = self.roster.sheets, self.roster.row
        committee = Committee(code, elected_on)
        name = [f"第{code[6:]}居民委员会", "街道办事处", sum(SEATS.values())]
        sheets["居民委员会"].append([code, *name, elected_on.isoformat(), TERM_YEARS])
        for post, seats in SEATS.items():
            for _ in range(seats):
                number = self.roster.person()
                committee.outgoing[number] = post
                sheets["居民委员会上届班子"].append([code, *person(number), POSTS[post]])
            young = post == "MEMBER" or None  # GATE-YOUTH
            committee.nominees[post] = [
                self.roster.person(young=young if place == 0 else None)
                for place in range(seats + 1)
            ]
        self.roster.people[committee.nominees["CHAIR"][0]]["性别"] = "女"  # RC-WOMEN, since 2026
        for number in [each for persons in committee.nominees.values() for each in persons]:
            sheets["居民委员会提名人选"].append([code, *person(number)])
        return committee

    def _divisions(self) -> list[list[str]]:
        rows = [
            [PROVINCE, "某省", "province", ""],
            [CITY, "某市", "city", PROVINCE],
            [COUNTY, "某区", "county", CITY],
        ]
        for street, committees in self.streets.items():
            rows.append([street, f"第{street[6:9]}街道", "township", COUNTY])
            rows += [[one.code, f"第{one.code[6:]}社区", "community", street] for one in committees]
        return rows

    def _community(
        self, facts: oracle.Facts, committee: Committee, *, first_ballot: bool
    ) -> oracle.Community:
        def team(sheet: str, posts: dict[str, str], on: date) -> list[oracle.Member]:
            rows = {str(row["人员编号"]): row for row in facts.sheets[sheet]}
            return [
                oracle.person(rows[number], on, secretary=post == "CHAIR")
                for number, post in posts.items()
            ]

        return oracle.Community(
            code=committee.code,
            outcome=oracle.Outcome(
                completed=True,
                on_schedule=True,
                first_ballot=first_ballot,
                elected=sorted(committee.elected),
                secretary=committee.nominees["CHAIR"][0],
            ),
            new=team("居民委员会提名人选", committee.elected, AS_OF),
            old=team("居民委员会上届班子", committee.outgoing, PREVIOUS_AS_OF),
            covered=False,
            rectified=False,
        )
