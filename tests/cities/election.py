"""One community's facts: every stage of its election, with the trouble that it meets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tests.cities.ballots import Ballots
from tests.cities.roster import RosterMaker
from tests.cities.troubles import DEPARTMENTS, Facts

STEPS = (
    *("SURVEY", "ASSESS", "REQUEST", "NOMINATE", "REVIEW", "CONSENT", "NOTICE"),
    *("ROLL", "REHEARSE", "MEETING", "SECRETARY", "REPORT", "APPROVE", "HANDOVER"),
)
# In the order in which they happen: what comes after the last of a community's stages is forgotten.
STAGES = (
    *("work_team", "survey", "assessment", "rectification", "plan", "request", "reply"),
    *("rehearsed_on", "roll", "nomination", "joint_review", "consent", "notice", "deliberation"),
    *("meetings", "secretary_meeting", "report", "approval", "county_filing", "handover"),
)
LAST_STAGE = {
    "unfinished": "deliberation",
    "stopped_survey": "survey",
    "listed_open": "rectification",
}


@dataclass
class ElectionMaker:
    """Invents the facts of one community's election."""

    roster: RosterMaker
    place: str
    number: int
    trouble: str

    def __post_init__(self) -> None:
        self.chance = self.roster.chance
        self.seats = self.chance.choice([3, 5, 5, 7, 9])
        self.members = self.chance.randint(45, 140)
        self.assessed = date(self.roster.year, 2, 1) + timedelta(days=self.chance.randint(0, 120))
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
            self.roster.person(young=False if without_youth else (index == 1 or None))
            for index in range(self.seats + surplus)
        ]
        barred = (
            self.roster.person() if self.trouble in ("review_fail", "barred_candidate") else None
        )
        outgoing = self._outgoing(nominees)
        due, postponement = self._due()
        self._enter(nominees, barred, outgoing, due)
        facts = self._all_stages(nominees, barred, outgoing, postponement)
        return self._cut_short(facts)

    def _outgoing(self, nominees: list[str]) -> list[str]:
        staying = self.chance.sample(nominees[: self.seats], self.chance.randint(1, 3))
        count = self.chance.randint(3, 7)
        newcomers = [self.roster.person() for _ in range(max(0, count - len(staying)))]
        return staying + newcomers

    def _due(self) -> tuple[date, Facts | None]:
        if self.trouble not in ("postponed", "overdue", "late_unapproved"):
            again = 7 if self.trouble == "no_quorum" else 0  # the second meeting is in time, too
            due = self.held + timedelta(days=again + self.chance.randint(0, 40))
            return _in_every_month(due, later=True), None
        due = self.held - timedelta(days=self.chance.randint(1, 20))
        due = _in_every_month(due, later=False)
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
            "document_no": f"延〔{self.roster.year}〕{self.number}号",
            "reason": "防汛",
        }

    def _enter(
        self, nominees: list[str], barred: str | None, outgoing: list[str], due: date
    ) -> None:
        sheets, person = self.roster.sheets, self.roster.row
        elected_on = due.replace(year=due.year - 3)
        kind = "党委" if self.members > 100 else "党总支" if self.members > 50 else "党支部"
        row = [self.place, f"第{self.number}社区{kind}", kind, "街道党工委", self.members, 2]
        row += [self.seats, elected_on.isoformat(), 3, due.isoformat()]
        sheets["党组织"].append(row)
        for index, number in enumerate(outgoing):
            post = "书记" if index == 0 else "委员"
            sheets["上届班子"].append([self.place, *person(number), post])
        for number in [*nominees, *([barred] if barred else [])]:
            sheets["提名人选"].append([self.place, *person(number)])
        for post, most in (("书记", 3), ("委员", self.seats + 1)):
            for _ in range(self.chance.randint(0 if self.chance.random() < 0.2 else 2, most)):
                reserve = self.roster.person()
                line = [*person(reserve, social=False), self.place, post, "返乡人员"]
                sheets["后备人才"].append([*line, f"{self.roster.year}-01-10"])
        official = self.roster.person()
        line = [
            *person(official, social=False),
            "市直机关",
            self.place,
            f"{self.roster.year}-01-11",
        ]
        sheets["第一书记"].append(line)

    def _all_stages(
        self,
        nominees: list[str],
        barred: str | None,
        outgoing: list[str],
        postponement: Facts | None,
    ) -> Facts:
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
            "plan": {
                "steps": [
                    {"step": s, "on": _iso(self.held - timedelta(days=1)), "owner": "责任人"}
                    for s in STEPS
                ]
            },
            "request": {"on": _iso(self.request), "document_no": f"请〔{self.number}〕"},
            "reply": {
                "on": _iso(self.request + timedelta(days=3)),
                "document_no": f"复〔{self.number}〕",
            },
            "rehearsed_on": _iso(self.held - timedelta(days=3)),
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
            "deliberation": {"on": _iso(self.held - timedelta(days=2)), "candidates": candidates},
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
        """Return the meetings and the elected; None where ballots did not fill the seats."""
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
        if self.trouble not in LAST_STAGE:
            return facts
        gone = STAGES[STAGES.index(LAST_STAGE[self.trouble]) + 1 :]
        return {**facts, **dict.fromkeys(gone)}


def _after_working_days(start: date, days: int) -> date:
    day = start
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def _in_every_month(day: date, *, later: bool) -> date:
    """Return the day, or the nearest on that side that every month of every year has."""
    while day.day > 28:
        day += timedelta(days=1 if later else -1)
    return day


def _iso(day: date) -> str:
    return day.isoformat()
