"""The ballot paper and its count: what may be issued, what comes back, what must add up."""

from __future__ import annotations

from collections.abc import Collection

from services.election.domain.comparison import compare, compare_range
from services.election.domain.rulebook import Body, Effect, Finding, Rule, Trust, rule
from services.election.domain.sources import ER2020_IN_FORCE
from services.election.domain.tally import RoundTally
from shared.text import Text

VOTER_KEYS = ("voter", "member", "elector", "name", "identity", "subject", "created_at", "cast_at")


@rule(
    Rule(
        "PARTY-SECRET",
        Body.PARTY,
        Text("无记名投票", "Secret ballot"),
        Text(
            "选举采用无记名投票,选票上不得有能辨认投票人的记号。",
            "The ballot is secret and written; no mark identifies the voter.",
        ),
        "no column of a ballot names a voter or a time",
        "ER2020 Art. 24",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def ballot_names_no_voter(columns: Collection[str]) -> Finding:
    """Take the columns in which ballots or counts are kept; broken when one could name a voter."""
    telling = sorted(column for column in columns if any(key in column for key in VOTER_KEYS))
    return Finding(
        not telling,
        compare(len(telling), "=", 0),
        Text(f"去掉字段:{', '.join(telling)}。", f"Remove: {', '.join(telling)}."),
        {"telling": telling},
    )


@rule(
    Rule(
        "PARTY-NO-PROXY",
        Body.PARTY,
        Text("不得代投", "No proxy vote"),
        Text(
            "未到会的党员不能委托他人代为投票,发出选票不得多于到会人数。",
            "An absent member has nobody vote for him; no more ballots go out than voters came.",
        ),
        "I <= A",
        "ER2020 Art. 24",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def issued_to_those_present(*, issued: int, present: int) -> Finding:
    """Take ballots issued I and voters present A; refuses more ballots than voters."""
    return Finding(
        issued <= present,
        compare(issued, "<=", present),
        Text(f"最多发出 {present} 张选票。", f"Issue {present} ballots at most."),
        {"issued": issued, "present": present},
    )


@rule(
    Rule(
        "PARTY-BALLOT-CHOICES",
        Body.PARTY,
        Text("另选他人", "Naming another"),
        Text(
            "可以赞成、不赞成或弃权;投不赞成票的可以另选他人,弃权的不得另选他人。",
            "A voter is for, against or abstains; only one who votes against may name another.",
        ),
        "write-ins <= againsts, on each ballot",
        "ER2020 Art. 25",
        Trust.VERIFIED_PART,
        Effect.OUTCOME,
        holds_from=ER2020_IN_FORCE,
    )
)
def write_ins_count(*, against: int, write_ins: int) -> Finding:
    """Take one ballot's votes against and names written in; where broken, the names do not count.

    The clause on abstaining is from the model method.
    """
    return Finding(
        write_ins <= against,
        compare(write_ins, "<=", against),
        Text("多写的姓名不计票。", "The names in excess are not counted."),
        {"against": against, "write_ins": write_ins},
    )


@rule(
    Rule(
        "PARTY-ELECTION-VALID",
        Body.PARTY,
        Text("选举有效", "Round valid"),
        Text(
            "收回的选票等于或少于投票人数,选举有效;多于投票人数,选举无效,重新选举。",
            "Ballots returned equal to or fewer than voters: valid; more: void, and repeated.",
        ),
        "C <= I and C <= A",
        "QA",
        Trust.SECONDARY,
        Effect.VOID,
        holds_from=ER2020_IN_FORCE,
    )
)
def round_valid(*, issued: int, returned: int, present: int) -> Finding:
    """Take ballots issued I and returned C, and voters present A; more returned voids the round.

    Templates compare with ballots issued, the newer text with persons voting: both are checked.
    """
    limit = min(issued, present)
    holds = returned <= limit
    return Finding(
        holds,
        compare(returned, "<=", limit, left_from="C", right_from=f"min(I={issued},A={present})"),
        Text("本轮无效,重新投票。", "The round is void; vote again."),
        {"issued": issued, "returned": returned, "present": present},
    )


@rule(
    Rule(
        "PARTY-BALLOT-VALID",
        Body.PARTY,
        Text("选票有效", "Ballot valid"),
        Text(
            "每张选票所选人数等于或少于应选人数的有效,多于应选人数的无效。",
            "A ballot choosing as many as or fewer than the seats is valid, one with more is not.",
        ),
        "chosen <= s",
        "QA",
        Trust.SECONDARY,
        Effect.OUTCOME,
        holds_from=ER2020_IN_FORCE,
    )
)
def ballot_valid(*, seats: int, chosen: int) -> Finding:
    """Take seats and how many one ballot chose; where broken, that ballot counts as invalid."""
    return Finding(
        chosen <= seats,
        compare(chosen, "<=", seats),
        Text("该票计入废票。", "Count this ballot as invalid."),
        {"seats": seats, "chosen": chosen},
    )


@rule(
    Rule(
        "PARTY-COUNT-IDENTITY",
        Body.PARTY,
        Text("计票平衡", "The count closes"),
        Text(
            "有效票加废票等于收回票;每名候选人的赞成、不赞成、弃权之和等于有效票。",
            "Valid and invalid make the ballots returned; each candidate's three numbers make "
            "the valid ones; no more votes than seats times ballots, nor write-ins than againsts.",
        ),
        "V+N == C; y+n+a == V; y <= V; sum(y) <= s*V; sum(write-ins) <= sum(n)",
        "arithmetic",
        Trust.VERIFIED,
        Effect.BLOCK,
    )
)
def count_closes(tally: RoundTally, *, seats: int) -> Finding:
    """Take one round's tally and the seats it fills; refuses the count at its first breach."""
    breach = _first_breach(tally, seats)
    return Finding(
        breach is None,
        breach
        or compare(
            tally.valid + tally.invalid,
            "=",
            tally.returned,
            left_from=f"{tally.valid}+{tally.invalid}",
        ),
        Text(f"重新核对计票:{breach}。", f"Count again: {breach}."),
        {"seats": seats, "returned": tally.returned, "invalid": tally.invalid},
    )


def _first_breach(tally: RoundTally, seats: int) -> str | None:
    return _ballots_breach(tally) or _persons_breach(tally) or _sums_breach(tally, seats)


def _ballots_breach(tally: RoundTally) -> str | None:
    if not 0 <= tally.invalid <= tally.returned:
        return compare_range(tally.invalid, 0, tally.returned, value_from="N")
    persons = [each.person for each in tally.votes + tally.write_ins]
    repeated = sorted({person for person in persons if persons.count(person) > 1})
    return f"{', '.join(repeated)} *2" if repeated else None


def _persons_breach(tally: RoundTally) -> str | None:
    valid = tally.valid
    for votes in tally.votes:
        counts = (votes.in_favour, votes.against, votes.abstain)
        if min(counts) < 0 or votes.total != valid:
            sum_of = "+".join(str(count) for count in counts)
            return f"{votes.person}: {sum_of}={votes.total} != V={valid}"
    for written in tally.write_ins:
        if not 0 <= written.in_favour <= valid:
            return f"{written.person}: {compare_range(written.in_favour, 0, valid)}"
    return None


def _sums_breach(tally: RoundTally, seats: int) -> str | None:
    written = sum(each.in_favour for each in tally.write_ins)
    chosen = sum(each.in_favour for each in tally.votes) + written
    if chosen > seats * tally.valid:
        return f"sum(y)={chosen} > {seats}*{tally.valid}={seats * tally.valid}"
    against = sum(each.against for each in tally.votes)
    if written > against:
        return f"sum(w)={written} > sum(n)={against}"
    return None
