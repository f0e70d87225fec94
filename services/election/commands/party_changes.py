"""Commands that change a Party team in office: departures, by-elections, appointments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from services.election.commands import residents_changes
from services.election.commands.act import Act, Done, Expect, lock_election, open_act
from services.election.domain.comparison import compare
from services.election.domain.facts import Post
from services.election.domain.order import out_of_order
from services.election.domain.party_office import vacancy_filled_by_election
from services.election.domain.party_term import TERM_YEARS, end_of_term
from services.election.domain.refusals import UnknownPeople, refuse_if_broken
from services.election.domain.rulebook import Approval, Authority, Body, Verdict
from services.election.domain.ruleset import rule_set
from services.election.domain.states import IN_OFFICE, ElectionKind, Step
from services.election.models import Election
from services.election.models.party_team import team_of, vacant_seats
from services.election.schemas import party_changes as bodies
from services.election.schemas.people import RosterPerson
from services.election.schemas.residents_voting import ByElection
from shared import events
from shared.messaging.outbox import publish
from shared.security import Caller
from shared.text import Text


def record_departure(
    session: Session,
    election_id: UUID,
    body: bodies.Departure,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record that a member left office during the term; the seat is vacant."""
    act = open_act(session, election_id, Step.DEPARTURE, on=body.on, caller=caller, expect=expect)
    _check_renewal(act.election)
    if body.person_number not in team_of(session, election_id):
        needed = Text("此人不是现任成员。", "This person holds no seat.")
        _refuse(act.election, body.on, out_of_order(compare(0, "=", 1), needed))
    done = act.perform(body)
    publish(
        session,
        events.MemberLeft(
            division_code=done.election.division_code,
            campaign_id=done.election.campaign_id,
            election_id=election_id,
            organisation_id=done.election.organisation_id,
            renewal_id=election_id,
            person_number=body.person_number,
            left_on=body.on,
        ),
    )
    return done


def order_by_election(
    session: Session, election_id: UUID, body: ByElection, *, caller: Caller, expect: Expect
) -> Done:
    """Open a by-election for a team's vacant seats, for the rest of its term."""
    parent = lock_election(session, election_id, caller)
    if parent.campaign.organisation_kind == Body.RESIDENTS:
        return residents_changes.order_by_election(
            session, election_id, body, caller=caller, expect=expect
        )
    expect(parent.version)
    _check_renewal(parent)
    vacant, due = _vacant(session, parent, body.on), term_end(session, parent)
    if body.on >= due:
        needed = Text("应进行换届选举。", "Renew the whole team instead.")
        _refuse(parent, body.on, out_of_order(compare(body.on, "<", due), needed))
    child = residents_changes.open_child(
        session,
        parent,
        ElectionKind.BY_ELECTION,
        seats=vacant,
        due_on=due,
        without_committee=parent.without_committee,
    )
    act = open_act(
        session, child.id, Step.BY_ELECTION_ORDER, on=body.on, caller=caller, expect=lambda _: None
    )
    return act.perform(body)


def appoint(
    session: Session,
    election_id: UUID,
    body: bodies.Appointment,
    *,
    people: Mapping[str, RosterPerson],
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record the superior's transfer or appointment to one vacant seat, without an election."""
    if body.person_number not in people:
        unknown = Text("名册中没有这个人员。", "Roster knows no such person.")
        raise UnknownPeople(["/person_number"], unknown)
    act = open_act(session, election_id, Step.APPOINTMENT, on=body.on, caller=caller, expect=expect)
    _check_renewal(act.election)
    _vacant(session, act.election, body.on)
    _check_post_free(act, body)
    act.judge(body.model_dump(mode="json"))
    done = act.record(outcomes=(_approved(body),))
    publish(
        session,
        events.SeatsFilled(
            division_code=done.election.division_code,
            campaign_id=done.election.campaign_id,
            election_id=election_id,
            organisation_id=done.election.organisation_id,
            renewal_id=election_id,
            held_on=body.on,
            elected=(events.Winner(person_number=body.person_number, post=body.post),),
        ),
    )
    return done


def term_end(session: Session, parent: Election) -> date:
    """Return the day on which the term ends that an election has begun."""
    held = residents_changes.held_on(session, parent.id)
    return end_of_term(elected_on=held, term_years=TERM_YEARS) or held


def _approved(body: bodies.Appointment) -> Verdict:
    """Return PARTY-VACANCY on one seat for one person: the street's own act is the approval."""
    verdict = vacancy_filled_by_election(seats=1, candidates=1)
    street = Approval(verdict.rule.id, Authority.STREET, body.document_no, body.on)
    return verdict.with_approvals([street])


def _vacant(session: Session, parent: Election, on: date) -> int:
    vacant = vacant_seats(session, parent.id, team_of(session, parent.id))
    if vacant <= 0:
        needed = Text("没有空缺席位。", "No seat is vacant.")
        _refuse(parent, on, out_of_order(compare(vacant, ">", 0), needed))
    return vacant


def _check_post_free(act: Act, body: bodies.Appointment) -> None:
    team = team_of(act.session, act.election.id)
    held = body.post == Post.SECRETARY and Post.SECRETARY in team.values()
    if held or body.person_number in team:
        needed = Text("该职务或者该人已在任。", "The post is held, or the person sits already.")
        _refuse(act.election, body.on, out_of_order(compare(1, "=", 0), needed))


def _check_renewal(election: Election) -> None:
    party = election.campaign.organisation_kind == Body.PARTY
    if not party or election.kind != ElectionKind.RENEWAL or election.state not in IN_OFFICE:
        needed = Text(
            "只适用于已就任的党组织班子的换届选举。",
            "Only for the election of a Party team that is in office.",
        )
        broken = out_of_order(f"{election.kind} @ {election.state}", needed)
        _refuse(election, election.due_on, broken)


def _refuse(election: Election, on: date, broken: Verdict) -> None:
    refuse_if_broken([broken], rule_set(on, election.division_code))
