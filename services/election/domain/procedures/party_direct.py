"""A branch without a committee: its members elect the secretary (procedure, section 4.2)."""

from __future__ import annotations

from dataclasses import replace

from services.election.domain.states import Procedure, State, Step


def without_committee(party: Procedure) -> Procedure:
    """Return the Party organisation's procedure without the new committee's own vote (P14).

    What is certified is the secretary's election. A result that the superior refuses is set aside
    and voted on anew, for there is no committee that could vote again.
    """
    steps, nowhere = party.steps, frozenset[State]()
    return replace(
        party,
        committee=False,
        steps={
            **steps,
            Step.CERTIFICATION: replace(steps[Step.CERTIFICATION], to=(State.SECRETARY_ELECTED,)),
            Step.SECRETARY_MEETING: replace(steps[Step.SECRETARY_MEETING], states=nowhere),
            Step.SECRETARY_CANDIDATE: replace(steps[Step.SECRETARY_CANDIDATE], states=nowhere),
            Step.REPORT: replace(steps[Step.REPORT], after=(Step.CERTIFICATION,)),
            Step.RESULT_REFUSAL: replace(steps[Step.RESULT_REFUSAL], states=nowhere),
        },
        ahead={**party.ahead, State.SUBMITTED: (Step.RESULT_APPROVAL,)},
    )
