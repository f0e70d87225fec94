"""Who is elected: majority, order, names written in, and ties at the cut-off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.election.domain.comparison import compare
from services.election.domain.rulebook import (
    Authority,
    Body,
    Effect,
    Finding,
    Rule,
    Trust,
    rule,
)
from services.election.domain.sources import ER2020_IN_FORCE
from shared.text import Text


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passing persons by votes: those surely in, those tied at the cut-off, seats for them."""

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    tied_seats: int


def rank(passing: Mapping[str, int], *, seats: int) -> Ranking:
    """Put persons with their votes in order, highest first, and cut at `seats`.

    Equal votes keep the order of the list, which decides nothing: where the cut would fall
    between equals, nobody of them is elected and all are tied.
    """
    order = sorted(passing, key=lambda person: -passing[person])
    if len(order) <= seats:
        return Ranking(tuple(order), (), 0)
    last_in, first_out = passing[order[seats - 1]], passing[order[seats]]
    if last_in > first_out:
        return Ranking(tuple(order[:seats]), (), 0)
    above = tuple(person for person in order if passing[person] > last_in)
    tied = tuple(person for person in order if passing[person] == last_in)
    return Ranking(above, tied, seats - len(above))


def more_than_half(votes: int, present: int, *, person: str = "") -> Finding:
    """Take votes for a person and those present; exactly half is not more than half."""
    holds = 2 * votes > present
    short = present // 2 + 1 - votes
    return Finding(
        holds,
        compare(2 * votes, ">", present, left_from=f"2*{votes}"),
        Text(f"还差 {short} 票。", f"{short} more vote{'s' * (short > 1)}."),
        {"person": person, "votes": votes, "present": present},
    )


@rule(
    Rule(
        "PARTY-MAJORITY",
        Body.PARTY,
        Text("得票过半数", "Majority"),
        Text(
            "得赞成票超过实到会有选举权人数的一半,始得当选。",
            "Elected with more than half of those present with the vote; exactly half is not.",
        ),
        "2*y > A",
        "QA",
        Trust.SECONDARY,
        Effect.OUTCOME,
        holds_from=ER2020_IN_FORCE,
    )
)
def majority_reached(*, votes: int, present: int, person: str = "") -> Finding:
    """Take a person's votes for y and voters present A; half or fewer does not elect.

    The base is those present: neither the attendance base nor the valid ballots.
    """
    return more_than_half(votes, present, person=person)


@rule(
    Rule(
        "PARTY-WRITEIN",
        Body.PARTY,
        Text("另选人当选", "Written in and elected"),
        Text(
            "不在候选人名单上的人得票过半数且名次在应选名额内,有被选举权的当选;宣布前报上级同意。",
            "A person not on the list who passes the majority within the seats is elected if "
            "eligible; before it is announced the superior agrees.",
        ),
        "eligible and 2*y > A and rank <= s",
        "QA",
        Trust.SECONDARY,
        Effect.OUTCOME,
        Authority.STREET,
        holds_from=ER2020_IN_FORCE,
        per_person=True,
    )
)
def written_in_elected(  # noqa: PLR0913 - each is a number that the rule names
    *,
    votes: int,
    present: int,
    rank: int,
    seats: int,
    eligible: bool,
    person: str = "",
    announcing: bool = False,
) -> Finding:
    """Take a written-in person's votes, place by votes from 1, and right to be elected.

    Where broken the person is not elected; votes for one not eligible count for nobody. When
    `announcing` the elected person, the street must have agreed.
    """
    majority = more_than_half(votes, present)
    elected = eligible and majority.holds and rank <= seats
    needed = majority.needed if eligible else Text("没有被选举权。", "May not be elected.")
    if elected:
        needed = Text("宣布前报街道党工委同意。", "The street agrees before the announcement.")
    return Finding(
        elected and not announcing,
        f"{majority.numbers}; {compare(rank, '<=', seats)}",
        needed,
        {"person": person, "votes": votes, "rank": rank, "eligible": eligible, "elected": elected},
        Effect.APPROVAL if elected else None,
    )


@rule(
    Rule(
        "PARTY-OVERFILL",
        Body.PARTY,
        Text("过半数者多于名额", "More pass than seats"),
        Text(
            "得票过半数的人多于应选名额时,以得票多的当选。",
            "When more pass than there are seats, those with most votes are elected.",
        ),
        "sort by y descending, take s",
        "QA",
        Trust.SECONDARY,
        Effect.OUTCOME,
        holds_from=ER2020_IN_FORCE,
    )
)
def most_votes_elected(passing: Mapping[str, int], *, seats: int) -> Finding:
    """Take votes of those who passed; the verdict's input `elected` is the answer.

    Always holds: with fewer than `seats` all are elected, with equals at the cut-off those above.
    """
    ranking = rank(passing, seats=seats)
    return Finding(
        holds=True,
        numbers=f"{', '.join(str(passing[person]) for person in ranking.elected)}",
        inputs={"seats": seats, "passing": len(passing), "elected": ranking.elected},
    )


@rule(
    Rule(
        "PARTY-TIE",
        Body.PARTY,
        Text("末位得票相等", "Tie at the cut-off"),
        Text(
            "得票相等不能确定当选人时,就得票相等的人再次投票,得票多的当选。",
            "Equal votes at the cut-off: a run-off among only the tied; more votes wins.",
        ),
        "run-off iff y[s] == y[s+1]; its seats = s - count(y > y[s])",
        "QA",
        Trust.SECONDARY,
        Effect.OUTCOME,
        holds_from=ER2020_IN_FORCE,
    )
)
def no_tie_at_the_cut(passing: Mapping[str, int], *, seats: int) -> Finding:
    """Take votes of those who passed the majority; where broken the tied go into a run-off."""
    ranking = rank(passing, seats=seats)
    above = len(ranking.elected)
    return Finding(
        not ranking.tied,
        compare(above + len(ranking.tied), "<=", seats, left_from=f"{above}+{len(ranking.tied)}"),
        Text(
            f"{len(ranking.tied)} 人就 {ranking.tied_seats} 个名额再次投票。",
            f"Run-off of {len(ranking.tied)} for {ranking.tied_seats} "
            f"seat{'s' * (ranking.tied_seats > 1)}.",
        ),
        {
            "seats": seats,
            "elected": ranking.elected,
            "tied": ranking.tied,
            "run_off_seats": ranking.tied_seats,
        },
    )


@rule(
    Rule(
        "PARTY-TIE-AGAIN",
        Body.PARTY,
        Text("再次投票仍相等", "Tied again"),
        Text(
            "再次投票得票仍相等的,报上级决定:继续投票或由上级确定。",
            "After a second tie the superior decides: a further run-off, or who takes the seat.",
        ),
        "ties in a row < 2",
        "practice",
        Trust.UNVERIFIED,
        Effect.APPROVAL,
        Authority.STREET,
    )
)
def first_tie(*, ties_in_a_row: int) -> Finding:
    """Take how often the same seats ended in a tie; from the second the street must approve."""
    return Finding(
        ties_in_a_row < 2,  # noqa: PLR2004 - the rule's own number
        compare(ties_in_a_row, "<", 2),
        Text("报街道党工委批准后再次投票或确定人选。", "The street's approval of what follows."),
        {"ties_in_a_row": ties_in_a_row},
    )
