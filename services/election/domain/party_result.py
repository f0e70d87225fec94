"""Announcing and certifying a result, and what is reported about how it came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.election.domain.comparison import compare, compare_lists
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

NUMBERS_PER_PERSON = 4
COMPLAINTS_OF_FORCE = frozenset({"COERCION"})  # of holds; every other kind is one of discipline


@rule(
    Rule(
        "PARTY-ANNOUNCE",
        Body.PARTY,
        Text("宣布结果", "Result announced"),
        Text(
            "监票人报告每人的赞成、不赞成、弃权、另选票数,主持人宣布当选人,委员以姓氏笔画为序。",
            "Scrutineers report every person's four numbers; the presider names the winners, "
            "members by surname strokes, secretaries in the approved order.",
        ),
        "four numbers for everyone; winners == due order",
        "ER2020 Art. 24, by analogy",
        Trust.SECONDARY,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def announcement_complete(
    figures: Mapping[str, Sequence[int | None]],
    *,
    winners: Sequence[str],
    due_order: Sequence[str],
) -> Finding:
    """Take each person's votes for, against, abstaining and for others, and winners as announced.

    Refuses to publish while a number is missing or the winners stand in another order than due.
    """
    incomplete = sorted(
        person
        for person, numbers in figures.items()
        if len(numbers) != NUMBERS_PER_PERSON or None in numbers
    )
    return Finding(
        not incomplete and list(winners) == list(due_order),
        f"{compare(len(figures) - len(incomplete), '=', len(figures))}; "
        f"{compare_lists(winners, due_order)}",
        Text(
            f"补全 {', '.join(incomplete)} 的四项票数。",
            f"All four numbers of {', '.join(incomplete)}.",
        )
        if incomplete
        else Text(f"当选人排列为:{', '.join(due_order)}。", f"List: {', '.join(due_order)}."),
        {"persons": len(figures), "incomplete": incomplete, "winners": list(winners)},
    )


@rule(
    Rule(
        "PARTY-SIGN",
        Body.PARTY,
        Text("监票人签字", "Count signed"),
        Text("计票结果由全体监票人签字。", "Every scrutineer signs the count record."),
        "signatures >= scrutineers >= 1",
        "QA",
        Trust.SECONDARY,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def count_signed(*, scrutineers: int, signatures: int) -> Finding:
    """Take how many scrutineers there are and have signed; refuses certification until all have."""
    return Finding(
        signatures >= scrutineers >= 1,
        f"{compare(signatures, '>=', scrutineers)}; {compare(scrutineers, '>=', 1)}",
        Text(
            f"还需 {max(scrutineers, 1) - signatures} 名监票人签字。",
            f"{max(scrutineers, 1) - signatures} more must sign.",
        ),
        {"scrutineers": scrutineers, "signatures": signatures},
    )


@rule(
    Rule(
        "PARTY-FIRST-BALLOT",
        Body.PARTY,
        Text("一次性选举成功", "Elected in a single ballot"),
        Text(
            "首次会议首轮投票即选满名额,无再次投票、无减少名额,书记首次投票即当选。",
            "All seats filled in the first round of the first meeting, with no run-off and no "
            "cut, and the secretary elected in the first vote.",
        ),
        "meetings == rounds == 1; winners == seats; no cut; secretary votes == 1",
        "definition of the figure",
        Trust.UNVERIFIED,
        Effect.OUTCOME,
    )
)
def first_ballot(
    *, meetings: int, rounds: int, winners: int, approved_seats: int, secretary_votes: int
) -> Finding:
    """Take meetings and rounds held (void ones too), winners, approved seats, secretary's votes.

    A run-off is a second round, and a cut leaves fewer winners than approved seats, so neither
    needs a word of its own. `secretary_votes` is how often the secretary was voted on.
    """
    once = meetings == rounds == secretary_votes == 1
    return Finding(
        once and winners == approved_seats,
        f"{compare(meetings, '=', 1)}; {compare(rounds, '=', 1)}; "
        f"{compare(winners, '=', approved_seats)}; {compare(secretary_votes, '=', 1)}",
        None,
        {
            "meetings": meetings,
            "rounds": rounds,
            "winners": winners,
            "approved_seats": approved_seats,
            "secretary_votes": secretary_votes,
        },
    )


@rule(
    Rule(
        "PARTY-NO-FORCE",
        Body.PARTY,
        Text("不得强迫", "No coercion"),
        Text(
            "任何人不得强迫选举人选举或不选举某人;此类举报未办结不得认定结果。",
            "Nobody may force an elector's choice; an open complaint of this kind stops "
            "certification.",
        ),
        "open complaints == 0",
        "ER2020 Art. 6",
        Trust.VERIFIED,
        Effect.BLOCK,
        Authority.STREET,
        holds_from=ER2020_IN_FORCE,
    )
)
def no_complaint_open(*, open_complaints: int) -> Finding:
    """Take complaints not yet closed; refuses certification until the street closes them all."""
    return Finding(
        open_complaints == 0,
        compare(open_complaints, "=", 0),
        Text(
            f"先办结 {open_complaints} 件举报。",
            f"Close {open_complaints} complaint{'s' * (open_complaints > 1)} first.",
        ),
        {"open_complaints": open_complaints},
    )


@rule(
    Rule(
        "PARTY-DISCIPLINE",
        Body.PARTY,
        Text("选举纪律", "Election discipline"),
        Text(
            "对拉帮结派、拉票贿选、伪造选票等行为查处;上级可以决定选举结果无效。",
            "Cliques, canvassing, vote buying and forged ballots are investigated; the superior "
            "may set the result aside.",
        ),
        "open cases == 0 and no decision to void",
        "ER2020 ch. 6",
        Trust.UNVERIFIED,
        Effect.BLOCK,
        Authority.STREET,
        holds_from=ER2020_IN_FORCE,
    )
)
def no_case_stands(*, open_cases: int, void_decided: bool = False) -> Finding:
    """Take cases not yet closed, and whether the superior decided to void.

    Refuses certification while a case is open; a recorded decision voids the election.
    """
    return Finding(
        open_cases == 0 and not void_decided,
        compare(open_cases, "=", 0),
        Text("重新选举。", "Hold a new election.")
        if void_decided
        else Text(f"先办结 {open_cases} 件案件。", f"Close the open cases first: {open_cases}."),
        {"open_cases": open_cases, "void_decided": void_decided},
        Effect.VOID if void_decided else None,
    )
