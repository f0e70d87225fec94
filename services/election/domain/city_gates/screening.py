"""Gates of the screening: assessment, the six questions, rectification with its four ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.election.domain.city_gates.organise import CITY_POLICY
from services.election.domain.comparison import compare
from services.election.domain.rulebook import (
    Authority,
    Body,
    Effect,
    Finding,
    Rule,
    Setting,
    Trust,
    rule,
)
from services.election.domain.words import named
from shared.text import Text

QUESTIONS = 6
RUBRIC_ITEMS = 6


class Opinion(StrEnum):
    """What an assessment advises for a sitting team member."""

    KEEP = "KEEP"
    ADJUST = "ADJUST"
    NOT_RENOMINATE = "NOT_RENOMINATE"


@dataclass(frozen=True, slots=True)
class MemberAssessment:
    """A team member against the rubric: one pass or fail per item, and the advice given."""

    person_number: str
    items: Sequence[bool]
    opinion: Opinion | None


@rule(
    Rule(
        "GATE-ASSESS",
        Body.BOTH,
        Text("班子分析研判", "Team assessed"),
        Text(
            '班子和每名成员都要按"五好一满意"标准评定,需要调整的要有意见。',
            "The team and each member are assessed against five goods and one satisfaction; each "
            "needed adjustment has an opinion.",
        ),
        "team assessed and assessed_members = members",
        CITY_POLICY,
        Trust.SEED,
        Effect.BLOCK,
        settings=(Setting("rubric_items", RUBRIC_ITEMS, Text("项", "items"), set_in="rubric"),),
    )
)
def team_assessed(
    team: Sequence[bool] | None,
    assessments: Iterable[MemberAssessment],
    *,
    members: int | None,
    rubric_items: int = RUBRIC_ITEMS,
) -> Finding:
    """Take the team's items, the members' assessments and how many `members` sit in the team.

    A member counts once, with every item answered, and with an opinion where an item failed. Where
    nobody knows how many there are (None), those entered are judged, and the rest is a warning:
    that nobody is left out cannot be said.
    """
    entered = tuple(assessments)
    assessed = {
        member.person_number
        for member in entered
        if len(member.items) == rubric_items and (all(member.items) or member.opinion)
    }
    team_done = team is not None and len(team) == rubric_items
    known = max(len({each.person_number for each in entered}), 1) if members is None else members
    done = team_done and len(assessed) >= known
    return Finding(
        done and members is not None,
        f"{compare(len(assessed), '>=', members)}; {compare(int(team_done), '=', 1)}",
        Text(
            "在名册中登记现任班子,核对是否评定了每名成员。",
            "Enter the team in office on the roster, to tell whether each member is assessed.",
        )
        if done
        else Text(
            f"还需评定 {max(known - len(assessed), 0)} 名成员{'' if team_done else '和班子'}。",
            f"Assess {max(known - len(assessed), 0)} more members"
            f"{'' if team_done else ' and the team'}.",
        ),
        {
            "team": team_done,
            "assessed": len(assessed),
            "members": members,
            "rubric_items": rubric_items,
        },
        effect=Effect.WARN if done else None,
    )


@rule(
    Rule(
        "GATE-SIX",
        Body.BOTH,
        Text("六个是否", "Six questions"),
        Text(
            "每个组织都要回答六个是否;有风险的,措施办结或处置方案经批准后方可提名。",
            "The six questions are answered for each organisation; every risk is closed, or its "
            "plan approved, before nomination.",
        ),
        "answers = 6 and open_risks = 0",
        CITY_POLICY,
        Trust.SEED,
        Effect.BLOCK,
        Authority.COUNTY_ORG,
    )
)
def six_questions_answered(
    answers: Sequence[bool] | None, *, closed: Collection[int] = ()
) -> Finding:
    """Take six answers, True for a risk, and the numbers 1 to 6 of the risks that are closed.

    Open risks wait for their closure or for the county organisation department's approval of a
    plan; missing answers can only be given.
    """
    given = answers or ()
    open_risks = [
        number for number, risk in enumerate(given, start=1) if risk and number not in closed
    ]
    missing = QUESTIONS - len(given)
    listed = ", ".join(map(str, open_risks))
    return Finding(
        not missing and not open_risks,
        f"{compare(len(given), '=', QUESTIONS)}; {compare(len(open_risks), '=', 0)}",
        Text(f"补答 {missing} 问。", f"Answer {missing} more questions.")
        if missing
        else Text(f"办结第 {listed} 项风险。", f"Close the risk of question {listed}."),
        {"answers": len(given), "open_risks": open_risks},
        effect=None if missing else Effect.APPROVAL,
    )


@rule(
    Rule(
        "GATE-FOUR-ONE",
        Body.BOTH,
        Text("整顿四个一", "Four ones"),
        Text(
            "整顿中的社区要有一名县级领导、一名部门领导、一个县直部门和一名第一书记包保。",
            "A community under rectification has one county leader, one department leader, one "
            "county department and one first secretary.",
        ),
        "four assignments filled",
        CITY_POLICY,
        Trust.SEED,
        Effect.BLOCK,
    )
)
def four_ones_assigned(
    *,
    county_leader: str | None,
    department_leader: str | None,
    county_department: str | None,
    first_secretary: str | None,
) -> Finding:
    """Take the four current assignments, None where ended or open; broken unless all are filled."""
    assignments = {
        "county_leader": bool(county_leader),
        "department_leader": bool(department_leader),
        "county_department": bool(county_department),
        "first_secretary": bool(first_secretary),
    }
    missing = [place for place, filled in assignments.items() if not filled]
    return Finding(
        not missing,
        compare(sum(assignments.values()), "=", len(assignments)),
        Text(f"补齐:{named(missing).zh}。", f"Assign: {named(missing).en}."),
        assignments,
    )


@rule(
    Rule(
        "GATE-RECTIFY",
        Body.BOTH,
        Text("先整顿后换届", "Rectify first"),
        Text(
            "后进组织整顿工作到位、任务完成、班子转变之后才能启动换届;只有县(区)委常委会可以例外。",
            "A backward organisation starts its election only when rectification is in place, its "
            "tasks are finished and the team has turned round.",
        ),
        "not backward or (work_done and tasks_done and turned_round)",
        CITY_POLICY,
        Trust.SEED,
        Effect.APPROVAL,
        Authority.COUNTY_SC,
    )
)
def rectified(
    *, backward: bool, work_done: bool = False, tasks_done: bool = False, turned_round: bool = False
) -> Finding:
    """Take whether the organisation is on the list, and its three conditions.

    Nobody below the county standing committee may let a listed organisation start without them.
    """
    conditions = {"work_done": work_done, "tasks_done": tasks_done, "turned_round": turned_round}
    missing = [name for name, met in conditions.items() if not met]
    return Finding(
        not backward or not missing,
        compare(sum(conditions.values()), "=", len(conditions))
        if backward
        else compare(0, "=", 0, left_from="backward"),
        Text(f"尚缺:{named(missing).zh}。", f"Achieve: {named(missing).en}."),
        {"backward": backward, **conditions},
    )
