"""Divisions, organisations, campaigns, and elections brought to the state that a test names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.election.commands import (
    completion,
    copies,
    counting,
    nomination,
    opening,
    voting,
)
from services.election.commands.act import Done, record
from services.election.domain.calendar import add_years
from services.election.domain.states import State, Step
from services.election.models import Campaign, Division, Election
from services.election.schemas import candidates as candidate_bodies
from services.election.schemas import fields
from services.election.schemas import preparation as preparation_bodies
from services.election.schemas import voting as voting_bodies
from services.election.schemas.campaigns import CampaignOpening
from services.election.schemas.people import RosterPerson
from shared import events
from shared.divisions import keep_divisions
from shared.messaging.tables import outbox
from shared.security import Caller, Role

PROVINCE, CITY = "220000000000", "220400000000"
COUNTY, STREET = "220402000000", "220402001000"
OTHER_COUNTY, OTHER_STREET = "220403000000", "220403001000"
NAMES = {STREET: "东吉街道"}
DEPARTMENTS = ["组织", "民政", "公安"]
STEPS = [
    "SURVEY", "ASSESS", "REQUEST", "NOMINATE", "REVIEW", "CONSENT", "NOTICE",
    "ROLL", "REHEARSE", "MEETING", "SECRETARY", "REPORT", "APPROVE", "HANDOVER",
]  # fmt: skip
_numbers = count(1)


def path_of(code: str) -> str:
    """Return the path of a division by its code alone, as it is in these tests."""
    chain = [PROVINCE, f"{code[:4]}00000000", f"{code[:6]}000000", f"{code[:9]}000", code]
    return "".join(f"{each}." for each in dict.fromkeys(chain))


def a_community(street: str = STREET) -> str:
    """Return the code of a new community below the street."""
    return f"{street[:9]}{next(_numbers):03d}"


def put_divisions(session: Session, communities: Iterable[str] = ()) -> None:
    """Put city, counties and streets on the table, and these communities."""
    levels = [(PROVINCE, "province"), (CITY, "city")]
    levels += [(code, "county") for code in (COUNTY, OTHER_COUNTY)]
    levels += [(code, "township") for code in (STREET, OTHER_STREET)]
    levels += [(code, "community") for code in communities]
    divisions = tuple(
        events.Division(
            code=code,
            name=NAMES.get(code, code),
            level=level,
            parent_code=None,
            path=path_of(code),
        )
        for code, level in levels
    )
    event = events.DivisionsRegistered(division_code=CITY, divisions=divisions)
    keep_divisions(session, event, table=Division)


def registered(community: str, **changed: Any) -> events.OrganisationRegistered:
    """Return what roster tells of a community's Party organisation."""
    facts = {
        "division_code": community,
        "organisation_id": uuid4(),
        "division_path": path_of(community),
        "division_name": "东吉社区",
        "organisation_kind": "PARTY",
        "organisation_type": "GENERAL_BRANCH",
        "organisation_name": "东吉社区党总支",
        "full_members": 50,
        "seats": 3,
        "elected_on": date(2018, 4, 24),
        "term_years": 3,
        "due_on": date(2021, 4, 24),
        "team_members": 1,
    }
    if "due_on" in changed and "elected_on" not in changed:
        facts["elected_on"] = add_years(changed["due_on"], -3)
    return events.OrganisationRegistered(**(facts | changed))


def opening_of(**changed: Any) -> CampaignOpening:
    """Return what opens the campaign of these tests."""
    facts = {
        "name": "2021年辽源市社区党组织换届选举",
        "division_code": CITY,
        "organisation_kind": "PARTY",
        "statistics_as_of": date(2021, 4, 30),
        "previous_statistics_as_of": date(2018, 4, 30),
        "notice_working_days": 5,
        "departments": DEPARTMENTS,
    }
    return CampaignOpening(**(facts | changed))


def a_caller(role: Role, division: str, name: str = "", department: str | None = None) -> Caller:
    """Return an account of a role in a division."""
    subject = "-".join(part for part in (role, division, name) if part)
    return Caller(subject, frozenset({role}), division, department, "")


def a_campaign(session: Session, **changed: Any) -> Campaign:
    """Open a campaign."""
    caller = a_caller(Role.CITY_ORG, CITY)
    return opening.open_campaign(session, opening_of(**changed), caller=caller)


def anything(_: int) -> None:
    """Expect no version."""


@dataclass
class Course:
    """What happens in an election unless a test says otherwise: 50 members, 4 stand for 3 seats."""

    seats: int = 3
    nominees: list[str] = field(default_factory=lambda: [f"2204-0000{n}" for n in range(1, 5)])
    ages: dict[str, int] = field(default_factory=dict)
    risks: list[bool] = field(default_factory=lambda: [False] * 6)
    due_on: date = date(2021, 4, 24)
    failing: str | None = None
    candidates: list[str] | None = None
    deputies: tuple[str, ...] = ()
    present: int = 45
    scrutineers: int = 2
    method_adopted: bool = True
    introduced: bool = True
    votes: list[tuple[int, int, int]] = field(
        default_factory=lambda: [(44, 1, 0), (40, 3, 2), (35, 10, 0), (10, 30, 5)]
    )
    meeting_on: date = date(2021, 3, 8)
    names: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)  # what roster says of every person

    @property
    def standing(self) -> list[str]:
        """Return the candidates."""
        return self.candidates or [each for each in self.nominees if each != self.failing]

    def person(self, number: str) -> RosterPerson:
        """Return what roster says of a person."""
        age = self.ages.get(number, 34)
        name = self.names.get(number, "某某")
        return RosterPerson(
            person_id=uuid4(), person_number=number, name=name, age=age, **self.facts
        )


def tally_of(
    votes: dict[str, tuple[int, int, int]], *, returned: int, invalid: int = 0
) -> voting_bodies.CheckedTally:
    """Return a count: votes for, against and abstaining for each person."""
    lines = [
        {"person_number": person, "for": numbers[0], "against": numbers[1], "abstain": numbers[2]}
        for person, numbers in votes.items()
    ]
    return voting_bodies.CheckedTally.model_validate(
        {"returned": returned, "invalid": invalid, "votes": lines}
    )


class Player:
    """Acts in one election as every persona in turn."""

    def __init__(self, session: Session, election: Election, course: Course) -> None:
        self.session = session
        self.election = election
        self.course = course
        self.community = election.division_code

    def caller(self, role: Role, name: str = "", department: str | None = None) -> Caller:
        """Return the account of a role that answers for the community."""
        if role in (Role.CLERK, Role.SCRUTINEER, Role.TELLER):
            return a_caller(role, self.community, name)
        if role is Role.STREET:
            return a_caller(role, f"{self.community[:9]}000", name)
        return a_caller(role, f"{self.community[:6]}000000", name, department)

    def record(self, step: Step, role: Role, body: fields.Body) -> Done:
        """Record a step that has no command of its own."""
        caller = self.caller(role)
        return record(self.session, self.election.id, step, body, caller=caller, expect=anything)

    def command(self, function: Callable[..., Done], role: Role, *body: Any, **more: Any) -> Done:
        """Run a command as a role."""
        caller = more.pop("caller", None) or self.caller(role, more.pop("name", ""))
        return function(
            self.session, self.election.id, *body, caller=caller, expect=anything, **more
        )

    def on(self, day: str) -> fields.Act:
        """Return an act of which only the day matters."""
        return fields.Act(on=date.fromisoformat(day))

    def document(self, day: str) -> fields.DocumentedAct:
        """Return an act with a document."""
        return fields.DocumentedAct(on=date.fromisoformat(day), document_no="街党〔2021〕1号")

    def play(self, until: State) -> Election:
        """Go through the procedure until the election is in this state."""
        for stage in STAGES:
            if self.election.state == until:
                return self.election
            stage(self)
        assert self.election.state == until
        return self.election


def screen(player: Player) -> None:
    """Work team, survey, assessment and six answers: ASSESSED."""
    member = {"person_number": "2204-00001", "items": [True] * 6, "opinion": "KEEP"}
    day = date(2020, 11, 28)
    player.record(
        Step.WORK_TEAM,
        Role.COUNTY_ORG,
        preparation_bodies.WorkTeam(leader="甲", responsible_leader="乙", department="丙"),
    )
    survey = preparation_bodies.Survey(visited_on=date(2020, 11, 3), preparations=[True] * 8)
    player.record(Step.SURVEY, Role.STREET, survey)
    assessment = preparation_bodies.Assessment.model_validate(
        {"on": day, "team": [True] * 6, "members": [member]}
    )
    player.record(Step.ASSESSMENT, Role.COUNTY_ORG, assessment)
    answers = preparation_bodies.SixAnswers(on=day, answers=player.course.risks)
    player.record(Step.SIX_ANSWERS, Role.STREET, answers)


def clear(player: Player) -> None:
    """Not on the list: CLEARED."""
    player.record(Step.CLEARANCE, Role.COUNTY_ORG, player.on("2020-11-28"))


def plan(player: Player) -> None:
    """Plan, with a day and a name for each step, and its approval: PLAN_APPROVED."""
    steps = [{"step": step, "on": "2021-02-06", "owner": "某某"} for step in STEPS]
    body = preparation_bodies.Plan.model_validate({"steps": steps})
    player.record(Step.PLAN, Role.CLERK, body)
    player.record(Step.PLAN_APPROVAL, Role.COUNTY_ORG, player.on("2021-02-06"))


def nominate(player: Player) -> None:
    """Request and reply, rehearsal, roll, nomination: NOMINATED."""
    course = player.course
    number = {"document_no": "社党〔2021〕1号"}
    request = preparation_bodies.Request(on=date(2021, 2, 6), seats=course.seats, **number)
    player.record(Step.REQUEST, Role.CLERK, request)
    reply = preparation_bodies.Reply(on=date(2021, 2, 9), approved_seats=course.seats, **number)
    player.command(nomination.record_reply, Role.STREET, reply)
    player.record(Step.REHEARSAL, Role.CLERK, player.on("2021-03-04"))
    roll = preparation_bodies.Roll(on=date(2021, 2, 26), full_members=50)
    player.record(Step.ROLL, Role.CLERK, roll)
    player.record(Step.ROLL_FREEZE, Role.STREET, player.on("2021-02-26"))
    put_forward(player, course.nominees, day="2021-02-11")


def put_forward(player: Player, numbers: list[str], *, day: str) -> Done:
    """Nominate these persons."""
    body = candidate_bodies.Nomination(on=date.fromisoformat(day), person_numbers=numbers)
    people = {number: player.course.person(number) for number in numbers}
    return player.command(nomination.nominate, Role.CLERK, body, people=people)


def review(player: Player) -> None:
    """Every department answers, the standing committee decides: REVIEWED."""
    for department in DEPARTMENTS:
        answer_as(player, department)
    player.command(nomination.decide_review, Role.COUNTY_SC, player.document("2021-02-22"))


def answer_as(player: Player, department: str, nominees: list[str] | None = None) -> Done:
    """Answer for a department: everyone passes but the one whom the course has fail."""
    failing = player.course.failing if department == DEPARTMENTS[-1] else None
    answers = [
        {
            "person_number": number,
            "answer": "FAIL" if number == failing else "PASS",
            "item_code": "FINDING" if number == failing else None,
            "document_no": "函〔2021〕1号",
        }
        for number in nominees or player.course.nominees
    ]
    body = candidate_bodies.ReviewAnswers.model_validate({"on": "2021-02-21", "answers": answers})
    caller = player.caller(Role.REVIEW_DEPARTMENT, department, department)
    return player.command(nomination.answer_review, Role.REVIEW_DEPARTMENT, body, caller=caller)


def agree(player: Player) -> None:
    """Have the superior agree: CANDIDATES_APPROVED."""
    standing = player.course.standing
    body = candidate_bodies.Consent(
        on=date(2021, 2, 22),
        document_no="街党复〔2021〕1号",
        candidates=standing,
        secretary_candidate=standing[0],
        deputy_candidates=player.course.deputies,
    )
    player.record(Step.CONSENT, Role.STREET, body)


def notify(player: Player) -> None:
    """Publish the notice: NOTICED."""
    notice = candidate_bodies.Notice.model_validate({"from": "2021-02-23", "to": "2021-03-04"})
    player.record(Step.NOTICE, Role.STREET, notice)


def fix(player: Player) -> None:
    """Fix the candidates: READY."""
    body = candidate_bodies.Deliberation(on=date(2021, 3, 6), candidates=player.course.standing)
    player.record(Step.DELIBERATION, Role.CLERK, body)


def a_meeting(course: Course, **changed: Any) -> voting_bodies.Meeting:
    """Return the meeting of the course."""
    facts = {
        "on": course.meeting_on,
        "base": 50,
        "present": course.present,
        "method_adopted": course.method_adopted,
        "introduced": course.introduced,
        "scrutineers": course.scrutineers,
        "tellers": 3,
    }
    return voting_bodies.Meeting(**(facts | changed))


def meet(player: Player) -> None:
    """Hold the meeting: VOTING."""
    player.command(voting.record_meeting, Role.CLERK, a_meeting(player.course))


def count_votes(player: Player) -> None:
    """Vote, count twice, sign: COUNTED."""
    course = player.course
    votes = dict(zip(course.standing, course.votes, strict=False))
    vote_in_round(player, 1, "FIRST", tally_of(votes, returned=course.present))


def vote_in_round(
    player: Player, number: int, kind: str, tally: voting_bodies.CheckedTally, **signature: Any
) -> Done:
    """Hand out ballots, count them twice, sign."""
    opened = voting_bodies.RoundOpening(kind=kind, issued=player.course.present)
    player.command(voting.open_round, Role.SCRUTINEER, opened)
    for teller in ("a", "b"):
        player.command(counting.enter_tally, Role.TELLER, number, tally, name=teller)
    signed = voting_bodies.Signature(on=player.course.meeting_on, **signature)
    return player.command(counting.sign_count, Role.SCRUTINEER, number, signed)


def certify(player: Player) -> None:
    """Certify the result: CERTIFIED."""
    day = player.course.meeting_on.isoformat()
    player.record(Step.CERTIFICATION, Role.STREET, player.on(day))


def a_secretary_meeting(course: Course, **changed: Any) -> voting_bodies.SecretaryMeeting:
    """Return the new committee's first meeting."""
    votes = {"person_number": course.standing[0], "for": 3, "against": 0, "abstain": 0}
    facts = {
        "on": course.meeting_on,
        "chaired_by": course.standing[1],
        "present": 3,
        "issued": 3,
        "returned": 3,
        "invalid": 0,
        "votes": [votes],
    }
    return voting_bodies.SecretaryMeeting.model_validate(facts | changed)


def elect_secretary(player: Player) -> None:
    """Elect the secretary: SECRETARY_ELECTED."""
    body = a_secretary_meeting(player.course)
    player.command(completion.record_secretary_meeting, Role.SCRUTINEER, body)


def report(player: Player) -> None:
    """Report the result: SUBMITTED."""
    player.record(Step.REPORT, Role.CLERK, player.document("2021-03-09"))


def approve(player: Player) -> None:
    """Approve the result: APPROVED."""
    player.command(completion.approve_result, Role.STREET, player.document("2021-03-11"))


def hand_over(player: Player) -> None:
    """Hand over: HANDED_OVER."""
    player.record(Step.HANDOVER, Role.STREET, player.on("2021-03-14"))


STAGES = (
    screen, clear, plan, nominate, review, agree, notify, fix, meet, count_votes, certify,
    elect_secretary, report, approve, hand_over,
)  # fmt: skip


def an_election(
    session: Session, until: State = State.PLANNED, *, street: str = STREET, **facts: Any
) -> Player:
    """Open an election in a new community and play it until it is in the state."""
    course = Course(**facts)
    community = a_community(street)
    put_divisions(session, [community])
    campaign = session.scalar(select(Campaign).limit(1)) or a_campaign(session)
    event = registered(community, due_on=course.due_on)
    copies.keep_organisation(session, event)
    election = session.scalars(
        select(Election).where(
            Election.division_code == community, Election.campaign_id == campaign.id
        )
    ).one()
    player = Player(session, election, course)
    player.play(until)
    return player


def a_hold(session: Session, community: str, kind: str = "CANVASSING") -> UUID:
    """Place a hold on the community."""
    hold_id = uuid4()
    copies.place_hold(
        session,
        events.HoldPlaced(
            division_code=community,
            hold_id=hold_id,
            kind=kind,
            placed_on=date(2021, 3, 5),
        ),
    )
    return hold_id


def told(session: Session, name: str, community: str) -> list[dict[str, Any]]:
    """Return what was published under this name about a community."""
    rows = session.execute(
        select(outbox.c.body)
        .where(outbox.c.name == name, outbox.c.key == community)
        .order_by(outbox.c.id)
    )
    return [json.loads(body) for (body,) in rows]


def close_hold(session: Session, community: str, hold_id: UUID) -> None:
    """Close the complaint behind a hold."""
    lifted = events.HoldLifted(
        division_code=community,
        hold_id=hold_id,
        finding="UNFOUNDED",
        lifted_on=date(2021, 3, 16),
    )
    copies.lift_hold(session, lifted)
