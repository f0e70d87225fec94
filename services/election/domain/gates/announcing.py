"""The gate on what is announced: everybody's numbers, and the winners in their due order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.election.domain.ballot_order import ORDER_READS, order_on_ballot
from services.election.domain.documents import Certification, RoundOpening
from services.election.domain.facts import Facts, HeldRound, Part, RoundStatus
from services.election.domain.gates.gate import gate
from services.election.domain.not_recorded import not_recorded
from services.election.domain.party_result import announcement_complete
from services.election.domain.rulebook import Verdict
from services.election.domain.states import Step
from shared.text import Text


def announced_figures(held: HeldRound, printed: Iterable[str] | None) -> dict[str, tuple[int, ...]]:
    """Return by person the votes for, against, abstaining and written in; none where uncounted.

    `printed` are those on the ballot, where that was recorded; else they are those counted.
    """
    figures: dict[str, tuple[int, ...]] = dict.fromkeys(printed or (), ())
    tally = held.tallies[0]
    figures |= {
        each.person: (each.in_favour, each.against, each.abstain, 0) for each in tally.votes
    }
    return figures | {each.person: (0, 0, 0, each.in_favour) for each in tally.write_ins}


@gate(Part.BALLOT, Step.ROUND, *ORDER_READS)
def announced_in_order(facts: Facts) -> Iterator[Verdict]:
    """Ask for all four numbers of everyone, and for the winners as they were announced."""
    if facts.ballot is None:
        return
    openings = facts.documents(RoundOpening)  # one for each round, in their order
    figures = {
        f"{held.no}/{person}": numbers
        for held, opening in zip(facts.ballot.rounds, openings, strict=False)
        if held.status is RoundStatus.SIGNED
        for person, numbers in announced_figures(held, opening.candidates).items()
    }
    due = order_on_ballot(facts, facts.ballot.state.elected)
    certified = facts.document(Certification) if facts.on else None
    announced = certified.announced if certified else ()
    judged = announcement_complete(figures, winners=announced or due, due_order=due)
    if judged.allows and certified and not announced:
        needed = Text("记录宣布当选人的顺序。", "Record in which order the winners were named.")
        yield not_recorded(announcement_complete.rule, needed)
    else:
        yield judged
