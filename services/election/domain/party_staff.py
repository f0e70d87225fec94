"""Those who watch, count and help: none of them may be a candidate."""

from __future__ import annotations

from collections.abc import Collection

from services.election.domain.comparison import compare
from services.election.domain.rulebook import Body, Effect, Finding, Rule, Trust, rule
from services.election.domain.sources import ER2020_IN_FORCE
from shared.text import Text


def _none_of(named: Collection[str], *, among: Collection[str], says: Text) -> Finding:
    both = sorted(set(named) & set(among))
    return Finding(
        not both,
        compare(len(both), "=", 0),
        Text(f"{says.zh}:{', '.join(both)}。", f"{says.en}: {', '.join(both)}."),
        {"named": len(named), "in_conflict": both},
    )


@rule(
    Rule(
        "PARTY-SCRUTINEER",
        Body.PARTY,
        Text("监票人", "Scrutineers"),
        Text(
            "监票人从不是候选人的到会党员或代表中推选,并经会议通过。",
            "Scrutineers are voters present who are not candidates, adopted by the meeting.",
        ),
        "count >= 1; scrutineer not in candidates; scrutineer in present voters; adopted",
        "ER2020 Art. 22",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def scrutineers_fit(
    *,
    count: int,
    adopted: bool,
    named: Collection[str] = (),
    candidates: Collection[str] = (),
    voters_present: Collection[str] | None = None,
) -> Finding:
    """Take how many there are and, where known, who; refuses none, a candidate or a non-voter.

    `voters_present` is None where only the number of voters is on record, not their names.
    """
    absent = set() if voters_present is None else set(named) - set(voters_present)
    unfit = sorted(absent | (set(named) & set(candidates)))
    return Finding(
        count >= 1 and adopted and not unfit,
        f"{compare(count, '>=', 1)}; {compare(len(unfit), '=', 0)}",
        _scrutineers_needed(count, unfit),
        {"scrutineers": count, "adopted": adopted, "unfit": unfit},
    )


def _scrutineers_needed(count: int, unfit: list[str]) -> Text:
    if unfit:
        names = ", ".join(unfit)
        return Text(f"更换监票人:{names}。", f"Name others in place of: {names}.")
    if count < 1:
        return Text("推选至少一名监票人。", "Name at least one scrutineer.")
    return Text("监票人须经会议通过。", "The meeting must adopt the scrutineers.")


@rule(
    Rule(
        "PARTY-SCRUTINEER-COMMITTEE",
        Body.PARTY,
        Text("委员会选举监票人", "Scrutineers in the committee"),
        Text(
            "委员会选举时,监票人从不是书记、副书记、常委候选人的委员中推选。",
            "In the committee's own vote scrutineers are members of it who do not stand.",
        ),
        "scrutineer in committee; scrutineer not in candidates",
        "ER2020 Art. 22",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def committee_scrutineers_fit(
    named: Collection[str], *, committee: Collection[str], candidates: Collection[str]
) -> Finding:
    """Take scrutineers, committee and candidates by person; refuses outsiders and candidates."""
    allowed = sorted(set(committee) - set(candidates))
    unfit = sorted(set(named) - set(allowed))
    return Finding(
        bool(named) and not unfit,
        f"{compare(len(named), '>=', 1)}; {compare(len(unfit), '=', 0)}",
        Text(f"只能从这些委员中推选:{', '.join(allowed)}。", f"Choose from: {', '.join(allowed)}."),
        {"scrutineers": len(named), "unfit": unfit},
    )


@rule(
    Rule(
        "PARTY-TELLER",
        Body.PARTY,
        Text("计票人", "Tellers"),
        Text(
            "计票人在监票人监督下工作,候选人不得担任。",
            "Tellers work under the scrutineers' eyes; a candidate is not a teller.",
        ),
        "teller not in candidates",
        "ER2020 Art. 23",
        Trust.SECONDARY,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def tellers_fit(tellers: Collection[str], *, candidates: Collection[str]) -> Finding:
    """Take tellers and candidates by person; refuses a candidate.

    The supervision is read in the article; that no candidate counts is from the model method.
    """
    return _none_of(
        tellers, among=candidates, says=Text("更换计票人", "Name others in place of these tellers")
    )


@rule(
    Rule(
        "PARTY-TELLER-KIN",
        Body.PARTY,
        Text("近亲属回避", "Relatives do not count"),
        Text(
            "候选人的近亲属不宜担任监票人、计票人。",
            "Close relatives of a candidate should not be scrutineer or teller.",
        ),
        "declared relatives == 0",
        "SHV2020 Art. 14, by analogy",
        Trust.UNVERIFIED,
        Effect.WARN,
    )
)
def no_relatives_count(*, relatives_declared: int) -> Finding:
    """Take how many scrutineers and tellers declared a close relative among the candidates."""
    return Finding(
        relatives_declared == 0,
        compare(relatives_declared, "=", 0),
        Text(f"更换 {relatives_declared} 名工作人员。", f"Replace {relatives_declared} of them."),
        {"relatives_declared": relatives_declared},
    )


@rule(
    Rule(
        "PARTY-HELPER",
        Body.PARTY,
        Text("代写选票", "Help with the ballot"),
        Text(
            "不能书写的选举人可以委托非候选人按本人意志代写。",
            "One who cannot write may ask a non-candidate to fill in the ballot as told.",
        ),
        "helper not in candidates",
        "ER2020 Art. 24",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def helper_fits(helper: str, *, candidates: Collection[str]) -> Finding:
    """Take the helper and the candidates by person; refuses a candidate as helper."""
    return _none_of(
        (helper,), among=candidates, says=Text("另请他人代写", "Ask another in place of")
    )
