"""The meeting that elects: its kind, who is counted as present, who presides, how it begins."""

from __future__ import annotations

from datetime import time
from enum import StrEnum

from services.election.domain.comparison import compare
from services.election.domain.rulebook import Body, Effect, Finding, Rule, Trust, rule
from services.election.domain.sources import ER2020_IN_FORCE
from services.election.domain.words import named
from shared.text import Text

CONGRESS_MEMBERS = 500


class MeetingType(StrEnum):
    """Who elects: all members, or delegates."""

    MEMBERS = "MEMBERS"
    CONGRESS = "CONGRESS"


class Presider(StrEnum):
    """Who chairs the electing meeting."""

    OUTGOING_COMMITTEE = "OUTGOING_COMMITTEE"
    OUTGOING_SECRETARY = "OUTGOING_SECRETARY"
    PRESIDIUM = "PRESIDIUM"


@rule(
    Rule(
        "PARTY-MEETING-TYPE",
        Body.PARTY,
        Text("选举会议形式", "Kind of meeting"),
        Text(
            "一般由党员大会选举;党员五百名以上或单位分散的,经上级批准可开党员代表大会。",
            "The members' meeting elects; with 500 members or scattered sites, and with the "
            "superior's approval, a congress of delegates may.",
        ),
        "congress: (members >= 500 or scattered) and approval",
        "ER2020 Art. 4",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def meeting_type_allowed(
    kind: MeetingType, *, members: int, scattered: bool = False, approved: bool = False
) -> Finding:
    """Take the kind and the number of Party members; refuses a congress without cause."""
    wide = members >= CONGRESS_MEMBERS or scattered
    return Finding(
        kind is MeetingType.MEMBERS or (wide and approved),
        compare(members, ">=", CONGRESS_MEMBERS),
        Text("召开党员大会。", "Hold a members' meeting.")
        if not wide
        else Text("取得上级批准。", "Obtain the superior's approval."),
        {"kind": kind, "members": members, "scattered": scattered, "approved": approved},
    )


def voters_needed(base: int) -> int:
    """Return the fewest voters present with whom a base of `base` is quorate: four fifths, up."""
    return (4 * base + 4) // 5


def four_fifths_present(base: int, present: int, *, who: Text) -> Finding:
    """Take a base and those of it who are present, in persons of the kind `who`."""
    holds = 5 * present >= 4 * base
    short = voters_needed(base) - present
    return Finding(
        holds,
        compare(5 * present, ">=", 4 * base, left_from=f"5*{present}", right_from=f"4*{base}"),
        Text(
            f"还需 {short} 名{who.zh}到会。",
            f"{short} more {who.en}{'s' * (short > 1)} must be present.",
        ),
        {"base": base, "present": present},
    )


@rule(
    Rule(
        "PARTY-QUORUM",
        Body.PARTY,
        Text("到会人数", "Quorum"),
        Text(
            "有选举权的到会人数不少于应到会人数的五分之四,方可进行选举。",
            "Voters present must be at least four fifths of the attendance base.",
        ),
        "5*A >= 4*B",
        "ER2020 ch. 4",
        Trust.SECONDARY,
        Effect.VOID,
        holds_from=ER2020_IN_FORCE,
    )
)
def quorum_reached(*, base: int, present: int) -> Finding:
    """Take base B and voters present A, in persons; below four fifths the meeting is void."""
    return four_fifths_present(base, present, who=Text("有选举权的党员", "voter"))


@rule(
    Rule(
        "PARTY-QUORUM-BASE",
        Body.PARTY,
        Text("到会计数口径", "Who counts as present"),
        Text(
            "预备党员、列席人员和工作人员不计入应到和实到人数。",
            "Probationary members, guests and staff count neither as due nor as present.",
        ),
        "A = in room - non-voters; A <= B",
        "ER2020 Art. 5",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def only_voters_counted(
    *, base: int, in_room: int, non_voters: int = 0, counted: int | None = None
) -> Finding:
    """Take persons in the room and those of them without the vote; refuses more voters than B.

    The input `present` of the verdict is A, for `quorum_reached`; `counted`, the voters as the
    meeting counted them, may not differ from it.
    """
    present = in_room - non_voters
    fits = 0 <= present <= base
    others = counted is not None and counted != present
    numbers = compare(present, "<=", base, left_from=f"{in_room}-{non_voters}")
    return Finding(
        fits and not others,
        f"{numbers}; {compare(counted, '=', present)}" if others else numbers,
        Text(f"到会有选举权人数应为 {present}。", f"Voters present are {present}.")
        if fits
        else Text(
            f"有选举权的到会人数应在 0 至 {base} 之间。",
            f"Voters present must be between 0 and {base}.",
        ),
        {"base": base, "in_room": in_room, "non_voters": non_voters, "present": present},
    )


@rule(
    Rule(
        "PARTY-CHAIR",
        Body.PARTY,
        Text("会议主持", "Who presides"),
        Text(
            "党员大会由上届委员会主持,不设委员会的由上届书记主持;党代表大会由主席团主持。",
            "The outgoing committee chairs the members' meeting, without a committee the outgoing "
            "secretary; a congress is chaired by its presidium.",
        ),
        "presider == the kind that meeting and organisation call for",
        "ER2020 Art. 20",
        Trust.SECONDARY,
        Effect.WARN,
        holds_from=ER2020_IN_FORCE,
    )
)
def presider_fits(
    presider: Presider | None, *, kind: MeetingType, has_committee: bool = True
) -> Finding:
    """Take who presided, None when not recorded; warns when another should have.

    That a congress is chaired by its presidium is read in the article; the rest is secondary.
    """
    due = Presider.OUTGOING_COMMITTEE if has_committee else Presider.OUTGOING_SECRETARY
    if kind is MeetingType.CONGRESS:
        due = Presider.PRESIDIUM
    return Finding(
        presider is due,
        compare(None if presider is None else presider.value, "=", due.value),
        Text(f"应由{named([due]).zh}主持。", f"It is for {named([due]).en} to preside."),
        {"presider": presider, "due": due},
    )


@rule(
    Rule(
        "PARTY-METHOD-ADOPT",
        Body.PARTY,
        Text("通过选举办法", "Election method adopted"),
        Text(
            "投票前由会议表决通过选举办法。",
            "The meeting adopts the election method before it votes.",
        ),
        "adopted and adopted_at <= ballots_at",
        "QA",
        Trust.SECONDARY,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def method_adopted(
    *, adopted: bool, adopted_at: time | None = None, ballots_at: time | None = None
) -> Finding:
    """Take whether it was adopted and, where known, both times of day; refuses ballots before."""
    late = adopted_at is not None and ballots_at is not None and adopted_at > ballots_at
    return Finding(
        adopted and not late,
        compare(adopted_at, "<=", ballots_at) if ballots_at else "",
        Text("先表决通过选举办法,再发选票。", "Adopt the method before issuing ballots."),
        {"adopted": adopted},
    )
