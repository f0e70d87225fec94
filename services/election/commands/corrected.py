"""What an approved correction does to the records: new ones stand, the old ones stay behind them.

A corrected count is kept as a tally entered by who asked for it; whoever approves it has set the
old ones aside. Winners who are none any more, or were to another post, are kept as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.orm import Session

from services.election.commands import residents_ballot
from services.election.commands.act import Act
from services.election.commands.tallies import store_tally
from services.election.domain.corrections import Elected, Proposal
from services.election.domain.corrections.dates import COMPLETED
from services.election.domain.states import Step
from services.election.models import (
    Correction,
    FormerWinner,
    MeetingHeld,
    Record,
    Round,
    Tally,
    Winner,
)
from services.election.schemas import corrections as bodies
from shared.database import new_id

KEPT = ("person_number", "round_id", "position", "votes_for", "post")


def apply(
    act: Act,
    correction: Correction,
    request: bodies.CorrectionRequest,
    proposal: Proposal,
    *,
    approved_by: str,
) -> None:
    """Let the records say what the correction says."""
    match request:
        case bodies.TallyCorrection() | bodies.VoteTallyCorrection():
            for count in request.change.rounds:
                _replace_tally(act, correction, count, approved_by=approved_by)
            _replace_winners(act.session, correction, proposal.elected)
        case bodies.SecretaryTallyCorrection():
            right = request.change.model_dump(mode="json")
            _replace_record(act, correction, _standing(act, Step.SECRETARY_MEETING), right)
            _replace_winners(act.session, correction, proposal.elected)
        case _:
            _replace_dates(act, correction, request.change)


def _replace_tally(
    act: Act,
    correction: Correction,
    count: bodies.RoundTally | bodies.VoteTally,
    *,
    approved_by: str,
) -> None:
    session = act.session
    row = session.scalars(
        select(Round).where(Round.election_id == act.election.id, Round.no == count.round)
    ).one()
    session.execute(
        update(Tally)
        .where(Tally.round_id == row.id, Tally.discarded_by.is_(None))
        .values(discarded_by=approved_by)
    )
    entered_by, step = correction.requested_by, Step.TALLY
    if isinstance(count, bodies.RoundTally):
        store_tally(session, row, count, entered_by=entered_by)
    else:
        residents_ballot.store_tally(session, row.id, count, entered_by=entered_by)
        step = Step.VOTE_TALLY
    of_round = Record.payload["round"].as_integer() == count.round
    right = count.model_dump(include={"round", "returned", "invalid"})
    _replace_record(act, correction, _standing(act, step, of_round), right)


def _replace_winners(session: Session, correction: Correction, elected: Sequence[Elected]) -> None:
    of_election = Winner.election_id == correction.election_id
    former = select(literal(correction.id), *(getattr(Winner, name) for name in KEPT))
    session.execute(
        insert(FormerWinner).from_select(["correction_id", *KEPT], former.where(of_election))
    )
    session.execute(delete(Winner).where(of_election))
    held = select(Round.no, Round.id).where(Round.election_id == correction.election_id)
    ids = dict(session.execute(held).all())
    rows = [
        {
            "election_id": correction.election_id,
            "person_number": each.person,
            "round_id": ids[each.round_no],
            "position": place,
            "votes_for": each.votes,
            "post": each.post,
        }
        for place, each in enumerate(elected)
    ]
    session.execute(insert(Winner), rows)


def _replace_dates(act: Act, correction: Correction, days: bodies.Dates) -> None:
    session = act.session
    if days.held_on:
        meeting = session.scalars(
            select(MeetingHeld)
            .where(MeetingHeld.election_id == act.election.id)
            .order_by(MeetingHeld.no.desc())
            .limit(1)
        ).one()
        old = [session.get_one(Record, meeting.record_id)]
        meeting.held_on = days.held_on
        meeting.record_id = _replace_record(act, correction, old, on=days.held_on)
    if days.approved_on:
        step = COMPLETED[act.facts.procedure.body]
        _replace_record(act, correction, _standing(act, step), on=days.approved_on)
    session.flush()


def _standing(act: Act, step: Step, *conditions: Any) -> Sequence[Record]:
    return act.session.scalars(
        select(Record)
        .where(
            Record.election_id == act.election.id,
            Record.step == step,
            Record.superseded_by.is_(None),
            *conditions,
        )
        .order_by(Record.id)
    ).all()


def _replace_record(
    act: Act,
    correction: Correction,
    old: Sequence[Record],
    right: dict[str, Any] | None = None,
    *,
    on: date | None = None,
) -> UUID:
    """Record what is right under the name of who asked for it, in place of the newest of `old`."""
    newest = old[-1]
    payload = {**newest.payload, **(right or {}), **({"on": on.isoformat()} if on else {})}
    record = Record(
        id=new_id(),
        election_id=newest.election_id,
        step=newest.step,
        version=act.election.version,
        happened_on=on or newest.happened_on,
        payload=payload,
        verdicts=newest.verdicts,
        state=act.election.state,
        actor=correction.requested_by,
        actor_role=correction.requester_role,
        correction_id=correction.id,
    )
    act.session.add(record)
    for each in old:
        each.superseded_by = record.id
    act.session.flush()
    return record.id
