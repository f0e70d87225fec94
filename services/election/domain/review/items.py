"""The grounds on a region's list: what it may ask about, and how far back it looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.election.domain.calendar import add_years
from services.election.domain.comparison import compare
from services.election.domain.review.answers import REGIONAL_LIST, Answer, ReviewAnswer
from services.election.domain.rulebook import (
    Body,
    Effect,
    Finding,
    Rule,
    Trust,
    rule,
)
from shared.text import Text

ITEM_CODE = re.compile(r"[A-Z][A-Z0-9_-]{0,31}")
PRIVATE_SUBJECTS = (
    "belief", "religio", "opinion", "petition", "relative", "kin ", "thought",
    "信仰", "宗教", "言论", "观点", "思想", "信访", "上访", "亲属",
)  # fmt: skip


class ItemKind(StrEnum):
    """What an item on a region's list does to a nominee."""

    BAR = "BAR"
    CAUTION = "CAUTION"


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One ground on a region's list: no such list is national law, each region sets its own.

    `department` is the one that answers by it; None where any may.
    """

    code: str
    wording: Text
    kind: ItemKind
    department: str | None = None
    look_back_years: int | None = None


USUAL_ITEMS = (
    ReviewItem("SENTENCED", Text("被判处刑罚,刑满未满五年", "sentenced"), ItemKind.BAR, None, 5),
    ReviewItem("REMOVED", Text("被撤销党内职务", "removed from Party post"), ItemKind.BAR, None, 2),
    ReviewItem("GANG", Text("参与黑恶势力", "involved with a gang"), ItemKind.BAR, None, 5),
    ReviewItem("INCAPABLE", Text("丧失行为能力", "loss of capacity"), ItemKind.BAR),
    ReviewItem(
        "FINDING",
        Text("本部门依职责认定,依据留存本部门", "found by the department, which keeps why"),
        ItemKind.BAR,
    ),
    ReviewItem(
        "CONCERN",
        Text("本部门认为应慎用,依据留存本部门", "doubted by the department, which keeps why"),
        ItemKind.CAUTION,
    ),
)
"""What holds until a region sets its own: a village's list of 2018-2019, and that of no list."""


@rule(
    Rule(
        "REVIEW-LOOKBACK",
        Body.BOTH,
        Text("追溯年限", "Look-back"),
        Text(
            "追溯年限算到提名之日;不满几年的,满几年当日不在内。",
            "A look-back counts to nomination day; under N years excludes exactly N years.",
        ),
        "finding when nominated_on < ended_on + N years",
        REGIONAL_LIST,
        Trust.UNVERIFIED,
        Effect.OUTCOME,
    )
)
def look_back_over(*, nominated_on: date, ended_on: date, years: int) -> Finding:
    """Take nomination day, the day the matter ended and the item's years; holds once past.

    An answer that rests on a matter which is past is no finding, and is not taken.
    """
    over_on = add_years(ended_on, years)
    return Finding(
        nominated_on >= over_on,
        compare(nominated_on, ">=", over_on),
        Text(f"{over_on} 起不再追溯。", f"No longer a finding from {over_on}."),
        {"nominated_on": nominated_on, "ended_on": ended_on, "years": years},
    )


@rule(
    Rule(
        "REVIEW-MINIMAL",
        Body.BOTH,
        Text("联审最小必要", "Minimal answers"),
        Text(
            "联审单位只答合格、不合格或慎用,附事项代码和文号;不得涉及信仰、宗教、言论、信访和亲属。",
            "A department gives PASS, FAIL or CAUTION, an item code and a document number; nothing "
            "on belief, religion, opinion, petitions or relatives.",
        ),
        "no private subject on the list and every item code on it",
        "PIPL Arts 6, 28; design rule",
        Trust.UNVERIFIED,
        Effect.BLOCK,
    )
)
def review_minimal(items: Sequence[ReviewItem], answers: Iterable[ReviewAnswer] = ()) -> Finding:
    """Take a region's list and answers given under it.

    A configuration that asks about a private subject is refused, and so is an answer that fails or
    cautions without naming an item, or whose item is not on the list for its department.
    """
    wrong = [item.code for item in items if not _is_minimal(item)]
    stray = [answer.department for answer in answers if not _names_item(answer, items)]
    return Finding(
        not wrong and not stray,
        f"{compare(len(wrong), '=', 0)}; {compare(len(stray), '=', 0)}",
        Text(
            f"删除或更正:{', '.join(wrong + stray)}。",
            f"Remove or correct: {', '.join(wrong + stray)}.",
        ),
        {"items": wrong, "departments": stray},
    )


def _is_minimal(item: ReviewItem) -> bool:
    said = f"{item.code} {item.wording.zh} {item.wording.en} ".lower()
    return bool(ITEM_CODE.fullmatch(item.code)) and not any(
        word in said for word in PRIVATE_SUBJECTS
    )


def _names_item(answer: ReviewAnswer, items: Iterable[ReviewItem]) -> bool:
    if answer.item_code is None:
        return answer.answer is Answer.PASS
    departments = [each.department for each in items if each.code == answer.item_code]
    return None in departments or answer.department in departments
