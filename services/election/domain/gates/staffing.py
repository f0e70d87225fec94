"""The gates on those who preside, watch, count and help, and on the ballot paper itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from services.election.domain.ballot_order import ORDER_READS, order_on_ballot
from services.election.domain.documents import Deliberation, Meeting, Reply, RoundOpening
from services.election.domain.facts import Facts, Part
from services.election.domain.gates.congress import delegates_in_order, meeting_type
from services.election.domain.gates.gate import gate
from services.election.domain.gates.roll import electable
from services.election.domain.not_recorded import not_recorded
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


@gate(Step.REQUEST, Step.DELIBERATION, Step.DELEGATE_ELECTION, Step.CREDENTIALS, Step.ROLL)
def staff_fit(facts: Facts) -> Iterator[Verdict]:
    """Take no candidate and no stranger as scrutineer or teller; warn where nobody is named."""
    meeting, fixed = facts.document(Meeting), facts.document(Deliberation)
    if meeting is None or fixed is None or not facts.on:
        return
    yield _scrutineers(facts, meeting, fixed.candidates)
    if meeting.teller_numbers:
        yield tellers_fit(meeting.teller_numbers, candidates=fixed.candidates)
    else:
        yield not_recorded(tellers_fit.rule, Text("记录计票人是谁。", "Record who counts."))
    yield _relatives(meeting, fixed.candidates)


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
    if opening.helper_numbers is None:
        needed = Text("记录是否有人代写、由谁代写。", "Record who helped with ballots, if anybody.")
        yield not_recorded(helper_fits.rule, needed)
    for helper in opening.helper_numbers or ():
        yield helper_fits(helper, candidates=listed)


def _scrutineers(facts: Facts, meeting: Meeting, candidates: Collection[str]) -> Verdict:
    """Judge those named; one whom neither a list of voters nor roster knows is warned about."""
    named, voters = meeting.scrutineer_numbers, _voters_present(facts, meeting)
    if not named:
        return not_recorded(
            scrutineers_fit.rule, Text("记录监票人是谁。", "Record who the scrutineers are.")
        )
    judged = scrutineers_fit(
        count=len(named),
        adopted=meeting.method_adopted,
        named=named,
        candidates=candidates,
        voters_present=voters,
    )
    strangers = sorted(set(named) & set(meeting.strangers))
    if voters is None and strangers and judged.holds:
        return not_recorded(
            scrutineers_fit.rule,
            Text(
                f"核对监票人是否为到会党员,名册中没有:{', '.join(strangers)}。",
                f"Check that they are voters present, roster knows nothing of: "
                f"{', '.join(strangers)}.",
            ),
        )
    return judged


def _voters_present(facts: Facts, meeting: Meeting) -> frozenset[str] | None:
    """Return who may have voted there by every list on record; None where there is none."""
    lists = []
    if meeting_type(facts) is MeetingType.CONGRESS:
        lists.append(delegates_in_order(facts))
    elif (allowed := electable(facts)) is not None:
        lists.append(allowed)
    if meeting.voter_numbers:
        lists.append(frozenset(meeting.voter_numbers))
    return frozenset.intersection(*lists) if lists else None


def _relatives(meeting: Meeting, candidates: Collection[str]) -> Verdict:
    """Count the relatives among those named; where nobody is named, everyone who declared one."""
    if meeting.relatives is None:
        needed = Text("记录有无近亲属关系。", "Record whether anybody declared a relative.")
        return not_recorded(no_relatives_count.rule, needed)
    staff = {*meeting.scrutineer_numbers, *meeting.teller_numbers}
    related = {each.person_number for each in meeting.relatives if each.candidate in candidates}
    return no_relatives_count(relatives_declared=len(related & staff if staff else related))


def _may_stand(listed: tuple[str, ...], due: NextRound) -> Iterator[Verdict]:
    if not set(listed) <= set(due.candidates) or len(set(listed)) < due.fewest:
        yield out_of_order(
            f"{len(listed)} / {len(due.candidates)}",
            Text(
                f"从 {len(due.candidates)} 名候选人中列出至少 {due.fewest} 名。",
                f"List at least {due.fewest} of the {len(due.candidates)} who may stand.",
            ),
        )
