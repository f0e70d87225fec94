"""The election day against the end of the term: in time, early, late, reminded of, on schedule."""

from __future__ import annotations

from datetime import date

from services.election.domain.calendar import add_months, add_years
from services.election.domain.comparison import compare, compare_range
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
from shared.text import Text

REMIND_MONTHS = 6
ONE_YEAR = 1


def on_schedule_tenths(on_schedule: int, organisations: int) -> int | None:
    """Return the on-schedule rate in tenths of a per cent, half up; None when there is nothing."""
    return (2000 * on_schedule + organisations) // (2 * organisations) if organisations else None


@rule(
    Rule(
        "PARTY-DEADLINE",
        Body.PARTY,
        Text("按期换届", "Election by the end of the term"),
        Text(
            "任期届满应当按期进行换届选举。",
            "The election is held by the end of the term, unless the superior approved otherwise.",
        ),
        "held_on <= due, or <= new_due as approved",
        "ER2020 Art. 3; TO2018 sec. 2",
        Trust.VERIFIED,
        Effect.APPROVAL,
        Authority.STREET,
        holds_from=ER2020_IN_FORCE,
    )
)
def deadline_kept(*, due: date, held_on: date, new_due: date | None = None) -> Finding:
    """Take when it is due and held (or today), and the date of an approved shift, if any.

    Broken means overdue: the election needs the superior's approval to go on.
    """
    limit = max(due, new_due) if new_due else due
    return Finding(
        held_on <= limit,
        compare(held_on, "<=", limit),
        Text("报上级批准延期。", "The superior's approval to hold it late."),
        {"due": due, "new_due": new_due, "held_on": held_on, "overdue": held_on > limit},
    )


@rule(
    Rule(
        "PARTY-EXTEND",
        Body.PARTY,
        Text("提前或延期", "Early or late"),
        Text(
            "提前或延期换届须报上级批准,一般不超过一年。",
            "An early or late election needs the superior's approval; the shift is generally at "
            "most one year.",
        ),
        "due - 1y <= held_on <= due + 1y and approved",
        "ER2020 Art. 3; TO2018 sec. 2",
        Trust.VERIFIED,
        Effect.BLOCK,
        Authority.COUNTY_SC,
        holds_from=ER2020_IN_FORCE,
    )
)
def shift_allowed(*, due: date, shifted_to: date, approved: bool) -> Finding:
    """Take when it is due, the day to which it is shifted, and whether the superior approved.

    Without approval it is refused; beyond one year either way the county decides, with a reason:
    the article says "generally", so a longer shift is exceptional, not impossible.
    """
    earliest, latest = add_years(due, -ONE_YEAR), add_years(due, ONE_YEAR)
    within = earliest <= shifted_to <= latest
    return Finding(
        approved and within,
        compare_range(shifted_to, earliest, latest),
        Text("报县(区)委常委会批准并说明理由。", "The county's approval, with its reason.")
        if approved
        else Text("报上级批准。", "The superior's approval."),
        {"due": due, "shifted_to": shifted_to, "approved": approved},
        Effect.APPROVAL if approved else None,
        None if approved else Authority.STREET,
    )


@rule(
    Rule(
        "PARTY-REMIND",
        Body.PARTY,
        Text("提前提醒", "Reminder"),
        Text(
            "上级党组织一般在任期届满前六个月提醒做好换届准备。",
            "The superior reminds the organisation, usually six months ahead.",
        ),
        "remind_on = due - 6 months",
        "BR2018; QA",
        Trust.SECONDARY,
        Effect.WARN,
        settings=(
            Setting(
                "remind_months",
                REMIND_MONTHS,
                Text("个月", "months"),
                Trust.SECONDARY,
                set_in="remind_months",
            ),
        ),
    )
)
def reminded(
    *, due: date, today: date, reminded_on: date | None = None, remind_months: int = REMIND_MONTHS
) -> Finding:
    """Take when it is due, today, and when it was reminded of; warns from the reminder's day on.

    The verdict's input `remind_on` is that day.
    """
    remind_on = add_months(due, -remind_months)
    return Finding(
        reminded_on is not None or today < remind_on,
        compare(today, "<", remind_on, right_from=f"{due}-{remind_months}m"),
        Text("由街道党工委提醒。", "The street reminds the organisation."),
        {"due": due, "remind_on": remind_on, "reminded_on": reminded_on},
    )


@rule(
    Rule(
        "PARTY-ONTIME",
        Body.PARTY,
        Text("按期换届率", "Renewed on schedule"),
        Text(
            "在届满日前换届,或届满前获批延期并在新期限内换届的,计为按期。",
            "Held by the due date, or by the new one when the extension was approved on or before "
            "the due date.",
        ),
        "held_on <= due, or held_on <= new_due and approved_on <= due",
        "definition of the figure",
        Trust.UNVERIFIED,
        Effect.OUTCOME,
    )
)
def on_schedule(
    *,
    due: date,
    held_on: date | None,
    new_due: date | None = None,
    approved_on: date | None = None,
) -> Finding:
    """Take the due day, the day held (None: not held), and an extension with its approval's day.

    An extension approved after `due` lets the election go on but does not make it on schedule.
    """
    extended = new_due is not None and approved_on is not None and approved_on <= due
    limit = max(due, new_due) if extended and new_due else due
    return Finding(
        held_on is not None and held_on <= limit,
        compare(held_on, "<=", limit),
        None,
        {"due": due, "held_on": held_on, "new_due": new_due, "approved_on": approved_on},
    )
