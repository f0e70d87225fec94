"""Close relatives do not sit together, and which of two gives way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.election.domain.comparison import compare
from services.election.domain.residents_kin import Kin
from services.election.domain.rulebook import (
    Authority,
    Body,
    Effect,
    Finding,
    Rule,
    RuleFunction,
    Setting,
    Trust,
    rule,
)
from shared.text import Text


@rule(
    Rule(
        "RC-KIN",
        Body.RESIDENTS,
        Text("近亲属回避", "Close relatives"),
        Text(
            "居民委员会成员之间不得有配偶、父母子女、兄弟姐妹、祖孙关系。",
            "Spouses, parents and children, siblings, grandparents and grandchildren do not sit "
            "together.",
        ),
        "no declared close-relative pair among members",
        "GS2025, CQ2025 Art. 5 (local); CC Art. 1045",
        Trust.VERIFIED,
        Effect.BLOCK,
        Authority.STREET,
        settings=(
            Setting("lower_placed_gives_way", default=True, unit=Text("排名靠后者回避", "rule")),
        ),
    )
)
def no_relatives_together(
    placed: Sequence[str], kin: Iterable[Kin], *, lower_placed_gives_way: bool = True
) -> Finding:
    """Take the elected, best placed first, and the declared relations.

    The input `giving_way` of the verdict names the lower placed of each pair, or both where the
    region leaves it open; no source says who it is, so the street approves.
    """
    pairs = _pairs(placed, kin)
    giving_way = _giving_way(placed, pairs, lower_placed=lower_placed_gives_way)
    return Finding(
        not pairs,
        compare(len(pairs), "=", 0),
        Text(
            f"经街道同意,由 {', '.join(giving_way)} 回避。",
            f"With the street's approval {', '.join(giving_way)} gives way.",
        ),
        {
            "pairs": [(pair.first, pair.second) for pair in pairs],
            "giving_way": giving_way,
            "lower_placed_gives_way": lower_placed_gives_way,
        },
    )


def _pairs(placed: Sequence[str], kin: Iterable[Kin]) -> list[Kin]:
    return [pair for pair in kin if pair.relation.is_close and pair.joins(placed, placed)]


def _giving_way(placed: Sequence[str], pairs: Iterable[Kin], *, lower_placed: bool) -> list[str]:
    """Return the lower placed of each pair, or both, in their order."""
    rank = {person: place for place, person in enumerate(placed)}
    of_pairs = [sorted((pair.first, pair.second), key=rank.__getitem__) for pair in pairs]
    leaving = {person for pair in of_pairs for person in (pair[1:] if lower_placed else pair)}
    return sorted(leaving, key=rank.__getitem__)


def _gives_way(
    person: str,
    placed: Sequence[str],
    kin: Iterable[Kin],
    *,
    lower_placed_gives_way: bool = True,
) -> Finding:
    """Take a winner who is to give way; the higher placed of a pair only with the street's word."""
    pairs = _pairs(placed, kin)
    related = _giving_way(placed, pairs, lower_placed=False)
    giving_way = _giving_way(placed, pairs, lower_placed=lower_placed_gives_way)
    return Finding(
        person in giving_way,
        compare(int(person in giving_way), "=", 1),
        Text(
            f"由 {', '.join(giving_way)} 回避,由他人回避须经街道批准。",
            f"{', '.join(giving_way)} gives way; for another the street must approve it.",
        )
        if person in related
        else Text("此人未申报与其他成员有近亲属关系。", "No close relative of a member."),
        {"giving_way": giving_way, "lower_placed_gives_way": lower_placed_gives_way},
        effect=None if person in related else Effect.BLOCK,
    )


gives_way = RuleFunction(replace(no_relatives_together.rule, effect=Effect.APPROVAL), _gives_way)
