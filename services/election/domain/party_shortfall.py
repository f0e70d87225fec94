"""What follows when too few are elected: a further ballot, or fewer seats."""

from __future__ import annotations

from services.election.domain.comparison import compare
from services.election.domain.party_surplus import fewest_candidates
from services.election.domain.rulebook import Body, Effect, Finding, Rule, Setting, Trust, rule
from services.election.domain.sources import ER2020_IN_FORCE
from shared.text import Text

MAX_CUT = 1
LEAST_MEMBERS = 3


@rule(
    Rule(
        "PARTY-SHORTFALL",
        Body.PARTY,
        Text("当选人不足", "Too few elected"),
        Text(
            "当选人少于应选名额时,不足的名额另行选举,仍须差额、过半数。",
            "Missing seats are filled by a further ballot, with surplus and full majority.",
        ),
        "missing = s - winners; further ballot: 5*(k-missing) >= missing, 2*y > A",
        "QA",
        Trust.SECONDARY,
        Effect.OUTCOME,
        holds_from=ER2020_IN_FORCE,
    )
)
def seats_filled(*, seats: int, winners: int) -> Finding:
    """Take seats and winners so far; where broken a further ballot for the rest is due.

    That the further ballot needs a surplus of its own is unverified.
    """
    missing = seats - winners
    return Finding(
        missing <= 0,
        compare(missing, "<=", 0, left_from=f"{seats}-{winners}"),
        Text(
            f"就 {missing} 个名额另行选举,至少 {fewest_candidates(missing)} 名候选人。",
            f"A further ballot for {missing}, {fewest_candidates(missing)} candidates at least.",
        ),
        {"seats": seats, "winners": winners, "missing": missing},
    )


@rule(
    Rule(
        "PARTY-REDUCE",
        Body.PARTY,
        Text("减少名额", "Seats cut"),
        Text(
            "当选人接近应选名额时,经半数以上选举人或大会主席团同意,可以减少名额,并报告上级。",
            "When winners are close to the seats, seats may be cut with the consent of at least "
            "half of the electors, or by the presidium's decision; the superior is informed.",
        ),
        "2*consent >= A; s - winners <= max_cut; winners >= least_members; superior informed",
        "QA",
        Trust.SECONDARY,
        Effect.BLOCK,
        settings=(
            Setting("max_cut", MAX_CUT, Text("个名额", "seats")),
            Setting("least_members", LEAST_MEMBERS, Text("名委员", "members")),
        ),
        holds_from=ER2020_IN_FORCE,
    )
)
def seats_may_be_cut(  # noqa: PLR0913 - each is a number that the rule names
    *,
    missing: int,
    winners: int,
    consenting: int,
    present: int,
    presidium_decided: bool = False,
    superior_informed: bool = True,
    max_cut: int = MAX_CUT,
    least_members: int = LEAST_MEMBERS,
) -> Finding:
    """Take seats missing, winners, electors who consent and voters present A; refuses otherwise.

    A cut of which the superior is not on record as informed is only warned about.

    At a congress its presidium may decide in place of the electors. What "close" means, and how
    few members may remain, are settings: no source says it.
    """
    consent = presidium_decided or 2 * consenting >= present
    may_be_cut = consent and missing <= max_cut and winners >= least_members
    return Finding(
        may_be_cut and superior_informed,
        f"{compare(2 * consenting, '>=', present, left_from=f'2*{consenting}')}; "
        f"{compare(missing, '<=', max_cut)}; {compare(winners, '>=', least_members)}",
        Text(
            f"还需 {(present + 1) // 2 - consenting} 名选举人同意。",
            f"{(present + 1) // 2 - consenting} more must consent.",
        )
        if not consent
        else _report_the_cut(may_be_cut=may_be_cut),
        {
            "missing": missing,
            "winners": winners,
            "consenting": consenting,
            "present": present,
            "superior_informed": superior_informed,
        },
        Effect.WARN if may_be_cut else None,
    )


def _report_the_cut(*, may_be_cut: bool) -> Text:
    if may_be_cut:
        return Text("将减少名额情况报告上级。", "Inform the superior of the cut.")
    return Text("不足的名额另行选举。", "Fill the missing seats by a further ballot.")
