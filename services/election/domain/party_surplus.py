"""How many candidates there must be for the seats, in one ballot or with a preliminary one."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from services.election.domain.comparison import compare, compare_range
from services.election.domain.rulebook import Body, Effect, Finding, Rule, Trust, rule
from services.election.domain.sources import ER2020_IN_FORCE
from shared.text import Text


def fewest_candidates(seats: int) -> int:
    """Return the fewest candidates for `seats`: a fifth more, rounded up (ER2020 Art. 13)."""
    return seats + (seats + 4) // 5


def _one_fifth_more(seats: int, candidates: int) -> Finding:
    surplus = candidates - seats
    holds = 5 * surplus >= seats
    return Finding(
        holds,
        compare(5 * surplus, ">=", seats, left_from=f"5*({candidates}-{seats})"),
        Text(
            f"至少需要 {fewest_candidates(seats)} 名候选人,"
            f"再增加 {fewest_candidates(seats) - candidates} 名。",
            f"{fewest_candidates(seats)} candidates at least: "
            f"{fewest_candidates(seats) - candidates} more.",
        ),
        {"seats": seats, "candidates": candidates},
    )


@rule(
    Rule(
        "PARTY-SURPLUS",
        Body.PARTY,
        Text("委员差额", "Surplus of candidates"),
        Text(
            "委员候选人的差额不少于应选人数的百分之二十。",
            "Candidates for committee member exceed the seats by at least 20 per cent.",
        ),
        "5*(k-s) >= s",
        "ER2020 Art. 13",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def surplus_sufficient(*, seats: int, candidates: int) -> Finding:
    """Take seats s and candidates k, in persons; refuses less than a fifth more.

    That a broken person counts as a whole one is secondary; the article says "not less than".
    """
    return _one_fifth_more(seats, candidates)


@rule(
    Rule(
        "PARTY-SURPLUS-DELEGATE",
        Body.PARTY,
        Text("代表差额", "Surplus for delegates"),
        Text(
            "党代表大会代表候选人的差额不少于应选人数的百分之二十。",
            "Candidates for delegate exceed the seats by at least 20 per cent.",
        ),
        "5*(k-s) >= s",
        "ER2020 Art. 9",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def delegate_surplus_sufficient(*, seats: int, candidates: int) -> Finding:
    """Take delegates to elect and candidates, in persons; refuses less than a fifth more."""
    return _one_fifth_more(seats, candidates)


@rule(
    Rule(
        "PARTY-SURPLUS-STANDING",
        Body.PARTY,
        Text("常委差额", "Surplus for a standing committee"),
        Text(
            "常委候选人比应选人数多一至二人。",
            "A standing committee has one or two candidates more than seats.",
        ),
        "1 <= k-s <= 2",
        "ER2020, article not read",
        Trust.UNVERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def standing_surplus_fits(*, seats: int, candidates: int) -> Finding:
    """Take seats and candidates, in persons; refuses a surplus other than one or two."""
    surplus = candidates - seats
    return Finding(
        1 <= surplus <= 2,  # noqa: PLR2004 - the rule's own number
        compare_range(surplus, 1, 2, value_from=f"{candidates}-{seats}"),
        Text(
            f"候选人应为 {seats + 1} 或 {seats + 2} 名。",
            f"There must be {seats + 1} or {seats + 2} candidates.",
        ),
        {"seats": seats, "candidates": candidates},
    )


@rule(
    Rule(
        "PARTY-PRELIM",
        Body.PARTY,
        Text("差额预选", "Preliminary ballot"),
        Text(
            "可以先差额预选再等额选举;预选得票超过到会人数一半的方可列为正式候选人。",
            "The surplus may be used in a preliminary ballot; to become a candidate needs more "
            "than half of those present, and the final ballot may then be one to one.",
        ),
        "preliminary: 5*(k-s) >= s; candidate: 2*y > A; then k == s allowed",
        "PC",
        Trust.SECONDARY,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def preliminary_ballot_used(
    *, seats: int, present: int, votes: Mapping[str, int], final: Collection[str]
) -> Finding:
    """Take votes per person in the preliminary ballot, voters present in it, and the final list.

    Refuses a final candidate without more than half, skipping the surplus in both ballots, and a
    final list shorter than the seats: then the preliminary ballot is held again.
    """
    used = _one_fifth_more(seats, max(len(votes), len(final)))
    failed = sorted(person for person in final if 2 * votes.get(person, 0) <= present)
    lowest = min((votes.get(person, 0) for person in final), default=0)
    enough = len(final) >= seats
    majority = compare(2 * lowest, ">", present, left_from=f"2*{lowest}")
    return Finding(
        used.holds and not failed and enough,
        f"{used.numbers}; {majority}; {compare(len(final), '>=', seats)}",
        Text(
            f"从正式候选人中去掉未过半的 {len(failed)} 人。",
            f"Take the {len(failed)} without a majority off the final list.",
        )
        if failed
        else Text("预选应有差额。", "The preliminary ballot needs its surplus.")
        if not used.holds
        else Text(
            f"再次预选:正式候选人应有 {seats} 名,现有 {len(final)} 名。",
            f"Hold it again: {seats} final candidates are needed, {len(final)} have the majority.",
        ),
        {"seats": seats, "present": present, "candidates": len(votes), "final": len(final)},
    )
