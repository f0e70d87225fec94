"""The residents' election committee, and who may not serve at the vote."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from services.election.domain.comparison import compare, compare_range
from services.election.domain.residents_kin import Kin, related_to
from services.election.domain.residents_law import rules, since_2026, until_2025
from services.election.domain.residents_region import NATIONAL, Region
from services.election.domain.rulebook import (
    Body,
    Effect,
    Finding,
    Rule,
    Setting,
    Trust,
    rule,
)
from shared.text import Text


@rule(
    Rule(
        "RC-EC",
        Body.RESIDENTS,
        Text("居民选举委员会", "Election committee"),
        Text(
            "居民选举委员会由居民会议、居民代表会议或者居民小组推选,从成立到移交主持选举;人数为单数。",
            "The election committee is chosen by the residents' meeting, the representatives' "
            "meeting or the groups; its number is odd.",
        ),
        "formation record; smallest <= size <= largest; size odd",
        "GS2025 (local)",
        Trust.UNVERIFIED,
        Effect.WARN,
        settings=(
            Setting("smallest_election_committee", 5, Text("人", "persons")),
            Setting("largest_election_committee", 9, Text("人", "persons")),
        ),
    )
)
def election_committee_formed(
    *, formed_on: date | None, size: int, region: Region = NATIONAL
) -> Finding:
    """Take the day it was formed, None without a record, and its number of members.

    Without a record nothing goes on; an unusual size is a warning.
    """
    smallest = region.number("smallest_election_committee")
    largest = region.number("largest_election_committee")
    fits = smallest <= size <= largest and size % 2 == 1
    odd = compare(size % 2, "=", 1, left_from=f"{size}%2")
    return Finding(
        formed_on is not None and fits,
        f"{compare_range(size, smallest, largest)}; {odd}",
        Text("补推选记录。", "Record its formation.")
        if formed_on is None
        else Text(
            f"宜为 {smallest} 至 {largest} 人的单数。",
            f"An odd number of {smallest} to {largest} is usual.",
        ),
        {"formed_on": formed_on, "size": size},
        effect=Effect.BLOCK if formed_on is None else None,
    )


@rule(
    Rule(
        "RC-EC-MEETING",
        Body.RESIDENTS,
        Text("选举委员会议事", "Election committee's decisions"),
        Text(
            "选举委员会会议有过半数成员出席方可召开,决定由出席成员过半数通过。",
            "The election committee meets with more than half its members and decides by majority.",
        ),
        "2*present > size; 2*yes > present",
        "GS2025 Art. 14 (local)",
        Trust.VERIFIED,
        Effect.VOID,
        settings=(Setting("majority_of_all", default=False, unit=Text("以全体为基数", "of all")),),
    )
)
def decision_carried(
    *, size: int, present: int, yes: int | None = None, majority_of_all: bool = False
) -> Finding:
    """Take members, those present and the votes in favour, None while only the quorum is asked.

    Whether the majority is of those present or of all members was not read.
    """
    base = size if majority_of_all else present
    quorate = 2 * present > size
    carried = yes is None or 2 * yes > base
    numbers = f"2*{present}={2 * present} {'>' if quorate else '<='} {size}"
    if yes is not None:
        numbers += f"; 2*{yes}={2 * yes} {'>' if carried else '<='} {base}"
    return Finding(
        quorate and carried,
        numbers,
        Text(
            f"至少 {size // 2 + 1} 人出席,{base // 2 + 1} 票赞成。",
            f"At least {size // 2 + 1} present and {base // 2 + 1} in favour.",
        ),
        {"size": size, "present": present, "yes": yes},
    )


_CONFLICT = Rule(
    "RC-EC-CONFLICT",
    Body.RESIDENTS,
    Text("选举委员会成员回避", "Election committee and nominees"),
    Text(
        "选举委员会成员本人或者近亲属被提名的,退出选举委员会,依次递补或者另行推选。",
        "A member who is nominated, or whose close relative is, leaves the election committee and "
        "is replaced.",
    ),
    "candidate != ec_member and no declared relative",
    "VC2018 Art. 12 (analogy)",
    Trust.UNVERIFIED,
    Effect.BLOCK,
)


@rules(
    until_2025(_CONFLICT),
    since_2026(replace(_CONFLICT, article="RC2025", label=Trust.VERIFIED_PART)),
)
def committee_free_of_nominees(
    members: Collection[str], nominees: Collection[str], kin: Iterable[Kin] = ()
) -> Finding:
    """Take the members in office, the nominees and declared relations; the list is refused."""
    own = [member for member in members if member in nominees]
    leaving = sorted({*own, *related_to(members, nominees, kin)})
    return Finding(
        not leaving,
        compare(len(leaving), "=", 0),
        Text(
            f"由他人接替:{', '.join(leaving)}。",
            f"Replace in the election committee: {', '.join(leaving)}.",
        ),
        {"leaving": leaving},
    )


@rule(
    Rule(
        "RC-OFFICIALS",
        Body.RESIDENTS,
        Text("工作人员回避", "Officials at the vote"),
        Text(
            "候选人及其配偶、直系亲属不得发票、唱票、计票和监票。",
            "Candidates and their spouses or lineal relatives do not issue, call, count or watch.",
        ),
        "no official is a candidate, a spouse or a lineal relative of one",
        "SHV2020 Art. 14 (analogy)",
        Trust.UNVERIFIED,
        Effect.BLOCK,
    )
)
def officials_free(
    officials: Collection[str], candidates: Collection[str], kin: Iterable[Kin] = ()
) -> Finding:
    """Take who serves at the vote, the candidates and declared relations."""
    near = [pair for pair in kin if pair.relation.is_spouse_or_lineal]
    own = {official for official in officials if official in candidates}
    replaced = sorted(own | set(related_to(officials, candidates, near)))
    return Finding(
        not replaced,
        compare(len(replaced), "=", 0),
        Text(f"更换:{', '.join(replaced)}。", f"Replace: {', '.join(replaced)}."),
        {"replaced": replaced},
    )
