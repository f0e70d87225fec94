"""What departments answer on nominees, and whom an answer stops."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.election.domain.city_gates import CITY_POLICY
from services.election.domain.comparison import compare
from services.election.domain.rulebook import (
    Authority,
    Body,
    Effect,
    Finding,
    Rule,
    Trust,
    rule,
)
from shared.text import Text

REGIONAL_LIST = "regional list"


class Answer(StrEnum):
    """What a department says of a nominee."""

    PASS = "PASS"  # noqa: S105 (a verdict, not a password)
    FAIL = "FAIL"
    CAUTION = "CAUTION"


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """One department's answer for one nominee; the reasons stay with the department."""

    person_number: str
    department: str
    answer: Answer
    item_code: str | None
    document_no: str
    ended_on: date | None = None  # of a matter that counts for some years only


@rule(
    Rule(
        "REVIEW-ALL",
        Body.BOTH,
        Text("联审单位全部答复", "Every department answers"),
        Text(
            "名单上的每个联审单位都要对每名人选作出答复。",
            "Every department on the region's list answers for every nominee.",
        ),
        "answers = departments, for every nominee",
        CITY_POLICY,
        Trust.SEED,
        Effect.BLOCK,
    )
)
def every_department_answered(
    nominees: Collection[str], departments: Collection[str], answers: Iterable[ReviewAnswer]
) -> Finding:
    """Take the nominees' person numbers, the region's departments and the answers in hand."""
    missing = _unanswered(nominees, departments, answers)
    asked = len(nominees) * len(departments)
    open_answers = sum(map(len, missing.values()))
    waiting = sorted({department for places in missing.values() for department in places})
    return Finding(
        not missing,
        compare(asked - open_answers, "=", asked),
        Text(
            f"还缺 {open_answers} 份答复:{', '.join(waiting)}。",
            f"{open_answers} answers are missing, from: {', '.join(waiting)}.",
        ),
        {"nominees": len(nominees), "departments": len(departments), "missing": missing},
    )


@rule(
    Rule(
        "REVIEW-BAR",
        Body.BOTH,
        Text("一票否决", "Bar"),
        Text(
            "有一个联审单位认定不合格,该人选即不得提名。",
            "One department's finding that bars a nominee stops that nominee.",
        ),
        "count(BAR) = 0",
        REGIONAL_LIST,
        Trust.UNVERIFIED,
        Effect.BLOCK,
    )
)
def nobody_barred(candidates: Collection[str], answers: Iterable[ReviewAnswer]) -> Finding:
    """Take the person numbers that shall go on, and the answers; those on others are ignored."""
    barred = _persons_answered(candidates, answers, Answer.FAIL)
    return Finding(
        not barred,
        compare(len(barred), "=", 0),
        Text(f"撤下或更换:{', '.join(barred)}。", f"Withdraw or replace: {', '.join(barred)}."),
        {"barred": barred},
    )


@rule(
    Rule(
        "REVIEW-CAUTION",
        Body.BOTH,
        Text("慎用人选须经决定", "Caution"),
        Text(
            "联审意见为慎用的,须经县(区)委常委会决定。",
            "A nominee answered with caution needs a decision by the county standing committee.",
        ),
        "count(CAUTION) = 0 or decision present",
        REGIONAL_LIST,
        Trust.UNVERIFIED,
        Effect.APPROVAL,
        Authority.COUNTY_SC,
    )
)
def caution_decided(
    candidates: Collection[str], answers: Iterable[ReviewAnswer], *, decided: bool
) -> Finding:
    """Take the person numbers that shall go on, the answers, and whether a decision exists."""
    cautioned = _persons_answered(candidates, answers, Answer.CAUTION)
    return Finding(
        decided or not cautioned,
        compare(len(cautioned), "=", 0),
        Text(
            f"提请县(区)委常委会决定:{', '.join(cautioned)}。",
            f"Ask the county standing committee to decide on: {', '.join(cautioned)}.",
        ),
        {"cautioned": cautioned, "decided": decided},
    )


@rule(
    Rule(
        "GATE-JOINT-REVIEW",
        Body.BOTH,
        Text("县级联审", "Joint review"),
        Text(
            "所有人选都经县(区)级联审,意见报县(区)委常委会决定,名单予以公示。",
            "Every nominee is reviewed jointly at county level, the standing committee decides, "
            "and the list is published.",
        ),
        "answers = departments and decided and published",
        CITY_POLICY,
        Trust.SEED,
        Effect.BLOCK,
    )
)
def joint_review_done(
    nominees: Collection[str],
    departments: Collection[str],
    answers: Iterable[ReviewAnswer],
    *,
    decided: bool,
    published: bool | None = None,
) -> Finding:
    """Take the review as it stands; `published` is None while the public notice is a later step."""
    open_answers = sum(map(len, _unanswered(nominees, departments, answers).values()))
    missing = [
        need
        for need, met in (
            (Text(f"{open_answers} 份答复", f"{open_answers} answers"), not open_answers),
            (Text("常委会决定", "the standing committee's decision"), decided),
            (Text("名单公示", "publication of the list"), published is not False),
        )
        if not met
    ]
    asked = len(nominees) * len(departments)
    return Finding(
        not missing,
        compare(asked - open_answers, "=", asked),
        Text(
            f"还缺:{', '.join(need.zh for need in missing)}。",
            f"Still missing: {', '.join(need.en for need in missing)}.",
        ),
        {"open_answers": open_answers, "decided": decided, "published": published},
    )


def _unanswered(
    nominees: Collection[str], departments: Collection[str], answers: Iterable[ReviewAnswer]
) -> Mapping[str, list[str]]:
    given = {(answer.person_number, answer.department) for answer in answers}
    missing = {
        nominee: [department for department in departments if (nominee, department) not in given]
        for nominee in nominees
    }
    return {nominee: places for nominee, places in missing.items() if places}


def _persons_answered(
    candidates: Collection[str], answers: Iterable[ReviewAnswer], wanted: Answer
) -> list[str]:
    found = {answer.person_number for answer in answers if answer.answer is wanted}
    return [candidate for candidate in candidates if candidate in found]
