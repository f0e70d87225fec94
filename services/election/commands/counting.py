"""Commands of the stage P13: tallies, signatures, and fewer seats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.election.commands.act import Act, Done, Expect, open_act
from services.election.commands.tallies import is_same_count, settled, store_tally, tally_of
from services.election.commands.voting import ballot_in, round_of, show_next_round
from services.election.domain.ballot_course import count_under
from services.election.domain.ballot_readings import BallotReading, judge_readings
from services.election.domain.counting import BallotState
from services.election.domain.documents import Meeting, RoundOpening
from services.election.domain.facts import HeldRound, Post, RoundStatus
from services.election.domain.gates.direct import direct_verdicts
from services.election.domain.gates.voting import HOW_MANY_SIGNED
from services.election.domain.not_recorded import not_recorded
from services.election.domain.party_ballot import round_valid
from services.election.domain.party_count import (
    first_tie,
    no_tie_at_the_cut,
    written_in_elected,
)
from services.election.domain.party_result import announcement_complete, count_signed
from services.election.domain.party_shortfall import seats_filled
from services.election.domain.party_surplus import preliminary_ballot_used
from services.election.domain.refusals import refuse_if_broken
from services.election.domain.round_count import RoundResult, check_tally
from services.election.domain.rulebook import Outcome, Verdict
from services.election.domain.states import State, Step
from services.election.domain.tally import RoundKind, RoundTally
from services.election.models import Round, Tally, Winner
from services.election.schemas import voting
from shared.errors import NotFound
from shared.security import Caller

OF_THE_ROUND = {
    no_tie_at_the_cut.rule.id,
    first_tie.rule.id,
    seats_filled.rule.id,
    preliminary_ballot_used.rule.id,
    written_in_elected.rule.id,
}


def enter_tally(
    session: Session,
    election_id: UUID,
    round_no: int,
    body: voting.CheckedTally,
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
    tally = tally_of(act.facts.document(Meeting), held, body)
    if round_valid(issued=tally.issued, returned=tally.returned, present=tally.present).holds:
        refuse_if_broken([_everyone_counted(act, row, tally)], act.facts.rules)
    after = _state_with(act, tally)
    result = after.rounds[-1]
    checks = check_tally(tally, seats=result.seats)
    if result.breached:
        refuse_if_broken(checks, act.facts.rules)
    checks = (*checks, *_of_the_ballots(act, body, result), *_without_rights(result))
    if held.tallies:
        same = is_same_count(held.tallies[0], tally)
        row.status = settled(same=same, void=result.void)
    if row.status == RoundStatus.VOID:
        show_next_round(act, after)
    done = act.record(outcomes=checks)
    store_tally(session, row, body, entered_by=caller.subject, strangers=body.strangers)
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
    """Sign the count of a round: who is elected, and which round is due next, is computed then.

    The count is final when every scrutineer has signed; until then the missing ones are added.
    Where nobody says how many signed, the record stands as signed, with a warning.
    """
    act = open_act(session, election_id, Step.SIGNATURE, on=body.on, caller=caller, expect=expect)
    row = round_of(act, round_no)
    meeting = act.facts.document(Meeting)
    signatures = _signatures(row, body)
    act.judge({**body.model_dump(mode="json"), "round": round_no, "signatures": signatures})
    row.signatures = signatures or 0
    signed = _all_signed(meeting.scrutineers if meeting else 0, signatures)
    if signatures and not signed.holds:
        return act.record(State.VOTING, outcomes=[signed])
    if row.status == RoundStatus.VOID:
        return act.record(State.VOTING)
    row.status = RoundStatus.SIGNED
    before, after = ballot_in(act).state, _state_with(act, _newest(act).tallies[0])
    row.candidates = [each for each in row.candidates if each in after.rounds[-1].tally.listed]
    show_next_round(act, after)
    told = [each for each in after.rounds[-1].verdicts if each.rule.id in OF_THE_ROUND]
    told += [*direct_verdicts(act.facts, after.rounds[-1]), signed]
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


def _signatures(row: Round, body: voting.Signature) -> int | None:
    """Return how many have signed with this act; None where nobody has counted them."""
    if body.signatures is None and not row.signatures:
        return None
    return row.signatures + (body.signatures or 1)


def _all_signed(scrutineers: int, signatures: int | None) -> Verdict:
    """Return whether all have signed; that some are missing is not refused but waited for."""
    if signatures is None:
        return not_recorded(count_signed.rule, HOW_MANY_SIGNED)
    verdict = count_signed(scrutineers=scrutineers, signatures=signatures)
    return verdict if verdict.holds else replace(verdict, outcome=Outcome.WARNED)


def _everyone_counted(act: Act, row: Round, tally: RoundTally) -> Verdict:
    """Return whether everyone on the ballot has his numbers.

    The meeting chooses who stands in a further ballot; where that is not on record, the count says.
    """
    opening = act.facts.document(RoundOpening)
    printed: Sequence[str] = (opening and opening.candidates) or ()
    if not printed and row.kind != RoundKind.FURTHER:
        printed = row.candidates
    figures: dict[str, tuple[int, ...]] = dict.fromkeys(printed, ())
    figures |= {
        each.person: (each.in_favour, each.against, each.abstain, 0) for each in tally.votes
    }
    return announcement_complete(figures, winners=(), due_order=())


def _of_the_ballots(act: Act, body: voting.Tally, result: RoundResult) -> tuple[Verdict, ...]:
    """Judge each ballot of a round that counts, where the teller has sent them by reading."""
    if not body.readings or result.void:
        return ()
    readings = [
        BallotReading(each.ballots, each.votes_for, each.votes_against, each.written_in)
        for each in body.readings
    ]
    verdicts = judge_readings(readings, result.tally, seats=result.seats)
    refuse_if_broken(verdicts, act.facts.rules)
    return verdicts


def _without_rights(result: RoundResult) -> Iterator[Verdict]:
    """Yield the verdict on each one written in who may not be elected."""
    for each in result.verdicts:
        if each.rule.id == written_in_elected.rule.id and not each.inputs["eligible"]:
            yield each


def _state_with(act: Act, tally: RoundTally) -> BallotState:
    """Return the ballot's state if this were the count of the newest round."""
    ballot = ballot_in(act)
    counted = [result.tally for result in ballot.state.rounds]
    return count_under(ballot.terms, [*counted, tally])


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
