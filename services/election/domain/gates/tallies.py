"""The gates on tallies: who enters, discards and signs them, in any body's count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.election.domain.facts import Facts, HeldRound, HeldVote, Part, RoundStatus
from services.election.domain.gates.gate import gate
from services.election.domain.order import out_of_order, two_persons
from services.election.domain.rulebook import Verdict
from shared.text import Text


@gate(Part.BALLOT)
def tally_by_another(facts: Facts) -> Iterator[Verdict]:
    """Have the two tallies of a round, and what takes a discarded one's place, by one each."""
    latest = facts.latest
    if latest is None or facts.by is None:
        return
    yield from _not_a_teller(facts.by, latest)
    yield from _not_among(
        latest.discarded_by,
        facts.by,
        Text("由未剔除过该轮计票的人员录入。", "One who set no tally of it aside."),
    )
    if latest.status is not RoundStatus.OPEN:
        yield out_of_turn(
            latest, Text("该轮不再接受计票。", "It takes no further tally as it stands.")
        )


@gate(Part.BALLOT)
def tallies_differ(facts: Facts) -> Iterator[Verdict]:
    """Discard a tally only where two differ."""
    latest = facts.latest
    if latest and latest.status is not RoundStatus.DISPUTED:
        yield out_of_turn(latest, Text("两份计票并无不一致。", "No two tallies of it differ."))


@gate(Part.BALLOT)
def signed_by_another(facts: Facts) -> Iterator[Verdict]:
    """Have the count signed, or a tally discarded, by one who has not entered it."""
    latest = facts.latest
    if latest and facts.by:
        yield from _not_a_teller(facts.by, latest)


@gate(Part.BALLOT)
def count_agreed(facts: Facts) -> Iterator[Verdict]:
    """Sign only a count in which two tallies agree."""
    latest = facts.latest
    if latest and latest.status not in (RoundStatus.COUNTED, RoundStatus.VOID):
        yield out_of_turn(
            latest, Text("需两人计票一致后签字。", "Two tallies must agree before the signature.")
        )


def out_of_turn(held: HeldRound | HeldVote, needed: Text) -> Verdict:
    """Return the refusal of what the count of a round, as it stands, does not take."""
    return out_of_order(f"{held.kind} {held.no}: {held.status}", needed)


def _not_a_teller(by: str, held: HeldRound | HeldVote) -> Iterator[Verdict]:
    needed = Text("由未录入该轮计票的人员办理。", "One who entered no tally of it.")
    yield from _not_among(held.tellers, by, needed)


def _not_among(others: Iterable[str], by: str, needed: Text) -> Iterator[Verdict]:
    verdicts = (two_persons(by, other, needed) for other in others)
    yield from (verdict for verdict in verdicts if not verdict.allows)
