"""The gates of the stages R11 and R12: the vote, its result, what follows, and a recall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.election.domain.comparison import compare
from services.election.domain.documents import (
    Certificates,
    Declaration,
    RecallBallot,
    RecallProposal,
    ResultAnswer,
    ResultObjection,
    SeatVacated,
    VacancyGround,
    VoteOpening,
)
from services.election.domain.facts import Facts, Part, RoundStatus
from services.election.domain.gates.gate import gate
from services.election.domain.order import out_of_order
from services.election.domain.residents_after import (
    RecallVote,
    handed_over_in_time,
    recalled,
    result_filed,
)
from services.election.domain.residents_counting import judge_committee
from services.election.domain.residents_law import Post
from services.election.domain.residents_members import (
    chair_elected,
    every_member_elected,
    smaller_groups_attested,
)
from services.election.domain.residents_settled import (
    DAY,
    SETTLED,
    declared_kin,
    election_day,
    settled,
)
from services.election.domain.residents_tally import Seat
from services.election.domain.residents_void import (
    answered_in_time,
    rerun_in_time,
    seats_won_fairly,
)
from services.election.domain.rulebook import Outcome, Verdict
from services.election.domain.states import Step
from services.election.domain.tally import RoundKind
from shared.text import Text

WOMAN = "2"  # GB/T 2261.1


@gate(*DAY, Part.BALLOT)
def vote_due(facts: Facts) -> Iterator[Verdict]:
    """Open only the vote that is due, on its day, with no more ballots than there are voters."""
    vote, opening, day = facts.vote, facts.document(VoteOpening), election_day(facts)
    if vote is None or vote.state is None or facts.on is None:
        return
    latest, due = facts.latest, vote.state.next_round
    if latest and latest.status not in (RoundStatus.VOID, RoundStatus.SIGNED):
        needed = Text("该轮计票尚未签字。", "Its count is not signed yet.")
        yield out_of_order(f"{latest.kind} {latest.no}: {latest.status}", needed)
    kind = opening.kind if opening else due and due.kind
    if due and kind is not due.kind:
        needed = Text(f"应进行的是 {due.kind}。", f"Due is {due.kind}.")
        yield out_of_order(f"{kind} != {due.kind}", needed)
    if kind is RoundKind.FIRST and day and facts.on != day:
        needed = Text(f"选举日为 {day}。", f"Election day is {day}.")
        yield out_of_order(f"{facts.on} != {day}", needed)
    if opening and opening.issued > vote.base:
        needed = Text(f"至多发出 {vote.base} 张。", f"At most {vote.base} ballots go out.")
        yield out_of_order(compare(opening.issued, "<=", vote.base), needed)


@gate(*DAY, Part.BALLOT, Part.COMMUNITY)
def rerun_soon(facts: Facts) -> Iterator[Verdict]:
    """Ask for a repeated vote within thirty days of the void one, or civil affairs' consent."""
    void_on, rerun_on = _void_on(facts), facts.on or election_day(facts)
    if void_on and rerun_on:
        yield rerun_in_time(void_on=void_on, rerun_on=rerun_on)


@gate(Step.VOTE_SIGNATURE, Part.BALLOT)
def winner_named(facts: Facts) -> Iterator[Verdict]:
    """Take a seat only from one who has won one."""
    vacated, elected = facts.document(SeatVacated), _elected(facts)
    if vacated and vacated.person_number not in {seat.person for seat in elected}:
        needed = Text("此人未当选。", "This person holds no seat.")
        yield out_of_order(f"{len(elected)} elected", needed)


@gate(Part.HOLDS, *DAY)
def no_hold(facts: Facts) -> Iterator[Verdict]:
    """Declare nothing while a complaint or case of the community is open."""
    day, still_open = election_day(facts), len(facts.holds)
    if day and still_open:
        needed = Text(f"先办结 {still_open} 件。", f"Close {still_open} complaints or cases first.")
        rule = seats_won_fairly.on(day).rule
        yield Verdict(
            rule, Outcome.REFUSED, compare(still_open, "=", 0), {"open": still_open}, needed
        )


@gate(*SETTLED, Part.BALLOT)
def committee_complete(facts: Facts) -> Iterator[Verdict]:
    """Ask for a woman and for no close relatives among the elected and those who stay."""
    election = settled(facts)
    if election is None:
        return
    sitting = facts.community.sitting if facts.community else ()
    women = {each.person_number for each in facts.nominees if each.sex == WOMAN}
    women |= {each.person_number for each in sitting if each.sex == WOMAN}
    seats = (
        *_elected(facts),
        *(Seat(Post.MEMBER, each.person_number, 0, 0) for each in sitting),
    )
    yield from judge_committee(seats, women=women, kin=declared_kin(facts), election=election)


@gate(Step.KIN_DECLARATION, Part.BALLOT, *DAY)
def won_fairly(facts: Facts) -> Iterator[Verdict]:
    """Show that no seat is held against a decision."""
    day = election_day(facts)
    against = [
        each.person_number
        for each in facts.documents(SeatVacated)
        if each.ground is VacancyGround.FRAUD
    ]
    if day:
        elected = [seat.person for seat in _elected(facts)]
        yield seats_won_fairly.on(day)(elected, decided_against=against)


@gate()
def groups_attested(facts: Facts) -> Iterator[Verdict]:
    """Warn where the street has not attested a member of a smaller group."""
    told = facts.document(Declaration)
    if told:
        yield smaller_groups_attested(several_groups=told.several_groups, attested=told.attested)


@gate(Part.BALLOT, Part.COMMUNITY)
def elected_only(facts: Facts) -> Iterator[Verdict]:
    """Give certificates to the elected and nobody else; the secretary has no seat by the office."""
    elected = _elected(facts)
    yield every_member_elected({seat.person: f"round {seat.round_no}" for seat in elected})
    secretary = facts.community.party_secretary if facts.community else None
    for seat in elected:
        if seat.post is Post.CHAIR:
            won_in = f"round {seat.round_no}"
            yield chair_elected(is_secretary=seat.person == secretary, elected_in=won_in)


@gate(Step.FILING, Part.BALLOT)
def certificates_issued(facts: Facts) -> Iterator[Verdict]:
    """Warn where certificates are missing."""
    issued = facts.document(Certificates)
    if issued:
        yield result_filed(
            filed_on=facts.date_of(Step.FILING),
            certificates=issued.certificates,
            members=len(_elected(facts)),
        )


@gate(Step.DECLARATION)
def handover_in_time(facts: Facts) -> Iterator[Verdict]:
    """Warn of a handover more than ten days after the new committee was formed."""
    formed_on = facts.date_of(Step.DECLARATION)
    if formed_on and facts.on:
        yield handed_over_in_time(formed_on=formed_on, handover_on=facts.on)


@gate(Step.RESULT_OBJECTION)
def answer_in_time(facts: Facts) -> Iterator[Verdict]:
    """Warn of an answer more than thirty days after the objection."""
    answer = facts.document(ResultAnswer)
    received = {each.number: each.received_on for each in facts.documents(ResultObjection)}
    if answer and answer.number in received:
        yield answered_in_time(received_on=received[answer.number], answered_on=answer.on)


@gate(Step.RESULT_OBJECTION, Step.RESULT_ANSWER)
def objections_answered(facts: Facts) -> Iterator[Verdict]:
    """Ask for an answer to every objection before the file is closed."""
    answered = {each.number for each in facts.documents(ResultAnswer)}
    still_open = sum(each.number not in answered for each in facts.documents(ResultObjection))
    if still_open:
        needed = Text(f"先答复 {still_open} 件异议。", f"Answer {still_open} objections first.")
        yield out_of_order(compare(still_open, "=", 0), needed)


@gate(Step.RECALL_PROPOSAL)
def recall_in_order(facts: Facts) -> Iterator[Verdict]:
    """Show what a recall came to; one that is void or lost stays on record and recalls nobody."""
    verdict = recall_verdict(facts)
    if verdict:
        yield verdict if verdict.allows else replace(verdict, outcome=Outcome.NOT_MET)


def recall_verdict(facts: Facts) -> Verdict | None:
    """Return the verdict on the vote about a recall, None before it."""
    proposal, ballot = facts.document(RecallProposal), facts.document(RecallBallot)
    if proposal is None or ballot is None or facts.on is None:
        return None
    vote = RecallVote(
        proposal.mode, proposal.base, proposal.proposers, ballot.took_part, ballot.yes
    )
    return recalled.on(facts.on)(vote)


def _elected(facts: Facts) -> tuple[Seat, ...]:
    return facts.vote.state.elected if facts.vote and facts.vote.state else ()


def _void_on(facts: Facts) -> date | None:
    """Return the day of the void vote, or of the decision that made the election before void."""
    latest = facts.vote.rounds[-1] if facts.vote and facts.vote.rounds else None
    if latest:
        return latest.held_on if latest.status is RoundStatus.VOID else None
    return facts.community.void_on if facts.community else None
