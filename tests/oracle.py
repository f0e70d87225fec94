"""An independent reckoning of a city's figures, straight from its folder; shares no product code.

`python -m tests.oracle FOLDER` prints what an honest system arrives at, in the form of
`expected.json`. It uses fractions throughout and looks at facts, never at what a service answered.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import openpyxl

Json = dict[str, Any]
DEGREES = {"大学本科", "硕士研究生", "博士研究生"}


@dataclass(frozen=True)
class Member:
    """One person in a team, on the team's own date."""

    number: str
    secretary: bool
    age: int
    degree: bool
    social_work: bool


@dataclass(frozen=True)
class Outcome:
    """How one community's election ended."""

    completed: bool
    on_schedule: bool
    first_ballot: bool
    elected: list[str]
    secretary: str | None


class Facts:
    """Everything that a city's folder says."""

    def __init__(self, folder: Path) -> None:
        self.campaign: Json = json.loads((folder / "campaign.json").read_text("utf-8"))
        self.divisions = {row["code"]: row for row in read_csv(folder / "divisions.csv")}
        lines = (folder / "elections.jsonl").read_text("utf-8").splitlines()
        self.elections: list[Json] = [json.loads(line) for line in lines if line.strip()]
        self.activities = read_csv(folder / "activities.csv")
        self.problems = read_csv(folder / "problems.csv")
        book = openpyxl.load_workbook(folder / "roster.xlsx", read_only=True)
        self.sheets = {sheet.title: read_sheet(sheet) for sheet in book}
        book.close()

    def above(self, code: str) -> list[str]:
        """Return the code and those of all divisions above it, within the city."""
        chain = []
        while code and code in self.divisions:
            chain.append(code)
            if code == self.campaign["division_code"]:
                break
            code = self.divisions[code]["parent_code"]
        return chain


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table, by heading."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def read_sheet(sheet: Any) -> list[dict[str, Any]]:
    """Return the filled rows of a worksheet, by heading."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows if any(row)]


def day(value: Any) -> date:
    """Return the day that a cell or a field holds."""
    return value if type(value) is date else date.fromisoformat(str(value)[:10])


def age_on(born: date, on: date) -> int:
    """Return completed years; one born on 29 February turns a year older on the 28th."""
    anniversary = (born.month, born.day)
    if anniversary == (2, 29) and not is_leap(on.year):
        anniversary = (2, 28)
    return on.year - born.year - ((on.month, on.day) < anniversary)


def is_leap(year: int) -> bool:
    """Say whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def person(row: dict[str, Any], on: date, *, secretary: bool) -> Member:
    """Return the person of a roster row as a member of a team."""
    return Member(
        number=str(row["人员编号"]),
        secretary=secretary,
        age=age_on(day(row["出生日期"]), on),
        degree=row["学历"] in DEGREES,
        social_work="是" in (row["社会工作者职业资格"], row["社会工作专业学历"]),
    )


# --- How an election ended -------------------------------------------------------------------


def is_void(ballot: Json, present: int) -> bool:
    """Say whether more ballots came back than were issued, or than there were voters."""
    return bool(ballot["returned"] > ballot["issued"] or ballot["returned"] > present)


def count_meeting(meeting: Json) -> list[str]:
    """Return who was elected, in the order of the rounds."""
    winners: list[str] = []
    present = meeting["present"]
    if 5 * present < 4 * meeting["base"]:
        return winners
    for ballot in meeting["rounds"]:
        if is_void(ballot, present):
            continue
        lines = ballot["votes"] + ballot.get("write_ins", [])
        votes = {line["person"]: line["for"] for line in lines if line["person"] not in winners}
        if ballot["round"] != "RUN_OFF":
            votes = {name: number for name, number in votes.items() if 2 * number > present}
        winners += clear_winners(votes, ballot["seats"])
    return winners


def clear_winners(votes: dict[str, int], seats: int) -> list[str]:
    """Return the highest; those level across the last seat wait for a run-off."""
    ranked = sorted(votes, key=lambda name: -votes[name])
    if len(ranked) <= seats:
        return ranked
    cut = votes[ranked[seats]]
    return [name for name in ranked[:seats] if votes[name] > cut]


def elected_secretary(vote: Json | None) -> str | None:
    """Return whom the new committee chose."""
    if vote is None or 5 * vote["present"] < 4 * vote["base"] or is_void(vote, vote["present"]):
        return None
    chosen = [line["person"] for line in vote["votes"] if 2 * line["for"] > vote["present"]]
    return chosen[0] if chosen else None


def outcome_of(election: Json, due: date) -> Outcome:
    """Return how one community's election ended."""
    meetings = election["meetings"] or []
    elected = [name for meeting in meetings for name in count_meeting(meeting)]
    secretary = elected_secretary(election["secretary_meeting"])
    if election["approval"] is None or secretary not in elected:
        return Outcome(
            completed=False, on_schedule=False, first_ballot=False, elected=[], secretary=None
        )
    rounds = [ballot for meeting in meetings for ballot in meeting["rounds"]]
    delay = election["postponement"]
    if delay and day(delay["approved_on"]) <= due:
        due = day(delay["new_due"])
    return Outcome(
        completed=True,
        on_schedule=day(meetings[-1]["on"]) <= due,
        first_ballot=len(meetings) == 1 and len(rounds) == 1,
        elected=sorted(elected),
        secretary=secretary,
    )


# --- Figures ---------------------------------------------------------------------------------


def tenth(value: Fraction) -> str:
    """Return one decimal, half away from zero."""
    size = floor(abs(value) * 10 + Fraction(1, 2))
    sign = "-" if value < 0 and size else ""
    return f"{sign}{size // 10}.{size % 10}"


def rate(n: int, d: int, scale: int = 100) -> Json:
    """Return a share in percent, or a mean where `scale` is one."""
    return {"n": n, "d": d, "value": tenth(Fraction(n * scale, d)) if d else None}


def compared(new: list[Member], old: list[Member], of: Callable[[Member], int], scale: int) -> Json:
    """Return a figure of the new teams with its change against the old ones."""
    n, before = sum(map(of, new)), sum(map(of, old))
    change = None
    if new and old:
        change = tenth(Fraction(n * scale, len(new)) - Fraction(before * scale, len(old)))
    return {**rate(n, len(new), scale), "change": change}


@dataclass(frozen=True)
class Community:
    """One community of the campaign with everything that is counted about it."""

    code: str
    outcome: Outcome
    new: list[Member]
    old: list[Member]
    covered: bool
    rectified: bool


def communities_of(facts: Facts) -> list[Community]:
    """Return every community of the campaign."""
    due = {row["统计用区划代码"]: day(row["届满日期"]) for row in facts.sheets["党组织"]}
    return [
        community_of(facts, election, outcome_of(election, due[election["organisation"]]))
        for election in facts.elections
    ]


def community_of(facts: Facts, election: Json, outcome: Outcome) -> Community:
    """Return one community with its new and its outgoing team."""
    code = election["organisation"]
    by_code = ("上届班子", "提名人选", "后备人才")
    here = {name: rows_of(facts.sheets[name], code) for name in by_code}
    known = {str(row["人员编号"]): row for row in here["上届班子"] + here["提名人选"]}
    now, before = (
        day(facts.campaign[name]) for name in ("statistics_as_of", "previous_statistics_as_of")
    )
    posts = Counter(row["储备职务"] == "书记" for row in here["后备人才"])
    listed = election["rectification"]
    return Community(
        code=code,
        outcome=outcome,
        new=[
            person(known[number], now, secretary=number == outcome.secretary)
            for number in outcome.elected
        ],
        old=[person(row, before, secretary=row["职务"] == "书记") for row in here["上届班子"]],
        covered=posts[True] >= 2 and posts[False] >= election["seats"] - 1,
        rectified=bool(listed and listed["accepted_on"]),
    )


def rows_of(sheet: list[dict[str, Any]], code: str) -> list[dict[str, Any]]:
    """Return one community's rows of a sheet."""
    return [row for row in sheet if str(row["统计用区划代码"]) == code]


def figures_of(facts: Facts, communities: Iterable[Community], division: str) -> Json:
    """Return every figure of one division."""
    here = [one for one in communities if division in facts.above(one.code)]
    done = [one for one in here if one.outcome.completed]
    new = [member for one in done for member in one.new]
    old = [member for one in done for member in one.old]
    heads = [member for member in new if member.secretary]
    old_heads = [member for member in old if member.secretary]
    return {
        "organisations": len(here),
        "completed": len(done),
        "on_schedule_rate": rate(sum(one.outcome.on_schedule for one in here), len(here)),
        "first_ballot_success_rate": rate(sum(one.outcome.first_ballot for one in done), len(done)),
        "team_members": len(new),
        "mean_age": compared(new, old, lambda member: member.age, 1),
        "bachelor_or_above": compared(new, old, lambda member: member.degree, 100),
        "secretaries": len(heads),
        "secretary_mean_age": compared(heads, old_heads, lambda member: member.age, 1),
        "secretary_bachelor_or_above": compared(
            heads, old_heads, lambda member: member.degree, 100
        ),
        "aged_35_or_under": compared(new, old, lambda member: member.age <= 35, 100),
        "secretary_aged_35_or_under": compared(
            heads, old_heads, lambda member: member.age <= 35, 100
        ),
        "social_work": rate(sum(member.social_work for member in new), len(new)),
        **registers_of(facts, division),
        "reserve_covered": rate(sum(one.covered for one in here), len(here)),
        "rectified": sum(one.rectified for one in here),
    }


def registers_of(facts: Facts, division: str) -> Json:
    """Return what is counted by the division it is entered for."""

    def here(rows: Iterable[dict[str, Any]], column: str) -> list[dict[str, Any]]:
        return [row for row in rows if division in facts.above(str(row[column]))]

    reserves = here(facts.sheets["后备人才"], "统计用区划代码")
    problems = here(facts.problems, "division_code")
    work: Counter[str] = Counter()
    for row in here(facts.activities, "division_code"):
        work[row["kind"]] += int(row["quantity"])
    return {
        "reserve_secretary": sum(row["储备职务"] == "书记" for row in reserves),
        "reserve_member": sum(row["储备职务"] != "书记" for row in reserves),
        "first_secretaries": len(here(facts.sheets["第一书记"], "派驻区划代码")),
        "problems": len(problems),
        "problems_closed": sum(bool(row["closed_on"]) for row in problems),
        "activities": dict(work),
    }


def expect(folder: Path) -> Json:
    """Return what an honest system arrives at for the city in this folder."""
    facts = Facts(folder)
    communities = communities_of(facts)
    shown = {
        code
        for one in communities
        for code in facts.above(one.code)
        if facts.divisions[code]["level"] != "community"
    } | {facts.campaign["division_code"]}
    return {
        "as_of": facts.campaign["statistics_as_of"],
        "previous_as_of": facts.campaign["previous_statistics_as_of"],
        "divisions": {
            code: figures_of(facts, communities, code) for code in facts.divisions if code in shown
        },
        "elections": {one.code: vars(one.outcome) for one in communities},
    }


if __name__ == "__main__":
    json.dump(expect(Path(sys.argv[1])), sys.stdout, ensure_ascii=False, indent=1)
