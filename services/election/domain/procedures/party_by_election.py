"""A Party by-election: the same procedure for the vacant seats alone (rule book, PARTY-VACANCY)."""

from __future__ import annotations

from dataclasses import replace

from services.election.domain.states import IN_OFFICE, Procedure, State, Step, StepForm
from shared.text import Text

DURING_THE_TERM = {
    Step.DEPARTURE: StepForm(
        "P16",
        Text("委员离任", "departure of a member"),
        IN_OFFICE,
        after=(Step.RESULT_APPROVAL,),
        repeats=True,
    ),
    Step.APPOINTMENT: StepForm(
        "P16",
        Text("调动或指派", "transfer or appointment"),
        IN_OFFICE,
        after=(Step.RESULT_APPROVAL,),
        repeats=True,
    ),
}


def by_election_of(party: Procedure) -> Procedure:
    """Return the Party's procedure for vacant seats: the secretary is elected if that one is."""
    steps, nowhere = party.steps, frozenset[State]()
    return replace(
        party,
        steps={
            **steps,
            Step.CERTIFICATION: replace(
                steps[Step.CERTIFICATION], to=(State.CERTIFIED, State.SECRETARY_ELECTED)
            ),
            Step.REPORT: replace(steps[Step.REPORT], after=(Step.CERTIFICATION,)),
            Step.DEPARTURE: replace(steps[Step.DEPARTURE], states=nowhere),
            Step.APPOINTMENT: replace(steps[Step.APPOINTMENT], states=nowhere),
        },
    )
