"""The gates on the persons who stand: the proposer's word, and their rights on the day itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from services.election.domain.documents import Consent, Deliberation, Nomination
from services.election.domain.facts import Facts, NomineeStatus, Part
from services.election.domain.gates.gate import gate
from services.election.domain.gates.roll import without_rights
from services.election.domain.order import out_of_order
from services.election.domain.party_candidates import candidates_eligible, criteria_attested
from services.election.domain.rulebook import Verdict
from services.election.domain.states import State, Step
from shared.text import Text


def barred(facts: Facts, candidates: Collection[str]) -> frozenset[str]:
    """Return those of the candidates whom the review barred or who lost their rights."""
    failed = {each.person_number for each in facts.nominees if each.status is NomineeStatus.BARRED}
    return without_rights(facts, candidates) | (failed & set(candidates))


@gate()
def criteria_met(facts: Facts) -> Iterator[Verdict]:
    """Ask the proposer's word on each one put forward; warn once where it was not recorded."""
    nomination = facts.document(Nomination)
    if nomination is None or not facts.on:
        return
    for each in nomination.attestations:
        yield criteria_attested(attested=each.attested, person=each.person_number)
    if len(nomination.attestations) < len(set(nomination.person_numbers)):
        yield criteria_attested(attested=None)


@gate(Step.CONSENT, Step.ROLL, Part.NOMINEES)
def reopened_for_nomination(facts: Facts) -> Iterator[Verdict]:
    """Put others forward after the superior's consent only where a candidate lost his rights."""
    if facts.state in State.between(State.CANDIDATES_APPROVED, State.READY):
        yield from _only_where_rights_were_lost(facts)


@gate(Step.CONSENT, Step.ROLL, Part.NOMINEES)
def reopened_for_deliberation(facts: Facts) -> Iterator[Verdict]:
    """Fix the candidates a second time only where one of them lost his rights."""
    if facts.state is State.READY:
        yield from _only_where_rights_were_lost(facts)


@gate(Step.DELIBERATION, Step.ROLL, Part.NOMINEES)
def eligible_on_the_day(facts: Facts) -> Iterator[Verdict]:
    """Ask again on the meeting day: one who lost his rights since has the candidates reopened."""
    fixed = facts.document(Deliberation)
    if fixed:
        yield candidates_eligible(fixed.candidates, ineligible=barred(facts, fixed.candidates))


def _only_where_rights_were_lost(facts: Facts) -> Iterator[Verdict]:
    agreed = facts.document(Consent)
    if agreed is None or not barred(facts, agreed.candidates):
        yield out_of_order(
            f"{facts.state}",
            Text(
                "候选人已报上级同意;仅在有候选人丧失被选举权时可以重新确定。",
                "The superior has agreed to the candidates; they are reopened only where one of "
                "them may no longer be elected.",
            ),
        )
