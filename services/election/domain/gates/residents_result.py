"""The gates of the stage R12: certificates, filing, handover, objections to the result."""

from __future__ import annotations

from collections.abc import Iterator

from services.election.domain.comparison import compare
from services.election.domain.documents import (
    Certificates,
    ResultAnswer,
    ResultObjection,
)
from services.election.domain.facts import Facts, Part
from services.election.domain.gates.gate import gate
from services.election.domain.order import out_of_order
from services.election.domain.residents_after import (
    handed_over_in_time,
    result_filed,
)
from services.election.domain.residents_law import Post
from services.election.domain.residents_members import (
    chair_elected,
    every_member_elected,
)
from services.election.domain.residents_settled import (
    elected,
)
from services.election.domain.residents_void import (
    answered_in_time,
)
from services.election.domain.rulebook import Verdict
from services.election.domain.states import Step
from shared.text import Text


@gate(Part.BALLOT, Part.COMMUNITY)
def elected_only(facts: Facts) -> Iterator[Verdict]:
    """Give certificates to the elected and nobody else; the secretary has no seat by the office.

    Where nobody is named on the certificates, they are taken to be for the elected.
    """
    issued, community = facts.document(Certificates), facts.community
    if community is None:
        return
    won = {seat.person: seat.post for seat in elected(facts)}
    named = {each.person_number: each.post for each in issued.holders} if issued else {}
    named = named or won
    elected_in = {each.person_number: each.elected_in for each in community.sitting}
    elected_in |= dict.fromkeys(won, community.election_id)
    yield every_member_elected({person: elected_in.get(person) for person in named})
    for person, post in named.items():
        if post is Post.CHAIR:
            yield chair_elected(
                is_secretary=person == community.party_secretary,
                elected_in=community.election_id if won.get(person) is Post.CHAIR else None,
            )


@gate(Step.FILING, Part.BALLOT)
def certificates_issued(facts: Facts) -> Iterator[Verdict]:
    """Warn where certificates are missing."""
    issued = facts.document(Certificates)
    if issued:
        yield result_filed(
            filed_on=facts.date_of(Step.FILING),
            certificates=issued.certificates,
            members=len(elected(facts)),
        )


@gate(Step.DECLARATION)
def handover_in_time(facts: Facts) -> Iterator[Verdict]:
    """Warn of a handover more than ten days after the new committee was formed."""
    formed_on = facts.date_of(Step.DECLARATION)
    if formed_on and facts.on:
        yield handed_over_in_time(
            formed_on=formed_on,
            handover_on=facts.on,
            handover_days=facts.rules.number("handover_days"),
        )


@gate(Step.RESULT_OBJECTION)
def answer_in_time(facts: Facts) -> Iterator[Verdict]:
    """Warn of an answer more than thirty days after the objection."""
    answer = facts.document(ResultAnswer)
    received = {each.number: each.received_on for each in facts.documents(ResultObjection)}
    if answer and answer.number in received:
        yield answered_in_time(
            received_on=received[answer.number],
            answered_on=answer.on,
            answer_days=facts.rules.number("answer_days"),
        )


@gate(Step.RESULT_OBJECTION, Step.RESULT_ANSWER)
def objections_answered(facts: Facts) -> Iterator[Verdict]:
    """Ask for an answer to every objection before the file is closed."""
    answered = {each.number for each in facts.documents(ResultAnswer)}
    still_open = sum(each.number not in answered for each in facts.documents(ResultObjection))
    if still_open:
        needed = Text(f"先答复 {still_open} 件异议。", f"Answer {still_open} objections first.")
        yield out_of_order(compare(still_open, "=", 0), needed)
