"""Who votes and may be elected: the rights of a member on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.election.domain.comparison import compare
from services.election.domain.rulebook import Body, Effect, Finding, Rule, Trust, rule
from services.election.domain.sources import ER2020_IN_FORCE
from services.election.domain.words import named
from shared.text import Text


class MemberStatus(StrEnum):
    """Whether a member is full or on probation before full membership."""

    FULL = "FULL"
    PROBATIONARY = "PROBATIONARY"


class Relation(StrEnum):
    """Where a member's membership is kept."""

    HERE = "HERE"
    TRANSFERRED = "TRANSFERRED"
    FLOATING = "FLOATING"


@dataclass(frozen=True, slots=True)
class Membership:
    """What decides a member's rights. Probation within the Party ends by decision, not by date."""

    status: MemberStatus = MemberStatus.FULL
    relation: Relation = Relation.HERE
    on_probation_from: date | None = None
    on_probation_until: date | None = None
    rights_restored_on: date | None = None
    rights_suspended: bool = False

    def on_probation(self, on: date) -> bool:
        """Whether rights lost with probation within the Party (留党察看) are still lost."""
        begun = self.on_probation_from is not None and self.on_probation_from <= on
        restored = self.rights_restored_on is not None and self.rights_restored_on <= on
        return begun and not restored


@rule(
    Rule(
        "PARTY-ELIGIBLE",
        Body.PARTY,
        Text("选举权", "Right to vote and stand"),
        Text(
            "正式党员有表决权、选举权、被选举权;预备党员和受留党察看处分的党员没有。",
            "Full members vote, may be elected and decide; probationary members and members under "
            "probation within the Party do not.",
        ),
        "status == FULL, not on probation within the Party, not suspended, relation == HERE",
        "ER2020 Art. 5",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def may_vote(member: Membership, *, on: date) -> Finding:
    """Take a membership and the meeting date; refuses as voter and as candidate alike."""
    reasons = {
        "status": member.status is MemberStatus.FULL,
        "on_probation_within_party": not member.on_probation(on),
        "rights_suspended": not member.rights_suspended,
        "relation": member.relation is Relation.HERE,
    }
    against = [reason for reason, holds in reasons.items() if not holds]
    return Finding(
        not against,
        compare(len(against), "=", 0),
        Text(f"无选举权:{named(against).zh}。", f"May not vote or stand: {named(against).en}."),
        {"on": on, "against": against},
    )


@rule(
    Rule(
        "PARTY-SUSPENDED",
        Body.PARTY,
        Text("中止党员权利", "Rights suspended"),
        Text(
            "被留置或被逮捕的党员,由有权限的党组织决定中止其表决权、选举权、被选举权。",
            "A member held by a supervision commission or arrested has voting rights suspended by "
            "the competent Party organisation.",
        ),
        "held: suspension decided",
        "ER2020 Art. 5",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def suspension_decided(*, held: int, suspended: int) -> Finding:
    """Take members held or arrested, and those of them with a decision; refuses to freeze the roll.

    Who was released and restored counts in neither number.
    """
    return Finding(
        suspended >= held,
        compare(suspended, ">=", held),
        Text(
            f"还有 {held - suspended} 名党员须作出中止权利的决定。",
            f"Decide on the suspension of {held - suspended} more.",
        ),
        {"held": held, "suspended": suspended},
    )


@rule(
    Rule(
        "PARTY-PROBATION-END",
        Body.PARTY,
        Text("留党察看期满", "End of probation within the Party"),
        Text(
            "留党察看期满后,恢复党员权利须有决定,不因期满自动恢复。",
            "After probation within the Party rights return by decision, not by the calendar.",
        ),
        "restored_on <= meeting_date",
        "practice; PC caps the probation at two years",
        Trust.UNVERIFIED,
        Effect.WARN,
    )
)
def restoration_decided(member: Membership, *, on: date) -> Finding:
    """Take a membership and the meeting date; warns when the time is over without a decision.

    The member has no vote meanwhile: the verdict's input `eligible` says so.
    """
    over = member.on_probation_until is not None and member.on_probation_until < on
    lost = member.on_probation(on)
    return Finding(
        not (over and lost),
        compare(member.rights_restored_on, "<=", on),
        Text("查明是否已决定恢复权利。", "Ask for the decision that restores the rights."),
        {"on": on, "eligible": may_vote(member, on=on).holds},
    )
