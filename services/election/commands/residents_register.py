"""Commands of the stages R0 to R6: decisions of the election committee, the register of voters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.election.commands.act import Act, Done, Expect, open_act
from services.election.domain.documents import ResultObjection, VoterObjection
from services.election.domain.residents_officials import decision_carried
from services.election.domain.residents_settled import committee_members
from services.election.domain.states import Step
from services.election.models import Voter
from services.election.models.residents_facts import period_of
from services.election.schemas import residents_preparation as bodies
from shared.errors import NotFound
from shared.security import Caller

ANSWERED: Mapping[Step, type[VoterObjection | ResultObjection]] = {
    Step.VOTER_DECISION: VoterObjection,
    Step.RESULT_ANSWER: ResultObjection,
}


def settle_method(
    session: Session, election_id: UUID, body: bodies.Method, *, caller: Caller, expect: Expect
) -> Done:
    """Record mode, day and seats."""
    act = open_act(session, election_id, Step.METHOD, on=body.on, caller=caller, expect=expect)
    act.election.seats = sum(body.seats.values())
    return act.perform(body)


def delay(
    session: Session, election_id: UUID, body: bodies.Delay, *, caller: Caller, expect: Expect
) -> Done:
    """Record the county government's consent to a later day."""
    act = open_act(session, election_id, Step.DELAY, on=body.on, caller=caller, expect=expect)
    act.election.postponed_to, act.election.postponed_on = body.new_due, body.on
    return act.perform(body)


def record_decision(
    session: Session,
    election_id: UUID,
    body: bodies.CommitteeDecision,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record a decision of the election committee; one without quorum or majority stays as void."""
    step = Step.COMMITTEE_DECISION
    act = open_act(session, election_id, step, on=body.on, caller=caller, expect=expect)
    act.judge(body.model_dump(mode="json"))
    size = len(committee_members(act.facts))
    carried = decision_carried(
        size=size,
        present=body.present,
        yes=body.yes,
        majority_of_all=act.facts.rules.switch("majority_of_all"),
    )
    return act.record(outcomes=(carried,))


def deregister(
    session: Session,
    election_id: UUID,
    body: bodies.Deregistration,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Take a voter off the register; the entry stays with the day."""
    act = open_act(
        session, election_id, Step.DEREGISTRATION, on=body.on, caller=caller, expect=expect
    )
    done = act.perform(body)
    removed = session.execute(
        update(Voter)
        .where(Voter.id == body.voter_id, Voter.removed_on.is_(None), *_here(act))
        .values(removed_on=body.on)
        .returning(Voter.id)
    ).one_or_none()
    if removed is None:
        raise NotFound
    return done


def receive_objection(
    session: Session,
    election_id: UUID,
    step: Step,
    body: bodies.Received,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record an objection to the list or the result; each is numbered from 1."""
    act = open_act(session, election_id, step, on=body.day, caller=caller, expect=expect)
    number = len(act.facts.entries.get(step, ())) + 1
    act.judge({**body.model_dump(mode="json"), "number": number})
    return act.record()


def answer_objection(
    session: Session,
    election_id: UUID,
    step: Step,
    body: bodies.NumberedAnswer,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record the decision on an objection, or the answer to it."""
    act = open_act(session, election_id, step, on=body.on, caller=caller, expect=expect)
    received = act.facts.documents(ANSWERED[step])
    if body.number not in {each.number for each in received}:
        raise NotFound
    return act.perform(body)


def voters_among(act: Act, numbers: Sequence[UUID]) -> set[UUID]:
    """Return those of the numbers under which someone stands on the community's register."""
    found = select(Voter.id).where(Voter.id.in_(numbers), Voter.removed_on.is_(None), *_here(act))
    return set(act.session.scalars(found))


def _here(act: Act) -> tuple[Any, ...]:
    election = act.election
    return (
        Voter.period_id == period_of(election),
        Voter.division_code == election.division_code,
    )
