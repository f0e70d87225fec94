"""Commands of the stage P13: tallies, signatures, and fewer seats."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from services.election.commands.act import Act, Done, Expect, open_act
from services.election.commands.voting import ballot_in, round_of, show_next_round
from services.election.domain.ballot_course import count_under
from services.election.domain.counting import BallotState
from services.election.domain.documents import Meeting
from services.election.domain.facts import HeldRound, Post, RoundStatus
from services.election.domain.gates.direct import direct_verdicts
from services.election.domain.party_count import first_tie, no_tie_at_the_cut
from services.election.domain.party_shortfall import seats_filled
from services.election.domain.refusals import refuse_if_broken
from services.election.domain.round_count import check_tally
from services.election.domain.states import State, Step
from services.election.domain.tally import PersonVotes, RoundTally, WriteIn
from services.election.models import Round, Tally, Vote, Winner
from services.election.schemas import voting
from shared.database import new_id
from shared.errors import NotFound
from shared.security import Caller

OF_THE_ROUND = {no_tie_at_the_cut.rule.id, first_tie.rule.id, seats_filled.rule.id}


def enter_tally(
    session: Session,
    election_id: UUID,
    round_no: int,
    body: voting.Tally,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Enter one teller's count. A void round need not add up; another that does not is refused.

    Two equal tallies settle the count, and then a round with more ballots than voters is void and
    its repetition due; two that differ wait for a third person.
    """
    act = open_act(session, election_id, Step.TALLY, on=None, caller=caller, expect=expect)
    row = round_of(act, round_no)
    act.judge({"round": round_no, "returned": body.returned, "invalid": body.invalid})
    held = _newest(act)
    tally = _tally_of(act, held, body)
    after = _state_with(act, tally)
    result = after.rounds[-1]
    checks = check_tally(tally, seats=result.seats)
    if result.breached:
        refuse_if_broken(checks, act.facts.rules)
    if held.tallies:
        same = _is_same_count(held.tallies[0], tally)
        row.status = _settled(same=same, void=result.void)
    if row.status == RoundStatus.VOID:
        show_next_round(act, after)
    done = act.record(outcomes=checks)
    store_tally(session, row, body, entered_by=caller.subject)
    return done


def discard_tally(
    session: Session,
    election_id: UUID,
    body: voting.TallyNumber,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Set one of two differing tallies aside, so that it can be counted anew."""
    act = open_act(session, election_id, Step.TALLY_DISCARD, on=None, caller=caller, expect=expect)
    row = round_of(act, body.round)
    tally = session.scalar(
        select(Tally).where(
            Tally.round_id == row.id, Tally.no == body.tally, Tally.discarded_by.is_(None)
        )
    )
    if tally is None:
        raise NotFound
    act.judge(body.model_dump(mode="json"))
    tally.discarded_by = caller.subject
    row.status = RoundStatus.OPEN
    return act.record()


def sign_count(
    session: Session,
    election_id: UUID,
    round_no: int,
    body: voting.Signature,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Sign the count of a round: who is elected, and which round is due next, is computed then."""
    act = open_act(session, election_id, Step.SIGNATURE, on=body.on, caller=caller, expect=expect)
    row = round_of(act, round_no)
    meeting = act.facts.document(Meeting)
    signatures = body.signatures or (meeting.scrutineers if meeting else 0)
    act.judge({**body.model_dump(mode="json"), "round": round_no, "signatures": signatures})
    row.signatures = signatures
    if row.status == RoundStatus.VOID:
        return act.record(State.VOTING)
    row.status = RoundStatus.SIGNED
    before, after = ballot_in(act).state, _state_with(act, _newest(act).tallies[0])
    show_next_round(act, after)
    told = [each for each in after.rounds[-1].verdicts if each.rule.id in OF_THE_ROUND]
    told += direct_verdicts(act.facts, after.rounds[-1])
    done = act.record(State.VOTING if after.next_round else State.COUNTED, outcomes=told)
    seat_winners(session, row, before, after)
    return done


def cut_seats(
    session: Session, election_id: UUID, body: voting.SeatCut, *, caller: Caller, expect: Expect
) -> Done:
    """Cut the seats that are missing, instead of a further ballot."""
    act = open_act(session, election_id, Step.SEAT_CUT, on=body.on, caller=caller, expect=expect)
    act.election.next_round = None
    return act.perform(body)


def _newest(act: Act) -> HeldRound:
    return ballot_in(act).rounds[-1]


def _tally_of(act: Act, held: HeldRound, body: voting.Tally) -> RoundTally:
    meeting = act.facts.document(Meeting)
    return RoundTally(
        held.kind,
        meeting.present if meeting else 0,
        held.issued,
        body.returned,
        body.invalid,
        tuple(
            PersonVotes(line.person_number, line.votes_for, line.votes_against, line.votes_abstain)
            for line in body.votes
        ),
        tuple(WriteIn(line.person_number, line.votes_for) for line in body.write_ins),
    )


def _state_with(act: Act, tally: RoundTally) -> BallotState:
    """Return the ballot's state if this were the count of the newest round."""
    ballot = ballot_in(act)
    counted = [result.tally for result in ballot.state.rounds]
    return count_under(ballot.terms, [*counted, tally])


def _is_same_count(one: RoundTally, other: RoundTally) -> bool:
    """Compare two counts of a round; the order of the lines does not matter."""
    numbers = (one.returned, one.invalid) == (other.returned, other.invalid)
    lines = set(one.votes) == set(other.votes) and set(one.write_ins) == set(other.write_ins)
    return numbers and lines


def _settled(*, same: bool, void: bool) -> RoundStatus:
    if not same:
        return RoundStatus.DISPUTED
    return RoundStatus.VOID if void else RoundStatus.COUNTED


def store_tally(session: Session, row: Round, body: voting.Tally, *, entered_by: str) -> None:
    """Store a count of a round, in the name of the one who entered it."""
    tally_id = new_id()
    entered = select(func.count() + 1).where(Tally.round_id == row.id).scalar_subquery()
    session.execute(
        insert(Tally).values(
            id=tally_id,
            round_id=row.id,
            no=entered,
            returned=body.returned,
            invalid=body.invalid,
            entered_by=entered_by,
        )
    )
    lines = [*(line.model_dump() for line in body.votes)]
    lines += [
        {**line.model_dump(), "votes_against": 0, "votes_abstain": 0} for line in body.write_ins
    ]
    listed = len(body.votes)
    rows = [
        {**line, "tally_id": tally_id, "position": place, "written_in": place >= listed}
        for place, line in enumerate(lines)
    ]
    if rows:
        session.execute(insert(Vote), rows)


def seat_winners(session: Session, row: Round, before: BallotState, after: BallotState) -> None:
    """Enter those whom the newest round, or a decision after it, has elected."""
    tally = after.rounds[-1].tally
    votes = {each.person: each.in_favour for each in tally.votes}
    votes |= {each.person: each.in_favour for each in tally.write_ins}
    rows = [
        {
            "election_id": row.election_id,
            "person_number": person,
            "round_id": row.id,
            "position": place,
            "votes_for": votes[person],
            "post": Post.MEMBER,
        }
        for place, person in enumerate(after.elected)
        if person not in before.elected
    ]
    if rows:
        session.execute(insert(Winner), rows)
