"""The residents' committee itself: its size, its community, its term, and what comes before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.election.domain.calendar import add_years
from services.election.domain.comparison import compare, compare_range
from services.election.domain.residents_law import Versions, rules, since_2026, until_2025
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

TERM_YEARS = 5
FIRST_DAY_OF_FIVE_YEARS = date(2018, 12, 29)
SMALLEST, LARGEST = 5, 9


@rule(
    Rule(
        "RC-SIZE",
        Body.RESIDENTS,
        Text("居委会人数", "Size of the committee"),
        Text(
            "主任、副主任和委员共五至九人,职数由居民会议或居民代表会议在街道指导下确定。",
            "Chair, deputies and members together are five to nine; the residents' or "
            "representatives' meeting settles the number.",
        ),
        "5 <= s <= 9",
        "RC2018 Art. 7; GS2025, CQ2025 Art. 5",
        Trust.VERIFIED,
        Effect.BLOCK,
        settings=(Setting("largest_committee", LARGEST, Text("人", "persons"), Trust.VERIFIED),),
    )
)
def committee_size_lawful(seats: int, *, largest: int = LARGEST) -> Finding:
    """Take the seats of all posts together and the region's largest number (Henan: seven)."""
    return Finding(
        SMALLEST <= seats <= largest,
        compare_range(seats, SMALLEST, largest),
        Text(f"职数应为 {SMALLEST} 至 {largest} 名。", f"Set {SMALLEST} to {largest} seats."),
        {"seats": seats, "largest": largest},
    )


_HOUSEHOLDS = Rule(
    "RC-HOUSEHOLDS",
    Body.RESIDENTS,
    Text("社区规模", "Size of the community"),
    Text("社区规模一般为100至700户。", "A community usually has 100 to 700 households."),
    "100 <= H <= 700",
    "RC2018 Art. 6",
    Trust.VERIFIED,
    Effect.WARN,
)


@rule(until_2025(_HOUSEHOLDS))
def usual_households_2018(households: int) -> Finding:
    """Take the community's households; warns outside 100 to 700."""
    return _households_between(households, 100, 700)


@rule(
    since_2026(
        replace(
            _HOUSEHOLDS,
            says=Text(
                "社区规模一般为1000至3000户,确有需要的可以调整。",
                "A community usually has 1,000 to 3,000 households, other sizes as needed.",
            ),
            formula="1000 <= H <= 3000",
            article="RC2025 Art. 3",
        )
    )
)
def usual_households_2025(households: int) -> Finding:
    """Take the community's households; warns outside 1,000 to 3,000."""
    return _households_between(households, 1000, 3000)


def _households_between(households: int, smallest: int, largest: int) -> Finding:
    return Finding(
        smallest <= households <= largest,
        compare_range(households, smallest, largest),
        Text(
            f"通常为 {smallest} 至 {largest} 户。", f"Usually {smallest} to {largest} households."
        ),
        {"households": households},
    )


usual_households = Versions(usual_households_2018, usual_households_2025)


_TERM = Rule(
    "RC-TERM",
    Body.RESIDENTS,
    Text("任期五年", "Term of five years"),
    Text(
        "居民委员会每届任期五年,成员可以连选连任,届满应及时换届。",
        "The committee serves five years, may be re-elected, and is renewed by the term's end.",
    ),
    "held_on <= elected_on + 5 years",
    "RC2018 Art. 8",
    Trust.VERIFIED,
    Effect.APPROVAL,
    Authority.COUNTY_GOV,
    settings=(
        Setting("term_years", TERM_YEARS, Text("年", "years"), Trust.VERIFIED, set_in="term"),
    ),
)


@rules(
    until_2025(_TERM),
    since_2026(replace(_TERM, article="RC2025", label=Trust.VERIFIED_PART)),
)
def held_within_term(*, elected_on: date, held_on: date, term_years: int | None = None) -> Finding:
    """Take the day of the last and of this election; a term begun before 2018-12-29 stores years.

    Without the stored years such a term is refused; a late election waits for the approval of
    the county government.
    """
    due = term_due(elected_on, term_years=term_years)
    return Finding(
        due is not None and held_on <= due,
        compare(held_on, "<=", due),
        Text("登记该届任期年数。", "Store the years of that term.")
        if due is None
        else Text(
            f"应于 {due} 前选举,延期须经批准。", f"Hold it by {due}, or have a delay approved."
        ),
        {"elected_on": elected_on, "held_on": held_on, "due": due},
        effect=Effect.BLOCK if due is None else None,
    )


def term_due(elected_on: date, *, term_years: int | None = None) -> date | None:
    """Return the day a term ends; None when it began before the five years and none are stored."""
    if term_years is None and elected_on < FIRST_DAY_OF_FIVE_YEARS:
        return None
    return add_years(elected_on, term_years or TERM_YEARS)


@rule(
    Rule(
        "RC-DELAY",
        Body.RESIDENTS,
        Text("延期换届", "Delay"),
        Text(
            "个别社区需要延期的,由街道报县(区)人民政府批准。",
            "For a single community's delay the street asks the county or district government.",
        ),
        "not delayed or approved by COUNTY_GOV; new_due > due",
        "CQ2025 Art. 6 (local)",
        Trust.UNVERIFIED,
        Effect.APPROVAL,
        Authority.COUNTY_GOV,
    )
)
def delay_approved(
    *,
    delayed: bool,
    approved_by: Authority | None = None,
    due: date | None = None,
    new_due: date | None = None,
) -> Finding:
    """Take whether the election is put off and who consented, with the term's end and the new day.

    A lower consent does not serve, and none serves for a day that is no later.
    """
    if due and new_due and new_due <= due:
        needed = Text(f"新期限应晚于届满日 {due}。", f"Set a day after {due}, the term's end.")
        told, numbers = {"due": due, "new_due": new_due}, compare(new_due, ">", due)
        return Finding(
            holds=False, numbers=numbers, needed=needed, inputs=told, effect=Effect.BLOCK
        )
    return Finding(
        not delayed or (approved_by is not None and approved_by.covers(Authority.COUNTY_GOV)),
        compare(approved_by, "=", Authority.COUNTY_GOV)
        if delayed
        else compare(0, "=", 0, left_from="delayed"),
        Text("报县(区)人民政府批准。", "Obtain the county government's approval."),
        {"delayed": delayed, "approved_by": approved_by},
    )


@rule(
    Rule(
        "RC-AFTER-PARTY",
        Body.RESIDENTS,
        Text("先党后居", "Party organisation first"),
        Text(
            "先完成社区党组织换届,再启动居民委员会换届。",
            "The Party organisation is renewed first, the residents' committee after it.",
        ),
        "rc_start >= party_result",
        "practice",
        Trust.UNVERIFIED,
        Effect.WARN,
    )
)
def party_renewed_first(*, residents_start: date, party_result: date | None) -> Finding:
    """Take the first step here and the day of the Party organisation's result, None if not yet."""
    return Finding(
        party_result is not None and residents_start >= party_result,
        compare(residents_start, ">=", party_result),
        Text("先完成社区党组织换届。", "Renew the Party organisation first."),
        {"residents_start": residents_start, "party_result": party_result},
    )


@rule(
    Rule(
        "RC-AUDIT",
        Body.RESIDENTS,
        Text("离任经济责任审计", "Departure audit"),
        Text(
            "离任成员的经济责任审计结果应在下一届选举日之前公布。",
            "Leaving members' economic-responsibility audit is published before election day.",
        ),
        "audit_published_on < election_day",
        "VC2018 Art. 35 (analogy)",
        Trust.UNVERIFIED,
        Effect.WARN,
        settings=(Setting("audit_blocks", default=False, unit=Text("是否阻断", "refuses")),),
    )
)
def audit_published(
    *, published_on: date | None, election_day: date, audit_blocks: bool = False
) -> Finding:
    """Take the day of publication, None if none; warns, or refuses where the region says so."""
    return Finding(
        published_on is not None and published_on < election_day,
        compare(published_on, "<", election_day),
        Text(f"{election_day} 前公布审计结果。", f"Publish the audit before {election_day}."),
        {"published_on": published_on, "election_day": election_day},
        effect=Effect.BLOCK if audit_blocks else None,
    )
