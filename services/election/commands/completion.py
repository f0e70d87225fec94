"""Commands of the stages P14 to P16: the secretary, the superior's decision."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, case, func, select, update
from sqlalchemy.orm import Session

from services.election.commands.act import Act, Done, Expect, open_act
from services.election.commands.residents_changes import held_on
from services.election.domain.facts import Post
from services.election.domain.gates.completion import secretary_votes
from services.election.domain.gates.officers import stand_for_secretary
from services.election.domain.party_deadline import on_schedule
from services.election.domain.party_result import first_ballot
from services.election.domain.rulebook import Body
from services.election.domain.ruleset import rule_set
from services.election.domain.secretary_count import SecretaryStep
from services.election.domain.states import ElectionKind, State, Step
from services.election.domain.tally import RoundKind
from services.election.models import Election, MeetingHeld, Record, Round, Winner
from services.election.models.preparation_facts import own_values_of
from services.election.schemas import fields, voting
from shared import events
from shared.messaging.outbox import publish
from shared.security import Caller


class Course(NamedTuple):
    """How the election went, in numbers."""

    meetings: int
    held_on: date
    rounds: int
    secretary_votes: int


def record_secretary_meeting(
    session: Session,
    election_id: UUID,
    body: voting.SecretaryMeeting,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record the committee's vote on its secretary; too few present, or too few votes, stay so."""
    act = open_act(
        session, election_id, Step.SECRETARY_MEETING, on=body.on, caller=caller, expect=expect
    )
    act.judge(body.model_dump(mode="json"))
    vote = secretary_votes(act.facts)[-1]
    if vote.next_step is not SecretaryStep.DONE:
        return act.record(State.CERTIFIED, outcomes=vote.verdicts)
    secretary = next(each for each in vote.elected if each in stand_for_secretary(act.facts))
    post = case(
        (Winner.person_number == secretary, Post.SECRETARY.value),
        (Winner.person_number.in_(vote.elected), Post.DEPUTY_SECRETARY.value),
        else_=Post.MEMBER.value,
    )
    set_posts(act, post)
    return act.record(State.SECRETARY_ELECTED, outcomes=vote.verdicts)


def approve_result(
    session: Session,
    election_id: UUID,
    body: fields.DocumentedAct,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Approve the result: the election is complete, and other services learn who was elected."""
    act = open_act(
        session, election_id, Step.RESULT_APPROVAL, on=body.on, caller=caller, expect=expect
    )
    done = act.perform(body)
    if done.election.kind == ElectionKind.RENEWAL:
        publish(session, completed(session, done.election, approved_on=body.on))
    else:
        publish(session, seats_filled(session, done.election))
    return done


def refuse_result(
    session: Session,
    election_id: UUID,
    body: fields.DocumentedAct,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Refuse the result: the members stay elected, the secretary is voted on anew."""
    act = open_act(
        session, election_id, Step.RESULT_REFUSAL, on=body.on, caller=caller, expect=expect
    )
    done = act.perform(body)
    set_posts(act, Post.MEMBER.value)
    return done


def set_posts(act: Act, post: object) -> None:
    """Say what every winner is in the new team."""
    act.session.execute(
        update(Winner).where(Winner.election_id == act.election.id).values(post=post),
        execution_options={"synchronize_session": False},
    )


def completed(
    session: Session, election: Election, *, approved_on: date
) -> events.ElectionCompleted:
    """Return what the other services are told of an election's result."""
    campaign = election.campaign
    is_party = campaign.organisation_kind == Body.PARTY
    by_committee = is_party and not election.without_committee
    course = _course(session, election)
    elected = elected_in(session, election.id)
    in_time = on_schedule(
        due=election.due_on,
        held_on=course.held_on,
        new_due=election.postponed_to,
        approved_on=election.postponed_on,
    )
    at_once = first_ballot(
        meetings=course.meetings,
        rounds=course.rounds,
        winners=len(elected),
        approved_seats=election.seats,
        secretary_votes=course.secretary_votes if by_committee else 1,  # else in the ballot itself
    )
    return events.ElectionCompleted(
        division_code=election.division_code,
        campaign_id=election.campaign_id,
        election_id=election.id,
        organisation_id=election.organisation_id,
        organisation_kind=campaign.organisation_kind,
        held_on=course.held_on,
        due_on=election.due_on,
        approved_on=approved_on,
        on_schedule=in_time.holds,
        first_ballot=at_once.holds,
        elected=elected,
        statistics_as_of=campaign.statistics_as_of,
        previous_statistics_as_of=campaign.previous_statistics_as_of,
        rules_version=rule_set(
            course.held_on, election.division_code, own_values_of(session, election)
        ).name,
    )


def seats_filled(session: Session, election: Election) -> events.SeatsFilled:
    """Return what the other services are told of a by-election."""
    return events.SeatsFilled(
        division_code=election.division_code,
        campaign_id=election.campaign_id,
        election_id=election.id,
        organisation_id=election.organisation_id,
        renewal_id=election.parent_id or election.id,
        held_on=held_on(session, election.id),
        elected=elected_in(session, election.id),
    )


def _course(session: Session, election: Election) -> Course:
    """Count what was held; the meetings and rounds of elections set aside before it are void ones.

    The day and the votes on the secretary are those of this election.
    """
    election_id, meeting, record = election.id, MeetingHeld, Record
    all_held = _with_predecessors(election)
    meetings = select(func.count()).where(meeting.election_id.in_(all_held))
    rounds = select(func.count()).where(
        Round.election_id.in_(all_held), Round.kind != RoundKind.PRELIMINARY
    )
    votes = select(func.count()).where(
        record.election_id == election_id,
        record.step == Step.SECRETARY_MEETING,
        record.correction_id.is_(None),  # a corrected count is of a vote that was held before
    )
    row = session.execute(
        select(
            meetings.scalar_subquery(),
            func.max(meeting.held_on),
            rounds.scalar_subquery(),
            votes.scalar_subquery(),
        ).where(meeting.election_id == election_id)
    ).one()
    return Course(*row)


def _with_predecessors(election: Election) -> Select[tuple[UUID]]:
    """Select the election and those that were set aside before it, one after the other."""
    chain = (
        select(Election.id, Election.predecessor_id)
        .where(Election.id == election.id)
        .cte("chain", recursive=True)
    )
    before = select(Election.id, Election.predecessor_id).join(
        chain, chain.c.predecessor_id == Election.id
    )
    return select(chain.union(before).c.id)


def elected_in(session: Session, election_id: UUID) -> tuple[events.Winner, ...]:
    """Return who was elected to which post, in the order of election."""
    rows = session.execute(
        select(Winner.person_number, Winner.post)
        .where(Winner.election_id == election_id)
        .order_by(Winner.position)
    )
    return tuple(events.Winner(person_number=number, post=post) for number, post in rows)
