"""The registration of voters: who each is, whether each may be, and that each is only once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.election.commands.act import Act, Done, Expect, open_act
from services.election.domain.comparison import compare
from services.election.domain.refusals import InvalidIdentity, RuleBroken
from services.election.domain.residents_identity import (
    Identity,
    read_household_register,
    read_identity,
)
from services.election.domain.residents_settled import election_day, region
from services.election.domain.residents_voters import (
    may_vote,
    of_age_by_document,
    registered_once,
    registrable,
)
from services.election.domain.rulebook import Outcome, Verdict
from services.election.domain.states import Step
from services.election.models import Voter
from services.election.models.residents_facts import period_of
from services.election.schemas import residents_preparation as bodies
from shared.database import new_id
from shared.errors import FieldError
from shared.security import Caller
from shared.text import Text


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


def _row(act: Act, place: int, entry: bodies.VoterEntry, key: bytes) -> dict[str, Any]:
    identity = _identity(entry, place, key)
    verdicts = _verdicts(act, entry, identity)
    if identity is None or not all(verdict.allows for verdict in verdicts):
        raise _refused([verdict for verdict in verdicts if not verdict.holds], place, act)
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


def _identity(entry: bodies.VoterEntry, place: int, key: bytes) -> Identity | None:
    """Return the person as the identity card shows, else the household register, else None."""
    if entry.identity_number is not None:
        identity = read_identity(entry.identity_number.get_secret_value(), key=key)
        if identity is None:
            raise InvalidIdentity(f"/voters/{place}/identity_number")
        return identity
    shown = entry.household_register
    if shown is None:
        return None
    return read_household_register(
        shown.number.get_secret_value(),
        name=entry.name,
        born_on=shown.born_on,
        sex=shown.sex,
        key=key,
    )


def _verdicts(act: Act, entry: bodies.VoterEntry, identity: Identity | None) -> tuple[Verdict, ...]:
    day = election_day(act.facts)
    if day is None:
        raise LookupError("voters are registered for a day")
    counts = act.facts.rules.switch("birthday_counts")
    registered = entry.household_register
    of_age = of_age_by_document(
        identity_card=identity.born_on if identity and entry.identity_number else None,
        household_register=registered.born_on if registered else None,
        election_day=day,
        birthday_counts=counts,
    )
    if identity is None:
        return (of_age,)
    return (
        may_vote(
            born_on=identity.born_on,
            election_day=day,
            deprived=entry.deprived,
            birthday_counts=counts,
        ),
        of_age,
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
