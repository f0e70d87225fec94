"""The Party organisation's steps P0 to P7, from the work team to nomination (section 4)."""

from __future__ import annotations

from services.election.domain.states import State, Step, StepForm
from shared.text import Text

FROM_START_TO_READY = State.between(State.PLANNED, State.READY)
BEFORE_THE_PLAN = State.between(State.PLANNED, State.CLEARED)
UNDER_ASSESSMENT = frozenset({State.PLANNED, State.ASSESSED, State.RECTIFYING})
REQUESTING = frozenset({State.CLEARED, State.PLAN_APPROVED})
PREPARING = State.between(State.CLEARED, State.READY)

PREPARATION = {
    Step.WORK_TEAM: StepForm("P0", Text("工作组", "work team"), BEFORE_THE_PLAN),
    Step.SURVEY: StepForm("P1", Text("走访调研", "survey"), BEFORE_THE_PLAN),
    Step.ASSESSMENT: StepForm(
        "P2",
        Text("班子研判", "assessment"),
        UNDER_ASSESSMENT,
        to=(State.ASSESSED,),
        together_with=(Step.SIX_ANSWERS,),
    ),
    Step.SIX_ANSWERS: StepForm(
        "P2",
        Text("六个是否", "six answers"),
        UNDER_ASSESSMENT,
        to=(State.ASSESSED,),
        together_with=(Step.ASSESSMENT,),
    ),
    Step.RISK_CLOSURE: StepForm(
        "P2",
        Text("风险办结", "closure of a risk"),
        State.between(State.PLANNED, State.PLAN_APPROVED),
        after=(Step.SIX_ANSWERS,),
        entered_by_another=(Step.SIX_ANSWERS,),
        repeats=True,
    ),
    Step.RECTIFICATION: StepForm(
        "P3",
        Text("列入整顿", "listing for rectification"),
        frozenset({State.ASSESSED, State.RECTIFYING}),
        to=(State.RECTIFYING,),
    ),
    Step.RECTIFICATION_PROGRESS: StepForm(
        "P3",
        Text("整顿进展", "progress of rectification"),
        frozenset({State.RECTIFYING}),
        after=(Step.RECTIFICATION,),
    ),
    Step.RECTIFICATION_ACCEPTANCE: StepForm(
        "P3",
        Text("整顿验收", "acceptance of rectification"),
        frozenset({State.RECTIFYING}),
        to=(State.CLEARED,),
        after=(Step.SURVEY, Step.RECTIFICATION),
        entered_by_another=(Step.SIX_ANSWERS, Step.RECTIFICATION_PROGRESS),
    ),
    Step.CLEARANCE: StepForm(
        "P2",
        Text("研判通过", "clearance"),
        frozenset({State.ASSESSED}),
        to=(State.CLEARED,),
        after=(Step.SURVEY, Step.ASSESSMENT, Step.SIX_ANSWERS),
        entered_by_another=(Step.SURVEY, Step.SIX_ANSWERS),
    ),
    Step.BY_ELECTION_ORDER: StepForm(
        "P0", Text("补选通知", "order of a by-election"), frozenset({State.PLANNED})
    ),
    Step.POSTPONEMENT: StepForm("P0", Text("延期批准", "postponement"), FROM_START_TO_READY),
    Step.EXCEPTION: StepForm(
        "P0",
        Text("例外批准", "exception"),
        State.between(State.PLANNED, State.SUBMITTED),
        repeats=True,
    ),
    Step.PLAN: StepForm(
        "P4", Text("换届方案", "plan"), BEFORE_THE_PLAN, takes_back=(Step.PLAN_VETTING,)
    ),
    Step.PLAN_VETTING: StepForm(
        "P4",
        Text("民政部门会审方案", "vetting of the plan by civil affairs"),
        BEFORE_THE_PLAN,
        after=(Step.PLAN,),
        entered_by_another=(Step.PLAN,),
    ),
    Step.PLAN_APPROVAL: StepForm(
        "P4",
        Text("方案审核", "approval of the plan"),
        frozenset({State.CLEARED}),
        to=(State.PLAN_APPROVED,),
        entered_by_another=(Step.PLAN, Step.PLAN_VETTING),
    ),
    Step.REQUEST: StepForm("P4", Text("请示", "request"), REQUESTING),
    Step.REPLY: StepForm(
        "P4",
        Text("批复", "reply"),
        REQUESTING,
        after=(Step.REQUEST,),
        entered_by_another=(Step.REQUEST,),
    ),
    Step.REHEARSAL: StepForm("P5", Text("实战演练", "rehearsal"), PREPARING),
    Step.ROLL: StepForm("P6", Text("党员名册", "roll"), PREPARING, takes_back=(Step.ROLL_FREEZE,)),
    Step.ROLL_FREEZE: StepForm(
        "P6",
        Text("名册冻结", "freezing of the roll"),
        PREPARING,
        after=(Step.ROLL,),
        entered_by_another=(Step.ROLL,),
    ),
    Step.NOMINATION: StepForm(
        "P7",
        Text("提名", "nomination"),
        State.between(State.PLAN_APPROVED, State.READY),
        to=(State.NOMINATED,),
        after=(Step.REPLY,),
        repeats=True,
        takes_back=(Step.REVIEW_DECISION, Step.CONSENT, Step.NOTICE, Step.DELIBERATION),
    ),
}
