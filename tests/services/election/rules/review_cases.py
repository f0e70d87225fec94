"""The rule book's cases of section 6, and of the joint review as a gate of section 4."""

from __future__ import annotations

from datetime import date

from services.election.domain.review import (
    USUAL_ITEMS,
    Answer,
    ItemKind,
    ReviewAnswer,
    ReviewItem,
    caution_decided,
    every_department_answered,
    joint_review_done,
    look_back_over,
    nobody_barred,
    review_minimal,
)
from services.election.domain.rulebook import Authority, Outcome, Verdict
from shared.text import Text
from tests.services.election.rules.cases import Case, cases

ELEVEN = tuple(f"部门{number}" for number in range(11))
NOMINEES = ("甲", "乙")
SENTENCED = ReviewItem("B01", Text("被判处刑罚", "sentenced"), ItemKind.BAR, "法院", 5)


def answer(
    person: str, department: str, says: Answer = Answer.PASS, *, code: str | None = None
) -> ReviewAnswer:
    return ReviewAnswer(person, department, says, code, "函〔2021〕1号")


ALL_PASS = tuple(answer(person, place) for person in NOMINEES for place in ELEVEN)


def reviewed(
    answers: tuple[ReviewAnswer, ...], *, decided: bool = True, published: bool | None = True
) -> Verdict:
    return joint_review_done(NOMINEES, ELEVEN, answers, decided=decided, published=published)


def nominated(on: date) -> Verdict:
    return look_back_over(nominated_on=on, ended_on=date(2016, 5, 1), years=5)


def asking(code: str, zh: str, en: str) -> Verdict:
    return review_minimal([ReviewItem(code, Text(zh, en), ItemKind.BAR, "信访局")])


cases(
    "REVIEW-ALL",
    Case(
        "11 of 11 ok",
        lambda: every_department_answered(NOMINEES, ELEVEN, ALL_PASS),
        Outcome.PASSED,
    ),
    Case(
        "10 block",
        lambda: every_department_answered(NOMINEES, ELEVEN, ALL_PASS[:-1]),
        Outcome.REFUSED,
        {"missing": {"乙": ["部门10"]}},
    ),
)
cases(
    "REVIEW-BAR",
    Case("0 ok", lambda: nobody_barred(NOMINEES, ALL_PASS), Outcome.PASSED),
    Case(
        "1 block",
        lambda: nobody_barred(NOMINEES, (*ALL_PASS, answer("乙", "公安", Answer.FAIL))),
        Outcome.REFUSED,
        {"barred": ["乙"]},
    ),
    Case(
        "1, but withdrawn: ok",
        lambda: nobody_barred(("甲",), (answer("乙", "公安", Answer.FAIL),)),
        Outcome.PASSED,
    ),
)
cases(
    "REVIEW-CAUTION",
    Case(
        "no decision: blocked",
        lambda: caution_decided(NOMINEES, (answer("甲", "税务", Answer.CAUTION),), decided=False),
        Outcome.NEEDS_APPROVAL,
        {"cautioned": ["甲"]},
        Authority.COUNTY_SC,
    ),
    Case(
        "decided: ok",
        lambda: caution_decided(NOMINEES, (answer("甲", "税务", Answer.CAUTION),), decided=True),
        Outcome.PASSED,
    ),
    Case(
        "nobody cautioned: ok",
        lambda: caution_decided(NOMINEES, ALL_PASS, decided=False),
        Outcome.PASSED,
    ),
)
cases(
    "REVIEW-LOOKBACK",
    Case(
        "ended 2016-05-01, N=5, nominated 2021-04-30: finding",
        lambda: nominated(date(2021, 4, 30)),
        Outcome.NOT_MET,
    ),
    Case("nominated 2021-05-01: none", lambda: nominated(date(2021, 5, 1)), Outcome.PASSED),
)
cases(
    "REVIEW-MINIMAL",
    Case(
        '"petition history" item: configuration rejected',
        lambda: asking("P01", "信访情况", "petition history"),
        Outcome.REFUSED,
        {"items": ["P01"]},
    ),
    Case(
        "belief: rejected", lambda: asking("P02", "宗教信仰", "religious belief"), Outcome.REFUSED
    ),
    Case("a code that is a sentence: rejected", lambda: asking("他说", "x", "x"), Outcome.REFUSED),
    Case("sentenced: accepted", lambda: review_minimal([SENTENCED]), Outcome.PASSED),
    Case(
        "an answer with an item of the list: accepted",
        lambda: review_minimal([SENTENCED], [answer("甲", "法院", Answer.FAIL, code="B01")]),
        Outcome.PASSED,
    ),
    Case(
        "an answer with another item: rejected",
        lambda: review_minimal([SENTENCED], [answer("甲", "法院", Answer.FAIL, code="B02")]),
        Outcome.REFUSED,
        {"departments": ["法院"]},
    ),
    Case(
        "a failure that names no item of the list: rejected",
        lambda: review_minimal([SENTENCED], [answer("甲", "法院", Answer.FAIL)]),
        Outcome.REFUSED,
    ),
    Case(
        "a failure without an item where nothing is on the list: rejected",
        lambda: review_minimal([], [answer("甲", "公安", Answer.FAIL)]),
        Outcome.REFUSED,
    ),
    Case(
        "the item of another department: rejected",
        lambda: review_minimal([SENTENCED], [answer("甲", "公安", Answer.FAIL, code="B01")]),
        Outcome.REFUSED,
    ),
    Case("the usual list: accepted", lambda: review_minimal(USUAL_ITEMS), Outcome.PASSED),
)
cases(
    "GATE-JOINT-REVIEW",
    Case("answered, decided, published: ok", lambda: reviewed(ALL_PASS), Outcome.PASSED),
    Case("10 of 11 departments: block", lambda: reviewed(ALL_PASS[:-1]), Outcome.REFUSED),
    Case("decision missing: block", lambda: reviewed(ALL_PASS, decided=False), Outcome.REFUSED),
    Case("not published: block", lambda: reviewed(ALL_PASS, published=False), Outcome.REFUSED),
    Case(
        "publication a later step: ok", lambda: reviewed(ALL_PASS, published=None), Outcome.PASSED
    ),
)
