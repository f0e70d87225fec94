"""Who may hold a seat together, and how a seat may be come by: only by election."""

from __future__ import annotations

from collections.abc import Mapping

from services.election.domain.comparison import compare
from services.election.domain.residents_law import (
    FIRST_DAY_OF_2025_LAW,
)
from services.election.domain.rulebook import (
    Body,
    Effect,
    Finding,
    Rule,
    Trust,
    rule,
)
from shared.text import Text


@rule(
    Rule(
        "RC-NO-APPOINT",
        Body.RESIDENTS,
        Text("不得指定委派撤换", "No appointment"),
        Text(
            "任何组织和个人不得指定、委派或者撤换居民委员会成员。",
            "Nobody may appoint, assign or replace members.",
        ),
        "every member has an election or by-election id",
        "CQ2025 Art. 4 (local); VC2018 Art. 11 (analogy)",
        Trust.VERIFIED,
        Effect.BLOCK,
    )
)
def every_member_elected(elected_in: Mapping[str, str | None]) -> Finding:
    """Take each member's person number with the id of the election or by-election, None if none."""
    without = [person for person, election in elected_in.items() if election is None]
    return Finding(
        not without,
        compare(len(elected_in) - len(without), "=", len(elected_in)),
        Text(f"没有选举依据:{', '.join(without)}。", f"No election for: {', '.join(without)}."),
        {"members": len(elected_in), "without": without},
    )


@rule(
    Rule(
        "RC-MINORITY",
        Body.RESIDENTS,
        Text("少数民族成员", "Smaller groups"),
        Text(
            "多民族居住地区,居民委员会中应当有人数较少的民族的成员,由街道确认。",
            "Where several ethnic groups live, a member is from a smaller group; the street "
            "attests it, and nobody's group is recorded.",
        ),
        "not several_groups or attested",
        "RC2018 Art. 7",
        Trust.VERIFIED,
        Effect.WARN,
    )
)
def smaller_groups_attested(*, several_groups: bool, attested: bool) -> Finding:
    """Take two statements of the street about the community; of no person is anything taken."""
    return Finding(
        not several_groups or attested,
        compare(int(attested), ">=", int(several_groups)),
        Text("请街道确认。", "Have the street attest it."),
        {"several_groups": several_groups, "attested": attested},
    )


@rule(
    Rule(
        "RC-CROSS",
        Body.RESIDENTS,
        Text("交叉任职须经选举", "Both teams only by vote"),
        Text(
            "党组织书记通过法定程序当选后才可担任居民委员会主任;两委成员可以交叉任职。",
            "The Party secretary may become chair through the legal vote; no seat is automatic.",
        ),
        "chair has an election id",
        "GS2025, CQ2025 Art. 5 (local)",
        Trust.VERIFIED,
        Effect.BLOCK,
    )
)
def chair_elected(*, is_secretary: bool, elected_in: str | None) -> Finding:
    """Take whether the chair is the Party secretary, and the id of the election that was won."""
    return Finding(
        elected_in is not None,
        compare(int(elected_in is not None), "=", 1),
        Text("先经选举当选主任。", "Win the vote for chair first."),
        {"is_secretary": is_secretary, "elected_in": elected_in},
    )


@rule(
    Rule(
        "RC-REPS",
        Body.RESIDENTS,
        Text("居民代表比例", "Share of representatives"),
        Text(
            "居民代表不少于居民代表会议组成人员的五分之四,任期与居民委员会相同。",
            "Representatives are at least four fifths of the representatives' meeting and serve "
            "as long as the committee.",
        ),
        "5*reps >= 4*meeting_members",
        "RC2025",
        Trust.VERIFIED_PART,
        Effect.WARN,
        holds_from=FIRST_DAY_OF_2025_LAW,
    )
)
def enough_representatives(*, representatives: int, meeting_members: int) -> Finding:
    """Take the representatives among the members of the representatives' meeting, in persons."""
    holds = 5 * representatives >= 4 * meeting_members
    short = (4 * meeting_members + 4) // 5 - representatives
    return Finding(
        holds,
        f"5*{representatives}={5 * representatives} {'>=' if holds else '<'} "
        f"4*{meeting_members}={4 * meeting_members}",
        Text(f"应再有 {short} 名居民代表。", f"{short} more members must be representatives."),
        {"representatives": representatives, "meeting_members": meeting_members},
    )
