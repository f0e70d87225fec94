"""Commands of the stage R12: certificates, a void election, by-elections and recalls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.election.commands.act import Act, Done, Expect, lock_election, open_act
from services.election.commands.completion import completed, elected_in
from services.election.commands.opening import tell_of_election
from services.election.commands.voiding import next_attempt, succeed
from services.election.domain.calendar import add_years
from services.election.domain.documents import Method, RecallProposal
from services.election.domain.gates.residents_voting import recall_verdict
from services.election.domain.order import out_of_order
from services.election.domain.procedures.residents import RESIDENTS
from services.election.domain.procedures.residents_preparation import PREPARATION
from services.election.domain.refusals import refuse_if_broken
from services.election.domain.residents_after import rest_of_term
from services.election.domain.residents_committee import TERM_YEARS
from services.election.domain.residents_settled import SETTLED, base_of
from services.election.domain.residents_void import Breach, nothing_voids
from services.election.domain.rulebook import Body, Outcome
from services.election.domain.states import ElectionKind, State, Step
from services.election.models import Election, MeetingHeld
from services.election.models.facts import facts_of
from services.election.models.residents_facts import sitting_members
from services.election.schemas import fields
from services.election.schemas import residents_voting as bodies
from shared import events
from shared.database import new_id
from shared.messaging.outbox import publish
from shared.security import Caller
from shared.text import Text

IN_OFFICE = State.between(State.APPROVED, State.CLOSED)
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
        publish(session, _seats_filled(session, election))
    return done


def annul(
    session: Session, election_id: UUID, body: bodies.Annulment, *, caller: Caller, expect: Expect
) -> Done:
    """Declare an election void; the new one begins where the ground lies, within thirty days."""
    act = open_act(session, election_id, Step.VOID, on=body.on, caller=caller, expect=expect)
    before = State(act.election.state)
    act.judge(body.model_dump(mode="json"))
    done = act.record(outcomes=(nothing_voids(body.grounds),))
    state, steps = _restart(set(body.grounds), before)
    successor = succeed(session, done.election, state, steps)
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


def order_by_election(
    session: Session, election_id: UUID, body: bodies.ByElection, *, caller: Caller, expect: Expect
) -> Done:
    """Open a by-election for a committee's vacant seats, for the rest of its term."""
    parent = _parent(session, election_id, caller, expect)
    vacant = parent.seats - len(sitting_members(session, parent.id))
    if vacant <= 0:
        needed = Text("没有空缺席位。", "No seat is vacant.")
        refuse_if_broken([out_of_order(f"{vacant} > 0", needed)])
    due = term_end(session, parent)
    rest = rest_of_term.on(body.on)(held_on=body.on, committee_due=due)
    if not rest.holds:
        refuse_if_broken([replace(rest, outcome=Outcome.REFUSED)])
    child = _child(session, parent, ElectionKind.BY_ELECTION, seats=vacant, due_on=due)
    act = open_act(
        session, child.id, Step.BY_ELECTION_ORDER, on=body.on, caller=caller, expect=lambda _: None
    )
    act.judge(body.model_dump(mode="json"))
    return act.record(outcomes=(rest,))


def propose_recall(
    session: Session,
    election_id: UUID,
    body: bodies.RecallProposal,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Open the recall of a member, by the mode and base of the election that seated the member."""
    parent = _parent(session, election_id, caller, expect)
    if body.person_number not in {
        each.person_number for each in sitting_members(session, parent.id)
    }:
        needed = Text("此人不是现任成员。", "This person holds no seat.")
        refuse_if_broken([out_of_order("0 = 1", needed)])
    facts = facts_of(session, parent, SETTLED)
    method = facts.document(Method)
    if method is None:
        raise LookupError("a committee in office without a method of election")
    due = term_end(session, parent)
    recall = _child(session, parent, ElectionKind.RECALL, seats=1, due_on=due)
    full = bodies.FullProposal(**body.model_dump(), mode=method.mode, base=base_of(facts))
    act = open_act(
        session, recall.id, Step.RECALL_PROPOSAL, on=body.on, caller=caller, expect=lambda _: None
    )
    return act.perform(full)


def vote_on_recall(
    session: Session,
    election_id: UUID,
    body: bodies.RecallBallot,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record the vote on a recall; a void or lost one ends it and recalls nobody."""
    act = open_act(session, election_id, Step.RECALL_VOTE, on=body.on, caller=caller, expect=expect)
    act.judge(body.model_dump(mode="json"))
    verdict = recall_verdict(act.facts)
    carried = verdict is not None and verdict.holds
    return act.record(
        State.COUNTED if carried else State.CLOSED, outcomes=(verdict,) if verdict else ()
    )


def confirm_recall(
    session: Session,
    election_id: UUID,
    body: fields.DocumentedAct,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Put a carried recall on file: the member leaves office, the seat is vacant."""
    step = Step.RECALL_CONFIRMATION
    act = open_act(session, election_id, step, on=body.on, caller=caller, expect=expect)
    done = act.perform(body)
    publish(session, _recalled(act))
    return done


def term_end(session: Session, election: Election) -> date:
    """Return the day on which the term ends that an election has begun."""
    return add_years(_held_on(session, election.id), TERM_YEARS)


def _restart(grounds: set[Breach], before: State) -> tuple[State, frozenset[Step]]:
    """Return where the new election begins, and which steps of the void one still stand."""
    state, steps = State.READY, RESIDENTS.before_the_meeting
    if Breach.EC_WRONGLY_FORMED in grounds:
        state, steps = State.PLANNED, frozenset(BEFORE_THE_COMMITTEE)
    elif grounds & WRONG_CANDIDATES:
        state, steps = State.PLAN_APPROVED, frozenset(PREPARATION.keys() - ABOUT_CANDIDATES)
    return min(state, before, key=list(State).index), steps


def _child(session: Session, parent: Election, kind: ElectionKind, **facts: Any) -> Election:
    child = Election(
        id=new_id(),
        campaign=parent.campaign,
        organisation=parent.organisation,
        division_code=parent.division_code,
        attempt=next_attempt(session, parent),
        kind=kind,
        parent_id=parent.id,
        state=State.PLANNED,
        **facts,
    )
    session.add(child)
    session.flush()
    return child


def _seats_filled(session: Session, election: Election) -> events.SeatsFilled:
    return events.SeatsFilled(
        division_code=election.division_code,
        campaign_id=election.campaign_id,
        election_id=election.id,
        organisation_id=election.organisation_id,
        renewal_id=election.parent_id or election.id,
        held_on=_held_on(session, election.id),
        elected=elected_in(session, election.id),
    )


def _recalled(act: Act) -> events.MemberRecalled:
    election, proposal = act.election, act.facts.document(RecallProposal)
    if proposal is None or act.on is None:
        raise LookupError("a recall without a proposal")
    return events.MemberRecalled(
        division_code=election.division_code,
        campaign_id=election.campaign_id,
        election_id=election.id,
        organisation_id=election.organisation_id,
        renewal_id=election.parent_id or election.id,
        person_number=proposal.person_number,
        recalled_on=act.on,
    )


def _held_on(session: Session, election_id: UUID) -> date:
    held = select(func.min(MeetingHeld.held_on)).where(MeetingHeld.election_id == election_id)
    return session.scalars(held).one()


def _parent(session: Session, election_id: UUID, caller: Caller, expect: Expect) -> Election:
    parent = lock_election(session, election_id, caller)
    expect(parent.version)
    residents = parent.campaign.organisation_kind == Body.RESIDENTS
    if not residents or parent.kind != ElectionKind.RENEWAL or parent.state not in IN_OFFICE:
        needed = Text(
            "只适用于已就任的居民委员会的换届选举。",
            "Only for the election of a residents' committee that is in office.",
        )
        refuse_if_broken([out_of_order(f"{parent.kind} @ {parent.state}", needed)])
    return parent
