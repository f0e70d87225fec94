"""Commands between rounds: the superior's decision on a tie, candidates for a further ballot."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.election.commands.act import Act, Done, Expect, open_act
from services.election.commands.counting import seat_winners
from services.election.commands.voting import ballot_in, show_next_round
from services.election.domain.ballot_course import BallotTerms, count_under
from services.election.domain.counting import BallotState
from services.election.domain.states import State, Step
from services.election.models import Round
from services.election.schemas import voting
from shared.security import Caller


def decide_tie(
    session: Session, election_id: UUID, body: voting.TieDecision, *, caller: Caller, expect: Expect
) -> Done:
    """Give the tied seats to those named, or let the tied stand once more."""
    act = open_act(
        session, election_id, Step.TIE_DECISION, on=body.on, caller=caller, expect=expect
    )
    ballot = ballot_in(act)
    last = ballot.rounds[-1].no if ballot.rounds else 0
    act.judge({**body.model_dump(mode="json"), "after_round": last})
    if not body.named:
        return act.record(State.VOTING)
    named = {**ballot.terms.named, len(ballot.state.rounds): body.named}
    after = _state_under(act, replace(ballot.terms, named=named))
    show_next_round(act, after)
    done = act.record(State.VOTING if after.next_round else State.COUNTED)
    row = session.scalars(
        select(Round).where(Round.election_id == election_id, Round.no == last)
    ).one()
    seat_winners(session, row, ballot.state, after)
    return done


def add_further_candidates(
    session: Session,
    election_id: UUID,
    body: voting.FurtherCandidates,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Let more persons stand in the further ballot that is due."""
    act = open_act(
        session, election_id, Step.FURTHER_CANDIDATES, on=body.on, caller=caller, expect=expect
    )
    act.judge(body.model_dump(mode="json"))
    terms = ballot_in(act).terms
    added = (*terms.added, *body.candidates)
    show_next_round(act, _state_under(act, replace(terms, added=added)))
    return act.record()


def _state_under(act: Act, terms: BallotTerms) -> BallotState:
    return count_under(terms, [result.tally for result in ballot_in(act).state.rounds])
