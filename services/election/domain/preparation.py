"""Preparation that counts: what was done for which organisation, and whom it has not reached.

The lists are the city's policy (SEED) with items that no source spells out (UNVERIFIED): regions
configure them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shared.text import Text

PREPARATIONS = (
    Text("思想动员", "mobilisation"),
    Text("调查摸底", "survey"),
    Text("分析研判", "analysis"),
    Text("集中整顿", "rectification"),
    Text("人员调整", "personnel adjustment"),
    Text("后备人才", "reserve talent"),
    Text("基础准备", "basic preparation"),
    Text("组织领导", "organisation and leadership"),
)
FIVE_GOODS_ONE_SATISFACTION = (
    Text("领导班子好", "good team"),
    Text("党员队伍好", "good members"),
    Text("工作机制好", "good mechanism"),
    Text("工作业绩好", "good results"),
    Text("群众反映好", "good public response"),
    Text("群众满意", "people satisfied"),
)
BOTTOM_PERCENT = 10


@dataclass(frozen=True, slots=True)
class Work:
    """Work of one kind done for one organisation; a quantity without evidence is not counted."""

    kind: str
    organisation: str
    quantity: int
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a kind was done and proven, and the organisations that it has not reached."""

    quantity: int
    reached: int
    organisations: int
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Training:
    """One training for a step: who attended and who passed the closing test, by person number."""

    step: str
    on: date
    attended: frozenset[str]
    passed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Trained:
    """A step's trainings: person-times count each attendance, persons count each person once."""

    person_times: int
    persons: int
    absent: tuple[str, ...]
    not_passed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Responsible:
    """One link of a chain: who is called, and how many days after a missed day."""

    name: str
    office: Text
    called_after_days: int


def open_preparations(done: Sequence[bool]) -> tuple[Text, ...]:
    """Take the eight items of the checklist in order; return those that are not done."""
    answered = (*done, *(False,) * (len(PREPARATIONS) - len(done)))
    return tuple(item for item, is_done in zip(PREPARATIONS, answered, strict=True) if not is_done)


def unvisited(
    rounds: Mapping[int, Collection[str]], communities: Collection[str]
) -> Mapping[int, tuple[str, ...]]:
    """Take the communities visited in each round; return for each round those left out."""
    return {
        number: tuple(community for community in communities if community not in visited)
        for number, visited in sorted(rounds.items())
    }


def bottom_ranked(stars: Mapping[str, int], *, percent: int = BOTTOM_PERCENT) -> tuple[str, ...]:
    """Take last year's star rating of each organisation; return the lowest `percent`, worst first.

    The number is rounded up, and equals of the last one are in: nobody is spared by the alphabet.
    """
    worst = sorted(stars, key=lambda organisation: (stars[organisation], organisation))
    number = (len(worst) * percent + 99) // 100
    if not number:
        return ()
    limit = stars[worst[number - 1]]
    return tuple(organisation for organisation in worst if stars[organisation] <= limit)


def coverage_of(work: Iterable[Work], organisations: Collection[str], *, kind: str) -> Coverage:
    """Take the work recorded; return what of one kind is proven, and whom it has not reached."""
    proven = [each for each in work if each.kind == kind and each.evidence and each.quantity > 0]
    reached = {each.organisation for each in proven}
    missed = tuple(each for each in organisations if each not in reached)
    quantity = sum(each.quantity for each in proven)
    return Coverage(quantity, len(organisations) - len(missed), len(organisations), missed)


def trained_for(trainings: Iterable[Training], expected: Collection[str], *, step: str) -> Trained:
    """Take all trainings and whom the step needs trained; passing once is enough."""
    held = [training for training in trainings if training.step == step]
    persons = frozenset[str]().union(*(training.attended for training in held))
    passed = frozenset[str]().union(*(training.passed for training in held))
    return Trained(
        sum(len(training.attended) for training in held),
        len(persons),
        tuple(person for person in expected if person not in persons),
        tuple(person for person in expected if person in persons and person not in passed),
    )


def called(
    chain: Iterable[Responsible], *, due_on: date, done_on: date | None, today: date
) -> tuple[Responsible, ...]:
    """Take a step's chain and days; return who is to be called about it by `today`, nearest first.

    Nobody while the day has not passed, or once the step is done.
    """
    late = 0 if done_on is not None else (today - due_on).days
    links = sorted(chain, key=lambda link: link.called_after_days)
    return tuple(link for link in links if late >= max(link.called_after_days, 1))
