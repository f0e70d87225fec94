"""The residents' committee's steps R10 to R12, from proxies to the archive; and its recall."""

from __future__ import annotations

from services.election.domain.states import State, Step, StepForm
from shared.text import Text

PREPARING = frozenset({State.NOTICED, State.READY})
WITH_A_RESULT = State.between(State.COUNTED, State.HANDED_OVER)

ELECTION = {
    Step.PROXY: StepForm(
        "R10", Text("委托投票", "proxy"), PREPARING, after=(Step.CANDIDATE_LIST,), repeats=True
    ),
    Step.OFFICIALS: StepForm(
        "R10",
        Text("投票工作人员", "officials"),
        State.between(State.NOTICED, State.VOTING),
        after=(Step.CANDIDATE_LIST,),
    ),
    Step.VOTE_PREPARATION: StepForm(
        "R10",
        Text("投票准备", "preparation of the vote"),
        frozenset({State.NOTICED}),
        to=(State.READY,),
        after=(Step.CANDIDATE_LIST, Step.OFFICIALS),
    ),
    Step.WRITE_IN: StepForm(
        "R11",
        Text("另选他人登记", "name written in"),
        State.between(State.VOTING, State.COUNTED),
        after=(Step.VOTE,),
        repeats=True,
    ),
    Step.VOTE: StepForm(
        "R11",
        Text("投票", "vote"),
        frozenset({State.READY, State.VOTING}),
        to=(State.VOTING,),
        after=(Step.VOTE_PREPARATION,),
        repeats=True,
    ),
    Step.VOTE_TALLY: StepForm(
        "R11",
        Text("计票", "tally"),
        frozenset({State.VOTING}),
        after=(Step.VOTE,),
        repeats=True,
    ),
    Step.VOTE_TALLY_DISCARD: StepForm(
        "R11",
        Text("作废计票", "setting a tally aside"),
        frozenset({State.VOTING}),
        after=(Step.VOTE_TALLY,),
        repeats=True,
    ),
    Step.VOTE_SIGNATURE: StepForm(
        "R11",
        Text("监票签字", "signature on the count"),
        frozenset({State.VOTING}),
        to=(State.READY, State.VOTING, State.COUNTED),
        after=(Step.VOTE,),
        repeats=True,
    ),
    Step.SEAT_VACATED: StepForm(
        "R11",
        Text("席位空缺", "vacated seat"),
        State.between(State.COUNTED, State.CLOSED),
        to=(State.VOTING, State.COUNTED),
        after=(Step.VOTE_SIGNATURE,),
        entered_by_another=(Step.VOTE_TALLY, Step.VOTE_SIGNATURE),
        repeats=True,
    ),
    Step.ADDED_CANDIDATE: StepForm(
        "R11",
        Text("另行提名", "candidate added"),
        frozenset({State.VOTING, State.COUNTED}),
        to=(State.VOTING,),
        after=(Step.VOTE_SIGNATURE,),
        repeats=True,
    ),
    Step.DECLARATION: StepForm(
        "R11",
        Text("公布选举结果", "declaration of the result"),
        frozenset({State.COUNTED}),
        to=(State.CERTIFIED,),
        after=(Step.VOTE_SIGNATURE,),
        entered_by_another=(Step.VOTE_TALLY, Step.VOTE_SIGNATURE),
    ),
    Step.FILING: StepForm(
        "R12",
        Text("结果备案", "filing of the result"),
        frozenset({State.CERTIFIED}),
        to=(State.SUBMITTED,),
        after=(Step.DECLARATION,),
    ),
    Step.CERTIFICATES: StepForm(
        "R12",
        Text("颁发当选证书", "certificates"),
        frozenset({State.SUBMITTED}),
        to=(State.APPROVED,),
        after=(Step.FILING,),
        entered_by_another=(Step.VOTE_TALLY, Step.VOTE_SIGNATURE, Step.DECLARATION, Step.FILING),
    ),
    Step.RESULT_OBJECTION: StepForm(
        "R12",
        Text("结果异议", "objection to the result"),
        WITH_A_RESULT,
        after=(Step.VOTE_SIGNATURE,),
        repeats=True,
    ),
    Step.RESULT_ANSWER: StepForm(
        "R12",
        Text("异议答复", "answer to an objection"),
        WITH_A_RESULT,
        after=(Step.RESULT_OBJECTION,),
        repeats=True,
    ),
    Step.COMMITTEE_HANDOVER: StepForm(
        "R12",
        Text("工作移交", "handover"),
        frozenset({State.APPROVED}),
        to=(State.HANDED_OVER,),
        after=(Step.CERTIFICATES,),
    ),
    Step.CLOSURE: StepForm(
        "R12",
        Text("归档结束", "closure"),
        frozenset({State.HANDED_OVER}),
        to=(State.CLOSED,),
        after=(Step.COMMITTEE_HANDOVER,),
    ),
    Step.ANNULMENT: StepForm(
        "R12",
        Text("宣布无效", "voiding"),
        State.between(State.PLANNED, State.CLOSED),
        to=(State.VOIDED,),
    ),
}

RECALL = {
    Step.RECALL_PROPOSAL: StepForm(
        "R12",
        Text("罢免提议", "proposal of a recall"),
        frozenset({State.PLANNED}),
        to=(State.READY,),
    ),
    Step.RECALL_VOTE: StepForm(
        "R12",
        Text("罢免表决", "vote on a recall"),
        frozenset({State.READY}),
        to=(State.COUNTED, State.CLOSED),
        after=(Step.RECALL_PROPOSAL,),
        repeats=True,
    ),
    Step.RECALL_CONFIRMATION: StepForm(
        "R12",
        Text("罢免结果备案", "confirmation of a recall"),
        frozenset({State.COUNTED}),
        to=(State.APPROVED,),
        after=(Step.RECALL_VOTE,),
        entered_by_another=(Step.RECALL_PROPOSAL, Step.RECALL_VOTE),
    ),
}
