"""The gates that count the young: over both committees of the community, as far as it is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from services.election.domain.city_gates import young_member
from services.election.domain.documents import CandidateList, Consent, Deliberation
from services.election.domain.facts import Facts, Part
from services.election.domain.gates.gate import gate
from services.election.domain.residents_settled import SETTLED
from services.election.domain.rulebook import Outcome, Verdict
from services.election.domain.states import Step


@gate(Step.CONSENT, Step.DELIBERATION, Part.NOMINEES, Part.COLLEAGUES)
def youth_among_candidates(facts: Facts) -> Iterator[Verdict]:
    """Ask for one young person when the Party's candidates are fixed, or in the other committee."""
    fixed = facts.document(Deliberation) or facts.document(Consent)
    yield _young(facts, fixed.candidates if fixed else ())


@gate(Part.NOMINEES, Part.BALLOT, Part.COLLEAGUES)
def youth_among_winners(facts: Facts) -> Iterator[Verdict]:
    """Ask again of those elected; only warn while the other committee may bring the young one."""
    if facts.ballot is None:
        return
    verdict = _young(facts, facts.ballot.state.elected).with_approvals(facts.approvals)
    still_to_come = not facts.colleagues
    if still_to_come and not verdict.allows:
        verdict = replace(verdict, outcome=Outcome.WARNED)
    yield verdict


@gate(Step.CANDIDATE_LIST, Part.NOMINEES, Part.COLLEAGUES)
def youth_on_the_list(facts: Facts) -> Iterator[Verdict]:
    """Ask for one young person among the residents' candidates, the Party's team and who stays."""
    listed = facts.document(CandidateList)
    if listed:
        yield _young(facts, listed.candidates)


@gate(*SETTLED, Part.BALLOT, Part.COLLEAGUES)
def youth_in_both(facts: Facts) -> Iterator[Verdict]:
    """Ask for one young person in both committees, those written in counted like the others."""
    if facts.vote and facts.vote.state:
        yield _young(facts, [seat.person for seat in facts.vote.state.elected])


def _young(facts: Facts, persons: Collection[str]) -> Verdict:
    """Count everyone once: those given among the nominees, and the colleagues."""
    own = {each.person_number: each.age for each in facts.nominees}
    ages = {**facts.colleagues, **{person: own[person] for person in persons if person in own}}
    staying = facts.staying.ages if facts.staying else ()
    return young_member([*ages.values(), *staying], youth_age=facts.rules.number("youth_age"))
