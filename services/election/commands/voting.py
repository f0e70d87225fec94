"""Commands of the stage P12: the meeting, and ballots handed out."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.election.commands.act import Act, Done, Expect, open_act
from services.election.domain.ballot_order import order_on_ballot
from services.election.domain.counting import BallotState
from services.election.domain.documents import Meeting
from services.election.domain.facts import Ballot, RoundStatus
from services.election.domain.gates.congress import quorum
from services.election.domain.order import out_of_order, step_is_due
from services.election.domain.refusals import refuse_if_broken
from services.election.domain.round_count import NextRound
from services.election.domain.states import State, Step
from services.election.models import MeetingHeld, Record, Round
from services.election.schemas import voting
from shared.errors import NotFound
from shared.security import Caller
from shared.text import Text


def record_meeting(
    session: Session,
    election_id: UUID,
    body: voting.Meeting,
    *,
    strangers: Sequence[str] = (),
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record a meeting. Short of its quorum it is void, and the next one has the next number.

    `strangers` are those of the scrutineers named whom roster does not know.
    """
    act = open_act(session, election_id, Step.MEETING, on=body.on, caller=caller, expect=expect)
    act.judge({**body.model_dump(mode="json"), "strangers": list(strangers)})
    meeting = act.facts.document(Meeting)
    if meeting is None:
        raise LookupError(act.step)
    quorate = quorum(act.facts, meeting)
    number = act.election.meeting_no
    if quorate.holds:
        show_next_round(act, ballot_in(act).state)
    else:
        act.election.meeting_no += 1
    done = act.record(State.VOTING if quorate.holds else State.READY, outcomes=(quorate,))
    session.add(
        MeetingHeld(
            election_id=election_id,
            no=number,
            held_on=body.on,
            base=body.base,
            present=body.present,
            scrutineers=body.scrutineers,
            quorate=quorate.holds,
            record_id=act.record_id,
        )
    )
    return done


def complete_meeting(
    session: Session,
    election_id: UUID,
    body: voting.MeetingCompletion,
    *,
    strangers: Sequence[str] = (),
    caller: Caller,
    expect: Expect,
) -> Done:
    """Put a fuller record of the meeting that votes in the place of the one that stands."""
    act = open_act(session, election_id, Step.MEETING, on=None, caller=caller, expect=expect)
    held = session.scalars(_meetings(election_id)).first()
    if held is None:
        refuse_if_broken([step_is_due(Step.MEETING, act.facts)], act.facts.rules)
        raise LookupError(act.step)
    act.on, before = held.held_on, session.get_one(Record, held.record_id)
    told = {**body.told, "strangers": list(strangers)} if body.scrutineer_numbers else body.told
    act.judge({**before.payload, **told, "completes": True})
    done = act.record(State.VOTING)
    before.superseded_by = act.record_id
    held.record_id, held.scrutineers = act.record_id, act.payload["scrutineers"]
    return done


def open_round(
    session: Session,
    election_id: UUID,
    body: voting.RoundOpening,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Hand out ballots for the round that is due."""
    act = open_act(session, election_id, Step.ROUND, on=None, caller=caller, expect=expect)
    act.judge(body.model_dump(mode="json"))
    ballot = ballot_in(act)
    due = ballot.state.next_round or _nothing_due()
    done = act.record()
    session.add(
        Round(
            election_id=election_id,
            meeting_id=_open_meeting(session, election_id),
            no=len(ballot.rounds) + 1,
            kind=due.kind,
            seats=due.seats,
            candidates=list(body.candidates or order_on_ballot(act.facts, due.candidates)),
            issued=body.issued,
            status=RoundStatus.OPEN,
        )
    )
    return done


def ballot_in(act: Act) -> Ballot:
    """Return the ballot that the step's gates have had loaded."""
    if act.facts.ballot is None:
        raise LookupError(act.step)
    return act.facts.ballot


def show_next_round(act: Act, state: BallotState) -> None:
    """Keep beside the election which round is due, for readers; names in the ballot's order."""
    due = state.next_round
    act.election.next_round = None
    if due:
        act.election.next_round = {
            "kind": due.kind.value,
            "seats": due.seats,
            "candidates": list(order_on_ballot(act.facts, due.candidates)),
            "fewest": due.fewest,
        }


def round_of(act: Act, number: int) -> Round:
    """Return the round of this number; refused when a newer one has been opened since."""
    held = act.session.scalar(
        select(Round).where(Round.election_id == act.election.id, Round.no == number)
    )
    if held is None:
        raise NotFound
    newest = ballot_in(act).latest
    if newest and newest.no != number:
        needed = Text(f"目前是第 {newest.no} 轮。", f"Round {newest.no} is the present one.")
        refuse_if_broken([out_of_order(f"{number} != {newest.no}", needed)], act.facts.rules)
    return held


def _open_meeting(session: Session, election_id: UUID) -> UUID:
    return session.scalars(_meetings(election_id)).one().id


def _meetings(election_id: UUID) -> Select[MeetingHeld]:
    """Return the question for the newest meeting."""
    held = select(MeetingHeld).where(MeetingHeld.election_id == election_id)
    return held.order_by(MeetingHeld.no.desc()).limit(1)


def _nothing_due() -> NextRound:
    raise LookupError("a round was allowed though none is due")
