"""The gates on what is decided between rounds: a second tie, further candidates, write-ins."""

from __future__ import annotations

from collections.abc import Iterator

from services.election.domain.comparison import compare
from services.election.domain.counting import write_ins_to_announce
from services.election.domain.documents import FurtherCandidates, TieDecision
from services.election.domain.facts import Facts, NomineeStatus, Part, RoundStatus
from services.election.domain.gates.gate import gate
from services.election.domain.order import out_of_order
from services.election.domain.party_candidates import candidates_eligible
from services.election.domain.party_count import first_tie
from services.election.domain.party_meeting import quorum_reached
from services.election.domain.round_count import NextRound
from services.election.domain.rulebook import Approval, Authority, Outcome, Verdict
from services.election.domain.tally import RoundKind
from shared.text import Text


def run_offs_ordered(facts: Facts) -> tuple[Approval, ...]:
    """Return the superior's orders to vote again after the newest round that counted."""
    rounds = facts.ballot.rounds if facts.ballot else ()
    counted = max((each.no for each in rounds if each.status is RoundStatus.SIGNED), default=0)
    return tuple(
        _approval(each)
        for each in facts.documents(TieDecision)
        if each.after_round >= counted and not each.named
    )


@gate(Part.BALLOT)
def tie_decided(facts: Facts) -> Iterator[Verdict]:
    """Decide a tie only where the same seats were tied twice, and for as many as there are."""
    decision, due = facts.document(TieDecision), _due(facts)
    if decision is None:
        return
    if due is None or due.ties < 2:  # noqa: PLR2004 - "a second tie"
        needed = Text("只在再次投票仍相等时由上级决定。", "Only after a second tie.")
        yield out_of_order(compare(due.ties if due else 0, ">=", 2), needed)
        return
    named = set(decision.named)
    if named and (not named <= set(due.candidates) or len(named) != due.seats):
        yield Verdict(
            first_tie.rule,
            Outcome.REFUSED,
            compare(len(named & set(due.candidates)), "=", due.seats),
            {"tied": list(due.candidates), "seats": due.seats},
            Text(
                f"从得票相等的 {len(due.candidates)} 人中确定 {due.seats} 人。",
                f"Name {due.seats} of the {len(due.candidates)} who are tied.",
            ),
        )
        return
    yield first_tie(ties_in_a_row=due.ties).with_approvals([_approval(decision)])


@gate(Part.BALLOT, Part.NOMINEES)
def further_candidates_fit(facts: Facts) -> Iterator[Verdict]:
    """Add nominees who passed the review only for a further ballot, or another preliminary one."""
    added, due = facts.document(FurtherCandidates), _due(facts)
    if added is None:
        return
    again = due and due.counts_as is RoundKind.PRELIMINARY and facts.latest
    if due is None or not (again or due.counts_as is RoundKind.FURTHER):
        yield out_of_order(
            due.kind if due else "-",
            Text(
                "只在应另行选举或再次预选时可增加候选人。",
                "Only where a further ballot or another preliminary one is due.",
            ),
        )
    passed = {each.person_number for each in facts.nominees if each.status is NomineeStatus.PASSED}
    elected = set(facts.ballot.state.elected) if facts.ballot else set()
    yield candidates_eligible(
        added.candidates, ineligible=set(added.candidates) - (passed - elected)
    )


@gate(Part.BALLOT)
def written_in_agreed(facts: Facts) -> Iterator[Verdict]:
    """Ask for the street's approval of each winner who stood on no list."""
    if facts.ballot:
        yield from write_ins_to_announce(facts.ballot.state)


@gate()
def rules_hold(facts: Facts) -> Iterator[Verdict]:
    """Refuse a meeting on a day on which no version of the regulation's rules holds."""
    if facts.on:
        facts.rules.rule(quorum_reached.rule.id)
    yield from ()


def _due(facts: Facts) -> NextRound | None:
    return facts.ballot.state.next_round if facts.ballot else None


def _approval(decision: TieDecision) -> Approval:
    return Approval(first_tie.rule.id, Authority.STREET, decision.document_no, decision.on)
