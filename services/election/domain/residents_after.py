"""After the vote: filing, handover, recall and by-election."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.election.domain.comparison import compare
from services.election.domain.residents_law import Mode, rules, since_2026, until_2025
from services.election.domain.rulebook import (
    Body,
    Effect,
    Finding,
    Rule,
    Setting,
    Trust,
    rule,
)
from shared.text import Text

HANDOVER_DAYS = 10


@rule(
    Rule(
        "RC-FILE",
        Body.RESIDENTS,
        Text("结果备案和当选证书", "Filing and certificates"),
        Text(
            "选举结果报街道和民政部门备案,当选证书由民政部门和街道颁发。",
            "The result is reported to the street and civil affairs for the record; they issue the "
            "certificates.",
        ),
        "filed_on and certificates issued",
        "GS2025, CQ2025 Art. 32 (local)",
        Trust.VERIFIED_PART,
        Effect.WARN,
    )
)
def result_filed(*, filed_on: date | None, certificates: int, members: int) -> Finding:
    """Take the day of filing, None if not yet, and the certificates issued to the members."""
    missing = members - certificates
    return Finding(
        filed_on is not None and missing <= 0,
        f"{filed_on or '?'}; {compare(certificates, '>=', members)}",
        Text("报送备案。", "File the result.")
        if filed_on is None
        else Text(f"还需颁发 {missing} 份证书。", f"Issue {missing} more certificates."),
        {"filed_on": filed_on, "certificates": certificates, "members": members},
    )


@rule(
    Rule(
        "RC-HANDOVER",
        Body.RESIDENTS,
        Text("工作移交", "Handover"),
        Text(
            "上届居民委员会自新一届产生之日起十日内移交印章、办公场所、设备、财务和档案,"
            "由选举委员会主持。",
            "Within 10 days of the new committee's formation the outgoing one hands over seal, "
            "rooms, equipment, accounts and files; the election committee hosts.",
        ),
        "handover_on <= formed_on + 10 days",
        "CQ2025 Art. 36 (local); VC2018 Art. 20 (analogy); RC2025",
        Trust.VERIFIED,
        Effect.WARN,
        settings=(Setting("handover_days", HANDOVER_DAYS, Text("天", "days"), Trust.VERIFIED),),
    )
)
def handed_over_in_time(
    *,
    formed_on: date,
    handover_on: date | None,
    today: date | None = None,
    handover_days: int = HANDOVER_DAYS,
) -> Finding:
    """Take the day of formation and of handover, None while it is open: then `today` tells."""
    latest = formed_on + timedelta(days=handover_days)
    return Finding(
        (handover_on or today or latest) <= latest,
        compare(handover_on or today, "<=", latest),
        Text(
            f"由街道责令限期移交,期限 {latest}。", f"The street orders it; it was due on {latest}."
        ),
        {"formed_on": formed_on, "latest": latest},
    )


@dataclass(frozen=True, slots=True)
class RecallVote:
    """A recall in numbers: the base, those who proposed it, those who voted, those in favour."""

    mode: Mode
    base: int
    proposers: int
    took_part: int
    yes: int


_RECALL = Rule(
    "RC-RECALL",
    Body.RESIDENTS,
    Text("罢免", "Recall"),
    Text(
        "五分之一以上选民或者户代表、三分之一以上居民代表可以提出罢免;选民或者户代表过半数、居民代表"
        "超过三分之二参加投票,参加投票的过半数通过。",
        "Proposed by one fifth of voters or households or one third of representatives; over half, "
        "of representatives over two thirds, take part; more than half of them in favour.",
    ),
    "5*p >= R or H, 3*p >= P; 2*T > R or H, 3*T > 2*P; 2*yes > T",
    "VC2018 Art. 16 (analogy)",
    Trust.UNVERIFIED,
    Effect.VOID,
)


@rules(
    until_2025(_RECALL),
    since_2026(replace(_RECALL, article="RC2025 (turnout), VC2018 Art. 16 (analogy)")),
)
def recalled(vote: RecallVote) -> Finding:
    """Take a recall's numbers; a wrong proposal or turnout voids it, a lost vote decides against.

    The turnout was read in part; who may propose is taken from the villagers' law.
    """
    by_representatives = vote.mode is Mode.REPRESENTATIVE
    share = 3 if by_representatives else 5
    proposed = share * vote.proposers >= vote.base
    over, under = (2, 3) if by_representatives else (1, 2)
    attended = under * vote.took_part > over * vote.base
    carried = 2 * vote.yes > vote.took_part
    return Finding(
        proposed and attended and carried,
        f"{share}*{vote.proposers}={share * vote.proposers} "
        f"{'>=' if proposed else '<'} {vote.base}; "
        f"{under}*{vote.took_part}={under * vote.took_part} {'>' if attended else '<='} "
        f"{over}*{vote.base}={over * vote.base}; "
        f"2*{vote.yes}={2 * vote.yes} {'>' if carried else '<='} {vote.took_part}",
        _recall_needs(vote, proposed=proposed, attended=attended),
        {"mode": vote.mode, "base": vote.base, "took_part": vote.took_part, "yes": vote.yes},
        effect=Effect.OUTCOME if proposed and attended else None,
    )


def _recall_needs(vote: RecallVote, *, proposed: bool, attended: bool) -> Text:
    if not proposed:
        return Text("联名人数不足。", "Too few propose it.")
    if not attended:
        return Text("参加投票人数不足。", "Too few take part.")
    short = vote.took_part // 2 + 1 - vote.yes
    return Text(f"还差 {short} 票,罢免未通过。", f"{short} more votes; the recall is not carried.")


_BY_ELECTION = Rule(
    "RC-BYELECTION",
    Body.RESIDENTS,
    Text("补选", "By-election"),
    Text(
        "补选按照选举的规定进行,补选的成员任期到本届期满为止。",
        "A by-election follows the voting article; the term is the rest of the committee's term.",
    ),
    "held_on < committee_due; due = committee_due",
    "VC2018 Art. 19 (analogy)",
    Trust.UNVERIFIED,
    Effect.OUTCOME,
)


@rules(
    until_2025(_BY_ELECTION),
    since_2026(replace(_BY_ELECTION, article="RC2025", label=Trust.VERIFIED_PART)),
)
def rest_of_term(*, held_on: date, committee_due: date) -> Finding:
    """Take the day of the by-election and the committee's due day, the input `due` of the verdict.

    Broken when no term is left: then the whole committee is renewed.
    """
    return Finding(
        held_on < committee_due,
        compare(held_on, "<", committee_due),
        Text("应进行换届选举。", "Renew the whole committee instead."),
        {"held_on": held_on, "due": committee_due},
    )
