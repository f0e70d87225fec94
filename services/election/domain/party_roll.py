"""The roll that the meeting goes by, and who may be left out of its attendance base."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from services.election.domain.comparison import compare
from services.election.domain.rulebook import Body, Effect, Finding, Rule, Trust, rule
from shared.text import Text


class ExclusionGround(StrEnum):
    """Why a member is left out of the base: a coarse code, never a diagnosis or a sentence."""

    HEALTH = "HEALTH"  # cannot express a will, or bedridden for long
    ABROAD = "ABROAD"  # half a year or more
    CUSTODY = "CUSTODY"  # serving a sentence
    AWAY = "AWAY"  # half a year or more with the transfer overdue
    HOMETOWN = "HOMETOWN"  # retired, living there for long without transfer


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One member left out of the base, and the two consents to it."""

    ground: str
    superior_consent: bool
    adopted_by_meeting: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll in numbers: full members, those of them without the vote, those left out."""

    full_members: int
    on_probation_within_party: int = 0
    rights_suspended: int = 0
    excluded: int = 0

    @property
    def eligible(self) -> int:
        """Eligible voters E."""
        return self.full_members - self.on_probation_within_party - self.rights_suspended

    @property
    def base(self) -> int:
        """The attendance base B."""
        return self.eligible - self.excluded


def count_exclusions(exclusions: Iterable[Exclusion]) -> int:
    """Return X: those for whom the ground is listed and both consents are there."""
    return sum(
        exclusion_allowed(
            each.ground,
            superior_consent=each.superior_consent,
            adopted_by_meeting=each.adopted_by_meeting,
        ).holds
        for each in exclusions
    )


@rule(
    Rule(
        "PARTY-ROLL-FREEZE",
        Body.PARTY,
        Text("锁定名册", "Roll frozen"),
        Text(
            "印制选票前锁定党员名册,记下有选举权人数、不计入人数和应到会人数。",
            "The roll is frozen before ballots are printed, with its three numbers.",
        ),
        "B == E - X, all >= 0, B >= 1",
        "derived",
        Trust.UNVERIFIED,
        Effect.BLOCK,
    )
)
def roll_frozen(roll: Roll, *, frozen: bool = True) -> Finding:
    """Take the roll in numbers and whether it is frozen, or just being so; refuses ballots else.

    The verdict's inputs `eligible`, `excluded` and `base` are E, X and B.
    """
    numbers = (roll.full_members, roll.on_probation_within_party, roll.rights_suspended)
    sound = min(*numbers, roll.eligible, roll.excluded) >= 0 and roll.base >= 1
    return Finding(
        sound and frozen,
        f"E={roll.full_members}-{roll.on_probation_within_party}-{roll.rights_suspended}"
        f"={roll.eligible}; "
        f"{compare(roll.base, '>=', 1, left_from=f'B={roll.eligible}-{roll.excluded}')}",
        Text("先锁定名册。", "Freeze the roll first.")
        if sound
        else Text("核对名册人数。", "The numbers of the roll must leave at least one voter."),
        {"eligible": roll.eligible, "excluded": roll.excluded, "base": roll.base},
    )


@rule(
    Rule(
        "PARTY-EXCLUDE",
        Body.PARTY,
        Text("不计入应到会人数", "Left out of the base"),
        Text(
            "因病、出国半年以上、服刑、长期卧床、外出半年以上未转关系等,经上级同意并由大会通过,"
            "可不计入应到会人数。",
            "A member who cannot come is left out of the base on listed grounds only, with the "
            "superior's consent and the meeting's.",
        ),
        "ground in list and superior's consent and adopted by the meeting",
        "explanation under ER1990",
        Trust.SECONDARY,
        Effect.BLOCK,
    )
)
def exclusion_allowed(ground: str, *, superior_consent: bool, adopted_by_meeting: bool) -> Finding:
    """Take the ground and both consents; refused, the member stays in the base.

    Old, and still in handbooks: ask the superior whether the local office applies it.
    """
    listed = ground in ExclusionGround.__members__
    return Finding(
        listed and superior_consent and adopted_by_meeting,
        compare(
            listed + superior_consent + adopted_by_meeting,
            "=",
            3,
            left_from=f"{int(listed)}+{int(superior_consent)}+{int(adopted_by_meeting)}",
        ),
        Text("须上级同意并经党员大会通过。", "Both the superior and the meeting must agree.")
        if listed
        else Text("不属于规定的情形,计入应到会人数。", "Not a listed ground: count the member."),
        {"superior_consent": superior_consent, "adopted_by_meeting": adopted_by_meeting},
    )


@rule(
    Rule(
        "PARTY-EXCLUDE-PRIVACY",
        Body.PARTY,
        Text("情形只记代码", "A code, never a diagnosis"),
        Text(
            "不计入情形只记类别代码和文号,不得记录病情、案情等内容。",
            "Only a coarse code and the document number are stored, nothing of health or custody.",
        ),
        "code in {HEALTH, ABROAD, CUSTODY, AWAY, HOMETOWN}",
        "PIPL Art. 6, 28; design rule",
        Trust.UNVERIFIED,
        Effect.BLOCK,
    )
)
def ground_is_a_code(ground: str) -> Finding:
    """Take the ground as sent; refuses anything but a code. The text itself is not repeated."""
    codes = ", ".join(ExclusionGround)
    return Finding(
        ground in ExclusionGround.__members__,
        codes,
        Text(f"只能填写:{codes}。", f"One of: {codes}."),
    )
