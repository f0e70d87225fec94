"""One step being recorded: lock, judge, write the record, move the election, tell the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session, contains_eager

from services.election.domain.facts import Facts
from services.election.domain.gates import gates_for, sources_of
from services.election.domain.order import leads_to, not_of_this_body
from services.election.domain.refusals import refuse_if_broken
from services.election.domain.rulebook import Verdict
from services.election.domain.ruleset import rule_set
from services.election.domain.states import State, Step, StepForm
from services.election.models import Division, Election, Record
from services.election.models.facts import facts_of, procedure_of, read_document
from services.election.schemas.fields import Body
from services.election.schemas.verdicts import stored_verdict
from shared.database import new_id
from shared.divisions import inside
from shared.errors import NotFound
from shared.events import StepRecorded
from shared.messaging.outbox import publish
from shared.security import Caller

Expect = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Done:
    """What a command leaves: the election as it now stands, and the record of the step."""

    election: Election
    record: Record


@dataclass
class Act:
    """A step of a locked election, with the facts that its gates need."""

    session: Session
    election: Election
    step: Step
    caller: Caller
    on: date | None
    facts: Facts
    standing: frozenset[Step]  # the steps of which a record stood before
    payload: dict[str, Any] = field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()
    record_id: UUID = field(default_factory=new_id)

    @property
    def form(self) -> StepForm:
        """What the procedure says of the step."""
        return self.facts.procedure.steps[self.step]

    def judge(self, payload: dict[str, Any]) -> None:
        """Refuse the act by the first rule that it breaks; the facts then include it."""
        document = read_document(self.step, payload)
        self.facts = self.facts.with_act(self.step, document, on=self.on, by=self.caller.subject)
        self.verdicts = gates_for(self.step, self.facts)
        refuse_if_broken(self.verdicts, self.facts.rules)
        self.payload = payload

    def record(self, to: State | None = None, *, outcomes: Iterable[Verdict] = ()) -> Done:
        """Write the record, move the election (`to`, where the step has several ends), publish."""
        election = self.election
        election.state = leads_to(self.step, self.facts, to)
        if not self.form.keeps_version:
            election.version += 1
            election.last_record_id = self.record_id
            election.recorded_until = _later(election.recorded_until, self.on)
        rules = self.facts.rules
        record = Record(
            id=self.record_id,
            election_id=election.id,
            step=self.step,
            version=election.version,
            happened_on=self.on,
            payload=self.payload,
            verdicts=[stored_verdict(each, rules) for each in (*self.verdicts, *outcomes)],
            state=election.state,
            actor=self.caller.subject,
            actor_role=self.caller.role,
        )
        self._supersede()
        self.session.add(record)
        self.session.flush()
        tell_of_step(self.session, election, record)
        return Done(election, record)

    def perform(self, body: Body, to: State | None = None) -> Done:
        """Judge and record a body as it was sent."""
        self.judge(body.model_dump(mode="json"))
        return self.record(to)

    def _supersede(self) -> None:
        steps = self.standing.intersection(self.form.supersedes(self.step))
        if steps:
            self.session.execute(
                update(Record)
                .where(
                    Record.election_id == self.election.id,
                    Record.step.in_(sorted(steps)),
                    Record.superseded_by.is_(None),
                )
                .values(superseded_by=self.record_id),
                execution_options={"synchronize_session": False},
            )


def tell_of_step(session: Session, election: Election, record: Record) -> None:
    """Publish that a step of an election is on record."""
    publish(
        session,
        StepRecorded(
            division_code=election.division_code,
            campaign_id=election.campaign_id,
            election_id=election.id,
            step=record.step,
            state=election.state,
            happened_on=record.happened_on,
            record_id=record.id,
        ),
    )


def open_act(
    session: Session,
    election_id: UUID,
    step: Step,
    *,
    on: date | None,
    caller: Caller,
    expect: Expect,
) -> Act:
    """Lock the election, check the version that the caller read, load what the gates need."""
    election = lock_election(session, election_id, caller)
    expect(election.version)
    procedure = procedure_of(election)
    if step not in procedure.steps:
        rules = rule_set(on or election.due_on, election.division_code)
        refuse_if_broken([not_of_this_body(step)], rules)
    sources = sources_of(procedure, step)
    facts = facts_of(session, election, sources, on=on)
    return Act(session, election, step, caller, on, facts, frozenset(facts.entries))


def record(
    session: Session,
    election_id: UUID,
    step: Step,
    body: Body,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record a document or act that has no effect beside its own record and the move it brings."""
    act = open_act(session, election_id, step, on=body.day, caller=caller, expect=expect)
    return act.perform(body)


def lock_election(session: Session, election_id: UUID, caller: Caller) -> Election:
    """Return the election, locked; refused as unknown outside the caller's division."""
    election = session.scalar(
        select(Election)
        .join(Election.campaign)
        .join(Election.organisation)
        .options(contains_eager(Election.campaign), contains_eager(Election.organisation))
        .where(
            Election.id == election_id,
            inside(Election.division_code, caller.division_code, table=Division),
        )
        .with_for_update(of=Election)
        .execution_options(populate_existing=True)
    )
    if election is None:
        raise NotFound
    return election


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day), default=None)
