"""Who may hold a seat together, and how a seat may be come by: only by election."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from services.election.domain.comparison import compare
from services.election.domain.residents_kin import Kin
from services.election.domain.residents_law import (
    FIRST_DAY_OF_2025_LAW,
    rules,
    since_2026,
    until_2025,
)
from services.election.domain.rulebook import (
    Authority,
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


_WOMEN = Rule(
    "RC-WOMEN",
    Body.RESIDENTS,
    Text("妇女成员", "A woman"),
    Text("居民委员会成员中应当有妇女。", "At least one member is a woman."),
    "women >= 1",
    "practice; not in RC2018",
    Trust.UNVERIFIED,
    Effect.WARN,
)


@rules(
    until_2025(_WOMEN),
    since_2026(
        replace(
            _WOMEN,
            article="GS2025, CQ2025 Art. 5 (local)",
            label=Trust.VERIFIED,
            effect=Effect.BLOCK,
            settings=(Setting("woman_remedy", "FURTHER", Text("补救方式", "remedy")),),
        )
    ),
)
def has_woman(*, women: int, members: int) -> Finding:
    """Take the women among the elected and their number; from 2026 none refuses certification."""
    return Finding(
        women >= 1,
        compare(women, ">=", 1),
        Text(
            "另行选举或者补选,至少选出一名妇女。",
            "Hold a further ballot or by-election so that one woman is elected.",
        ),
        {"women": women, "members": members},
    )


@rule(
    Rule(
        "RC-KIN",
        Body.RESIDENTS,
        Text("近亲属回避", "Close relatives"),
        Text(
            "居民委员会成员之间不得有配偶、父母子女、兄弟姐妹、祖孙关系。",
            "Spouses, parents and children, siblings, grandparents and grandchildren do not sit "
            "together.",
        ),
        "no declared close-relative pair among members",
        "GS2025, CQ2025 Art. 5 (local); CC Art. 1045",
        Trust.VERIFIED,
        Effect.BLOCK,
        Authority.STREET,
        settings=(
            Setting("lower_placed_gives_way", default=True, unit=Text("排名靠后者回避", "rule")),
        ),
    )
)
def no_relatives_together(
    placed: Sequence[str], kin: Iterable[Kin], *, lower_placed_gives_way: bool = True
) -> Finding:
    """Take the elected, best placed first, and the declared relations.

    The input `giving_way` of the verdict names the lower placed of each pair, or both where the
    region leaves it open; no source says who it is, so the street approves.
    """
    rank = {person: place for place, person in enumerate(placed)}
    pairs = [pair for pair in kin if pair.relation.is_close and pair.joins(rank, rank)]
    lower = {max(pair.first, pair.second, key=rank.__getitem__) for pair in pairs}
    both = {person for pair in pairs for person in (pair.first, pair.second)}
    giving_way = sorted(lower if lower_placed_gives_way else both, key=rank.__getitem__)
    return Finding(
        not pairs,
        compare(len(pairs), "=", 0),
        Text(
            f"经街道同意,由 {', '.join(giving_way)} 回避。",
            f"With the street's approval {', '.join(giving_way)} gives way.",
        ),
        {"pairs": [(pair.first, pair.second) for pair in pairs], "giving_way": giving_way},
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
