"""The gates of the stages R11 and R12: the vote, its result, what follows, and a recall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.election.domain.comparison import compare
from services.election.domain.documents import (
    Declaration,
    RecallBallot,
    RecallProposal,
    SeatVacated,
    VacancyGround,
    VoteOpening,
)
from services.election.domain.facts import Facts, Part, RoundStatus
from services.election.domain.gates.gate import gate
from services.election.domain.order import out_of_order
from services.election.domain.residents_after import (
    RecallVote,
    recalled,
)
from services.election.domain.residents_judged import in_order, judge_committee
from services.election.domain.residents_members import (
    smaller_groups_attested,
)
from services.election.domain.residents_region import Remedy
from services.election.domain.residents_relatives import gives_way
from services.election.domain.residents_settled import (
    DAY,
    SETTLED,
    declared_kin,
    elected,
    election_day,
    region,
    settled,
    women_of,
)
from services.election.domain.residents_void import (
    FRAUDS,
    rerun_in_time,
    seats_won_fairly,
)
from services.election.domain.residents_women import makes_way
from services.election.domain.rulebook import Outcome, Verdict
from services.election.domain.states import State, Step
from services.election.domain.tally import RoundKind
from shared.text import Text


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
        yield rerun_in_time(
            void_on=void_on, rerun_on=rerun_on, rerun_days=facts.rules.number("rerun_days")
        )


@gate(Step.VOTE_SIGNATURE, Part.BALLOT, *SETTLED, Step.KIN_DECLARATION)
def winner_named(facts: Facts) -> Iterator[Verdict]:
    """Take a seat only from one who has won one, on a ground that there is."""
    vacated, winners = facts.document(SeatVacated), elected(facts)
    if vacated is None:
        return
    if vacated.person_number not in {seat.person for seat in winners}:
        needed = Text("此人未当选。", "This person holds no seat.")
        yield out_of_order(f"{len(winners)} elected", needed)
        return
    if facts.state is not State.COUNTED and vacated.ground is not VacancyGround.FRAUD:
        needed = Text("结果公布后只有当选无效。", "After the result only a win by fraud is void.")
        yield out_of_order(f"{vacated.ground} @ {facts.state}", needed)
    yield from _on_this_ground(vacated, facts)


def _on_this_ground(vacated: SeatVacated, facts: Facts) -> Iterator[Verdict]:
    """Ask for the relative of one who gives way as such, for the lowest placed for a woman."""
    day, placed = election_day(facts), in_order(elected(facts))
    sitting = [each.person_number for each in facts.community.sitting] if facts.community else []
    if vacated.ground is VacancyGround.KIN:
        yield gives_way(
            vacated.person_number,
            [*sitting, *placed],
            declared_kin(facts),
            lower_placed_gives_way=facts.rules.switch("lower_placed_gives_way"),
        )
    if vacated.ground is VacancyGround.WOMAN and day:
        yield makes_way.on(day)(
            vacated.person_number,
            placed,
            women=len(women_of(facts).intersection((*sitting, *placed))),
            woman_remedy=Remedy(region(facts).code_of("woman_remedy")),
        )


@gate(Part.HOLDS, *DAY)
def no_hold(facts: Facts) -> Iterator[Verdict]:
    """Declare nothing while a complaint or case of the community is open.

    One about winning by fraud stops it by that rule; any other must be closed first.
    """
    day = election_day(facts)
    frauds = sum(each.kind in FRAUDS for each in facts.holds)
    others = len(facts.holds) - frauds
    if day and frauds:
        needed = Text(f"先办结 {frauds} 件。", f"Close {frauds} complaints or cases first.")
        rule = seats_won_fairly.on(day).rule
        numbers = compare(frauds, "=", 0)
        yield Verdict(rule, Outcome.REFUSED, numbers, {"open": frauds}, needed)
    if others:
        needed = Text(f"先办结 {others} 件。", f"Close {others} complaints or cases first.")
        yield out_of_order(compare(others, "=", 0), needed)


@gate(*SETTLED, Part.BALLOT, Step.KIN_DECLARATION)
def committee_complete(facts: Facts) -> Iterator[Verdict]:
    """Ask for a woman and for no close relatives among the elected and those who stay."""
    election = settled(facts)
    if election is None:
        return
    sitting = facts.community.sitting if facts.community else ()
    yield from judge_committee(
        elected(facts),
        women=election.women,
        kin=declared_kin(facts),
        election=election,
        sitting=[each.person_number for each in sitting],
    )


@gate()
def groups_attested(facts: Facts) -> Iterator[Verdict]:
    """Warn where the street has not attested a member of a smaller group."""
    told = facts.document(Declaration)
    if told:
        yield smaller_groups_attested(several_groups=told.several_groups, attested=told.attested)


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


def _void_on(facts: Facts) -> date | None:
    """Return the day of the void vote, or of the decision that made the election before void."""
    latest = facts.vote.rounds[-1] if facts.vote and facts.vote.rounds else None
    if latest:
        return latest.held_on if latest.status is RoundStatus.VOID else None
    return facts.community.void_on if facts.community else None
