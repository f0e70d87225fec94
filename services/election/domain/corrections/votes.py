"""Corrected counts of a residents' vote: counted anew, and then who holds which post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from services.election.domain.corrections.correction import (
    Elected,
    Proposal,
    VoteRecount,
    not_by_correction,
)
from services.election.domain.facts import Facts, HeldVote, ResidentsBallot, RoundStatus
from services.election.domain.gates.residents_voting import committee_complete
from services.election.domain.order import ORDER, out_of_order
from services.election.domain.refusals import RuleBroken, refuse_if_broken
from services.election.domain.residents_counting import (
    ResidentsState,
    VoteNotDue,
    count_residents_ballot,
)
from services.election.domain.residents_settled import settled
from services.election.domain.residents_tally import VoteCount, VoteResult
from services.election.domain.rulebook import Verdict
from services.election.domain.ruleset import RuleSet
from shared.text import Text

FINAL = (RoundStatus.VOID, RoundStatus.SIGNED)


def recount_votes(facts: Facts, corrected: Sequence[VoteRecount]) -> Proposal:
    """Count the residents' votes with these counts in place of those on record.

    Refuses a count that does not add up, and one after which another vote would have to follow.
    """
    vote, before = _vote_of(facts)
    right = {each.no: _count(facts, each) for each in corrected}
    final = [held for held in vote.rounds if held.status in FINAL]
    state = _state(facts, [right.get(held.no, held.counts[0]) for held in final])
    recounted = [
        result for held, result in zip(final, state.rounds, strict=False) if held.no in right
    ]
    for result in recounted:
        _check_counted(result, facts.rules)
    _check_settled(before, state, facts, rounds=len(final))
    facts = replace(facts, vote=replace(vote, state=state))
    judged = tuple(committee_complete.ask(facts))
    _check_allowed(judged, facts.rules)
    told = (verdict for result in recounted for verdict in result.verdicts)
    elected = (
        Elected(seat.person, seat.post, seat.votes, final[seat.round_no - 1].no)
        for seat in state.elected
    )
    return Proposal(tuple(elected), (*told, *judged))


def _vote_of(facts: Facts) -> tuple[ResidentsBallot, ResidentsState]:
    if facts.vote is None or facts.vote.state is None:
        needed = Text("这类组织没有这种计票。", "This kind of body has no such count.")
        raise RuleBroken(out_of_order(facts.procedure.body, needed), facts.rules)
    return facts.vote, facts.vote.state


def _count(facts: Facts, corrected: VoteRecount) -> VoteCount:
    held = _signed(facts, corrected.no)
    return replace(
        held.counts[0],
        returned=corrected.returned,
        invalid=corrected.invalid,
        posts=corrected.posts,
    )


def _signed(facts: Facts, number: int) -> HeldVote:
    for held in _vote_of(facts)[0].rounds:
        if held.no == number and held.status is RoundStatus.SIGNED:
            return held
    needed = Text("只能更正已签字的有效轮次。", "Only a valid round that was signed.")
    raise RuleBroken(out_of_order(f"{number}", needed), facts.rules)


def _state(facts: Facts, counts: Sequence[VoteCount]) -> ResidentsState:
    known = settled(facts)
    if known is None:
        raise LookupError("a completed election without its day")
    try:
        return count_residents_ballot(known, counts)
    except VoteNotDue:
        due = Text("其后的轮次不再成立", "a later round was not due, or among others")
        raise not_by_correction(ORDER, f"{len(counts)}", {}, due, facts.rules) from None


def _check_counted(result: VoteResult, rules: RuleSet) -> None:
    """Refuse a count that does not add up, and one by which the vote was void."""
    if result.breached:
        refuse_if_broken(result.verdicts, rules)
    if result.void:
        _check_allowed(result.verdicts, rules)


def _check_settled(
    before: ResidentsState, after: ResidentsState, facts: Facts, *, rounds: int
) -> None:
    """Refuse a recount that leaves a vote due, or more seats open than there were."""
    open_seats = sum(after.vacant.values())
    if (
        after.next_round is None
        and len(after.rounds) == rounds
        and open_seats <= sum(before.vacant.values())
    ):
        return
    kind = after.next_round.kind if after.next_round else "BY_ELECTION"
    due = Text(f"尚有职位未选出,应进行 {kind}", f"posts are open and a {kind} would be due")
    raise not_by_correction(ORDER, f"{kind}", {"open": open_seats}, due, facts.rules)


def _check_allowed(verdicts: Sequence[Verdict], rules: RuleSet) -> None:
    for verdict in _refused(verdicts):
        due = Text("结果不成立", "the result does not stand")
        raise not_by_correction(verdict.rule, verdict.numbers, verdict.inputs, due, rules)


def _refused(verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    return (verdict for verdict in verdicts if not verdict.allows)
