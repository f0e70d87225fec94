"""Corrections of a completed election: asked for, then approved or refused by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.election.commands.act import Act, Expect, open_act
from services.election.commands.completion import completed
from services.election.commands.corrected import apply
from services.election.domain.corrections import Kind, Proposal, Status
from services.election.domain.corrections.counts import recount, recount_secretary
from services.election.domain.corrections.dates import COMPLETED, redate
from services.election.domain.corrections.votes import recount_votes
from services.election.domain.facts import Facts
from services.election.domain.order import out_of_order, two_persons
from services.election.domain.refusals import refuse_if_broken
from services.election.domain.states import ElectionKind, Step
from services.election.models import Correction, Election, Record
from services.election.schemas import corrections as bodies
from shared.database import new_id
from shared.errors import NotFound
from shared.events import ElectionCompleted, ElectionCorrected
from shared.messaging.outbox import publish
from shared.security import Caller
from shared.text import Text

REQUEST: TypeAdapter[bodies.CorrectionRequest] = TypeAdapter(bodies.CorrectionRequest)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command leaves: the election, its correction, the record of what was done about it."""

    election: Election
    correction: Correction
    record: Record


def request_correction(
    session: Session,
    election_id: UUID,
    body: bodies.CorrectionRequest,
    *,
    caller: Caller,
    expect: Expect,
) -> Asked:
    """Ask for a correction; it is refused at once if it could not be approved as things stand."""
    act = _open(session, election_id, Step.CORRECTION, None, caller=caller, expect=expect)
    act.judge(body.model_dump(mode="json"))
    done = act.record(outcomes=propose(act.facts, body).verdicts)
    correction = Correction(
        id=new_id(),
        election_id=election_id,
        no=_how_many(session, election_id) + 1,
        kind=body.kind,
        reason_code=body.reason_code,
        document_no=body.document_no,
        change=body.change.model_dump(mode="json", exclude_none=True),
        status=Status.REQUESTED,
        record_id=act.record_id,
        requested_by=caller.subject,
        requester_role=done.record.actor_role,
    )
    session.add(correction)
    session.flush()
    return Asked(done.election, correction, done.record)


def approve_correction(
    session: Session,
    election_id: UUID,
    no: int,
    body: bodies.Decision,
    *,
    caller: Caller,
    expect: Expect,
) -> Asked:
    """Approve a correction: the records it corrects are superseded, the others learn of it."""
    step = Step.CORRECTION_APPROVAL
    act = _open(session, election_id, step, body.on, caller=caller, expect=expect)
    correction = _undecided(act, no, caller)
    act.judge({**body.model_dump(mode="json"), "correction": no})
    request = request_of(correction)
    proposal = propose(act.facts, request)
    completed_by = COMPLETED[act.facts.procedure.body]
    before = completed(session, act.election, approved_on=_day(act.facts, completed_by))
    correction.corrects_id = _latest(session, election_id, completed_by)
    correction.correction_no = _how_many(session, election_id, Status.APPROVED) + 1
    done = act.record(outcomes=proposal.verdicts)
    _decide(correction, Status.APPROVED, act)
    session.flush()
    apply(act, correction, request, proposal, approved_by=caller.subject)
    after = completed(session, act.election, approved_on=_approved_on(request, before))
    correction.before, correction.after = (each.model_dump(mode="json") for each in (before, after))
    publish(session, _corrected(after, correction, body.on))
    return Asked(done.election, correction, done.record)


def refuse_correction(
    session: Session,
    election_id: UUID,
    no: int,
    body: bodies.Decision,
    *,
    caller: Caller,
    expect: Expect,
) -> Asked:
    """Refuse a correction; everything stays as it is on record."""
    step = Step.CORRECTION_REFUSAL
    act = _open(session, election_id, step, body.on, caller=caller, expect=expect)
    correction = _undecided(act, no, caller)
    act.judge({**body.model_dump(mode="json"), "correction": no})
    done = act.record()
    _decide(correction, Status.REFUSED, act)
    return Asked(done.election, correction, done.record)


def request_of(correction: Correction) -> bodies.CorrectionRequest:
    """Return a request as it was sent."""
    names = ("kind", "reason_code", "document_no", "change")
    return REQUEST.validate_python({name: getattr(correction, name) for name in names})


def propose(facts: Facts, body: bodies.CorrectionRequest) -> Proposal:
    """Return what a correction comes to by the rules; refused where they do not let it be."""
    match body:
        case bodies.TallyCorrection():
            return recount(facts, [each.recount() for each in body.change.rounds])
        case bodies.VoteTallyCorrection():
            return recount_votes(facts, [each.recount() for each in body.change.rounds])
        case bodies.SecretaryTallyCorrection():
            return recount_secretary(facts, body.change.recount())
        case _:
            days = body.change
            return Proposal((), redate(facts, held_on=days.held_on, approved_on=days.approved_on))


def _open(
    session: Session,
    election_id: UUID,
    step: Step,
    on: date | None,
    *,
    caller: Caller,
    expect: Expect,
) -> Act:
    act = open_act(session, election_id, step, on=on, caller=caller, expect=expect)
    if act.election.kind != ElectionKind.RENEWAL:
        needed = Text("只适用于换届选举。", "Only for the election of a whole team.")
        refuse_if_broken([out_of_order(act.election.kind, needed)], act.facts.rules)
    return act


def _undecided(act: Act, no: int, caller: Caller) -> Correction:
    """Return a request that nobody has decided yet; whoever made it may not decide it."""
    correction = act.session.scalar(
        select(Correction).where(Correction.election_id == act.election.id, Correction.no == no)
    )
    if correction is None:
        raise NotFound
    another = Text("由申请人以外的人员办理。", "Someone other than who asked for it.")
    decided = Text("该申请已办理。", "This request is decided already.")
    refuse_if_broken(
        [two_persons(correction.requested_by, caller.subject, another)], act.facts.rules
    )
    if correction.status != Status.REQUESTED:
        refuse_if_broken([out_of_order(f"{no}: {correction.status}", decided)], act.facts.rules)
    return correction


def _decide(correction: Correction, status: Status, act: Act) -> None:
    correction.status = status
    correction.decision_id = act.record_id
    correction.decided_on = act.on


def _day(facts: Facts, step: Step) -> date:
    day = facts.date_of(step)
    if day is None:
        raise LookupError(step)
    return day


def _approved_on(request: bodies.CorrectionRequest, before: ElectionCompleted) -> date:
    right = request.change.approved_on if isinstance(request.change, bodies.Dates) else None
    return right or before.approved_on


def _latest(session: Session, election_id: UUID, completed_by: Step) -> UUID:
    """Return the outcome that stands: the newest correction, or else the approval of the result."""
    corrected = select(Correction.id).where(
        Correction.election_id == election_id, Correction.status == Status.APPROVED
    )
    approval = select(Record.id).where(
        Record.election_id == election_id,
        Record.step == completed_by,
        Record.superseded_by.is_(None),
    )
    newest = session.scalar(corrected.order_by(Correction.correction_no.desc()).limit(1))
    return newest or session.scalars(approval).one()


def _how_many(session: Session, election_id: UUID, *statuses: Status) -> int:
    found = select(func.count()).where(
        Correction.election_id == election_id, Correction.status.in_(statuses or list(Status))
    )
    return session.scalars(found).one()


def _corrected(after: ElectionCompleted, correction: Correction, on: date) -> ElectionCorrected:
    if correction.correction_no is None or correction.corrects_id is None:
        raise LookupError("a correction that is not approved")
    return ElectionCorrected(
        **dict(after),
        correction_id=correction.id,
        correction_no=correction.correction_no,
        corrects_id=correction.corrects_id,
        correction_kind=Kind(correction.kind),
        reason_code=correction.reason_code,
        corrected_on=on,
    )
