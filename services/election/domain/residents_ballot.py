"""The vote itself: turnout, secrecy, and the numbers that a count must keep to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from services.election.domain.comparison import compare
from services.election.domain.residents_law import Mode, Versions, since_2026, until_2025
from services.election.domain.rulebook import (
    Body,
    Effect,
    Finding,
    Rule,
    RuleFunction,
    Setting,
    Trust,
    rule,
)
from services.election.domain.words import named
from shared.text import Text

_QUORUM = Rule(
    "RC-QUORUM",
    Body.RESIDENTS,
    Text("参加投票人数", "Turnout"),
    Text(
        "全体选民、户代表或者居民代表过半数参加投票,选举有效。",
        "More than half of voters, households or representatives take part.",
    ),
    "2*T > R, H or P",
    "RC2018 Art. 9 (residents' meetings)",
    Trust.VERIFIED,
    Effect.VOID,
    settings=(Setting("quorum_in_every_round", default=True, unit=Text("每轮", "rounds")),),
)


@rule(until_2025(_QUORUM))
def enough_took_part_2018(mode: Mode, *, base: int, took_part: int) -> Finding:  # noqa: ARG001 (both versions are asked alike)
    """Take the base (voters, households or representatives) and T: more than half in any mode."""
    return _more_than(took_part, base, numerator=1, denominator=2)


@rule(
    since_2026(
        replace(
            _QUORUM,
            says=Text(
                "全体选民或者户代表过半数、居民代表超过三分之二参加投票,选举有效。",
                "More than half of voters or households, or more than two thirds of "
                "representatives, take part.",
            ),
            formula="ALL 2*T > R; HOUSEHOLD 2*T > H; REPRESENTATIVE 3*T > 2*P",
            article="RC2025 Art. 18",
            label=Trust.UNVERIFIED,
        )
    )
)
def enough_took_part_2025(mode: Mode, *, base: int, took_part: int) -> Finding:
    """Take the mode, its base and T: more than half, of representatives more than two thirds.

    Half of the households was read in part; the rest is taken by parallel.
    """
    if mode is Mode.REPRESENTATIVE:
        return _more_than(took_part, base, numerator=2, denominator=3)
    return _more_than(took_part, base, numerator=1, denominator=2)


def _more_than(took_part: int, base: int, *, numerator: int, denominator: int) -> Finding:
    holds = denominator * took_part > numerator * base
    short = numerator * base // denominator + 1 - took_part
    factor = "" if numerator == 1 else f"{numerator}*"
    return Finding(
        holds,
        f"{denominator}*{took_part}={denominator * took_part} {'>' if holds else '<='} "
        f"{factor}{base}={numerator * base}",
        Text(f"还需 {short} 人参加投票,另定投票日。", f"{short} more must take part on a new day."),
        {"base": base, "took_part": took_part},
    )


enough_took_part = Versions(enough_took_part_2018, enough_took_part_2025)


@rule(
    Rule(
        "RC-BALLOT-TOTAL",
        Body.RESIDENTS,
        Text("收回票数", "Ballots returned"),
        Text(
            "收回的选票多于发出的选票,选举无效。",
            "More ballots returned than issued make the vote void.",
        ),
        "C <= I",
        "CQ2025 Art. 34(5) (local)",
        Trust.VERIFIED,
        Effect.VOID,
    )
)
def returned_within_issued(*, issued: int, returned: int) -> Finding:
    """Take ballots issued I and returned C, proxies' ballots included."""
    return Finding(
        returned <= issued,
        f"{returned} {'<=' if returned <= issued else '>'} {issued}",
        Text("重新投票。", "Vote again."),
        {"issued": issued, "returned": returned},
    )


_VALID = Rule(
    "RC-BALLOT-VALID",
    Body.RESIDENTS,
    Text("选票有效", "Valid ballot"),
    Text(
        "每一职务所选人数多于应选名额的,该职务部分无效;等于或者少于的有效。",
        "A part of a ballot that chooses more than the seats of its post is invalid.",
    ),
    "chosen <= seats, per post",
    "SHV2020 Art. 19 (analogy)",
    Trust.UNVERIFIED,
    Effect.OUTCOME,
)


@rule(_VALID)
def part_valid(*, chosen: int, seats: int) -> Finding:
    """Take how many a ballot chooses for one post, and the seats of that post; none is valid."""
    return Finding(
        chosen <= seats,
        f"{chosen} {'<=' if chosen <= seats else '>'} {seats}",
        Text("该部分计为无效。", "This part counts as invalid."),
        {"chosen": chosen, "seats": seats},
    )


def _part_closes(votes: Mapping[str, int], *, seats: int, valid_parts: int) -> Finding:
    """Take a post's votes by person, its seats and the ballots whose part for it is valid.

    More votes than the parts can carry is a mistake in the count, to be counted again.
    """
    most, total = max(votes.values(), default=0), sum(votes.values())
    return Finding(
        valid_parts >= 0 and most <= valid_parts and total <= seats * valid_parts,
        f"{compare(most, '<=', valid_parts)}; "
        + compare(total, "<=", seats * valid_parts, right_from=f"{seats}*{valid_parts}"),
        Text("重新计票。", "Count again."),
        {"most": most, "total": total, "seats": seats, "valid_parts": valid_parts},
    )


part_closes = RuleFunction(replace(_VALID, effect=Effect.BLOCK), _part_closes)


@rule(
    Rule(
        "RC-SECRET-OPEN",
        Body.RESIDENTS,
        Text("秘密投票、公开计票", "Secret vote, open count"),
        Text(
            "无记名投票并设秘密写票处,公开唱票计票,当场公布结果。",
            "Secret ballot with a private booth; ballots called and counted in public; the result "
            "announced on the spot.",
        ),
        "private_booth and counted_in_public and announced_on_the_spot",
        "VC2018 Art. 15 (analogy); CQ2025 Art. 34(6)(7) (local)",
        Trust.VERIFIED,
        Effect.VOID,
    )
)
def secret_and_open(
    *, private_booth: bool, counted_in_public: bool, announced_on_the_spot: bool
) -> Finding:
    """Take the three attestations of the election committee; without any one the vote is void."""
    attested = {
        "private_booth": private_booth,
        "counted_in_public": counted_in_public,
        "announced_on_the_spot": announced_on_the_spot,
    }
    missing = [name for name, given in attested.items() if not given]
    return Finding(
        not missing,
        compare(sum(attested.values()), "=", len(attested)),
        Text(f"重新选举,保证:{named(missing).zh}。", f"Vote again with: {named(missing).en}."),
        attested,
    )
