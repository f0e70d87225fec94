"""The gates of a congress: delegates, credentials, preparatory session, quorum (section 4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from services.election.domain.comparison import compare
from services.election.domain.documents import (
    Credentials,
    DelegateElection,
    DelegateNomination,
    DelegateSeats,
    Meeting,
    PreparatorySession,
    Request,
    Roll,
)
from services.election.domain.facts import Facts
from services.election.domain.gates.gate import gate
from services.election.domain.order import out_of_order
from services.election.domain.party_congress import (
    congress_quorum_reached,
    congress_size_fits,
    credentials_checked,
    delegates_came_by_the_steps,
)
from services.election.domain.party_meeting import MeetingType, quorum_reached
from services.election.domain.party_surplus import delegate_surplus_sufficient
from services.election.domain.rulebook import Approval, Authority, Outcome, Verdict
from services.election.domain.states import Step
from shared.text import Text


def meeting_type(facts: Facts) -> MeetingType:
    """Return who elects: the members, unless the request was for a congress."""
    request = facts.document(Request)
    return request.meeting_type if request else MeetingType.MEMBERS


def attendance_base(facts: Facts) -> int | None:
    """Return how many are due to attend: the roll's base, or the delegates in order."""
    if meeting_type(facts) is MeetingType.CONGRESS:
        return len(delegates_in_order(facts))
    roll = facts.document(Roll)
    return roll.numbers.base if roll else None


def delegates_in_order(facts: Facts) -> frozenset[str]:
    """Return the delegates elected whose credentials are in order."""
    elected, checked = facts.document(DelegateElection), facts.document(Credentials)
    return frozenset(elected.delegates) & checked.in_order if elected and checked else frozenset()


def quorum(facts: Facts, meeting: Meeting) -> Verdict:
    """Return whether enough came, by the rule of the kind of meeting."""
    if meeting_type(facts) is MeetingType.CONGRESS:
        return congress_quorum_reached(delegates=meeting.base, present=meeting.present)
    return quorum_reached(base=meeting.base, present=meeting.present)


@gate(Step.REQUEST)
def congress_called(facts: Facts) -> Iterator[Verdict]:
    """Elect delegates only for a congress."""
    if meeting_type(facts) is not MeetingType.CONGRESS:
        yield out_of_order(
            MeetingType.MEMBERS,
            Text("本次由党员大会选举,不选代表。", "The members' meeting elects: no delegates."),
        )


@gate(Step.DELEGATE_SEATS)
def congress_sized(facts: Facts) -> Iterator[Verdict]:
    """Take the number of delegates; the superior's own document approves fewer than usual."""
    seats = facts.document(DelegateSeats)
    if seats:
        verdict = congress_size_fits(delegates=seats.seats)
        approval = Approval(verdict.rule.id, Authority.STREET, seats.document_no, seats.on)
        yield verdict.with_approvals([approval])


@gate(Step.DELEGATE_SEATS, Step.DELEGATE_NOMINATION)
def delegates_nominated(facts: Facts) -> Iterator[Verdict]:
    """Ask each unit for a fifth more candidates than it has seats, all seats being given out."""
    seats, nomination = facts.document(DelegateSeats), facts.document(DelegateNomination)
    if seats is None or nomination is None:
        return
    yield from _as_many(sum(unit.seats for unit in nomination.units), seats.seats)
    for unit in nomination.units:
        yield delegate_surplus_sufficient(seats=unit.seats, candidates=unit.candidates)


@gate(Step.DELEGATE_SEATS, Step.DELEGATE_NOMINATION, Step.DELEGATE_ELECTION)
def delegates_elected(facts: Facts) -> Iterator[Verdict]:
    """Ask for the four steps in their order, and for as many delegates as were approved."""
    nomination, seats = facts.document(DelegateNomination), facts.document(DelegateSeats)
    elected = facts.document(DelegateElection)
    yield delegates_came_by_the_steps(
        nominated_on=nomination.nominated_on if nomination else None,
        agreed_on=nomination.agreed_on if nomination else None,
        reviewed_on=nomination.reviewed_on if nomination else None,
        elected_on=facts.date_of(Step.DELEGATE_ELECTION),
    )
    if elected and seats:
        yield from _as_many(len(elected.delegates), seats.seats)


@gate(Step.DELEGATE_ELECTION, Step.CREDENTIALS)
def credentials_of_delegates(facts: Facts) -> Iterator[Verdict]:
    """Check the credentials of those who were elected, and of nobody else."""
    elected, checked = facts.document(DelegateElection), facts.document(Credentials)
    if elected and checked:
        strangers = {each.person_number for each in checked.delegates} - set(elected.delegates)
        if strangers:
            yield _refused(
                compare(len(strangers), "=", 0),
                Text("只审查当选代表。", "Check those who were elected, and nobody else."),
            )


@gate(Step.DELEGATE_ELECTION, Step.CREDENTIALS, Step.PREPARATORY_SESSION)
def credentials_approved(facts: Facts) -> Iterator[Verdict]:
    """Ask for every delegate's credentials, the report adopted, a presidium of delegates."""
    elected, session = facts.document(DelegateElection), facts.document(PreparatorySession)
    delegates, in_order = elected.delegates if elected else (), delegates_in_order(facts)
    yield credentials_checked(
        delegates=len(delegates),
        in_order=len(in_order),
        report_adopted=session is not None and session.report_adopted,
    )
    if session and not set(session.presidium) <= in_order:
        yield _refused(
            compare(len(set(session.presidium) - in_order), "=", 0),
            Text("主席团成员应为代表。", "Members of the presidium are delegates."),
        )


@gate(
    Step.REQUEST,
    *delegates_elected.reads,
    *credentials_approved.reads,
)
def congress_ready(facts: Facts) -> Iterator[Verdict]:
    """Ask a congress for its delegates; a members' meeting has none."""
    if meeting_type(facts) is MeetingType.CONGRESS:
        yield from delegates_elected.ask(facts)
        yield from credentials_approved.ask(facts)


def _as_many(delegates: int, seats: int) -> Iterator[Verdict]:
    if delegates != seats:
        yield Verdict(
            congress_size_fits.rule,
            Outcome.REFUSED,
            compare(delegates, "=", seats),
            {"delegates": delegates, "seats": seats},
            Text(f"按批复的 {seats} 个代表名额。", f"{seats} delegates, as approved."),
        )


def _refused(numbers: str, needed: Text) -> Verdict:
    return Verdict(credentials_checked.rule, Outcome.REFUSED, numbers, {}, needed)
