"""What kind of Party organisation a community has, and how large its committee is."""

from __future__ import annotations

from enum import StrEnum

from services.election.domain.comparison import compare, compare_range
from services.election.domain.rulebook import (
    Authority,
    Body,
    Effect,
    Finding,
    Rule,
    Trust,
    rule,
)
from services.election.domain.words import named
from shared.text import Text

LEAST_FULL_MEMBERS = 3
JOINT_BRANCH_UNITS = 5
BRANCH_MEMBERS = 50
GENERAL_BRANCH_MEMBERS = 100
COMMITTEE_FROM_MEMBERS = 7
LEAST_SEATS, USUAL_SEATS, MOST_SEATS = 3, 5, 7


class OrganisationType(StrEnum):
    """The types of a Party organisation."""

    BRANCH = "BRANCH"
    GENERAL_BRANCH = "GENERAL_BRANCH"
    PARTY_COMMITTEE = "PARTY_COMMITTEE"
    JOINT_BRANCH = "JOINT_BRANCH"


def usual_type(members: int) -> OrganisationType:
    """Return the type that an organisation of so many members usually has."""
    if members > GENERAL_BRANCH_MEMBERS:
        return OrganisationType.PARTY_COMMITTEE
    if members > BRANCH_MEMBERS:
        return OrganisationType.GENERAL_BRANCH
    return OrganisationType.BRANCH


@rule(
    Rule(
        "PARTY-FORM-MIN",
        Body.PARTY,
        Text("成立党组织的人数", "Fewest members"),
        Text(
            "有正式党员三人以上的成立党组织;不足三人的成立联合党支部,覆盖单位一般不超过五个。",
            "Three full members or more form an organisation; fewer join a joint branch, which "
            "covers usually no more than five units.",
        ),
        "full_members >= 3; joint branch: units <= 5",
        "PC, article on three full members; BR2018 ch. 2",
        Trust.VERIFIED_PART,
        Effect.WARN,
    )
)
def enough_members(*, full_members: int, units: int = 1) -> Finding:
    """Take full members and, for a joint branch, the units that it covers; only warns."""
    usual = units <= JOINT_BRANCH_UNITS
    return Finding(
        full_members >= LEAST_FULL_MEMBERS and usual,
        f"{compare(full_members, '>=', LEAST_FULL_MEMBERS)}; "
        f"{compare(units, '<=', JOINT_BRANCH_UNITS)}",
        Text(f"联合党支部覆盖单位一般不超过 {JOINT_BRANCH_UNITS} 个。", "Split the joint branch.")
        if not usual
        else Text("成立联合党支部。", "Form a joint branch."),
        {"full_members": full_members, "units": units},
    )


@rule(
    Rule(
        "PARTY-FORM-TYPE",
        Body.PARTY,
        Text("党组织类型", "Type of organisation"),
        Text(
            "党员五十人以下一般设党支部,超过五十人设党总支,超过一百人设党委,由上级批准。",
            "Usually a branch up to 50 members, a general branch above 50, a Party committee "
            "above 100; the superior's approval decides.",
        ),
        "branch: m <= 50; general branch: m > 50; committee: m > 100",
        "BR2018 ch. 2",
        Trust.SECONDARY,
        Effect.APPROVAL,
        Authority.STREET,
    )
)
def type_is_usual(kind: OrganisationType, *, members: int) -> Finding:
    """Take the type chosen and the number of members; another than the usual needs approval.

    The limit of a branch was read in part; the thresholds above 50 and 100 are secondary.
    """
    usual = usual_type(members)
    chosen = OrganisationType.BRANCH if kind is OrganisationType.JOINT_BRANCH else kind
    return Finding(
        chosen is usual,
        f"{members}: {compare(chosen.value, '=', usual.value)}",
        Text(
            f"按人数一般设{named([usual]).zh},否则报上级批准。",
            f"Usually {named([usual]).en}; else ask for approval.",
        ),
        {"kind": kind, "members": members, "usual": usual},
    )


@rule(
    Rule(
        "PARTY-COMMITTEE-NEEDED",
        Body.PARTY,
        Text("支部委员会", "Branch committee"),
        Text(
            "正式党员七人以上的支部设委员会,三至五人,一般不超过七人;不足七人设书记一名。",
            "A branch of seven full members or more sets up a committee of 3-5, normally not over "
            "7; with fewer it has a secretary and, if needed, a deputy.",
        ),
        "full_members >= 7: 3 <= s <= 5 usual, s <= 7 limit; else no committee",
        "BR2018 ch. 6",
        Trust.VERIFIED_PART,
        Effect.APPROVAL,
        Authority.STREET,
    )
)
def branch_committee_fits(*, full_members: int, seats: int) -> Finding:
    """Take a branch's full members and committee seats, 0 for no committee.

    Six or seven seats are warned about, fewer than three or more than seven need approval, and a
    committee in too small a branch is refused.
    """
    if full_members < COMMITTEE_FROM_MEMBERS:
        holds, effect = seats == 0, Effect.BLOCK
        needed = Text("不设委员会,直接选举书记。", "Elect a secretary directly, no committee.")
    else:
        holds = LEAST_SEATS <= seats <= USUAL_SEATS
        effect = Effect.WARN if USUAL_SEATS < seats <= MOST_SEATS else Effect.APPROVAL
        needed = Text(
            f"委员一般 {LEAST_SEATS} 至 {USUAL_SEATS} 名。",
            f"{LEAST_SEATS} to {USUAL_SEATS} members usually.",
        )
    return Finding(
        holds,
        f"{compare(full_members, '>=', COMMITTEE_FROM_MEMBERS)}; "
        f"{compare_range(seats, LEAST_SEATS, USUAL_SEATS)}",
        needed,
        {"full_members": full_members, "seats": seats},
        effect,
    )


@rule(
    Rule(
        "PARTY-COMMITTEE-SIZE",
        Body.PARTY,
        Text("委员名额", "Seats as approved"),
        Text(
            "委员名额由上级批复确定,选票名额与批复一致。",
            "The superior's reply fixes the size of the committee; the ballot has as many seats.",
        ),
        "s == approved_seats",
        "QA",
        Trust.SECONDARY,
        Effect.BLOCK,
    )
)
def seats_as_approved(*, seats: int, approved_seats: int) -> Finding:
    """Take the ballot's seats and those that the superior approved; refuses another number.

    The usual range of a general branch or Party committee is unverified and refuses nothing.
    """
    return Finding(
        seats == approved_seats,
        compare(seats, "=", approved_seats),
        Text(f"按批复的 {approved_seats} 个名额。", f"{approved_seats} seats, as approved."),
        {"seats": seats, "approved_seats": approved_seats},
    )
