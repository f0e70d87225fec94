"""The procedure of each body, as data: a body without one here cannot be renewed yet."""

from __future__ import annotations

from itertools import takewhile

from services.election.domain.procedures.corrections import corrections
from services.election.domain.procedures.party_by_election import (
    DURING_THE_TERM,
    by_election_of,
)
from services.election.domain.procedures.party_congress import CONGRESS
from services.election.domain.procedures.party_direct import without_committee
from services.election.domain.procedures.party_election import ELECTION
from services.election.domain.procedures.party_preparation import PREPARATION
from services.election.domain.procedures.residents import A_RECALL, RESIDENTS
from services.election.domain.rulebook import Body
from services.election.domain.states import Procedure, State, Step

PARTY = Procedure(
    start=State.PLANNED,
    steps={
        **PREPARATION,
        **CONGRESS,
        **ELECTION,
        **DURING_THE_TERM,
        **corrections("P16", completed_by=Step.RESULT_APPROVAL),
    },
    stages={
        State.PLANNED: "P1",
        State.ASSESSED: "P2",
        State.RECTIFYING: "P3",
        State.CLEARED: "P4",
        State.PLAN_APPROVED: "P7",
        State.NOMINATED: "P8",
        State.REVIEWED: "P9",
        State.CANDIDATES_APPROVED: "P10",
        State.NOTICED: "P11",
        State.READY: "P12",
        State.VOTING: "P13",
        State.COUNTED: "P13",
        State.CERTIFIED: "P14",
        State.SECRETARY_ELECTED: "P15",
        State.SUBMITTED: "P15",
        State.APPROVED: "P16",
        State.HANDED_OVER: "P16",
        State.CLOSED: "P16",
        State.VOIDED: "",
    },
    ahead={
        State.PLANNED: (Step.WORK_TEAM, Step.SURVEY, Step.ASSESSMENT, Step.SIX_ANSWERS),
        State.ASSESSED: (Step.CLEARANCE,),
        State.RECTIFYING: (Step.RECTIFICATION_PROGRESS, Step.RECTIFICATION_ACCEPTANCE),
        State.CLEARED: (Step.PLAN, Step.PLAN_APPROVAL),
        State.PLAN_APPROVED: (Step.REQUEST, Step.REPLY, Step.NOMINATION),
        State.NOMINATED: (Step.REVIEW_ANSWERS, Step.REVIEW_DECISION),
        State.REVIEWED: (Step.CONSENT,),
        State.CANDIDATES_APPROVED: (Step.NOTICE,),
        State.NOTICED: (Step.REHEARSAL, Step.ROLL, Step.ROLL_FREEZE, Step.DELIBERATION),
        State.READY: (Step.MEETING,),
        State.VOTING: (Step.ROUND, Step.SIGNATURE),
        State.COUNTED: (Step.CERTIFICATION,),
        State.CERTIFIED: (Step.SECRETARY_MEETING,),
        State.SECRETARY_ELECTED: (Step.REPORT,),
        State.SUBMITTED: (Step.RESULT_APPROVAL,),
        State.APPROVED: (Step.COUNTY_FILING, Step.HANDOVER),
        State.HANDED_OVER: (Step.CLOSURE,),
        State.CLOSED: (),
        State.VOIDED: (),
    },
    before_the_meeting=frozenset(
        {*PREPARATION, *CONGRESS, *takewhile(lambda step: step is not Step.MEETING, ELECTION)}
    ),
)
WITHOUT_COMMITTEE = without_committee(PARTY)
PARTY_BY_ELECTION = by_election_of(PARTY)

PROCEDURES = {Body.PARTY: PARTY, Body.RESIDENTS: RESIDENTS}

__all__ = [
    "A_RECALL",
    "PARTY",
    "PARTY_BY_ELECTION",
    "PROCEDURES",
    "RESIDENTS",
    "WITHOUT_COMMITTEE",
]
