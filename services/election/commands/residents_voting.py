"""Commands of the stage R11: votes, their counts, and seats that fall vacant before the result."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.election.commands import residents_ballot as ballot
from services.election.commands.act import Done, Expect, open_act
from services.election.commands.residents_changes import leave_office
from services.election.domain.documents import VacancyGround
from services.election.domain.facts import RoundStatus
from services.election.domain.order import out_of_order
from services.election.domain.refusals import UnknownPeople, refuse_if_broken
from services.election.domain.residents_ballot import secret_and_open
from services.election.domain.residents_tally import NextVote
from services.election.domain.residents_void import Breach, seats_won_fairly
from services.election.domain.states import State, Step
from services.election.domain.tally import RoundKind
from services.election.models import MeetingHeld, Round, Tally, Winner
from services.election.schemas import residents_voting as bodies
from services.election.schemas.voting import TallyNumber
from shared.database import new_id
from shared.errors import Forbidden, NotFound
from shared.security import Caller, Role
from shared.text import Text

ATTESTED = {
    "private_booth": Breach.OTHER_BREACH_OF_PROCEDURE,
    "counted_in_public": Breach.NOT_COUNTED_IN_PUBLIC,
    "announced_on_the_spot": Breach.NOT_ANNOUNCED_ON_THE_SPOT,
}


def open_vote(
    session: Session, election_id: UUID, body: bodies.VoteOpening, *, caller: Caller, expect: Expect
) -> Done:
    """Hand out ballots for the vote that is due."""
    act = open_act(session, election_id, Step.VOTE, on=body.on, caller=caller, expect=expect)
    act.judge(body.model_dump(mode="json"))
    vote, due = ballot.vote_in(act), ballot.state_of(act).next_round
    if due is None:
        raise LookupError("a vote was allowed though none is due")
    ballot.show_next(act, due)
    done = act.record(State.VOTING)
    meeting = MeetingHeld(
        id=new_id(),
        election_id=election_id,
        no=len(vote.rounds) + 1,
        held_on=body.on,
        base=vote.base,
        present=body.issued,
        scrutineers=1,
        quorate=True,
        record_id=act.record_id,
    )
    session.add(meeting)
    session.flush()
    session.add(_round(due, meeting, issued=body.issued))
    return done


def enter_vote_tally(
    session: Session,
    election_id: UUID,
    number: int,
    body: bodies.VoteTally,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Enter one teller's count; one with a gap, or that does not add up, is not stored.

    Two equal ones by two persons settle the count; two that differ wait for a third person.
    """
    act = open_act(session, election_id, Step.VOTE_TALLY, on=None, caller=caller, expect=expect)
    row = ballot.round_of(act, number)
    act.judge({"round": number, "returned": body.returned, "invalid": body.invalid})
    ballot.check_names(act, body)
    ballot.check_posts(act, body)
    invalid = ballot.invalid_parts(act, body)
    held = ballot.newest(act)
    count = ballot.count_of(held, body)
    result = ballot.state_with(act, count).rounds[-1]
    ballot.check_result(act, result, body)
    if held.counts:
        same = ballot.is_same_count(held.counts[0], count)
        row.status = RoundStatus.COUNTED if same else RoundStatus.DISPUTED
    done = act.record(outcomes=invalid)
    ballot.store_tally(session, row.id, body, entered_by=caller.subject)
    return done


def discard_vote_tally(
    session: Session, election_id: UUID, body: TallyNumber, *, caller: Caller, expect: Expect
) -> Done:
    """Set one of two differing tallies aside, so that it can be counted anew."""
    step = Step.VOTE_TALLY_DISCARD
    act = open_act(session, election_id, step, on=None, caller=caller, expect=expect)
    row = ballot.round_of(act, body.round)
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


def sign_vote(
    session: Session,
    election_id: UUID,
    number: int,
    body: bodies.VoteSignature,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Sign the count with its attestations: a void vote is repeated on a new day."""
    step = Step.VOTE_SIGNATURE
    act = open_act(session, election_id, step, on=body.on, caller=caller, expect=expect)
    row = ballot.round_of(act, number)
    act.judge({**body.model_dump(mode="json"), "round": number})
    attested = body.model_dump(include=set(ATTESTED))
    breaches = {*body.breaches, *(ATTESTED[name] for name, given in attested.items() if not given)}
    counted = ballot.newest(act).counts[0]
    after = ballot.state_with(act, replace(counted, breaches=frozenset(breaches)))
    result = after.rounds[-1]
    row.breaches, row.signatures = sorted(breaches), 1
    row.status = RoundStatus.VOID if result.void else RoundStatus.SIGNED
    ballot.show_next(act, after.next_round)
    outcomes = (secret_and_open(**attested), *result.verdicts)
    if result.void:
        act.election.meeting_no += 1
        return act.record(State.READY, outcomes=outcomes)
    return act.record(State.VOTING if after.next_round else State.COUNTED, outcomes=outcomes)


def vacate_seat(
    session: Session, election_id: UUID, body: bodies.SeatVacated, *, caller: Caller, expect: Expect
) -> Done:
    """Take a winner's seat by a recorded decision; a further ballot or by-election fills it."""
    if body.ground is VacancyGround.FRAUD and not caller.may(Role.COUNTY_CIVIL):
        raise Forbidden(
            Text("当选无效由县级民政部门认定。", "Civil affairs decide that a win is void."),
            needed=Text("由 COUNTY_CIVIL 的账号办理。", "An account of COUNTY_CIVIL must do it."),
        )
    act = open_act(
        session, election_id, Step.SEAT_VACATED, on=body.on, caller=caller, expect=expect
    )
    before, declared = ballot.state_of(act), act.election.state != State.COUNTED
    decided = {
        "after_round": len(before.rounds),
        "left_vacant": declared or body.ground is VacancyGround.WOMAN,
    }
    act.judge({**body.model_dump(mode="json"), **decided})
    outcomes = []
    if body.ground is VacancyGround.FRAUD:
        won = [seat.person for seat in before.elected]
        outcomes = [seats_won_fairly.on(body.on)(won, decided_against=[body.person_number])]
    if declared:
        leave_office(act, body.person_number)
        return act.record(outcomes=outcomes)
    due = ballot.state_with(act).next_round
    ballot.show_next(act, due)
    return act.record(State.VOTING if due else State.COUNTED, outcomes=outcomes)


def add_candidate(
    session: Session,
    election_id: UUID,
    body: bodies.AddedCandidate,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Put one more on the ballot of a further vote that is due, or becomes due by it."""
    step = Step.ADDED_CANDIDATE
    act = open_act(session, election_id, step, on=body.on, caller=caller, expect=expect)
    if body.person_number not in {each.person_number for each in act.facts.nominees}:
        raise UnknownPeople(["/person_number"], Text("此人未被提名。", "No nominee."))
    held = len(ballot.state_of(act).rounds)
    act.judge({**body.model_dump(mode="json"), "after_round": held})
    due = ballot.state_with(act).next_round
    if due is None or due.kind is not RoundKind.FURTHER or ballot.is_open(act):
        needed = Text("只在应另行选举时可增加候选人。", "Only before a further ballot.")
        refuse_if_broken([out_of_order(due.kind if due else "-", needed)], act.facts.rules)
    ballot.show_next(act, due)
    return act.record()


def declare_result(
    session: Session, election_id: UUID, body: bodies.Declaration, *, caller: Caller, expect: Expect
) -> Done:
    """Announce the result: who holds which seat is final."""
    act = open_act(session, election_id, Step.DECLARATION, on=body.on, caller=caller, expect=expect)
    done = act.perform(body)
    held = select(Round.no, Round.id).where(Round.election_id == election_id)
    ids = dict(session.execute(held).all())
    rows = [
        {
            "election_id": election_id,
            "person_number": seat.person,
            "round_id": ids[seat.round_no],
            "position": place,
            "votes_for": seat.votes,
            "post": seat.post,
        }
        for place, seat in enumerate(ballot.state_of(act).elected)
    ]
    if rows:
        session.execute(insert(Winner), rows)
    return done


def _round(due: NextVote, meeting: MeetingHeld, *, issued: int) -> Round:
    names = dict.fromkeys(name for each in due.contests for name in each.candidates)
    return Round(
        election_id=meeting.election_id,
        meeting_id=meeting.id,
        no=meeting.no,
        kind=due.kind,
        seats=sum(each.seats for each in due.contests),
        candidates=list(names),
        issued=issued,
        status=RoundStatus.OPEN,
    )
