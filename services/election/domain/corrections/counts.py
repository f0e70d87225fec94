"""Corrected counts: counted by the same rules as the first time, and then who is elected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.election.domain.ballot_course import count_under
from services.election.domain.ballot_order import approved_officers
from services.election.domain.corrections.correction import (
    Elected,
    Proposal,
    RoundRecount,
    SecretaryRecount,
    not_by_correction,
)
from services.election.domain.counting import BallotState, RoundNotDue
from services.election.domain.documents import (
    Consent,
    SeatCut,
    SecretaryMeeting,
    SecretaryVotes,
)
from services.election.domain.facts import Ballot, Facts, HeldRound, Post, RoundStatus
from services.election.domain.gates.completion import secretary_votes
from services.election.domain.gates.officers import stand_for_secretary
from services.election.domain.order import out_of_order
from services.election.domain.party_ballot import round_valid
from services.election.domain.party_count import no_tie_at_the_cut
from services.election.domain.party_secretary import secretary_is_member
from services.election.domain.party_shortfall import seats_filled
from services.election.domain.refusals import RuleBroken, refuse_if_broken
from services.election.domain.round_count import NextRound, check_tally
from services.election.domain.rulebook import Verdict
from services.election.domain.ruleset import RuleSet
from services.election.domain.secretary_count import (
    SecretaryStep,
    check_secretary_meeting,
)
from services.election.domain.states import Step
from services.election.domain.tally import RoundKind, RoundTally
from shared.text import Text

FINAL = (RoundStatus.VOID, RoundStatus.SIGNED)
RULES = {
    RoundKind.FIRST: seats_filled.rule,
    RoundKind.FURTHER: seats_filled.rule,
    RoundKind.REPEAT: round_valid.rule,
    RoundKind.RUN_OFF: no_tie_at_the_cut.rule,
}


def recount(facts: Facts, corrected: Sequence[RoundRecount]) -> Proposal:
    """Count the members' ballot with these counts in place of those on record.

    Refuses a count that does not add up, and one after which seats or offices are open.
    """
    ballot = _ballot_of(facts)
    right = {each.no: _tally(facts, each) for each in corrected}
    final = [held for held in ballot.rounds if held.status in FINAL]
    for held, result in zip(final, ballot.state.rounds, strict=True):
        if held.no in right:
            refuse_if_broken(check_tally(right[held.no], seats=result.seats)[1:], facts.rules)
    state = _count(facts, [right.get(held.no, held.tallies[0]) for held in final])
    _check_filled(facts, ballot.state, state)
    facts = replace(facts, ballot=replace(ballot, state=state))
    posts, judged = _officers(facts)
    told = [state.rounds[place].verdicts for place, held in enumerate(final) if held.no in right]
    verdicts = (*(verdict for verdicts in told for verdict in verdicts), *judged)
    return Proposal(_elected(state, [held.no for held in final], posts), verdicts)


def recount_secretary(facts: Facts, corrected: SecretaryRecount) -> Proposal:
    """Count the committee's vote anew; refused where the secretary is not elected by it."""
    ballot, entries = _ballot_of(facts), facts.entries.get(Step.SECRETARY_MEETING, ())
    meeting = facts.document(SecretaryMeeting)
    if meeting is None:
        needed = Text("书记由党员直接选举。", "The members elected the secretary themselves.")
        raise RuleBroken(out_of_order(Step.SECRETARY_MEETING, needed), facts.rules)
    right = corrected_meeting(meeting, corrected)
    standing = (*entries[:-1], replace(entries[-1], document=right))
    facts = replace(facts, entries={**facts.entries, Step.SECRETARY_MEETING: standing})
    posts, verdicts = _officers(facts)
    numbers = [held.no for held in ballot.rounds if held.status in FINAL]
    return Proposal(_elected(ballot.state, numbers, posts), verdicts)


def corrected_meeting(meeting: SecretaryMeeting, corrected: SecretaryRecount) -> SecretaryMeeting:
    """Return the record of the committee's meeting with the right count."""
    return replace(
        meeting,
        returned=corrected.returned,
        invalid=corrected.invalid,
        votes=tuple(
            SecretaryVotes(each.person, each.in_favour, each.against, each.abstain)
            for each in corrected.votes
        ),
    )


def _ballot_of(facts: Facts) -> Ballot:
    if facts.ballot is None:
        needed = Text("这类组织没有这种计票。", "This kind of body has no such count.")
        raise RuleBroken(out_of_order(facts.procedure.body, needed), facts.rules)
    return facts.ballot


def _tally(facts: Facts, corrected: RoundRecount) -> RoundTally:
    """Return the right count in place of that of a signed round."""
    held = _signed(facts, corrected.no)
    return replace(
        held.tallies[0],
        returned=corrected.returned,
        invalid=corrected.invalid,
        votes=corrected.votes,
        write_ins=corrected.write_ins,
    )


def _signed(facts: Facts, number: int) -> HeldRound:
    for held in _ballot_of(facts).rounds:
        if held.no == number and held.status is RoundStatus.SIGNED:
            return held
    needed = Text("只能更正已签字的有效轮次。", "Only a valid round that was signed.")
    raise RuleBroken(out_of_order(f"{number}", needed), facts.rules)


def _count(facts: Facts, tallies: Sequence[RoundTally]) -> BallotState:
    try:
        return count_under(_ballot_of(facts).terms, tallies)
    except RoundNotDue:
        due = Text("其后的轮次不再成立", "a later round was not due, or among others")
        raise not_by_correction(
            seats_filled.rule, f"{len(tallies)}", {}, due, facts.rules
        ) from None


def _check_filled(facts: Facts, before: BallotState, after: BallotState) -> None:
    """Refuse a recount that leaves a round due, but for the seats that were cut."""
    due = after.next_round
    if due is None:
        return
    cut = facts.document(SeatCut) is not None and due.counts_as is RoundKind.FURTHER
    if not cut or len(after.elected) != len(before.elected):
        raise _round_due(due, facts.rules)


def _round_due(due: NextRound, rules: RuleSet) -> RuleBroken:
    return not_by_correction(
        RULES.get(due.kind, seats_filled.rule),
        f"{due.kind}: {due.seats}",
        {"seats": due.seats, "candidates": len(due.candidates)},
        Text(
            f"尚有 {due.seats} 个名额未产生,应进行 {due.kind} 轮",
            f"{due.seats} seats are open and a {due.kind} round would be due",
        ),
        rules,
    )


def _officers(facts: Facts) -> tuple[Mapping[str, Post], tuple[Verdict, ...]]:
    """Return who holds which office by the committee's vote on record, and the verdicts on it."""
    if not facts.procedure.committee:
        return _elected_directly(facts), ()
    meeting, vote = facts.document(SecretaryMeeting), secretary_votes(facts)[-1]
    if vote.next_step is SecretaryStep.RECOUNT:
        refuse_if_broken(vote.verdicts, facts.rules)
    if vote.next_step is not SecretaryStep.DONE:
        verdict = next(each for each in vote.verdicts if not each.holds)
        due = Text("书记未当选", "the secretary is not elected")
        raise not_by_correction(verdict.rule, verdict.numbers, verdict.inputs, due, facts.rules)
    members = _ballot_of(facts).state.elected
    standing = check_secretary_meeting(
        vote.elected,
        posts=len(vote.elected),
        winners=members,
        presider=meeting.chaired_by if meeting else None,
    )
    for verdict in standing:
        if not verdict.allows:
            due = Text(
                "书记、副书记或主持人不是委员", "an officer or the presider is no member any more"
            )
            raise not_by_correction(verdict.rule, verdict.numbers, verdict.inputs, due, facts.rules)
    secretary = next(each for each in vote.elected if each in stand_for_secretary(facts))
    posts = dict.fromkeys(vote.elected, Post.DEPUTY_SECRETARY) | {secretary: Post.SECRETARY}
    return posts, (*vote.verdicts, *standing)


def _elected_directly(facts: Facts) -> Mapping[str, Post]:
    """Return the offices of a branch without a committee, whose members vote on the secretary."""
    consent, elected = facts.document(Consent), _ballot_of(facts).state.elected
    officers = list(approved_officers(consent, elected)) if consent else []
    if not officers:
        due = Text("书记未当选", "the secretary is not elected")
        raise not_by_correction(secretary_is_member.rule, f"{len(elected)}", {}, due, facts.rules)
    return dict.fromkeys(elected, Post.DEPUTY_SECRETARY) | {officers[0]: Post.SECRETARY}


def _elected(
    state: BallotState, numbers: Sequence[int], posts: Mapping[str, Post]
) -> tuple[Elected, ...]:
    """Return the elected in their order, each with the round that decided it.

    One whom the superior named after a tie has the votes of the last round that was tied.
    """
    votes: dict[str, tuple[int, int]] = {}
    for number, result in zip(numbers, state.rounds, strict=True):
        decided = result.elected or result.tied
        votes |= {person: (result.votes[person], number) for person in decided}
    return tuple(
        Elected(person, posts.get(person, Post.MEMBER), *votes[person]) for person in state.elected
    )
