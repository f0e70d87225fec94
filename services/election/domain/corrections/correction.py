"""The forms of a correction, and the refusal of one that would need another election."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.election.domain.facts import Part
from services.election.domain.refusals import RuleBroken
from services.election.domain.residents_tally import PostCount
from services.election.domain.rulebook import Outcome, Rule, Verdict
from services.election.domain.ruleset import RuleSet
from services.election.domain.states import Step
from services.election.domain.tally import PersonVotes, WriteIn
from shared.text import Text

CORRECTED: frozenset[Step | Part] = frozenset(  # what a correction looks at
    {
        Part.BALLOT,
        Step.DELIBERATION,
        Step.ROLL_FREEZE,
        Step.MEETING,
        Step.VOTE,
        Step.KIN_DECLARATION,
        Step.SEAT_CUT,
        Step.CONSENT,
        Step.SECRETARY_MEETING,
        Step.SECRETARY_CANDIDATE,
        Step.RESULT_REFUSAL,
        Step.POSTPONEMENT,
        Step.REPORT,
        Step.FILING,
        Step.RESULT_APPROVAL,
        Step.CERTIFICATES,
        Step.HANDOVER,
        Step.COMMITTEE_HANDOVER,
    }
)


class Kind(StrEnum):
    """What is corrected."""

    TALLY = "TALLY"
    SECRETARY_TALLY = "SECRETARY_TALLY"
    VOTE_TALLY = "VOTE_TALLY"  # of a residents' committee, by post
    DATE = "DATE"


class Reason(StrEnum):
    """Why, coarsely: the document has the rest."""

    COUNT_MISTAKE = "COUNT_MISTAKE"
    ENTRY_MISTAKE = "ENTRY_MISTAKE"
    DOCUMENT_MISTAKE = "DOCUMENT_MISTAKE"
    SUPERIOR_DECISION = "SUPERIOR_DECISION"


class Status(StrEnum):
    """How far a request has come."""

    REQUESTED = "REQUESTED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True)
class RoundRecount:
    """The right count of a signed round."""

    no: int
    returned: int
    invalid: int
    votes: tuple[PersonVotes, ...]
    write_ins: tuple[WriteIn, ...] = ()


@dataclass(frozen=True, slots=True)
class SecretaryRecount:
    """The right count of the committee's vote on its secretary."""

    returned: int
    invalid: int
    votes: tuple[PersonVotes, ...]


@dataclass(frozen=True, slots=True)
class VoteRecount:
    """The right count of a residents' vote."""

    no: int
    returned: int
    invalid: int
    posts: tuple[PostCount, ...]


@dataclass(frozen=True, slots=True)
class Elected:
    """Someone who is elected by the corrected counts: to which post, in which round."""

    person: str
    post: str
    votes: int
    round_no: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a correction would make of an election: the whole team, and why."""

    elected: tuple[Elected, ...]
    verdicts: tuple[Verdict, ...]


def not_by_correction(
    rule: Rule, numbers: str, inputs: Mapping[str, object], due: Text, rules: RuleSet
) -> RuleBroken:
    """Return the refusal of a correction after which something else would have to follow.

    An election that is over is not taken up again: the superior sets its result aside instead.
    """
    needed = Text(
        f"更正后{due.zh};不能以更正代替,须由上级宣布结果无效。",
        f"By the corrected numbers {due.en}: no correction can do that. The superior must set the "
        "result aside instead.",
    )
    return RuleBroken(Verdict(rule, Outcome.REFUSED, numbers, inputs, needed), rules)
