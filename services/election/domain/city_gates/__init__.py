"""The city's gates: what must be in place before a community's election takes its next step.

They are the policy of one city and one term, not law: a refusal by them carries the label SEED.
"""

from services.election.domain.city_gates.organise import (
    CITY_POLICY,
    PLAN_STEPS,
    PlanStep,
    leading_group_in_place,
    plan_complete,
    talks_held,
    trained_and_rehearsed,
    work_team_named,
)
from services.election.domain.city_gates.people import (
    NOTICE_WORKING_DAYS,
    YOUTH_AGE,
    notice_long_enough,
    reserve_covered,
    secretary_filed,
    young_member,
)
from services.election.domain.city_gates.screening import (
    MemberAssessment,
    Opinion,
    four_ones_assigned,
    rectified,
    six_questions_answered,
    team_assessed,
)

__all__ = [
    "CITY_POLICY",
    "NOTICE_WORKING_DAYS",
    "PLAN_STEPS",
    "YOUTH_AGE",
    "MemberAssessment",
    "Opinion",
    "PlanStep",
    "four_ones_assigned",
    "leading_group_in_place",
    "notice_long_enough",
    "plan_complete",
    "rectified",
    "reserve_covered",
    "secretary_filed",
    "six_questions_answered",
    "talks_held",
    "team_assessed",
    "trained_and_rehearsed",
    "work_team_named",
    "young_member",
]
