"""The procedures of a residents' committee: its election or by-election, and a recall."""

from __future__ import annotations

from services.election.domain.procedures.corrections import corrections
from services.election.domain.procedures.residents_election import ELECTION, RECALL
from services.election.domain.procedures.residents_preparation import PREPARATION
from services.election.domain.rulebook import Body
from services.election.domain.states import Procedure, State, Step

NEVER_ENTERED = {
    State.ASSESSED: "",
    State.RECTIFYING: "",
    State.CANDIDATES_APPROVED: "",
    State.SECRETARY_ELECTED: "",
}

RESIDENTS = Procedure(
    start=State.PLANNED,
    steps={
        **PREPARATION,
        **ELECTION,
        **corrections("R12", completed_by=Step.CERTIFICATES),
    },
    stages={
        State.PLANNED: "R2",
        State.CLEARED: "R3",
        State.PLAN_APPROVED: "R5",
        State.NOMINATED: "R8",
        State.REVIEWED: "R9",
        State.NOTICED: "R10",
        State.READY: "R11",
        State.VOTING: "R11",
        State.COUNTED: "R11",
        State.CERTIFIED: "R12",
        State.SUBMITTED: "R12",
        State.APPROVED: "R12",
        State.HANDED_OVER: "R12",
        State.CLOSED: "R12",
        State.VOIDED: "",
        **NEVER_ENTERED,
    },
    ahead={
        State.PLANNED: (Step.ELECTION_COMMITTEE,),
        State.CLEARED: (Step.METHOD, Step.METHOD_APPROVAL),
        State.PLAN_APPROVED: (Step.REGISTRATION, Step.VOTER_LIST, Step.SIGNED_NOMINATION),
        State.NOMINATED: (Step.REVIEW_ANSWERS, Step.REVIEW_DECISION),
        State.REVIEWED: (Step.CANDIDATE_LIST,),
        State.NOTICED: (Step.OFFICIALS, Step.VOTE_PREPARATION),
        State.READY: (Step.VOTE,),
        State.VOTING: (Step.VOTE, Step.VOTE_SIGNATURE),
        State.COUNTED: (Step.DECLARATION,),
        State.CERTIFIED: (Step.FILING,),
        State.SUBMITTED: (Step.CERTIFICATES,),
        State.APPROVED: (Step.COMMITTEE_HANDOVER,),
        State.HANDED_OVER: (Step.CLOSURE,),
        State.CLOSED: (),
        State.VOIDED: (),
    },
    before_the_meeting=frozenset({*PREPARATION, Step.OFFICIALS, Step.VOTE_PREPARATION}),
    body=Body.RESIDENTS,
)

A_RECALL = Procedure(
    start=State.PLANNED,
    steps=RECALL,
    stages=dict.fromkeys(State, "R12"),
    ahead={
        State.PLANNED: (Step.RECALL_PROPOSAL,),
        State.READY: (Step.RECALL_VOTE,),
        State.COUNTED: (Step.RECALL_CONFIRMATION,),
        State.APPROVED: (),
        State.CLOSED: (),
    },
    before_the_meeting=frozenset(),
    body=Body.RESIDENTS,
)
