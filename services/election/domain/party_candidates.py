"""Who may stand: how candidates come about, how many, in what order, and what voters are told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from services.election.domain.comparison import compare, compare_lists
from services.election.domain.dated_records import DatedRecord, follow_in_order
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


@rule(
    Rule(
        "PARTY-CAND-CRITERIA",
        Body.PARTY,
        Text("人选条件", "Criteria for candidates"),
        Text(
            "按照德才兼备、班子结构合理的要求提出人选。",
            "Candidates are proposed for integrity first and ability, for a sound team.",
        ),
        "attested",
        "ER2020 Art. 12",
        Trust.VERIFIED,
        Effect.APPROVAL,
        Authority.STREET,
        holds_from=ER2020_IN_FORCE,
        per_person=True,
    )
)
def criteria_attested(*, attested: bool | None, person: str = "") -> Finding:
    """Take the proposer's word on a person; where it is no the street must approve.

    None warns: it was not recorded. The rule asks for it, older records of offices lack it.
    """
    return Finding(
        bool(attested),
        "",
        Text("由提名方确认人选符合条件。", "The proposer attests to the criteria."),
        {"attested": attested, "person": person},
        Effect.WARN if attested is None else None,
    )


@rule(
    Rule(
        "PARTY-CAND-PATH",
        Body.PARTY,
        Text("候选人产生程序", "How candidates come about"),
        Text(
            "上届委员会根据多数党员意见提出人选,报上级审查同意,再由党员酝酿确定候选人。",
            "The outgoing committee proposes from the opinion of most members, the superior "
            "agrees, members deliberate and fix the candidates, the meeting elects.",
        ),
        "proposal <= superior_consent <= deliberation <= ballot",
        "ER2020 Art. 14",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def candidates_came_by_the_path(
    *,
    proposed_on: date | None,
    consented_on: date | None,
    deliberated_on: date | None,
    ballot_on: date | None = None,
) -> Finding:
    """Take the day of each record; refuses ballots when one is missing or out of order.

    `ballot_on` stays None until the meeting day is known. In a community Party committee the
    proposal rests on the opinion of most subordinate organisations instead.
    """
    path = [
        DatedRecord(Text("上届委员会提名", "Proposal"), proposed_on),
        DatedRecord(Text("上级同意", "The superior's consent"), consented_on),
        DatedRecord(Text("党员酝酿", "Deliberation"), deliberated_on),
    ]
    if ballot_on is not None:
        path.append(DatedRecord(Text("投票", "The ballot"), ballot_on))
    return follow_in_order(path)


@rule(
    Rule(
        "PARTY-CAND-ELIGIBLE",
        Body.PARTY,
        Text("候选人资格", "Candidates may be elected"),
        Text("候选人在选举当日须有被选举权。", "A candidate may be elected on the day itself."),
        "every candidate is eligible on the meeting date",
        "ER2020 Art. 5",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def candidates_eligible(
    candidates: Collection[str], *, ineligible: Collection[str] = ()
) -> Finding:
    """Take candidates and those without the right to be elected; refuses while they overlap."""
    barred = sorted(set(candidates) & set(ineligible))
    return Finding(
        not barred,
        compare(len(barred), "=", 0),
        Text(
            f"重新确定候选人:{', '.join(barred)} 没有被选举权。",
            f"Fix the candidates anew: {', '.join(barred)} may not be elected.",
        ),
        {"candidates": len(candidates), "ineligible": barred},
    )


@rule(
    Rule(
        "PARTY-INTRODUCE",
        Body.PARTY,
        Text("介绍候选人", "Candidates introduced"),
        Text(
            "投票前向选举人如实介绍每名候选人的情况,并回答提问。",
            "Before the vote electors are told each candidate's record, and questions answered.",
        ),
        "introduced == candidates",
        "ER2020 Art. 21",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def candidates_introduced(*, candidates: int, introduced: int) -> Finding:
    """Take how many candidates there are and were introduced; refuses ballots while one was not."""
    return Finding(
        introduced >= candidates,
        compare(introduced, "=", candidates),
        Text(
            f"还需介绍 {candidates - introduced} 名候选人。",
            f"Introduce {candidates - introduced} more.",
        ),
        {"candidates": candidates, "introduced": introduced},
    )


@rule(
    Rule(
        "PARTY-ORDER-BALLOT",
        Body.PARTY,
        Text("候选人排列", "Order on the ballot"),
        Text(
            "代表、委员候选人以姓氏笔画为序;书记、副书记候选人按上级批准的顺序。",
            "Delegates and committee members are listed by surname strokes, secretaries and "
            "deputies in the order that the superior approved.",
        ),
        "listed == due order",
        "ER2020 Art. 24",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def listed_in_order(listed: Sequence[str], *, due: Sequence[str]) -> Finding:
    """Take the list as printed and as due (strokes or approval); refuses to print another order."""
    return Finding(
        list(listed) == list(due),
        compare_lists(listed, due),
        Text(f"应排列为:{', '.join(due)}。", f"List them as: {', '.join(due)}."),
        {"listed": list(listed)},
    )
