"""The gates on the term of office: how long it was, when the election is due, early or late."""

from __future__ import annotations

from collections.abc import Iterator

from services.election.domain.documents import Postponement
from services.election.domain.facts import Facts
from services.election.domain.gates.gate import gate
from services.election.domain.party_deadline import deadline_kept, shift_allowed
from services.election.domain.party_term import term_due, term_length_known, term_start
from services.election.domain.rulebook import Approval, Authority, Verdict
from services.election.domain.states import Step

SUPERIOR = "SUPERIOR"  # of a community's Party organisation: the street's Party committee
SHIFTS = frozenset({deadline_kept.rule.id, shift_allowed.rule.id})


@gate()
def outgoing_term(facts: Facts) -> Iterator[Verdict]:
    """Ask for the length of the term that ends; one begun before 2018-07-12 must state it."""
    term = facts.outgoing
    if term is None:
        return
    known = term_length_known(elected_on=term.elected_on, term_years=term.term_years)
    yield known
    years = known.inputs["term_years"]
    if isinstance(years, int):
        yield term_due(elected_on=term.elected_on, term_years=years)


@gate(Step.MEETING)
def new_term(facts: Facts) -> Iterator[Verdict]:
    """Say when the new term begins and ends; the day of the approval does not matter to it."""
    elected_on = facts.date_of(Step.MEETING)
    if elected_on and facts.staying is None:
        yield term_start(elected_on=elected_on, approved_on=facts.on)


@gate()
def postponement_allowed(facts: Facts) -> Iterator[Verdict]:
    """Take the superior's approval; beyond a year it must be the county standing committee's."""
    shift = facts.document(Postponement)
    if shift:
        verdict = shift_allowed(due=facts.due_on, shifted_to=shift.new_due, approved=True)
        yield verdict.with_approvals([_approval(shift)])


@gate(Step.POSTPONEMENT)
def held_in_time(facts: Facts) -> Iterator[Verdict]:
    """Refuse a meeting after the due date that no approved postponement covers."""
    if facts.on:
        shift = _granted(facts)
        yield deadline_kept(
            due=facts.due_on, held_on=facts.on, new_due=shift.new_due if shift else None
        )


@gate(Step.POSTPONEMENT, Step.REPLY)
def shifted_as_approved(facts: Facts) -> Iterator[Verdict]:
    """Ask for the approval of another day than the due one, at the level that its distance needs.

    Before the due day the reply to the request, which names the day, is the superior's approval;
    after it a postponement or an exception is. Whoever approved, beyond a year the county decides.
    """
    if facts.on is None or facts.staying:  # a vacancy may fall at any time of the term
        return
    shift = _granted(facts)
    early = facts.on <= facts.due_on
    replied = early and facts.entry(Step.REPLY) is not None
    excepted = any(each.rule_id in SHIFTS for each in facts.approvals)
    reached = shift is not None and _reaches(shift, facts)
    verdict = shift_allowed(
        due=facts.due_on, shifted_to=facts.on, approved=replied or excepted or reached
    )
    yield verdict.with_approvals([_approval(shift)] if shift and reached else [])


def _granted(facts: Facts) -> Postponement | None:
    """Return the shift on record, unless it was approved later than the act."""
    shift = facts.document(Postponement)
    return shift if shift and facts.not_later(shift.approved_on) else None


def _reaches(shift: Postponement, facts: Facts) -> bool:
    if facts.on is None:
        return False
    late = facts.on > facts.due_on
    return facts.on <= shift.new_due if late else shift.new_due <= facts.on


def _approval(shift: Postponement) -> Approval:
    by = Authority.STREET if shift.approved_by == SUPERIOR else Authority(shift.approved_by)
    return Approval(shift_allowed.rule.id, by, shift.document_no, shift.approved_on)
