"""The gates on those who preside, watch, count and help, and on the ballot paper itself."""

from __future__ import annotations

from collections.abc import Iterator

from services.election.domain.ballot_order import ORDER_READS, order_on_ballot
from services.election.domain.documents import Deliberation, Meeting, Reply, RoundOpening
from services.election.domain.facts import Facts, Part
from services.election.domain.gates.congress import delegates_in_order, meeting_type
from services.election.domain.gates.gate import gate
from services.election.domain.order import out_of_order
from services.election.domain.party_candidates import listed_in_order
from services.election.domain.party_form import seats_as_approved
from services.election.domain.party_meeting import MeetingType, presider_fits
from services.election.domain.party_staff import (
    helper_fits,
    no_relatives_count,
    scrutineers_fit,
    tellers_fit,
)
from services.election.domain.round_count import NextRound
from services.election.domain.rulebook import Verdict
from services.election.domain.states import Step
from services.election.domain.tally import RoundKind
from shared.text import Text

OF_ALL_SEATS = (RoundKind.PRELIMINARY, RoundKind.FIRST)


@gate(Step.REQUEST)
def presided(facts: Facts) -> Iterator[Verdict]:
    """Warn of another in the chair than the kind of meeting calls for."""
    meeting = facts.document(Meeting)
    if meeting and facts.on:
        yield presider_fits(
            meeting.presider, kind=meeting_type(facts), has_committee=facts.procedure.committee
        )


@gate(Step.REQUEST, Step.DELIBERATION, Step.DELEGATE_ELECTION, Step.CREDENTIALS)
def staff_fit(facts: Facts) -> Iterator[Verdict]:
    """Where scrutineers and tellers are named: none of them a candidate, none a stranger."""
    meeting, fixed = facts.document(Meeting), facts.document(Deliberation)
    if meeting is None or fixed is None or not facts.on:
        return
    named, counting = meeting.scrutineer_numbers, meeting.teller_numbers
    is_congress = meeting_type(facts) is MeetingType.CONGRESS
    if named:
        yield scrutineers_fit(
            count=len(named),
            adopted=meeting.method_adopted,
            named=named,
            candidates=fixed.candidates,
            voters_present=delegates_in_order(facts) if is_congress else None,
        )
    if counting:
        yield tellers_fit(counting, candidates=fixed.candidates)
    if named or counting:
        related = {
            each.person_number for each in meeting.relatives if each.candidate in fixed.candidates
        }
        yield no_relatives_count(relatives_declared=len(related & {*named, *counting}))


@gate(Step.REPLY, Part.BALLOT, *ORDER_READS)
def ballot_paper_fits(facts: Facts) -> Iterator[Verdict]:
    """Print as many seats as approved and those who may stand, in order; no candidate helps."""
    opening, reply = facts.document(RoundOpening), facts.document(Reply)
    due = facts.ballot.state.next_round if facts.ballot else None
    if opening is None or due is None or not facts.by:
        return
    listed = order_on_ballot(facts, due.candidates)
    if opening.candidates is not None:
        yield from _may_stand(opening.candidates, due)
        listed = opening.candidates
    yield listed_in_order(listed, due=order_on_ballot(facts, listed))
    approved = reply.approved_seats if reply and due.counts_as in OF_ALL_SEATS else due.seats
    printed = due.seats if opening.seats is None else opening.seats
    yield seats_as_approved(seats=printed, approved_seats=approved)
    for helper in opening.helper_numbers:
        yield helper_fits(helper, candidates=listed)


def _may_stand(listed: tuple[str, ...], due: NextRound) -> Iterator[Verdict]:
    if not set(listed) <= set(due.candidates) or len(set(listed)) < due.fewest:
        yield out_of_order(
            f"{len(listed)} / {len(due.candidates)}",
            Text(
                f"从 {len(due.candidates)} 名候选人中列出至少 {due.fewest} 名。",
                f"List at least {due.fewest} of the {len(due.candidates)} who may stand.",
            ),
        )
