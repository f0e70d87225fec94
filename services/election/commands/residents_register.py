"""Commands of the stages R0 to R6: decisions of the election committee, the register of voters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.election.commands.act import Act, Done, Expect, open_act
from services.election.domain.comparison import compare
from services.election.domain.documents import ResultObjection, VoterObjection
from services.election.domain.refusals import InvalidIdentity, RuleBroken
from services.election.domain.residents_identity import Identity, read_identity
from services.election.domain.residents_officials import decision_carried
from services.election.domain.residents_settled import committee_members, election_day, region
from services.election.domain.residents_voters import may_vote, registered_once, registrable
from services.election.domain.rulebook import Outcome, Verdict
from services.election.domain.states import Step
from services.election.models import Voter
from services.election.models.residents_facts import period_of
from services.election.schemas import residents_preparation as bodies
from shared.database import new_id
from shared.errors import FieldError, NotFound
from shared.security import Caller
from shared.text import Text

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
    carried = decision_carried(size=size, present=body.present, yes=body.yes)
    return act.record(outcomes=(carried,))


def register(
    session: Session,
    election_id: UUID,
    body: bodies.Registration,
    *,
    key: bytes,
    caller: Caller,
    expect: Expect,
) -> tuple[Done, Sequence[Voter]]:
    """Register voters, all or none. The identity numbers are hashed and forgotten."""
    act = open_act(
        session, election_id, Step.REGISTRATION, on=body.on, caller=caller, expect=expect
    )
    act.judge({"on": body.on.isoformat(), "registered": len(body.voters)})
    rows = [_row(act, place, entry, key) for place, entry in enumerate(body.voters)]
    done = act.record()
    standing = insert(Voter).on_conflict_do_nothing(
        index_elements=["period_id", "identity_hash"], index_where=Voter.removed_on.is_(None)
    )
    entered = set(session.scalars(standing.returning(Voter.id), rows))
    for place, row in enumerate(rows):
        if row["id"] not in entered:
            raise _refused([_registered_already(session, row)], place, act)
    found = select(Voter).where(Voter.record_id == act.record_id).order_by(Voter.id)
    return done, session.scalars(found).all()


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


def _row(act: Act, place: int, entry: bodies.VoterEntry, key: bytes) -> dict[str, Any]:
    identity = read_identity(entry.identity_number.get_secret_value(), key=key)
    if identity is None:
        raise InvalidIdentity(f"/voters/{place}/identity_number")
    broken = [each for each in _verdicts(act, entry, identity) if not each.allows]
    if broken:
        raise _refused(broken, place, act)
    return {
        "id": new_id(),
        "period_id": period_of(act.election),
        "division_code": act.election.division_code,
        "name": entry.name,
        "sex": identity.sex,
        "born_on": identity.born_on,
        "identity_hash": identity.digest,
        "ground": entry.ground,
        "registered_on": act.on,
        "record_id": act.record_id,
    }


def _verdicts(act: Act, entry: bodies.VoterEntry, identity: Identity) -> tuple[Verdict, ...]:
    day = election_day(act.facts)
    if day is None:
        raise LookupError("voters are registered for a day")
    return (
        may_vote(born_on=identity.born_on, election_day=day, deprived=entry.deprived),
        registrable(
            entry.ground,
            months=entry.months,
            confirmed=entry.confirmed,
            region=region(act.facts),
        ),
    )


def _registered_already(session: Session, row: Mapping[str, Any]) -> Verdict:
    place = session.scalar(
        select(Voter.division_code).where(
            Voter.period_id == row["period_id"],
            Voter.identity_hash == row["identity_hash"],
            Voter.removed_on.is_(None),
        )
    )
    verdict = registered_once(row["division_code"], registered_in=[place or ""])
    if not verdict.allows:  # where else the voter stands is not for this community to read
        return replace(verdict, inputs={})
    needed = Text("此人已在本社区登记。", "This person is on the register here already.")
    return Verdict(registered_once.rule, Outcome.REFUSED, compare(2, "<=", 1), {}, needed)


def _refused(broken: Sequence[Verdict], place: int, act: Act) -> RuleBroken:
    verdict, *others = broken
    refusal = RuleBroken(verdict, act.facts.rules, also=others)
    says = verdict.needed or verdict.rule.says
    refusal.errors = (FieldError(f"/voters/{place}", verdict.rule.id, says),)
    return refusal
