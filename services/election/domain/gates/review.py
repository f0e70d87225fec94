"""The gates on what departments answer in the joint review (P8, R8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.election.domain.documents import GivenAnswers
from services.election.domain.facts import Facts, Part
from services.election.domain.gates.gate import gate
from services.election.domain.review import Answer, ReviewAnswer, look_back_over, review_minimal
from services.election.domain.rulebook import Outcome, Verdict
from shared.text import Text


@gate(Part.REVIEW_ITEMS)
def answers_minimal(facts: Facts) -> Iterator[Verdict]:
    """Take nothing from a department but an answer, a code of the list and a document number."""
    given = facts.document(GivenAnswers)
    if given:
        yield review_minimal(facts.terms.review_items, given.answers)


@gate(Part.REVIEW_ITEMS, Part.NOMINEES)
def answers_look_back(facts: Facts) -> Iterator[Verdict]:
    """Take no finding on a matter that is past its years; warn where its end is not told."""
    given = facts.document(GivenAnswers)
    years = {each.code: each.look_back_years for each in facts.terms.review_items}
    nominated = {each.person_number: each.nominated_on for each in facts.nominees}
    for each in given.answers if given else ():
        looked_back = years.get(each.item_code or "")
        nominated_on = nominated.get(each.person_number) or facts.on
        if looked_back and nominated_on and each.answer is not Answer.PASS:
            yield _looked_back(each, nominated_on, looked_back)


def _looked_back(given: ReviewAnswer, nominated_on: date, years: int) -> Verdict:
    if given.ended_on is None:
        return Verdict(
            look_back_over.rule,
            Outcome.WARNED,
            f"{nominated_on} < ? + {years}",
            {"nominated_on": nominated_on, "years": years},
            Text("填报该事项的终止日期。", "Give the day on which the matter ended."),
        )
    verdict = look_back_over(nominated_on=nominated_on, ended_on=given.ended_on, years=years)
    if not verdict.holds:
        return verdict
    needed = Text("已过追溯年限,不作为情形。", "It is past its years and is no finding any more.")
    return replace(verdict, outcome=Outcome.REFUSED, needed=needed)
