"""The gates of request and reply: what kind of organisation it is, and what it may elect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from services.election.domain.documents import Reply, Request
from services.election.domain.facts import Facts
from services.election.domain.gates.gate import gate
from services.election.domain.party_form import (
    OrganisationType,
    branch_committee_fits,
    enough_members,
    seats_as_approved,
    type_is_usual,
)
from services.election.domain.rulebook import Approval, Authority, Outcome, Verdict
from services.election.domain.states import Step

BRANCHES = (OrganisationType.BRANCH, OrganisationType.JOINT_BRANCH)


@gate(Step.REQUEST, Step.REPLY)
def form_fits(facts: Facts) -> Iterator[Verdict]:
    """Judge type and committee by the number of members; the reply is the superior's approval."""
    request = facts.document(Request)
    if request is None or facts.organisation_type not in OrganisationType.__members__:
        return
    if facts.staying:  # a by-election changes neither the form nor the size
        return
    kind, members = OrganisationType(facts.organisation_type), facts.full_members
    yield enough_members(full_members=members, units=request.units)
    yield _as_replied(type_is_usual(kind, members=members), facts)
    if kind in BRANCHES:
        seats = 0 if request.without_committee else request.seats
        yield _as_replied(branch_committee_fits(full_members=members, seats=seats), facts)


@gate(Step.REQUEST)
def size_approved(facts: Facts) -> Iterator[Verdict]:
    """Show by how many seats the reply differs from the request; it is the reply that counts."""
    request, reply = facts.document(Request), facts.document(Reply)
    if request and reply:
        verdict = seats_as_approved(seats=request.seats, approved_seats=reply.approved_seats)
        yield verdict if verdict.holds else replace(verdict, outcome=Outcome.WARNED)


@gate(Step.REQUEST)
def vacant_seats_asked_for(facts: Facts) -> Iterator[Verdict]:
    """Ask in a by-election for the vacant seats, no more and no fewer, and grant the same."""
    request, reply = facts.document(Request), facts.document(Reply)
    if facts.staying and request:
        seats = reply.approved_seats if reply else request.seats
        yield seats_as_approved(seats=seats, approved_seats=facts.seats)


def _as_replied(verdict: Verdict, facts: Facts) -> Verdict:
    """Return the verdict as the reply leaves it; the request only asks for the approval."""
    entry = facts.entry(Step.REPLY)
    if entry is None or entry.on is None:
        asked = verdict.outcome is Outcome.NEEDS_APPROVAL
        return replace(verdict, outcome=Outcome.WARNED) if asked else verdict
    number = cast("Reply", entry.document).document_no
    return verdict.with_approvals([Approval(verdict.rule.id, Authority.STREET, number, entry.on)])
