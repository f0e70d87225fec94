"""Who stands for secretary and deputy by the superior's consent, and the committee that votes."""

from __future__ import annotations

from services.election.domain.documents import Consent, SecretaryCandidate
from services.election.domain.facts import Facts
from services.election.domain.states import Step


def intended_officers(facts: Facts) -> tuple[str, ...]:
    """Return the candidates for secretary and deputies to whom the superior has agreed."""
    consent, anew = facts.document(Consent), facts.document(SecretaryCandidate)
    if consent is None:
        return ()
    deputies = tuple(each for each in consent.deputy_candidates)
    if anew:
        return (anew.person_number, *(each for each in deputies if each != anew.person_number))
    if facts.entry(Step.RESULT_REFUSAL):
        return ()
    return consent.officers


def committee_of(facts: Facts) -> tuple[str, ...]:
    """Return the committee that votes: those elected, and in a by-election those who stay."""
    staying = tuple(facts.staying.posts) if facts.staying else ()
    return (*staying, *(facts.ballot.state.elected if facts.ballot else ()))


def stand_for_secretary(facts: Facts) -> tuple[str, ...]:
    """Return the candidate for secretary to whom the superior has agreed, with any rivals."""
    consent, anew = facts.document(Consent), facts.document(SecretaryCandidate)
    if anew:
        return tuple(dict.fromkeys((anew.person_number, *anew.rivals)))
    if consent is None or consent.secretary_candidate is None or facts.entry(Step.RESULT_REFUSAL):
        return ()
    return tuple(dict.fromkeys((consent.secretary_candidate, *consent.secretary_rivals)))


def stand_for_office(facts: Facts) -> tuple[str, ...]:
    """Return all who stand for secretary and deputy: one for each post, but for rivals."""
    return tuple(dict.fromkeys((*stand_for_secretary(facts), *intended_officers(facts))))
