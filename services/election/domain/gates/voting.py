"""The gates of the stages P12 and P13: meeting, rounds, counts, certification."""

from __future__ import annotations

from collections.abc import Iterator

from services.election.domain.comparison import compare
from services.election.domain.counting import RoundNotDue, cut_seats
from services.election.domain.documents import (
    Meeting,
    RoundOpening,
    SeatCut,
)
from services.election.domain.facts import Facts, Part, RoundStatus
from services.election.domain.gates.congress import attendance_base, meeting_type, quorum
from services.election.domain.gates.decisions import run_offs_ordered
from services.election.domain.gates.gate import gate
from services.election.domain.gates.tallies import out_of_turn
from services.election.domain.not_recorded import not_recorded
from services.election.domain.order import not_before, out_of_order
from services.election.domain.party_ballot import issued_to_those_present
from services.election.domain.party_candidates import candidates_introduced
from services.election.domain.party_count import first_tie
from services.election.domain.party_meeting import (
    MeetingType,
    method_adopted,
    only_voters_counted,
)
from services.election.domain.party_office import replied_before
from services.election.domain.party_result import (
    COMPLAINTS_OF_FORCE,
    count_signed,
    no_case_stands,
    no_complaint_open,
)
from services.election.domain.party_roll import roll_frozen
from services.election.domain.party_shortfall import seats_filled, seats_may_be_cut
from services.election.domain.party_staff import scrutineers_fit
from services.election.domain.rulebook import Outcome, Verdict
from services.election.domain.states import State, Step
from shared.text import Text

HOW_MANY_SIGNED = Text("记录有几名监票人签字。", "Record how many scrutineers signed.")


@gate(Part.BALLOT)
def one_meeting_at_a_time(facts: Facts) -> Iterator[Verdict]:
    """Hold no other meeting while one votes; complete its record only before ballots go out."""
    meeting = facts.document(Meeting)
    if meeting is None or facts.on is None:
        return
    rounds = facts.ballot.rounds if facts.ballot else ()
    if meeting.completes is not (facts.state is State.VOTING):
        yield out_of_order(
            f"{Step.MEETING} @ {facts.state}",
            Text(
                "会议正在进行时只能补充其记录,不能另记会议。",
                "While a meeting votes its record is completed, and no other one is held.",
            ),
        )
    elif meeting.completes and rounds:
        needed = Text("已发出选票,会议记录不再补充。", "Its ballots have gone out.")
        yield out_of_order(compare(len(rounds), "=", 0), needed)


@gate()
def after_earlier_meetings(facts: Facts) -> Iterator[Verdict]:
    """Hold a meeting no earlier than the void ones before it."""
    latest = facts.date_of(Step.MEETING)
    if latest and facts.on:
        yield from not_before(Step.MEETING, latest, facts.on, facts)


@gate(Step.REQUEST, Step.REPLY)
def replied_before_the_meeting(facts: Facts) -> Iterator[Verdict]:
    """Ask for the reply before the meeting; a late request is only warned about."""
    yield replied_before(
        requested_on=facts.date_of(Step.REQUEST),
        replied_on=facts.date_of(Step.REPLY),
        meeting_on=facts.on,
        request_lead_days=facts.rules.number("request_lead_days"),
    )


@gate(Step.ROLL, Step.REQUEST, Step.DELEGATE_ELECTION, Step.CREDENTIALS)
def present_on_the_roll(facts: Facts) -> Iterator[Verdict]:
    """Take the attendance base of the frozen roll, or of the delegates, and no more voters."""
    meeting, base = facts.document(Meeting), attendance_base(facts)
    if meeting is None or base is None:
        return
    if meeting.base != base:
        yield Verdict(
            roll_frozen.rule,
            Outcome.REFUSED,
            f"{meeting.base} != {base}",
            {"base": base},
            Text(f"应到会人数应为 {base}。", f"The attendance base is {base}."),
        )
    told = meeting.in_room is not None
    yield only_voters_counted(
        base=base,
        in_room=meeting.present if meeting.in_room is None else meeting.in_room,
        non_voters=meeting.non_voters if told else 0,
        counted=meeting.present,
    )


@gate(Step.MEETING, Step.REQUEST)
def meeting_is_quorate(facts: Facts) -> Iterator[Verdict]:
    """Let ballots go out only in a meeting with its quorum."""
    meeting = facts.document(Meeting)
    if meeting:
        yield quorum(facts, meeting)


@gate(Part.BALLOT)
def newest_round_final(facts: Facts) -> Iterator[Verdict]:
    """Let nothing follow a round before its count is final."""
    latest = facts.ballot.latest if facts.ballot else None
    if latest and latest.status not in (RoundStatus.VOID, RoundStatus.SIGNED):
        yield out_of_turn(latest, Text("该轮计票尚未签字。", "Its count is not signed yet."))


@gate(Part.BALLOT)
def round_due(facts: Facts) -> Iterator[Verdict]:
    """Open only the round that is due."""
    if facts.ballot is None:
        return
    due, opening = facts.ballot.state.next_round, facts.document(RoundOpening)
    if due and opening and opening.kind is not due.kind:
        yield out_of_order(
            f"{opening.kind} != {due.kind}",
            Text(
                f"应进行的是 {due.kind}:{due.seats} 个名额,{len(due.candidates)} 名候选人。",
                f"Due is {due.kind}: {due.seats} seats, {len(due.candidates)} candidates.",
            ),
        )
    if due and due.ties:
        yield first_tie(ties_in_a_row=due.ties).with_approvals(run_offs_ordered(facts))


@gate(Step.MEETING, Part.BALLOT)
def ballots_may_go_out(facts: Facts) -> Iterator[Verdict]:
    """Ask for what the meeting does first, and issue no more ballots than voters came."""
    meeting, opening = facts.document(Meeting), facts.document(RoundOpening)
    if meeting is None:
        return
    due = facts.ballot.state.next_round if facts.ballot else None
    candidates = len(due.candidates) if due else 0
    yield method_adopted(
        adopted=meeting.method_adopted,
        adopted_at=meeting.method_adopted_at,
        ballots_at=opening.ballots_at if opening else None,
    )
    yield candidates_introduced(candidates=candidates, introduced=meeting.introduced_of(candidates))
    yield scrutineers_fit(count=meeting.scrutineers, adopted=meeting.method_adopted)
    if opening:
        yield issued_to_those_present(issued=opening.issued, present=meeting.present)


@gate(Step.MEETING, Step.REQUEST, Part.BALLOT)
def seats_cut(facts: Facts) -> Iterator[Verdict]:
    """Cut seats only instead of a further ballot, with the electors' consent."""
    cut, meeting = facts.document(SeatCut), facts.document(Meeting)
    if cut is None or meeting is None or facts.ballot is None:
        return
    state = facts.ballot.state
    try:
        judged = cut_seats(
            state,
            consenting=cut.consenting,
            present=meeting.present,
            presidium_decided=_by_presidium(facts, cut),
            superior_informed=cut.informed_document_no is not None,
            max_cut=facts.rules.number("max_cut"),
            least_members=facts.rules.number("least_members"),
        )
        yield judged.verdicts[-1]
    except RoundNotDue:
        yield Verdict(
            seats_may_be_cut.rule,
            Outcome.REFUSED,
            f"{len(state.elected)} / {state.seats}",
            {"winners": len(state.elected), "seats": state.seats},
            Text("只在应另行选举时可减少名额。", "Only where a further ballot is due."),
        )


@gate(Part.HOLDS)
def no_hold(facts: Facts) -> Iterator[Verdict]:
    """Certify and approve nothing while a complaint or case of the community is open."""
    forced = sum(each.kind in COMPLAINTS_OF_FORCE for each in facts.holds)
    yield no_complaint_open(open_complaints=forced)
    yield no_case_stands(open_cases=len(facts.holds) - forced)


@gate(Step.MEETING, Part.BALLOT)
def rounds_signed(facts: Facts) -> Iterator[Verdict]:
    """Ask for every scrutineer's signature on every valid round."""
    meeting = facts.document(Meeting)
    if meeting is None or facts.ballot is None:
        return
    signed = [each.signatures for each in facts.ballot.rounds if each.status != RoundStatus.VOID]
    counted = [number for number in signed if number]
    if counted or not signed:
        fewest = min(counted, default=0)
        yield count_signed(scrutineers=meeting.scrutineers, signatures=fewest)
    if len(counted) < len(signed):
        yield not_recorded(count_signed.rule, HOW_MANY_SIGNED)


@gate(Step.SEAT_CUT, Part.BALLOT)
def seats_are_filled(facts: Facts) -> Iterator[Verdict]:
    """Show whether all seats are filled, or else cut."""
    if facts.ballot and facts.entry(Step.SEAT_CUT) is None:
        yield seats_filled(seats=facts.seats, winners=len(facts.ballot.state.elected))


def _by_presidium(facts: Facts, cut: SeatCut) -> bool:
    return cut.presidium_decided and meeting_type(facts) is MeetingType.CONGRESS
