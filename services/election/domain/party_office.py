"""Documents between levels: request, report, approval, filing, archive; and vacancies."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from services.election.domain.calendar import CountedDays
from services.election.domain.comparison import compare
from services.election.domain.dated_records import DatedRecord, follow_in_order
from services.election.domain.party_surplus import fewest_candidates
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
from services.election.domain.sources import ER2020_IN_FORCE
from services.election.domain.words import papers_named
from shared.text import Text

REPORT_DAYS = 5
REQUEST_LEAD_DAYS = 30
_REPORT_DAYS = Setting("report_days", REPORT_DAYS, Text("个工作日", "working days"))


class ArchivedPaper(StrEnum):
    """What the file of an election holds."""

    REQUEST = "REQUEST"
    REPLY = "REPLY"
    METHOD = "METHOD"
    BALLOTS = "BALLOTS"  # sealed
    COUNT_RECORD = "COUNT_RECORD"
    RESULT_REPORT = "RESULT_REPORT"
    APPROVALS = "APPROVALS"


@rule(
    Rule(
        "PARTY-REQUEST-BEFORE",
        Body.PARTY,
        Text("先请示后选举", "Request and reply"),
        Text(
            "选举前向上级请示时间、名额、方式和差额,得到批复后进行。",
            "A request with time, seats, method and surplus goes up first and is answered.",
        ),
        "request <= reply <= meeting",
        "QA",
        Trust.SECONDARY,
        Effect.BLOCK,
        settings=(Setting("request_lead_days", REQUEST_LEAD_DAYS, Text("天", "days")),),
        holds_from=ER2020_IN_FORCE,
    )
)
def replied_before(
    *,
    requested_on: date | None,
    replied_on: date | None,
    meeting_on: date | None,
    request_lead_days: int = REQUEST_LEAD_DAYS,
) -> Finding:
    """Take the three days, the meeting's None while unknown; refuses without a reply before it.

    A request that went up later than the lead time before the meeting is only warned about.
    """
    path = [
        DatedRecord(Text("请示", "The request"), requested_on),
        DatedRecord(Text("批复", "The reply"), replied_on),
    ]
    if meeting_on is not None:
        path.append(DatedRecord(Text("选举大会", "The meeting"), meeting_on))
    finding = follow_in_order(path)
    if not finding.holds or meeting_on is None or requested_on is None:
        return finding
    days = (meeting_on - requested_on).days
    return Finding(
        days >= request_lead_days,
        f"{finding.numbers}; {compare(days, '>=', request_lead_days)}",
        Text(
            f"请示宜不晚于 {meeting_on - timedelta(request_lead_days)} 报送。",
            f"The request should go up by {meeting_on - timedelta(request_lead_days)}.",
        ),
        {"requested_on": requested_on, "replied_on": replied_on, "meeting_on": meeting_on},
        Effect.WARN,
    )


@rule(
    Rule(
        "PARTY-APPROVE-SEC",
        Body.PARTY,
        Text("书记报批", "Secretary approved"),
        Text(
            "当选的书记、副书记报上级批准,批准后任职。",
            "The elected secretary and deputies hold office from the superior's approval.",
        ),
        "approved_on <= published_on",
        "PC Art. 31",
        Trust.VERIFIED,
        Effect.BLOCK,
    )
)
def secretary_approved(*, approved_on: date | None, published_on: date) -> Finding:
    """Take the day of approval, None before it, and the day of calling someone secretary."""
    return Finding(
        approved_on is not None and approved_on <= published_on,
        compare(approved_on, "<=", published_on),
        Text("等待上级批准。", "Await the superior's approval."),
        {"approved_on": approved_on, "published_on": published_on},
    )


def _within(counted: CountedDays, limit: int) -> Finding:
    """Compare working days with their limit; a year that is not published yet is named."""
    days, doubt = counted.days, counted.provisional
    years = list(doubt.years) if doubt else []
    note = doubt.says if doubt else Text("", "")
    return Finding(
        days <= limit,
        "; ".join([compare(days, "<=", limit), *(f"{year}: ?" for year in years)]),
        Text(
            f"应在 {limit} 个工作日内办理。{note.zh}",
            f"Due within {limit} working days. {note.en}".strip(),
        ),
        {"working_days": days, "report_days": limit, "unpublished_years": years},
    )


@rule(
    Rule(
        "PARTY-FILE-MEMBERS",
        Body.PARTY,
        Text("委员备案", "Members filed"),
        Text(
            "当选的委员报上级备案。", "Elected members are reported to the superior for the record."
        ),
        "working_days <= report_days",
        "ER2020 ch. 4",
        Trust.SECONDARY,
        Effect.WARN,
        settings=(_REPORT_DAYS,),
        holds_from=ER2020_IN_FORCE,
    )
)
def members_filed(*, working_days: CountedDays, report_days: int = REPORT_DAYS) -> Finding:
    """Take working days from the result to the filing, or to today; warns after the limit."""
    return _within(working_days, report_days)


@rule(
    Rule(
        "PARTY-REPORT-LIMIT",
        Body.PARTY,
        Text("报告期限", "Time to report"),
        Text(
            "选举结果在规定期限内报告上级。", "The result is reported within the time set locally."
        ),
        "working_days <= report_days",
        "set locally",
        Trust.UNVERIFIED,
        Effect.WARN,
        settings=(_REPORT_DAYS,),
    )
)
def reported_in_time(*, working_days: CountedDays, report_days: int = REPORT_DAYS) -> Finding:
    """Take working days from the result to the report, or to today; warns after the limit."""
    return _within(working_days, report_days)


@rule(
    Rule(
        "PARTY-VACANCY",
        Body.PARTY,
        Text("届中补选", "Mid-term vacancy"),
        Text(
            "届中缺额按同样办法补选,任期为本届余期;必要时上级可以调动或指派。",
            "A vacancy is filled by a by-election of the same kind for the rest of the term; the "
            "superior may transfer or appoint when needed.",
        ),
        "5*(k-s) >= s",
        "official answer",
        Trust.UNVERIFIED,
        Effect.APPROVAL,
        Authority.STREET,
    )
)
def vacancy_filled_by_election(*, seats: int, candidates: int) -> Finding:
    """Take vacant seats and candidates; without the surplus of an election the street approves."""
    fewest = fewest_candidates(seats)
    return Finding(
        candidates >= fewest,
        compare(5 * (candidates - seats), ">=", seats, left_from=f"5*({candidates}-{seats})"),
        Text(
            f"至少 {fewest} 名候选人,或经上级批准调动、指派。",
            f"{fewest} candidates, or the superior's approval of a transfer.",
        ),
        {"seats": seats, "candidates": candidates},
    )


@rule(
    Rule(
        "PARTY-ARCHIVE",
        Body.PARTY,
        Text("归档", "File complete"),
        Text(
            "请示、批复、选举办法、封存选票、计票单、结果报告、批准文件归档。",
            "Request, reply, method, sealed ballots, count record, report and approvals are kept.",
        ),
        "every paper on the list is kept",
        "QA",
        Trust.SECONDARY,
        Effect.WARN,
    )
)
def file_complete(kept: Collection[ArchivedPaper], *, closing: bool = False) -> Finding:
    """Take the papers on file; warns while one is missing, and refuses to close the file then."""
    missing = [paper.value for paper in ArchivedPaper if paper not in kept]
    return Finding(
        not missing,
        compare(len(ArchivedPaper) - len(missing), "=", len(ArchivedPaper)),
        Text(f"补齐:{papers_named(missing).zh}。", f"Add: {papers_named(missing).en}."),
        {"missing": missing, "closing": closing},
        Effect.BLOCK if closing else None,
    )
