"""Who is elected to a post: majority, order by votes, ties, and the ballot for seats left over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from services.election.domain.comparison import compare
from services.election.domain.party_count import rank
from services.election.domain.residents_law import rules, since_2026, until_2025
from services.election.domain.rulebook import Body, Effect, Finding, Rule, Trust, rule
from shared.text import Text

_MAJORITY = Rule(
    "RC-MAJORITY",
    Body.RESIDENTS,
    Text("得票过半数", "Majority"),
    Text(
        "候选人获得参加投票人数过半数的选票,始得当选。",
        "Elected with more than half of those who took part; exactly half is not.",
    ),
    "2*y > T",
    "RC2018 Art. 9, VC2018 Art. 15 (analogy)",
    Trust.UNVERIFIED,
    Effect.OUTCOME,
)


@rules(
    until_2025(_MAJORITY),
    since_2026(replace(_MAJORITY, article="RC2025 Art. 18, VC2018 Art. 15 (analogy)")),
)
def majority_of_participants(*, votes: int, took_part: int, person: str = "") -> Finding:
    """Take a person's votes y and those who took part T; half or fewer does not elect."""
    holds = 2 * votes > took_part
    short = took_part // 2 + 1 - votes
    return Finding(
        holds,
        f"2*{votes}={2 * votes} {'>' if holds else '<='} {took_part}",
        Text(f"还差 {short} 票。", f"{short} more vote{'s' * (short > 1)}."),
        {"person": person, "votes": votes, "took_part": took_part},
    )


@rule(
    Rule(
        "RC-OVERFILL",
        Body.RESIDENTS,
        Text("过半数者多于名额", "More pass than seats"),
        Text(
            "得票过半数的人多于应选名额时,以得票多的当选。",
            "When more pass than there are seats, those with most votes are elected.",
        ),
        "sort by y descending, take s",
        "SHV2020 Art. 20 (analogy)",
        Trust.UNVERIFIED,
        Effect.OUTCOME,
    )
)
def highest_first(passing: Mapping[str, int], *, seats: int) -> Finding:
    """Take the votes of those who may be elected; the input `elected` is the answer.

    Always holds: with equals at the cut-off only those above them are elected.
    """
    ranking = rank(passing, seats=seats)
    return Finding(
        holds=True,
        numbers=", ".join(str(passing[person]) for person in ranking.elected),
        inputs={"seats": seats, "passing": len(passing), "elected": ranking.elected},
    )


@rule(
    Rule(
        "RC-TIE",
        Body.RESIDENTS,
        Text("末位得票相等", "Tie at the cut-off"),
        Text(
            "得票相等不能确定当选人时,就得票相等的人再次投票,得票多的当选。",
            "Equal votes at the cut-off: the tied are voted on again; more votes wins.",
        ),
        "run-off iff y[s] == y[s+1]; its seats = s - count(y > y[s])",
        "SHV2020 Art. 20 (analogy)",
        Trust.UNVERIFIED,
        Effect.OUTCOME,
    )
)
def nobody_tied(passing: Mapping[str, int], *, seats: int) -> Finding:
    """Take the votes of those who may be elected; where broken the tied go into a run-off."""
    ranking = rank(passing, seats=seats)
    return Finding(
        not ranking.tied,
        compare(
            len(ranking.elected) + len(ranking.tied),
            "<=",
            seats,
            left_from=f"{len(ranking.elected)}+{len(ranking.tied)}",
        )
        if ranking.tied
        else "",
        Text(
            f"{len(ranking.tied)} 人就 {ranking.tied_seats} 个名额再次投票。",
            f"Run-off of {len(ranking.tied)} for {ranking.tied_seats} "
            f"seat{'s' * (ranking.tied_seats > 1)}.",
        ),
        {"elected": ranking.elected, "tied": ranking.tied, "run_off_seats": ranking.tied_seats},
    )


_FURTHER = Rule(
    "RC-FURTHER",
    Body.RESIDENTS,
    Text("另行选举", "Further ballot"),
    Text(
        "当选人数不足的,对不足的名额另行选举,得票多的当选,但不得少于已投选票的三分之一。",
        "Missing seats are filled by a separate ballot; most votes wins, but not under one third "
        "of the ballots cast.",
    ),
    "3*y >= ballots_cast",
    "VC2018 Art. 15 (analogy)",
    Trust.UNVERIFIED,
    Effect.OUTCOME,
)


@rules(
    until_2025(_FURTHER),
    since_2026(replace(_FURTHER, article="RC2025 (separate ballot), VC2018 Art. 15 (analogy)")),
)
def third_of_ballots(*, votes: int, cast: int, person: str = "") -> Finding:
    """Take a person's votes in a further ballot and the ballots cast; under a third elects not.

    A seat that nobody reaches stays vacant for a by-election.
    """
    holds = 3 * votes >= cast
    short = (cast + 2) // 3 - votes
    return Finding(
        holds,
        f"3*{votes}={3 * votes} {'>=' if holds else '<'} {cast}",
        Text(f"还差 {short} 票;名额空缺的,补选。", f"{short} more votes, or a by-election."),
        {"person": person, "votes": votes, "cast": cast},
    )
