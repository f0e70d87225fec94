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
            "当选人接近应选名额时,经半数以上选举人或大会主席团同意,可以减少名额。",
            "When winners are close to the seats, seats may be cut with the consent of at least "
            "half of the electors, or by the presidium's decision.",
        ),
        "2*consent >= A; s - winners <= max_cut; winners >= least_members",
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
    max_cut: int = MAX_CUT,
    least_members: int = LEAST_MEMBERS,
) -> Finding:
    """Take seats missing, winners, electors who consent and voters present A; refuses otherwise.

    At a congress its presidium may decide in place of the electors. What "close" means, and how
    few members may remain, are settings: no source says it.
    """
    consent = presidium_decided or 2 * consenting >= present
    return Finding(
        consent and missing <= max_cut and winners >= least_members,
        f"{compare(2 * consenting, '>=', present, left_from=f'2*{consenting}')}; "
        f"{compare(missing, '<=', max_cut)}; {compare(winners, '>=', least_members)}",
        Text(
            f"还需 {(present + 1) // 2 - consenting} 名选举人同意。",
            f"{(present + 1) // 2 - consenting} more must consent.",
        )
        if not consent
        else Text("不足的名额另行选举。", "Fill the missing seats by a further ballot."),
        {"missing": missing, "winners": winners, "consenting": consenting, "present": present},
    )
