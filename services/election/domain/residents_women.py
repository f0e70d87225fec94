"""A woman among the members, and how one is still elected where none was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from services.election.domain.comparison import compare
from services.election.domain.residents_law import (
    Versions,
    rules,
    since_2026,
    until_2025,
)
from services.election.domain.residents_region import Remedy
from services.election.domain.rulebook import (
    Body,
    Effect,
    Finding,
    Rule,
    RuleFunction,
    Setting,
    Trust,
)
from shared.text import Text

_WOMEN = Rule(
    "RC-WOMEN",
    Body.RESIDENTS,
    Text("妇女成员", "A woman"),
    Text("居民委员会成员中应当有妇女。", "At least one member is a woman."),
    "women >= 1",
    "practice; not in RC2018",
    Trust.UNVERIFIED,
    Effect.WARN,
)


@rules(
    until_2025(_WOMEN),
    since_2026(
        replace(
            _WOMEN,
            article="GS2025, CQ2025 Art. 5 (local)",
            label=Trust.VERIFIED,
            effect=Effect.BLOCK,
            settings=(
                Setting(
                    "woman_remedy",
                    Remedy.FURTHER,
                    Text("补救方式", "remedy"),
                    choices=tuple(Remedy),
                ),
            ),
        )
    ),
)
def has_woman(
    *, women: int, members: int, woman_remedy: Remedy = Remedy.FURTHER, seats_kept: int = 0
) -> Finding:
    """Take the women among the elected and their number; from 2026 none refuses certification.

    Where the region fills the seat by by-election and one is kept vacant for it, only a warning.
    """
    by_election = woman_remedy is Remedy.BY_ELECTION
    return Finding(
        women >= 1,
        compare(women, ">=", 1),
        _WOMAN_NEEDED[woman_remedy],
        {
            "women": women,
            "members": members,
            "woman_remedy": woman_remedy,
            "seats_kept": seats_kept,
        },
        effect=Effect.WARN if by_election and seats_kept else None,
    )


_WOMAN_NEEDED = {
    Remedy.FURTHER: Text(
        "增加妇女候选人另行选举,至少选出一名妇女。",
        "Add a woman as candidate and hold a further ballot, so that one is elected.",
    ),
    Remedy.BY_ELECTION: Text(
        "空出排名末位的席位,补选一名妇女。",
        "Keep the lowest placed seat vacant and elect a woman to it in a by-election.",
    ),
}


def makes_way_for_woman(
    person: str, placed: Sequence[str], *, women: int, woman_remedy: Remedy
) -> Finding:
    """Take a winner, all winners best placed first, and the region's remedy."""
    lowest = placed[-1] if placed else "-"
    return Finding(
        women == 0 and woman_remedy is Remedy.BY_ELECTION and person == lowest,
        compare(women, "=", 0),
        Text(
            f"只在无妇女当选且规定补选时,由排名末位的 {lowest} 让出席位。",
            f"Only {lowest}, the lowest placed, makes way, where no woman is elected and a "
            "by-election is the remedy.",
        ),
        {"women": women, "woman_remedy": woman_remedy},
    )


makes_way = Versions(
    *(
        RuleFunction(replace(each.rule, effect=Effect.BLOCK), makes_way_for_woman)
        for each in has_woman.versions
    )
)
