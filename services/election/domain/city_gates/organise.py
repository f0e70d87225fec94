"""Gates before anything starts: leading group, work team, plan, talks, training and rehearsal."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from services.election.domain.comparison import compare
from services.election.domain.rulebook import (
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

CITY_POLICY = "Liaoyuan policy 2020-2021"
LEADING_GROUP_LIMIT = date(2020, 10, 31)
PLAN_STEPS = (
    "SURVEY", "ASSESS", "REQUEST", "NOMINATE", "REVIEW", "CONSENT", "NOTICE",
    "ROLL", "REHEARSE", "MEETING", "SECRETARY", "REPORT", "APPROVE", "HANDOVER",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step of a community's plan; either half may still be missing."""

    step: str
    on: date | None
    owner: str | None


@rule(
    Rule(
        "GATE-LEAD",
        Body.BOTH,
        Text("领导小组双组长", "Leading group"),
        Text(
            "县(区)换届工作领导小组由党政主要领导任双组长,在规定日期前成立。",
            "The county's leading group has the Party and government heads as joint leaders and "
            "is in place by the set date.",
        ),
        "party_head and government_head and set_up_on <= limit",
        CITY_POLICY,
        Trust.SEED,
        Effect.WARN,
        settings=(
            Setting(
                "leading_group_limit",
                LEADING_GROUP_LIMIT.isoformat(),
                Text("日期", "date"),
                Trust.SEED,
                set_in="leading_group_limit",
            ),
        ),
    )
)
def leading_group_in_place(
    *,
    party_head: bool,
    government_head: bool,
    set_up_on: date | None,
    limit: date = LEADING_GROUP_LIMIT,
) -> Finding:
    """Take which heads lead the group, the day it was set up (None: not yet) and the last day."""
    in_time = set_up_on is not None and set_up_on <= limit
    return Finding(
        party_head and government_head and in_time,
        f"{compare(set_up_on, '<=', limit)}; {compare(party_head + government_head, '=', 2)}",
        Text(
            f"{limit} 前成立领导小组,党政主要领导任双组长。",
            f"Set up the group under both heads by {limit}.",
        ),
        {
            "party_head": party_head,
            "government_head": government_head,
            "set_up_on": set_up_on,
            "leading_group_limit": limit,
        },
    )


@rule(
    Rule(
        "GATE-TEAM",
        Body.BOTH,
        Text("工作组到位", "Work team in place"),
        Text(
            "每个社区有一个由副县级领导牵头的工作组,包保责任人和包保部门都要落实到名。",
            "Each community has a work team led by a deputy-county-level official, with a "
            "responsible leader and a department named.",
        ),
        "leader and responsible_leader and department",
        CITY_POLICY,
        Trust.SEED,
        Effect.BLOCK,
    )
)
def work_team_named(
    *, leader: str | None, responsible_leader: str | None, department: str | None
) -> Finding:
    """Take the three names as recorded, None or empty where open; broken unless all are filled."""
    places = {"leader": leader, "responsible_leader": responsible_leader, "department": department}
    filled = {place: bool(name) for place, name in places.items()}
    missing = [place for place, name in filled.items() if not name]
    return Finding(
        not missing,
        compare(sum(filled.values()), "=", len(filled)),
        Text(f"补填:{named(missing).zh}。", f"Name: {named(missing).en}."),
        filled,
    )


@rule(
    Rule(
        "GATE-PLAN",
        Body.BOTH,
        Text("方案到日到人", "Plan complete"),
        Text(
            "方案由组织部门会同民政部门审核,每一步都要有日期和责任人。",
            "Plans are vetted by the organisation department with civil affairs; every step has "
            "a date and an owner.",
        ),
        "every step has on and owner; vetted by both departments",
        CITY_POLICY,
        Trust.SEED,
        Effect.BLOCK,
        settings=(
            Setting(
                "plan_steps", PLAN_STEPS, Text("步骤", "steps"), Trust.UNVERIFIED, set_in="plan"
            ),
        ),
    )
)
def plan_complete(
    steps: Sequence[PlanStep],
    *,
    required: Collection[str] = PLAN_STEPS,
    vetted: bool | None = None,
) -> Finding:
    """Take the plan as sent; broken while a required step is absent or lacks day or name.

    `vetted`: whether both departments have vetted it; None while that is asked elsewhere.
    """
    complete = {step.step for step in steps if step.on and step.owner}
    missing = [step for step in required if step not in complete]
    return Finding(
        not missing and vetted is not False,
        compare(len(required) - len(missing), "=", len(required)),
        Text(f"补齐日期和责任人:{named(missing).zh}。", f"Date and owner for: {named(missing).en}.")
        if missing
        else Text(
            "由组织部门会同民政部门审核。",
            "Have it vetted by the organisation department and by civil affairs.",
        ),
        {
            "complete": len(required) - len(missing),
            "required": len(required),
            "missing": missing,
            "plan_steps": list(required),
            "vetted": vetted,
        },
    )


@rule(
    Rule(
        "GATE-TALK",
        Body.BOTH,
        Text("谈心谈话全覆盖", "Talks"),
        Text(
            '县(区)委书记与街道书记和领导小组成员单位集体谈话一次,街道书记与社区"两委"成员逐一谈话。',
            "The county secretary holds one collective talk with street secretaries and "
            "leading-group units; the street secretary one talk with each committee member.",
        ),
        "collective_talks >= 1 and members_talked = members",
        CITY_POLICY,
        Trust.SEED,
        Effect.WARN,
    )
)
def talks_held(*, collective_talks: int, members: int, members_talked: int) -> Finding:
    """Take numbers of talks and persons only: what was said is never recorded."""
    missing = members - members_talked
    return Finding(
        collective_talks >= 1 and missing <= 0,
        f"{compare(collective_talks, '>=', 1)}; {compare(members_talked, '>=', members)}",
        Text("先开展集体谈话。", "Hold the collective talk.")
        if collective_talks < 1
        else Text(f"还需与 {missing} 名成员谈话。", f"Talk with {missing} more members."),
        {
            "collective_talks": collective_talks,
            "members": members,
            "members_talked": members_talked,
        },
    )


@rule(
    Rule(
        "GATE-TRAIN",
        Body.BOTH,
        Text("一步骤一培训和实战演练", "Training and rehearsal"),
        Text(
            "每一步骤先培训;每个社区在选举大会之前至少演练一次。",
            "Each step has its training; each community rehearses once before the meeting.",
        ),
        "rehearsals >= 1 and trained_steps = steps",
        CITY_POLICY,
        Trust.SEED,
        Effect.WARN,
    )
)
def trained_and_rehearsed(
    rehearsed_on: Collection[date],
    *,
    meeting_on: date | None = None,
    steps: Collection[str] = (),
    trained_steps: Collection[str] = (),
) -> Finding:
    """Take the community's rehearsal days and the steps that need and that had a training.

    With `meeting_on`, only rehearsals on an earlier day count.
    """
    rehearsals = sum(meeting_on is None or day < meeting_on for day in rehearsed_on)
    untrained = [step for step in steps if step not in trained_steps]
    return Finding(
        rehearsals >= 1 and not untrained,
        f"{compare(rehearsals, '>=', 1)}; {compare(len(steps) - len(untrained), '=', len(steps))}",
        Text("选举大会之前演练一次。", "Rehearse once before the meeting.")
        if rehearsals < 1
        else Text(f"补训:{named(untrained).zh}。", f"Train for: {named(untrained).en}."),
        {"rehearsals": rehearsals, "steps": len(steps), "untrained": untrained},
    )
