"""Commands that change a committee in office: by-elections and recalls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from services.election.commands.act import Act, Done, Expect, lock_election, open_act
from services.election.commands.voiding import next_attempt
from services.election.domain.calendar import add_years
from services.election.domain.comparison import compare
from services.election.domain.documents import Method, RecallProposal
from services.election.domain.gates.residents_voting import recall_verdict
from services.election.domain.order import out_of_order
from services.election.domain.refusals import refuse_if_broken
from services.election.domain.residents_after import rest_of_term
from services.election.domain.residents_committee import TERM_YEARS
from services.election.domain.residents_settled import SETTLED, base_of
from services.election.domain.rulebook import Body, Outcome
from services.election.domain.ruleset import RuleSet, rule_set
from services.election.domain.states import IN_OFFICE, ElectionKind, State, Step
from services.election.models import Election, MeetingHeld, Winner
from services.election.models.facts import facts_of
from services.election.models.residents_facts import sitting_members
from services.election.schemas import fields
from services.election.schemas import residents_voting as bodies
from shared import events
from shared.database import new_id
from shared.messaging.outbox import publish
from shared.security import Caller
from shared.text import Text

LeavingGround = Literal["RECALL", "FRAUD"]


def order_by_election(
    session: Session, election_id: UUID, body: bodies.ByElection, *, caller: Caller, expect: Expect
) -> Done:
    """Open a by-election for a committee's vacant seats, for the rest of its term."""
    parent = _parent(session, election_id, caller, expect)
    vacant = parent.seats - len(sitting_members(session, parent.id))
    if vacant <= 0:
        needed = Text("没有空缺席位。", "No seat is vacant.")
        refuse_if_broken([out_of_order(compare(vacant, ">", 0), needed)], _rules(parent, body.on))
    due = term_end(session, parent)
    rest = rest_of_term.on(body.on)(held_on=body.on, committee_due=due)
    if not rest.holds:
        refuse_if_broken([replace(rest, outcome=Outcome.REFUSED)], _rules(parent, body.on))
    child = open_child(session, parent, ElectionKind.BY_ELECTION, seats=vacant, due_on=due)
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
        refuse_if_broken([out_of_order(compare(0, "=", 1), needed)], _rules(parent, body.on))
    facts = facts_of(session, parent, SETTLED)
    method = facts.document(Method)
    if method is None:
        raise LookupError("a committee in office without a method of election")
    due = term_end(session, parent)
    recall = open_child(session, parent, ElectionKind.RECALL, seats=1, due_on=due)
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


def leave_office(act: Act, person_number: str) -> None:
    """Take the seat of a winner whose election is void; who holds office leaves it."""
    election = act.election
    if election.state not in IN_OFFICE:
        act.session.execute(
            delete(Winner).where(
                Winner.election_id == election.id, Winner.person_number == person_number
            )
        )
    elif act.on:
        left = _left_office(election, person_number, act.on, ground="FRAUD")
        publish(act.session, left)


def term_end(session: Session, election: Election) -> date:
    """Return the day on which the term ends that an election has begun."""
    return add_years(held_on(session, election.id), TERM_YEARS)


def held_on(session: Session, election_id: UUID) -> date:
    """Return the day on which an election was decided: that of its last vote."""
    held = select(func.max(MeetingHeld.held_on)).where(MeetingHeld.election_id == election_id)
    return session.scalars(held).one()


def open_child(session: Session, parent: Election, kind: ElectionKind, **facts: Any) -> Election:
    """Open an election that changes the team which another one seated."""
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


def _recalled(act: Act) -> events.MemberRecalled:
    election, proposal = act.election, act.facts.document(RecallProposal)
    if proposal is None or act.on is None:
        raise LookupError("a recall without a proposal")
    return _left_office(election, proposal.person_number, act.on)


def _left_office(
    election: Election, person_number: str, on: date, *, ground: LeavingGround = "RECALL"
) -> events.MemberRecalled:
    return events.MemberRecalled(
        division_code=election.division_code,
        campaign_id=election.campaign_id,
        election_id=election.id,
        organisation_id=election.organisation_id,
        renewal_id=election.parent_id or election.id,
        person_number=person_number,
        recalled_on=on,
        ground=ground,
    )


def _parent(session: Session, election_id: UUID, caller: Caller, expect: Expect) -> Election:
    parent = lock_election(session, election_id, caller)
    expect(parent.version)
    residents = parent.campaign.organisation_kind == Body.RESIDENTS
    if not residents or parent.kind != ElectionKind.RENEWAL or parent.state not in IN_OFFICE:
        needed = Text(
            "只适用于已就任的居民委员会的换届选举。",
            "Only for the election of a residents' committee that is in office.",
        )
        refuse_if_broken(
            [out_of_order(f"{parent.kind} @ {parent.state}", needed)], _rules(parent, parent.due_on)
        )
    return parent


def _rules(parent: Election, on: date) -> RuleSet:
    return rule_set(on, parent.division_code)
