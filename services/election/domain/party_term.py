"""The term of office: how long it is, when it begins and ends."""

from __future__ import annotations

from datetime import date

from services.election.domain.calendar import add_years
from services.election.domain.comparison import compare
from services.election.domain.rulebook import (
    Body,
    Effect,
    Finding,
    Rule,
    Trust,
    rule,
)
from services.election.domain.sources import TO2018_IN_FORCE
from shared.text import Text

TERM_YEARS = 5


@rule(
    Rule(
        "PARTY-TERM",
        Body.PARTY,
        Text("任期", "Term"),
        Text(
            "社区党的委员会、总支部委员会、支部委员会每届任期五年。",
            "In a community committee, general-branch committee and branch committee serve five "
            "years.",
        ),
        "due = elected_on + 5 years",
        "TO2018 sec. 1; BR2018 ch. 6",
        Trust.VERIFIED,
        Effect.OUTCOME,
        holds_from=TO2018_IN_FORCE,
    )
)
def term_due(*, elected_on: date, term_years: int = TERM_YEARS) -> Finding:
    """Take the day of election and the length in years; the verdict's input `due` is the answer.

    Another length than five years is not met, unless the term began before they were introduced.
    """
    due = add_years(elected_on, term_years)
    return Finding(
        term_years == TERM_YEARS or elected_on < TO2018_IN_FORCE,
        f"{elected_on} + {term_years}y: {due}",
        Text(f"任期应为 {TERM_YEARS} 年。", f"The term should be {TERM_YEARS} years."),
        {"elected_on": elected_on, "term_years": term_years, "due": due},
    )


@rule(
    Rule(
        "PARTY-TERM-OLD",
        Body.PARTY,
        Text("原任期", "Terms begun before"),
        Text(
            "2018年7月12日前已开始的任期按原年限届满,须注明年限。",
            "A term already running on 2018-07-12 keeps its old length to its end; it must be "
            "stated.",
        ),
        "elected_on >= 2018-07-12 or term_years stated",
        "TO2018 sec. 1",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=TO2018_IN_FORCE,
    )
)
def term_length_known(*, elected_on: date, term_years: int | None) -> Finding:
    """Take the day of election and the stored length, None if not stated; refuses to guess it.

    The verdict's input `due` is the day on which the term ends, where the length is known.
    """
    years = TERM_YEARS if term_years is None and elected_on >= TO2018_IN_FORCE else term_years
    return Finding(
        years is not None,
        compare(elected_on, ">=", TO2018_IN_FORCE),
        Text("注明该届任期年限。", "State the length of that term in years."),
        {
            "elected_on": elected_on,
            "term_years": years,
            "due": None if years is None else add_years(elected_on, years),
        },
    )


def end_of_term(*, elected_on: date, term_years: int | None) -> date | None:
    """Return the day on which a term ends, None where its length is not known (PARTY-TERM-OLD)."""
    years = term_length_known(elected_on=elected_on, term_years=term_years).inputs["term_years"]
    if not isinstance(years, int):
        return None
    due = term_due(elected_on=elected_on, term_years=years).inputs["due"]
    return due if isinstance(due, date) else None


@rule(
    Rule(
        "PARTY-TERM-START",
        Body.PARTY,
        Text("任期起算", "Term begins"),
        Text("任期自选举之日起算。", "A term runs from the day of election."),
        "start = elected_on",
        "practice",
        Trust.UNVERIFIED,
        Effect.OUTCOME,
    )
)
def term_start(*, elected_on: date, approved_on: date | None = None) -> Finding:
    """Take the days of election and of approval: the term starts with the former, for all."""
    return Finding(
        holds=True,
        numbers=f"{elected_on} + {TERM_YEARS}y: {add_years(elected_on, TERM_YEARS)}",
        inputs={
            "start": elected_on,
            "approved_on": approved_on,
            "due": add_years(elected_on, TERM_YEARS),
        },
    )
