"""Makes random cities with other troubles than the two examples, to be played and judged by the oracle.

The ballots are cast one by one here, and counted by a few lines of this module's own: nothing is
shared with the product, so that a mistake in the product's counting shows as a difference.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import xlsxwriter

Facts = dict[str, Any]

DEPARTMENTS = ["组织", "民政", "纪委监委", "公安", "检察", "法院", "司法"]
EDUCATIONS = ["普通高中", "中等专科", "大学专科", "大学本科", "硕士研究生", "博士研究生"]
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "静敏丽强磊军洋勇艳杰涛明超霞平刚"
STEPS = (
    "SURVEY ASSESS REQUEST NOMINATE REVIEW CONSENT NOTICE ROLL REHEARSE MEETING SECRETARY REPORT "
    "APPROVE HANDOVER"
).split()
TROUBLES = tuple(
    (
        "none none none none none no_quorum void_round review_fail complaint complaint_open postponed "
        "overdue unfinished listed listed_open no_youth stopped_survey "
        "short_notice barred_candidate missing_answer thin_surplus open_risk late_unapproved unapproved_youth"
    ).split()
)
# What a service must refuse although the facts go on: the election cannot be completed.
ILLEGAL = {
    "short_notice",
    "barred_candidate",
    "missing_answer",
    "thin_surplus",
    "open_risk",
    "late_unapproved",
    "unapproved_youth",
}


@dataclass
class CityMaker:
    """Builds one city from a seed; `illegal` names the communities that must not be completed."""

    seed: int
    communities: int = 20
    choice: Sequence[str] = TROUBLES
    illegal: set[str] = field(default_factory=set)
    troubles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - a test's dice
        self.year = self.chance.randint(2020, 2025)
        self.city = f"{self.chance.randint(11, 65)}{self.chance.randint(10, 39)}00000000"
        self.as_of = date(self.year, 12, 31)
        self.previous_as_of = date(self.year - 3, 12, 31)
        self.people: dict[str, Facts] = {}
        self.sheets: dict[str, list[list[object]]] = {
            name: [] for name in ("党组织", "上届班子", "提名人选", "后备人才", "第一书记")
        }

    def write(self, folder: Path) -> None:
        """Write the city's folder in the form of the shared data."""
        folder.mkdir(parents=True, exist_ok=True)
        divisions = self._divisions()
        places = [row[0] for row in divisions if row[2] == "community"]
        elections = [self._election(place, number) for number, place in enumerate(places, 1)]
        self._write_csv(folder / "divisions.csv", "code,name,level,parent_code", divisions)
        self._write_registers(folder, places)
        self._write_roster(folder / "roster.xlsx")
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

    def _person(self, *, young: bool | None = None) -> str:
        number = f"{self.city[:4]}-{len(self.people) + 1:05d}"
        if young is None:
            young = self.chance.random() < 0.3
        low, high = (22, 35) if young else (36, 59)
        age = self.chance.randint(low, high)
        born = date(self.as_of.year - age, self.chance.randint(1, 12), self.chance.randint(1, 28))
        self.people[number] = {
            "姓名": self.chance.choice(SURNAMES) + self.chance.choice(GIVEN),
            "性别": self.chance.choice("男女"),
            "出生日期": born.isoformat(),
            "学历": self.chance.choice(EDUCATIONS),
            "资格": self.chance.choice("是否"),
            "社工学历": self.chance.choice("是否"),
        }
        return number

    def _row(self, number: str, *, social: bool = True) -> list[object]:
        person = self.people[number]
        names = ["姓名", "性别", "出生日期", "学历", *(["资格", "社工学历"] if social else [])]
        return [number, *(person[name] for name in names)]

    def _election(self, place: str, number: int) -> Facts:
        trouble = self.chance.choice(self.choice)
        self.troubles[place] = trouble
        if trouble in ILLEGAL:
            self.illegal.add(place)
        maker = ElectionMaker(self, place, number, trouble)
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
        self._write_csv(folder / "activities.csv", "date,kind,division_code,quantity", activities)
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
        self._write_csv(folder / "problems.csv", heading, problems)

    def _write_roster(self, path: Path) -> None:
        person = ["人员编号", "姓名", "性别", "出生日期", "学历"]
        social = ["社会工作者职业资格", "社会工作专业学历"]
        headings = {
            "党组织": "统计用区划代码 党组织名称 组织类型 上级党组织 正式党员数 预备党员数 应选名额 "
            "上届当选日期 上届任期(年) 届满日期".split(),
            "上届班子": ["统计用区划代码", *person, *social, "职务"],
            "提名人选": ["统计用区划代码", *person, *social],
            "后备人才": [*person, "统计用区划代码", "储备职务", "来源", "备案日期"],
            "第一书记": [*person, "派出单位", "派驻区划代码", "到任日期"],
        }
        with xlsxwriter.Workbook(str(path)) as book:
            for name, rows in self.sheets.items():
                sheet = book.add_worksheet(name)
                sheet.write_row(0, 0, headings[name])
                for line, row in enumerate(rows, start=1):
                    sheet.write_row(line, 0, row)

    @staticmethod
    def _write_csv(path: Path, heading: str, rows: list[list[str]]) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(heading.split(","))
            writer.writerows(rows)


@dataclass
class ElectionMaker:
    """Invents the facts of one community's election."""

    city: CityMaker
    place: str
    number: int
    trouble: str

    def __post_init__(self) -> None:
        self.chance = self.city.chance
        self.seats = self.chance.choice([3, 5, 5, 7, 9])
        self.members = self.chance.randint(45, 140)
        self.assessed = date(self.city.year, 2, 1) + timedelta(days=self.chance.randint(0, 120))
        self.request = self.assessed + timedelta(days=self.chance.randint(40, 70))
        self.nominated = self.request + timedelta(days=6)
        self.reviewed = self.nominated + timedelta(days=8)
        self.notice_from = self.reviewed + timedelta(days=2)
        days = 4 if self.trouble == "short_notice" else self.chance.randint(5, 8)
        self.notice_to = _after_working_days(self.notice_from, days)
        self.held = self.notice_to + timedelta(days=4)

    def facts(self) -> Facts:
        """Return the line of elections.jsonl; whoever is named is entered in the roster sheets."""
        surplus = (
            0 if self.trouble == "thin_surplus" else -(-self.seats // 5) + self.chance.randint(0, 2)
        )
        without_youth = self.trouble in ("no_youth", "unapproved_youth")
        nominees = [
            self.city._person(young=False if without_youth else (index == 1 or None))  # noqa: SLF001
            for index in range(self.seats + surplus)
        ]
        barred = (
            self.city._person() if self.trouble in ("review_fail", "barred_candidate") else None
        )  # noqa: SLF001
        outgoing = self._outgoing(nominees)
        due, postponement = self._due()
        self._roster(nominees, barred, outgoing, due)
        facts = self._all_stages(nominees, barred, outgoing, postponement)
        return self._cut_short(facts)

    def _outgoing(self, nominees: list[str]) -> list[str]:
        staying = self.chance.sample(nominees[: self.seats], self.chance.randint(1, 3))
        count = self.chance.randint(3, 7)
        newcomers = [self.city._person() for _ in range(max(0, count - len(staying)))]  # noqa: SLF001
        return staying + newcomers

    def _due(self) -> tuple[date, Facts | None]:
        if self.trouble not in ("postponed", "overdue", "late_unapproved"):
            return self.held + timedelta(days=self.chance.randint(0, 40)), None
        due = self.held - timedelta(days=self.chance.randint(1, 20))
        if self.trouble == "late_unapproved":
            return due, None
        early = self.chance.randint(0, 15)
        approved = (
            due - timedelta(days=early) if self.trouble == "postponed" else due + timedelta(days=1)
        )
        new_due = self.held + timedelta(days=self.chance.randint(0, 30))
        return due, {
            "approved_by": "SUPERIOR",
            "approved_on": approved.isoformat(),
            "new_due": new_due.isoformat(),
            "document_no": f"延〔{self.city.year}〕{self.number}号",
            "reason": "防汛",
        }

    def _roster(
        self, nominees: list[str], barred: str | None, outgoing: list[str], due: date
    ) -> None:
        sheets, person = self.city.sheets, self.city._row  # noqa: SLF001
        elected_on = date(due.year - 3, due.month, min(due.day, 28))
        due = date(due.year, due.month, min(due.day, 28)) if due.day > 28 else due  # noqa: PLR2004
        kind = "党委" if self.members > 100 else "党总支" if self.members > 50 else "党支部"  # noqa: PLR2004
        row = [self.place, f"第{self.number}社区{kind}", kind, "街道党工委", self.members, 2]
        row += [
            self.seats,
            elected_on.isoformat(),
            3,
            elected_on.replace(year=due.year).isoformat(),
        ]
        sheets["党组织"].append(row)
        for index, number in enumerate(outgoing):
            post = "书记" if index == 0 else "委员"
            sheets["上届班子"].append([self.place, *person(number), post])
        for number in [*nominees, *([barred] if barred else [])]:
            sheets["提名人选"].append([self.place, *person(number)])
        for post, most in (("书记", 3), ("委员", self.seats + 1)):
            for _ in range(self.chance.randint(0 if self.chance.random() < 0.2 else 2, most)):
                reserve = self.city._person()  # noqa: SLF001
                line = [*person(reserve, social=False), self.place, post, "返乡人员"]
                sheets["后备人才"].append([*line, f"{self.city.year}-01-10"])
        official = self.city._person()  # noqa: SLF001
        line = [*person(official, social=False), "市直机关", self.place, f"{self.city.year}-01-11"]
        sheets["第一书记"].append(line)

    def _all_stages(
        self,
        nominees: list[str],
        barred: str | None,
        outgoing: list[str],
        postponement: Facts | None,
    ) -> Facts:
        day = _days(self.held)
        risk = self.trouble in ("open_risk", "listed", "listed_open")
        listed = self.trouble in ("listed", "listed_open")
        everyone = [*nominees, *([barred] if barred else [])]
        candidates = everyone if self.trouble == "barred_candidate" else nominees
        roll, base = self._roll()
        meetings, elected = self._vote(candidates, base)
        secretary = nominees[0]
        return {
            "organisation": self.place,
            "kind": "PARTY",
            "seats": self.seats,
            "meeting_type": "MEMBERS",
            "work_team": {
                "leader": "县级领导",
                "responsible_leader": "包保领导",
                "department": "部门",
            },
            "survey": {
                "visited_on": _iso(self.assessed - timedelta(days=20)),
                "preparations": [True] * 8,
            },
            "assessment": {
                "on": _iso(self.assessed),
                "team": [True] * 6,
                "members": [
                    {"person": p, "items": [True] * 6, "opinion": "KEEP"} for p in outgoing
                ],
                "six_questions": [risk, *[False] * 5],
            },
            "rectification": self._rectification() if listed else None,
            "postponement": postponement,
            "exceptions": self._exceptions(),
            "complaint": self._complaint(),
            "plan": {"steps": [{"step": s, "on": day(-1), "owner": "责任人"} for s in STEPS]},
            "request": {"on": _iso(self.request), "document_no": f"请〔{self.number}〕"},
            "reply": {
                "on": _iso(self.request + timedelta(days=3)),
                "document_no": f"复〔{self.number}〕",
            },
            "rehearsed_on": day(-3),
            "roll": roll,
            "nomination": {"on": _iso(self.nominated), "nominees": everyone},
            "joint_review": self._review(everyone, barred),
            "consent": {
                "on": _iso(self.reviewed + timedelta(days=1)),
                "document_no": f"同〔{self.number}〕",
                "candidates": candidates,
                "secretary_candidate": secretary,
            },
            "notice": {
                "from": _iso(self.notice_from),
                "to": _iso(self.notice_to),
                "objections": [],
            },
            "deliberation": {"on": day(-2), "candidates": candidates},
            "meetings": meetings,
            **self._after_the_vote(secretary, elected, date.fromisoformat(meetings[-1]["on"])),
        }

    def _rectification(self) -> Facts:
        done = self.trouble == "listed"
        slots = ("county_leader", "department_leader", "county_department", "first_secretary")
        return {
            "listed_on": _iso(self.assessed),
            **dict.fromkeys(slots, "某"),
            "work_done": True,
            "tasks_done": done,
            "turned_round": done,
            "accepted_on": _iso(self.assessed + timedelta(days=30)) if done else None,
        }

    def _exceptions(self) -> list[Facts]:
        if self.trouble != "no_youth":
            return []
        approval = {"rule": "GATE-YOUTH", "approved_by": "COUNTY_ORG", "document_no": "县组函"}
        return [{**approval, "on": _iso(self.notice_from)}]

    def _complaint(self) -> Facts | None:
        if self.trouble not in ("complaint", "complaint_open"):
            return None
        closed = self.trouble == "complaint"
        return {
            "received_on": _iso(self.held - timedelta(days=3)),
            "kind": self.chance.choice(["CANVASSING", "COERCION"]),
            "closed_on": _iso(self.held + timedelta(days=self.chance.randint(-2, 0)))
            if closed
            else None,
            "finding": "UNFOUNDED" if closed else None,
        }

    def _roll(self) -> tuple[Facts, int]:
        exclusions = [
            {
                "ground": self.chance.choice(["HEALTH", "ABROAD", "AWAY", "HOMETOWN"]),
                "superior_consent": f"街党〔{self.number}〕",
                "adopted_by_meeting": True,
            }
            for _ in range(self.chance.randint(0, 4))
        ]
        under_probation, suspended = self.chance.randint(0, 1), self.chance.randint(0, 1)
        roll = {
            "on": _iso(self.held - timedelta(days=10)),
            "full_members": self.members,
            "probationary_members": 2,
            "on_probation_within_party": under_probation,
            "rights_suspended": suspended,
            "exclusions": exclusions,
        }
        return roll, self.members - under_probation - suspended - len(exclusions)

    def _review(self, everyone: list[str], barred: str | None) -> Facts:
        answers = [
            {
                "person": person,
                "department": department,
                "answer": "FAIL" if person == barred and department == "公安" else "PASS",
                "document_no": f"{department}函",
            }
            for person in everyone
            for department in DEPARTMENTS
        ]
        if self.trouble == "missing_answer":
            answers.pop(self.chance.randrange(len(answers)))
        return {
            "on": _iso(self.reviewed),
            "departments": DEPARTMENTS,
            "answers": answers,
            "standing_committee_decision": {"on": _iso(self.reviewed), "document_no": "县常"},
        }

    def _vote(self, candidates: list[str], base: int) -> tuple[list[Facts], list[str] | None]:
        """Return the meetings, and the elected, or None where the ballots did not fill the seats."""
        enough = -(-4 * base // 5)
        meetings: list[Facts] = []
        on = self.held
        if self.trouble == "no_quorum":
            meetings.append(self._meeting(1, on, base, self.chance.randint(enough - 5, enough - 1)))
            on += timedelta(days=7)
        present = self.chance.randint(enough, base)
        meeting = self._meeting(len(meetings) + 1, on, base, present)
        ballots = Ballots(self.chance, candidates, self.seats, present)
        meeting["rounds"] = list(ballots.rounds(void_first=self.trouble == "void_round"))
        return [*meetings, meeting], ballots.result()

    @staticmethod
    def _meeting(number: int, on: date, base: int, present: int) -> Facts:
        facts = {"no": number, "on": _iso(on), "base": base, "present": present, "rounds": []}
        return {**facts, "method_adopted": True, "introduced": True, "scrutineers": 2, "tellers": 3}

    def _after_the_vote(self, secretary: str, elected: list[str] | None, held: date) -> Facts:
        names = ("secretary_meeting", "report", "approval", "county_filing", "handover")
        if elected is None or secretary not in elected or self.trouble == "complaint_open":
            return dict.fromkeys(names)
        size = len(elected)
        present = self.chance.randint(-(-4 * size // 5), size)
        yes = self.chance.randint(present // 2 + 1, present)
        vote = {"person": secretary, "for": yes, "against": 0, "abstain": present - yes}
        chair = next(person for person in elected if person != secretary)
        ballots = {"issued": present, "returned": present, "invalid": 0, "votes": [vote]}
        return {
            "secretary_meeting": {
                "on": _iso(held),
                "chaired_by": chair,
                "base": size,
                "present": present,
                **ballots,
            },
            **{
                name: {
                    "on": _iso(held + timedelta(days=days)),
                    "document_no": f"{name}〔{self.number}〕",
                }
                for days, name in ((1, "report"), (3, "approval"), (5, "county_filing"))
            },
            "handover": {"on": _iso(held + timedelta(days=6))},
        }

    def _cut_short(self, facts: Facts) -> Facts:
        """Forget everything after the point where a community stopped."""
        last = {
            "unfinished": "deliberation",
            "stopped_survey": "survey",
            "listed_open": "rectification",
        }
        if self.trouble not in last:
            return facts
        order = "work_team survey assessment rectification plan request reply rehearsed_on roll nomination "
        order += (
            "joint_review consent notice deliberation meetings secretary_meeting report approval "
        )
        stages = (order + "county_filing handover").split()
        gone = stages[stages.index(last[self.trouble]) + 1 :]
        return {**facts, **dict.fromkeys(gone)}


@dataclass
class Ballots:
    """Casts ballots one by one and counts them, round after round, until the seats are filled."""

    chance: random.Random
    candidates: list[str]
    seats: int
    present: int
    elected: list[str] = field(default_factory=list)
    stuck: bool = False

    def rounds(self, *, void_first: bool) -> Iterator[Facts]:
        """Yield the rounds of the meeting."""
        kind, running, seats = "FIRST", list(self.candidates), self.seats
        appeal = {p: 0.95 - 0.06 * i for i, p in enumerate(self.candidates[: self.seats])}
        appeal |= {p: self.chance.choice([0.1, 0.3, 0.5]) for p in self.candidates[self.seats :]}
        if self.chance.random() < 0.35:
            appeal[self.candidates[self.seats - 1]] = 0.48
        if void_first:
            spoilt = self._round(kind, seats, running, appeal)
            yield {**spoilt, "returned": spoilt["issued"] + 1}
            kind = "REPEAT"
        tie = self.chance.random() < 0.12  # noqa: PLR2004
        for _ in range(4):
            ballot = self._round(kind, seats, running, appeal)
            if tie and kind in ("FIRST", "REPEAT") and len(running) > seats:
                self._make_tie(ballot, seats)
            yield ballot
            kind, running, seats = self._count(ballot, running, seats, run_off=kind == "RUN_OFF")
            best = self.chance.choice([0.65, 0.45])
            appeal = {person: max(best - 0.1 * i, 0.2) for i, person in enumerate(running)}
            if not seats or self.stuck:
                return
        self.stuck = True

    def result(self) -> list[str] | None:
        """Return the elected, or None when the seats were not filled."""
        return None if self.stuck or len(self.elected) < self.seats else self.elected

    def _round(self, kind: str, seats: int, running: list[str], appeal: dict[str, float]) -> Facts:
        issued = self.present
        returned = issued - self.chance.choice([0, 0, 0, 1])
        invalid = self.chance.choice([0, 0, 1, 2])
        votes = {person: [0, 0, 0] for person in running}
        for _ in range(returned - invalid):
            liked = [p for p in running if self.chance.random() < appeal[p]][:seats]
            for person in running:
                choice = 0 if person in liked else self.chance.choice([1, 1, 2])
                votes[person][choice] += 1
        lines = [
            {"person": person, "for": yes, "against": no, "abstain": idle}
            for person, (yes, no, idle) in votes.items()
        ]
        counts = {"issued": issued, "returned": returned, "invalid": invalid}
        return {"round": kind, "seats": seats, **counts, "votes": lines}

    def _make_tie(self, ballot: Facts, seats: int) -> None:
        """Give the first loser as many votes as the last winner, where the ballots allow it."""
        lines = sorted(ballot["votes"], key=lambda line: -line["for"])
        last, first_loser = lines[seats - 1], lines[seats]
        total = sum(line["for"] for line in lines) + last["for"] - first_loser["for"]
        if total <= seats * (ballot["returned"] - ballot["invalid"]):
            first_loser |= {choice: last[choice] for choice in ("for", "against", "abstain")}

    def _count(
        self, ballot: Facts, running: list[str], seats: int, *, run_off: bool
    ) -> tuple[str, list[str], int]:
        """Return the next round's kind, candidates and seats; no seats left means that all are filled."""
        votes = {line["person"]: line["for"] for line in ballot["votes"]}
        passing = [p for p in running if run_off or 2 * votes[p] > self.present]
        passing.sort(key=lambda person: -votes[person])
        if len(passing) > seats and votes[passing[seats - 1]] == votes[passing[seats]]:
            edge = votes[passing[seats]]
            clear = [p for p in passing if votes[p] > edge]
            self.elected += clear
            tied = [p for p in passing if votes[p] == edge]
            # A second tie goes to the superior: these cities end there.
            self.stuck = self.stuck or run_off
            return "RUN_OFF", tied, seats - len(clear)
        self.elected += passing[:seats]
        missing = seats - len(passing[:seats])
        left = [p for p in self.candidates if p not in self.elected]
        if missing and 5 * (len(left) - missing) < missing:
            self.stuck = True
        return "FURTHER", left, missing


def _after_working_days(start: date, days: int) -> date:
    day = start
    while days:
        day += timedelta(days=1)
        days -= chinese_calendar.is_workday(day)
    return day


def _days(held: date) -> Any:
    return lambda offset: _iso(held + timedelta(days=offset))


def _iso(day: date) -> str:
    return day.isoformat()
