"""The residents' committee's steps R0 to R9, from the audit to the candidates (section 5)."""

from __future__ import annotations

from services.election.domain.states import State, Step, StepForm
from shared.text import Text

BEFORE_THE_VOTE = State.between(State.PLANNED, State.READY)
WITH_A_COMMITTEE = State.between(State.CLEARED, State.HANDED_OVER)
LISTING = frozenset({State.PLAN_APPROVED})
ORGANISING = frozenset({State.PLANNED})
BEFORE_NOMINATION = State.between(State.PLANNED, State.PLAN_APPROVED)
NOMINATING = frozenset({State.PLAN_APPROVED, State.NOMINATED, State.REVIEWED})

PREPARATION = {
    Step.DELAY: StepForm("R0", Text("延期批准", "delay"), BEFORE_THE_VOTE),
    Step.BY_ELECTION_ORDER: StepForm(
        "R0", Text("补选通知", "order of a by-election"), frozenset({State.PLANNED})
    ),
    Step.EXCEPTION: StepForm(
        "R0",
        Text("例外批准", "exception"),
        State.between(State.PLANNED, State.SUBMITTED),
        repeats=True,
    ),
    Step.WORK_TEAM: StepForm("R0", Text("工作组", "work team"), ORGANISING),
    Step.ASSESSMENT: StepForm("R0", Text("班子研判", "assessment"), BEFORE_NOMINATION),
    Step.SIX_ANSWERS: StepForm("R0", Text("六个是否", "six answers"), BEFORE_NOMINATION),
    Step.RISK_CLOSURE: StepForm(
        "R0",
        Text("风险办结", "closure of a risk"),
        BEFORE_NOMINATION,
        after=(Step.SIX_ANSWERS,),
        entered_by_another=(Step.SIX_ANSWERS,),
        repeats=True,
    ),
    Step.PLAN: StepForm(
        "R0",
        Text("换届方案", "plan"),
        ORGANISING,
        takes_back=(Step.PLAN_VETTING, Step.PLAN_APPROVAL),
    ),
    Step.PLAN_VETTING: StepForm(
        "R0",
        Text("民政部门会审方案", "vetting of the plan by civil affairs"),
        ORGANISING,
        after=(Step.PLAN,),
        entered_by_another=(Step.PLAN,),
    ),
    Step.PLAN_APPROVAL: StepForm(
        "R0",
        Text("方案审核", "approval of the plan"),
        ORGANISING,
        after=(Step.PLAN_VETTING,),
        entered_by_another=(Step.PLAN, Step.PLAN_VETTING),
    ),
    Step.DEPARTURE_AUDIT: StepForm("R1", Text("离任审计", "departure audit"), BEFORE_THE_VOTE),
    Step.ELECTION_COMMITTEE: StepForm(
        "R2",
        Text("推选选举委员会", "formation of the election committee"),
        frozenset({State.PLANNED}),
        to=(State.CLEARED,),
    ),
    Step.COMMITTEE_CHANGE: StepForm(
        "R2",
        Text("选举委员会调整", "change of the election committee"),
        WITH_A_COMMITTEE,
        after=(Step.ELECTION_COMMITTEE,),
        repeats=True,
    ),
    Step.COMMITTEE_DECISION: StepForm(
        "R2",
        Text("选举委员会决定", "decision of the election committee"),
        WITH_A_COMMITTEE,
        after=(Step.ELECTION_COMMITTEE,),
        repeats=True,
    ),
    Step.KIN_DECLARATION: StepForm(
        "R2", Text("近亲属申报", "declaration of kin"), WITH_A_COMMITTEE, repeats=True
    ),
    Step.METHOD: StepForm(
        "R3",
        Text("选举办法和选举日", "mode and day"),
        frozenset({State.CLEARED}),
        after=(Step.ELECTION_COMMITTEE,),
    ),
    Step.METHOD_APPROVAL: StepForm(
        "R3",
        Text("选举办法审核", "approval of mode and day"),
        frozenset({State.CLEARED}),
        to=(State.PLAN_APPROVED,),
        after=(Step.METHOD,),
        entered_by_another=(Step.METHOD,),
    ),
    Step.NEW_DAY: StepForm(
        "R3",
        Text("改期", "another election day"),
        State.between(State.PLAN_APPROVED, State.READY),
        after=(Step.METHOD_APPROVAL,),
    ),
    Step.REGISTRATION: StepForm(
        "R4",
        Text("选民登记", "registration of voters"),
        LISTING,
        after=(Step.METHOD_APPROVAL,),
        repeats=True,
    ),
    Step.DEREGISTRATION: StepForm(
        "R4",
        Text("注销登记", "removal from the register"),
        LISTING,
        after=(Step.REGISTRATION,),
        repeats=True,
    ),
    Step.VOTER_LIST: StepForm(
        "R5", Text("公布选民名单", "voter list"), LISTING, after=(Step.REGISTRATION,)
    ),
    Step.VOTER_OBJECTION: StepForm(
        "R5",
        Text("名单异议", "objection to the voter list"),
        LISTING,
        after=(Step.VOTER_LIST,),
        repeats=True,
    ),
    Step.VOTER_DECISION: StepForm(
        "R5",
        Text("异议处理决定", "decision on an objection"),
        LISTING,
        after=(Step.VOTER_OBJECTION,),
        repeats=True,
    ),
    Step.REPRESENTATIVES: StepForm(
        "R6", Text("推选居民代表", "representatives"), LISTING, after=(Step.METHOD_APPROVAL,)
    ),
    Step.SIGNED_NOMINATION: StepForm(
        "R7",
        Text("联名提名", "nomination by signers"),
        NOMINATING,
        to=(State.NOMINATED,),
        after=(Step.VOTER_LIST,),
        repeats=True,
        takes_back=(Step.REVIEW_DECISION,),
    ),
    Step.REVIEW_ANSWERS: StepForm(
        "R8",
        Text("联审答复", "answers of the joint review"),
        frozenset({State.NOMINATED}),
        after=(Step.SIGNED_NOMINATION,),
        entered_by_another=(Step.SIGNED_NOMINATION,),
        repeats=True,
        keeps_version=True,
    ),
    Step.REVIEW_DECISION: StepForm(
        "R8",
        Text("常委会审定", "decision of the standing committee"),
        frozenset({State.NOMINATED}),
        to=(State.REVIEWED,),
        after=(Step.SIGNED_NOMINATION, Step.REVIEW_ANSWERS),
        entered_by_another=(Step.SIGNED_NOMINATION, Step.REVIEW_ANSWERS),
    ),
    Step.CANDIDATE_LIST: StepForm(
        "R9",
        Text("公布候选人", "publication of the candidates"),
        frozenset({State.REVIEWED, State.NOTICED}),
        to=(State.NOTICED,),
        after=(Step.REVIEW_DECISION,),
    ),
}
