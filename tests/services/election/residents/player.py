"""Plays a residents' committee election over HTTP; a test changes what it names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from services.election.domain.plan_offsets import OFFSETS
from services.election.domain.rulebook import Body
from services.election.schemas.people import RosterPerson
from tests.services.election.factories import CITY, DEPARTMENTS

STEPS = [row.step for row in OFFSETS[Body.RESIDENTS]]
TEAM = 5  # who sits in the outgoing committee
_people = count(1)
_keys = count(1)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(born_on: str | None = None) -> str:
    """Return a valid identity number of a person who does not exist, another one each time."""
    days, place = divmod(next(_people), 1000)
    born_on = born_on or f"{date(1980, 1, 1) + timedelta(days=days):%Y%m%d}"
    body = f"110105{born_on}{place:03d}"
    rest = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[rest]


def age_of(number: str) -> int:
    """Return an age: who begins with "OLD" is no young member, everybody else is one."""
    return 40 if number.startswith("OLD") else 30


class FakeRoster:
    """Knows everybody: an even last digit is a woman's number."""

    def people(self, numbers: list[str], **_: Any) -> dict[str, RosterPerson]:
        """Return the people of these numbers."""
        return {
            number: RosterPerson(
                person_id=uuid4(),
                person_number=number,
                name="某某",
                age=age_of(number),
                sex="2" if number[-1] in "02468" else "1",
            )
            for number in numbers
            if not number.startswith("NOBODY")
        }

    def close(self) -> None:
        """Nothing to give back."""


@dataclass
class Course:
    """What happens unless a test says otherwise: five seats, one more candidate for each post."""

    election_day: date = date(2026, 5, 10)
    mode: str = "ALL"
    voters: int = 60
    households: int | None = None
    groups: list[int] = field(default_factory=list)
    meeting_members: int = 0
    seats: dict[str, int] = field(
        default_factory=lambda: {"CHAIR": 1, "DEPUTY_CHAIR": 1, "MEMBER": 3}
    )
    nominees: dict[str, list[str]] = field(
        default_factory=lambda: {
            "CHAIR": ["C-1", "C-2"],
            "DEPUTY_CHAIR": ["D-1", "D-2"],
            "MEMBER": ["M-1", "M-2", "M-3", "M-4"],
        }
    )
    committee: list[str] = field(default_factory=lambda: [f"E-{n}" for n in range(1, 8)])
    officials: list[str] = field(default_factory=lambda: ["O-1", "O-2"])
    issued: int = 50
    returned: int = 50
    winning: int = 40
    losing: int = 8

    @property
    def base(self) -> int:
        """Return how many may vote."""
        return {
            "ALL": self.voters,
            "HOUSEHOLD": self.households or 0,
            "REPRESENTATIVE": sum(self.groups),
        }[self.mode]

    def before(self, days: int) -> str:
        """Return a day so many days before the vote."""
        return (self.election_day - timedelta(days=days)).isoformat()


class Player:
    """Every persona of one community in turn."""

    def __init__(self, client_for: Any, community: str, election: str, course: Course) -> None:
        self.client_for = client_for
        self.community = community
        self.election = election
        self.course = course
        self.voters: list[str] = []

    def call(self, method: str, path: str, body: Any = None, **who: Any) -> Any:
        """Send a request and return the response."""
        role = who.pop("role", "EC")
        client = self.client_for("election", role, self.office_of(role), **who)
        headers = {"Idempotency-Key": f"key-{next(_keys)}"}
        if method == "PUT":
            headers["If-Match"] = f'"{self.get()["version"]}"'
        election = who.get("election") or self.election
        url = f"/api/v1/elections/{election}{path}"
        return client.request(method, url, json=body, headers=headers)

    def office_of(self, role: str) -> str:
        """Return the division that a role answers for: county, street or the community itself."""
        if role.startswith(("COUNTY", "REVIEW")):
            return f"{self.community[:6]}000000"
        return f"{self.community[:9]}000" if role == "STREET" else self.community

    def post(self, path: str, body: Any, **who: Any) -> Any:
        """Send a command that must succeed and return its answer."""
        response = self.call("POST", path, body, **who)
        assert response.status_code in (200, 201), response.text
        return response.json()

    def refused(self, path: str, body: Any, **who: Any) -> str:
        """Send a command that must be refused and return the code of the refusal."""
        response = self.call("POST", path, body, **who)
        assert response.status_code in (403, 404, 409, 422), response.text
        return response.json()["code"]

    def get(self, path: str = "", role: str = "STREET") -> Any:
        """Read something of the election."""
        client = self.client_for("election", role, self.office_of(role))
        response = client.get(f"/api/v1/elections/{self.election}{path}")
        assert response.status_code == 200, response.text
        return response.json()

    # --- the stages, each a method that a test may leave out or replace

    def put(self, path: str, body: Any, role: str) -> Any:
        """Record a document that must be taken and return the answer."""
        response = self.call("PUT", path, body, role=role)
        assert response.status_code == 200, response.text
        return response.json()

    def plan(self) -> dict[str, Any]:
        """Return a plan with a day and a name for each step."""
        day = self.course.before(35)
        return {"steps": [{"step": step, "on": day, "owner": "责任人"} for step in STEPS]}

    def organise(self) -> None:
        """R0: work team, plan vetted by both departments, assessment, six answers."""
        day = self.course.before(36)
        team = {"leader": "甲", "responsible_leader": "乙", "department": "民政局"}
        self.put("/work-team", team, "COUNTY_ORG")
        members = [
            {"person_number": f"T-{place}", "items": [True] * 6, "opinion": "KEEP"}
            for place in range(TEAM)
        ]
        assessment = {"on": day, "team": [True] * 6, "members": members}
        self.put("/assessment", assessment, "COUNTY_ORG")
        self.put("/six-answers", {"on": day, "answers": [False] * 6}, "STREET")
        self.put("/plan", self.plan(), "CLERK")
        vetting = {"on": day, "document_no": "民〔2026〕1号"}
        self.post("/plan/vetting", vetting, role="COUNTY_CIVIL")
        self.post("/plan/approval", {"on": day}, role="COUNTY_ORG")

    def form_committee(self, **changed: Any) -> Any:
        """R0 and R2; a by-election goes on under the preparation of the renewal."""
        if self.get()["kind"] == "RENEWAL":
            self.organise()
        body = {
            "on": self.course.before(35),
            "chosen_by": "RESIDENTS_MEETING",
            "members": self.course.committee,
            "announcement_no": "1",
        }
        return self.post("/election-committee", body | changed, role="CLERK")

    def method(self, **changed: Any) -> dict[str, Any]:
        """Return what settles mode and day."""
        return {
            "on": self.course.before(34),
            "decided_by": "REPRESENTATIVES_MEETING",
            "mode": self.course.mode,
            "election_day": self.course.election_day.isoformat(),
            "published_on": self.course.before(34),
            "registration_from": self.course.before(33),
            "seats": self.course.seats,
            "households": self.course.households,
        } | changed

    def settle(self) -> Any:
        """R3."""
        response = self.call("PUT", "/method", self.method())
        assert response.status_code == 200, response.text
        approval = {"on": self.course.before(34), "document_no": "街〔2026〕1号"}
        return self.post("/method/approval", approval, role="STREET")

    def entry(self, **changed: Any) -> dict[str, Any]:
        """Return one person for the register."""
        facts = {
            "name": "选民",
            "identity_number": identity_number(),
            "ground": "REGISTERED_HERE",
        }
        return facts | changed

    def register(self) -> Any:
        """R4."""
        entries = [self.entry() for _ in range(self.course.voters)]
        answer = self.post("/voters", {"on": self.course.before(30), "voters": entries})
        self.voters = [each["id"] for each in answer["items"]]
        return answer

    def publish_list(self, days: int = 20) -> Any:
        """R5, and R6 where representatives vote."""
        body = {
            "published_on": self.course.before(days),
            "announcement_no": "4",
            "households": self.course.households,
        }
        answer = self.post("/voter-list", body)
        if self.course.mode == "REPRESENTATIVE":
            members = self.course.meeting_members or sum(self.course.groups)
            chosen = {"groups": self.course.groups, "meeting_members": members}
            answer = self.post("/representatives", {"on": self.course.before(16), **chosen})
        return answer

    def sheet(self, person: str, post: str, **changed: Any) -> dict[str, Any]:
        """Return a nomination sheet."""
        voter = self.voters[sum(map(ord, person)) % len(self.voters)]
        facts = {"person_number": person, "voter_id": voter, "post": post, "signers": 10}
        return facts | changed

    def nominate(self) -> Any:
        """R7."""
        sheets = [
            self.sheet(person, post)
            for post, persons in self.course.nominees.items()
            for person in persons
        ]
        return self.post("/nominations", {"on": self.course.before(15), "sheets": sheets})

    def review(self) -> Any:
        """R8."""
        persons = dict.fromkeys(name for each in self.course.nominees.values() for name in each)
        for department in DEPARTMENTS:
            answers = [
                {"person_number": person, "answer": "PASS", "document_no": "1"}
                for person in persons
            ]
            self.post(
                "/review-answers",
                {"on": self.course.before(12), "answers": answers},
                role="REVIEW_DEPARTMENT",
                department=department,
            )
        decision = {"on": self.course.before(7), "document_no": "常委会〔2026〕1号"}
        return self.post("/review-decision", decision, role="COUNTY_SC")

    def candidates(self, days: int = 6) -> dict[str, Any]:
        """Return the list of candidates."""
        return {
            "published_on": self.course.before(days),
            "posts": self.course.nominees,
            "announcement_no": "8",
        }

    def prepare(self) -> Any:
        """R9 and R10."""
        self.post("/candidate-list", self.candidates())
        officials = {"on": self.course.before(3), "persons": self.course.officials}
        self.post("/officials", officials)
        ready = {"on": self.course.before(1), "places": 1, "private_booths": 2}
        return self.post("/vote-preparation", ready)

    def open_vote(self, kind: str = "FIRST", **changed: Any) -> Any:
        """R11: ballots go out."""
        day = self.course.election_day.isoformat()
        body = {"on": day, "kind": kind, "issued": self.course.issued}
        return self.post("/votes", body | changed)

    def tally(self, posts: dict[str, dict[str, int]] | None = None, **changed: Any) -> Any:
        """Return a count: by default the first candidates of each post win."""
        if posts is None:
            course = self.course
            posts = {
                post: {
                    person: course.winning if place < course.seats[post] else course.losing
                    for place, person in enumerate(persons)
                }
                for post, persons in course.nominees.items()
            }
        parts = [
            {
                "post": post,
                "votes": [{"person_number": who, "for": number} for who, number in votes.items()],
            }
            for post, votes in posts.items()
        ]
        return {"returned": self.course.returned, "invalid": 0, "posts": parts} | changed

    def count(self, no: int = 1, posts: Any = None, **changed: Any) -> Any:
        """Have the vote counted by two, and signed by a third with its attestations."""
        numbers = {name: changed.pop(name) for name in ("returned", "invalid") if name in changed}
        for teller in ("teller-1", "teller-2"):
            tally = self.tally(posts, **numbers)
            self.post(f"/votes/{no}/tallies", tally, role="TELLER", subject=teller)
        body = {
            "on": self.course.election_day.isoformat(),
            "private_booth": True,
            "counted_in_public": True,
            "announced_on_the_spot": True,
        }
        return self.post(f"/votes/{no}/signature", body | changed, role="SCRUTINEER")

    def after(self, days: int) -> str:
        """Return a day after the vote."""
        return (self.course.election_day + timedelta(days=days)).isoformat()

    def complete(self) -> Any:
        """R12."""
        self.post("/declaration", {"on": self.after(0)})
        self.post("/filing", {"on": self.after(1), "document_no": "居选〔2026〕1号"})
        members = len(self.get("/result")["winners"])
        issued = {"on": self.after(5), "document_no": "民〔2026〕1号", "certificates": members}
        self.post("/certificates", issued, role="COUNTY_CIVIL")
        return self.post("/committee-handover", {"on": self.after(10)}, role="EC")

    def recall(self, person: str, on: date, *, took_part: int, yes: int) -> Any:
        """Play the recall of a member who holds office, proposed by all who may."""
        proposal = {"on": on.isoformat(), "person_number": person, "document_no": "罢〔2027〕1号"}
        proposers = {"proposers": self.course.base}
        opened = self.post("/recalls", proposal | proposers, role="CLERK")
        recall = Player(self.client_for, self.community, opened["id"], self.course)
        vote = {"on": on.isoformat(), "took_part": took_part, "yes": yes}
        if recall.post("/recall-vote", vote)["state"] == "COUNTED":
            confirmed = {"on": on.isoformat(), "document_no": "街〔2027〕1号"}
            recall.post("/recall-confirmation", confirmed, role="STREET")
        return recall.get()

    def order_by_election(self, on: date, course: Course) -> Player:
        """Return a player of the by-election that is ordered on a day."""
        order = {"on": on.isoformat(), "document_no": "街〔2027〕2号"}
        opened = self.post("/by-elections", order, role="STREET")
        return Player(self.client_for, self.community, opened["id"], course)

    def to_the_list(self) -> None:
        """Play R2 to R6."""
        self.form_committee()
        self.settle()
        self.register()
        self.publish_list()

    def to_the_candidates(self) -> None:
        """Play R2 to R8."""
        self.to_the_list()
        self.nominate()
        self.review()

    def to_the_vote(self) -> None:
        """Play R2 to R10."""
        self.to_the_candidates()
        self.prepare()

    def play(self) -> Any:
        """Play everything."""
        self.to_the_vote()
        self.open_vote()
        self.count()
        return self.complete()


__all__ = ["CITY", "Course", "FakeRoster", "Player", "identity_number"]
