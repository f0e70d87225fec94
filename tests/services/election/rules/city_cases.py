"""The rule book's cases of section 4: the city's gates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.election.domain.calendar import completed_years
from services.election.domain.city_gates import (
    PLAN_STEPS,
    MemberAssessment,
    Opinion,
    PlanStep,
    four_ones_assigned,
    leading_group_in_place,
    notice_long_enough,
    plan_complete,
    rectified,
    reserve_covered,
    secretary_filed,
    six_questions_answered,
    talks_held,
    team_assessed,
    trained_and_rehearsed,
    work_team_named,
    young_member,
)
from services.election.domain.rulebook import Authority, Outcome, Verdict
from tests.services.election.rules.cases import Case, cases

ALL_GOOD = (True,) * 6
ONE_RISK = (True, False, False, False, False, False)
AS_OF = date(2021, 4, 30)
STEPS = tuple(PlanStep(step, date(2021, 3, 1), "责任人") for step in PLAN_STEPS)


def led(on: date | None, *, government_head: bool = True) -> Verdict:
    return leading_group_in_place(party_head=True, government_head=government_head, set_up_on=on)


def assessed(members: int) -> tuple[MemberAssessment, ...]:
    return tuple(MemberAssessment(str(number), ALL_GOOD, Opinion.KEEP) for number in range(members))


def ones(filled: int) -> Verdict:
    names: list[str | None] = ["领导", "部门领导", "部门", "书记"][:filled] + [None] * (4 - filled)
    return four_ones_assigned(
        county_leader=names[0],
        department_leader=names[1],
        county_department=names[2],
        first_secretary=names[3],
    )


def aged(*born_on: date) -> Verdict:
    return young_member([completed_years(day, AS_OF) for day in born_on])


cases(
    "GATE-LEAD",
    Case("10-31 ok", lambda: led(date(2020, 10, 31)), Outcome.PASSED),
    Case("11-01 warn", lambda: led(date(2020, 11, 1)), Outcome.WARNED),
    Case("no record: warn", lambda: led(None), Outcome.WARNED),
    Case(
        "one head only: warn",
        lambda: led(date(2020, 10, 1), government_head=False),
        Outcome.WARNED,
    ),
)
cases(
    "GATE-TEAM",
    Case(
        "3 of 3: ok",
        lambda: work_team_named(leader="甲", responsible_leader="乙", department="民政局"),
        Outcome.PASSED,
    ),
    Case(
        "2 of 3: block",
        lambda: work_team_named(leader="甲", responsible_leader="", department="民政局"),
        Outcome.REFUSED,
        {"leader": True, "responsible_leader": False},
    ),
)
cases(
    "GATE-PLAN",
    Case("14 of 14 steps: ok", lambda: plan_complete(STEPS), Outcome.PASSED),
    Case(
        "1 of 14 steps without owner: block",
        lambda: plan_complete((*STEPS[:-1], replace(STEPS[-1], owner=None))),
        Outcome.REFUSED,
        {"missing": ["HANDOVER"], "required": 14},
    ),
    Case(
        "1 of 14 steps without a day: block",
        lambda: plan_complete((*STEPS[:-1], replace(STEPS[-1], on=None))),
        Outcome.REFUSED,
    ),
    Case("a step left out: block", lambda: plan_complete(STEPS[1:]), Outcome.REFUSED),
    Case(
        "not vetted by both departments: block",
        lambda: plan_complete(STEPS, vetted=False),
        Outcome.REFUSED,
        {"missing": [], "vetted": False},
    ),
    Case("vetted by both: ok", lambda: plan_complete(STEPS, vetted=True), Outcome.PASSED),
)
cases(
    "GATE-ASSESS",
    Case(
        "5 of 5 members: ok",
        lambda: team_assessed(ALL_GOOD, assessed(5), members=5),
        Outcome.PASSED,
    ),
    Case(
        "4 of 5: block",
        lambda: team_assessed(ALL_GOOD, assessed(4), members=5),
        Outcome.REFUSED,
        {"assessed": 4, "members": 5},
    ),
    Case(
        "5 entered of a team whose size nobody knows: warn",
        lambda: team_assessed(ALL_GOOD, assessed(5), members=None),
        Outcome.WARNED,
        {"assessed": 5, "members": None},
    ),
    Case(
        "size unknown, one of those entered without every item: block",
        lambda: team_assessed(
            ALL_GOOD, (*assessed(4), MemberAssessment("5", (), None)), members=None
        ),
        Outcome.REFUSED,
    ),
    Case(
        "size unknown and nobody entered: block",
        lambda: team_assessed(ALL_GOOD, (), members=None),
        Outcome.REFUSED,
    ),
    Case(
        "team not assessed: block",
        lambda: team_assessed(None, assessed(5), members=5),
        Outcome.REFUSED,
    ),
    Case(
        "an item failed and no opinion: block",
        lambda: team_assessed(
            ALL_GOOD,
            (*assessed(4), MemberAssessment("5", (False, *ALL_GOOD[1:]), None)),
            members=5,
        ),
        Outcome.REFUSED,
    ),
    Case(
        "an item failed, opinion given: ok",
        lambda: team_assessed(
            ALL_GOOD,
            (*assessed(4), MemberAssessment("5", (False, *ALL_GOOD[1:]), Opinion.ADJUST)),
            members=5,
        ),
        Outcome.PASSED,
    ),
)
cases(
    "GATE-SIX",
    Case(
        "6 answers, 1 open risk: block",
        lambda: six_questions_answered(ONE_RISK),
        Outcome.NEEDS_APPROVAL,
        {"open_risks": [1]},
        Authority.COUNTY_ORG,
    ),
    Case("closed: ok", lambda: six_questions_answered(ONE_RISK, closed={1}), Outcome.PASSED),
    Case("5 answers: block", lambda: six_questions_answered((False,) * 5), Outcome.REFUSED),
    Case("no answers: block", lambda: six_questions_answered(None), Outcome.REFUSED),
    Case("6 answers, no risk: ok", lambda: six_questions_answered((False,) * 6), Outcome.PASSED),
)
cases(
    "GATE-RECTIFY",
    Case(
        "backward, 2 of 3 true: block",
        lambda: rectified(backward=True, work_done=True, tasks_done=True),
        Outcome.NEEDS_APPROVAL,
        {"turned_round": False},
        Authority.COUNTY_SC,
    ),
    Case(
        "3 of 3: ok",
        lambda: rectified(backward=True, work_done=True, tasks_done=True, turned_round=True),
        Outcome.PASSED,
    ),
    Case("not backward: ok", lambda: rectified(backward=False), Outcome.PASSED),
)
cases(
    "GATE-FOUR-ONE",
    Case("4 ok", lambda: ones(4), Outcome.PASSED),
    Case("3 block", lambda: ones(3), Outcome.REFUSED, {"first_secretary": False}),
)
cases(
    "GATE-TALK",
    Case(
        "every member with a talk: ok",
        lambda: talks_held(collective_talks=1, members=9, members_talked=9),
        Outcome.PASSED,
    ),
    Case(
        "member without a talk: warn",
        lambda: talks_held(collective_talks=1, members=9, members_talked=8),
        Outcome.WARNED,
    ),
    Case(
        "no collective talk: warn",
        lambda: talks_held(collective_talks=0, members=9, members_talked=9),
        Outcome.WARNED,
    ),
)
cases(
    "GATE-TRAIN",
    *(
        Case(
            f"45 rehearsals / 45 communities: number {community} ok",
            lambda: trained_and_rehearsed([date(2021, 3, 4)], meeting_on=date(2021, 3, 8)),
            Outcome.PASSED,
        )
        for community in (1, 45)
    ),
    Case("no rehearsal: warn", lambda: trained_and_rehearsed([]), Outcome.WARNED),
    Case(
        "rehearsed on the meeting day: warn",
        lambda: trained_and_rehearsed([date(2021, 3, 8)], meeting_on=date(2021, 3, 8)),
        Outcome.WARNED,
    ),
    Case(
        "a step without training: warn",
        lambda: trained_and_rehearsed(
            [date(2021, 3, 4)], steps=("NOMINATE", "MEETING"), trained_steps=("NOMINATE",)
        ),
        Outcome.WARNED,
        {"untrained": ["MEETING"]},
    ),
)
cases(
    "GATE-NOTICE",
    Case("5 ok", lambda: notice_long_enough(working_days=5), Outcome.PASSED),
    Case("4 block", lambda: notice_long_enough(working_days=4), Outcome.REFUSED),
    Case(
        "an objection open: block",
        lambda: notice_long_enough(working_days=5, open_objections=1),
        Outcome.REFUSED,
    ),
    Case(
        "7 set, 6 published: block",
        lambda: notice_long_enough(working_days=6, required=7),
        Outcome.REFUSED,
    ),
)
cases(
    "GATE-YOUTH",
    Case(
        "as of 2021-04-30, born 1985-05-01: 35 counts",
        lambda: aged(date(1970, 1, 1), date(1985, 5, 1)),
        Outcome.PASSED,
        {"young": 1},
    ),
    Case(
        "born 1985-04-30: 36 does not",
        lambda: aged(date(1970, 1, 1), date(1985, 4, 30)),
        Outcome.NEEDS_APPROVAL,
        {"young": 0},
        Authority.COUNTY_ORG,
    ),
    Case("none: approval", aged, Outcome.NEEDS_APPROVAL, authority=Authority.COUNTY_ORG),
)
cases(
    "GATE-RESERVE",
    Case(
        "1 secretary + 4 members: 2 and 4 ok",
        lambda: reserve_covered(
            principals=1, other_members=4, principal_reserves=2, member_reserves=4
        ),
        Outcome.PASSED,
    ),
    Case(
        "1 and 5: warn",
        lambda: reserve_covered(
            principals=1, other_members=4, principal_reserves=1, member_reserves=5
        ),
        Outcome.WARNED,
    ),
)
cases(
    "GATE-SEC-FILE",
    Case(
        "approved, not filed after limit: warn",
        lambda: secretary_filed(
            approved_on=date(2021, 3, 1), filed_on=None, today=date(2021, 4, 1)
        ),
        Outcome.WARNED,
    ),
    Case(
        "approved, on the last day: ok",
        lambda: secretary_filed(
            approved_on=date(2021, 3, 1), filed_on=None, today=date(2021, 3, 31)
        ),
        Outcome.PASSED,
    ),
    Case(
        "filed: ok",
        lambda: secretary_filed(
            approved_on=date(2021, 3, 1), filed_on=date(2021, 3, 3), today=date(2022, 1, 1)
        ),
        Outcome.PASSED,
    ),
    Case(
        "filed the day after the limit: warn",
        lambda: secretary_filed(
            approved_on=date(2021, 3, 1), filed_on=date(2021, 4, 1), today=date(2021, 4, 1)
        ),
        Outcome.WARNED,
    ),
    Case(
        "not approved yet: ok",
        lambda: secretary_filed(approved_on=None, filed_on=None, today=date(2021, 4, 1)),
        Outcome.PASSED,
    ),
)
