"""Commands of the stage R12: certificates, and a void election."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.election.commands.act import Done, Expect, open_act
from services.election.commands.completion import completed, seats_filled
from services.election.commands.opening import tell_of_election
from services.election.commands.voiding import succeed
from services.election.domain.procedures.residents import RESIDENTS
from services.election.domain.procedures.residents_preparation import PREPARATION
from services.election.domain.residents_void import Breach, nothing_voids
from services.election.domain.states import ElectionKind, State, Step
from services.election.schemas import residents_voting as bodies
from shared import events
from shared.messaging.outbox import publish
from shared.security import Caller

ABOUT_CANDIDATES = {
    Step.SIGNED_NOMINATION,
    Step.REVIEW_ANSWERS,
    Step.REVIEW_DECISION,
    Step.CANDIDATE_LIST,
}
WRONG_CANDIDATES = {Breach.CANDIDATES_WRONGLY_PRODUCED, Breach.SURPLUS_BROKEN}
BEFORE_THE_COMMITTEE = {Step.DEPARTURE_AUDIT, Step.DELAY, Step.EXCEPTION}


def issue_certificates(
    session: Session,
    election_id: UUID,
    body: bodies.Certificates,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record the certificates: the election is complete, and the others learn who was elected."""
    act = open_act(
        session, election_id, Step.CERTIFICATES, on=body.on, caller=caller, expect=expect
    )
    done = act.perform(body)
    election = done.election
    if election.kind == ElectionKind.RENEWAL:
        publish(session, completed(session, election, approved_on=body.on))
    else:
        publish(session, seats_filled(session, election))
    return done


def annul(
    session: Session, election_id: UUID, body: bodies.Annulment, *, caller: Caller, expect: Expect
) -> Done:
    """Declare an election void; the new one begins where the ground lies, within thirty days."""
    act = open_act(session, election_id, Step.ANNULMENT, on=body.on, caller=caller, expect=expect)
    before = State(act.election.state)
    act.judge(body.model_dump(mode="json"))
    done = act.record(outcomes=(nothing_voids(body.grounds),))
    state, steps = _restart(set(body.grounds), before)
    successor = succeed(session, done, state, steps)
    publish(
        session,
        events.ElectionVoided(
            division_code=successor.division_code,
            campaign_id=successor.campaign_id,
            election_id=election_id,
            successor_id=successor.id,
            voided_on=body.on,
        ),
    )
    if successor.kind == ElectionKind.RENEWAL:
        tell_of_election(session, successor)
    return done


def _restart(grounds: set[Breach], before: State) -> tuple[State, frozenset[Step]]:
    """Return where the new election begins, and which steps of the void one still stand."""
    state, steps = State.READY, RESIDENTS.before_the_meeting
    if Breach.EC_WRONGLY_FORMED in grounds:
        state, steps = State.PLANNED, frozenset(BEFORE_THE_COMMITTEE)
    elif grounds & WRONG_CANDIDATES:
        state, steps = State.PLAN_APPROVED, frozenset(PREPARATION.keys() - ABOUT_CANDIDATES)
    return min(state, before, key=list(State).index), steps
