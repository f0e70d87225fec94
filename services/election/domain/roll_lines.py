"""The roll by members: what decides each one's rights, and the numbers that follow from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from services.election.domain.comparison import compare
from services.election.domain.party_electorate import (
    Membership,
    MemberStatus,
    Relation,
    may_vote,
    restoration_decided,
    suspension_decided,
)
from services.election.domain.rulebook import Outcome, Verdict
from shared.text import Text

NUMBERS = {
    "full_members": Text("正式党员", "full members"),
    "probationary_members": Text("预备党员", "probationary members"),
    "on_probation_within_party": Text("留党察看", "on probation within the Party"),
    "rights_suspended": Text("中止权利", "with rights suspended"),
}


@dataclass(frozen=True, slots=True)
class RollLine:
    """One member: nothing but what decides the vote. `held`: by a commission, or arrested."""

    person_number: str
    status: MemberStatus = MemberStatus.FULL
    relation: Relation = Relation.HERE
    on_probation_from: date | None = None
    on_probation_until: date | None = None
    rights_restored_on: date | None = None
    held: bool = False
    rights_suspended: bool = False

    @property
    def membership(self) -> Membership:
        """The member as the rules on the vote look at him."""
        return Membership(
            self.status,
            self.relation,
            self.on_probation_from,
            self.on_probation_until,
            self.rights_restored_on,
            self.rights_suspended,
        )

    def votes(self, on: date) -> bool:
        """Whether the member may vote and be elected on the day."""
        return may_vote(self.membership, on=on).holds


def eligible(lines: Iterable[RollLine], on: date) -> frozenset[str]:
    """Return those who may vote and be elected on the day."""
    return frozenset(line.person_number for line in lines if line.votes(on))


def count_lines(lines: Collection[RollLine], on: date) -> Mapping[str, int]:
    """Return the roll's numbers; one on probation and suspended as well is counted once."""
    here = [line for line in lines if line.relation is Relation.HERE]
    full = [line for line in here if line.status is MemberStatus.FULL]
    on_probation = [line for line in full if line.membership.on_probation(on)]
    voting = sum(line.votes(on) for line in full)
    return {
        "full_members": len(full),
        "probationary_members": len(here) - len(full),
        "on_probation_within_party": len(on_probation),
        "rights_suspended": len(full) - len(on_probation) - voting,
    }


def numbers_agree(stated: Mapping[str, int], lines: Collection[RollLine], on: date) -> Verdict:
    """Return whether the numbers beside the lines are those of members with and without rights.

    Asked again on the meeting day: who lost his rights since then makes the roll another one.
    """
    counted = count_lines(lines, on)
    wrong = [name for name in NUMBERS if stated[name] != counted[name]]
    return Verdict(
        may_vote.rule,
        Outcome.REFUSED if wrong else Outcome.PASSED,
        "; ".join(compare(stated[name], "=", counted[name]) for name in wrong or NUMBERS),
        {"on": on, "wrong": wrong, "eligible": len(eligible(lines, on))},
        _mend(wrong, counted) if wrong else None,
    )


def judge_lines(lines: Iterable[RollLine], on: date) -> Iterator[Verdict]:
    """Warn of each member whose probation within the Party is over without a decision."""
    verdicts = (restoration_decided(line.membership, on=on) for line in lines)
    yield from (verdict for verdict in verdicts if not verdict.holds)


def suspensions_decided(lines: Iterable[RollLine]) -> Verdict:
    """Return whether everyone who is held or arrested has had his rights suspended."""
    held = [line for line in lines if line.held]
    return suspension_decided(held=len(held), suspended=sum(line.rights_suspended for line in held))


def present_may_vote(
    present: Collection[str], lines: Collection[RollLine], on: date
) -> Iterator[Verdict]:
    """Refuse each of those counted as present who may not vote, or is on no line of the roll."""
    known = {line.person_number: line.membership for line in lines}
    elsewhere = Membership(relation=Relation.TRANSFERRED)
    verdicts = (may_vote(known.get(person, elsewhere), on=on) for person in present)
    yield from (verdict for verdict in verdicts if not verdict.holds)


def _mend(wrong: Iterable[str], counted: Mapping[str, int]) -> Text:
    names = [NUMBERS[name] for name in wrong]
    numbers = [counted[name] for name in wrong]
    zh = "、".join(f"{name.zh} {number} 名" for name, number in zip(names, numbers, strict=True))
    en = ", ".join(f"{number} {name.en}" for name, number in zip(names, numbers, strict=True))
    return Text(f"名册逐人记录为:{zh}。", f"By its lines the roll has {en}.")
