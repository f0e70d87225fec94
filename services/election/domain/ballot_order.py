"""In which order names stand on the ballot (ER2020 Art. 24)."""

from __future__ import annotations

from collections.abc import Iterable

from services.election.domain.documents import Consent, SurnameStrokes
from services.election.domain.facts import Facts, Part
from services.election.domain.states import Step
from services.election.domain.strokes import order_by_strokes

ORDER_READS: tuple[Step | Part, ...] = (Part.NOMINEES, Step.SURNAME_STROKES, Step.CONSENT)


def approved_officers(consent: Consent, persons: Iterable[str]) -> tuple[str, ...]:
    """Return persons of a branch without a committee in the order that the superior approved.

    All its candidates stand for secretary and deputy; others follow in the order given.
    """
    approved = (*consent.officers, *consent.candidates)
    listed = tuple(persons)
    return tuple(dict.fromkeys((*(one for one in approved if one in listed), *listed)))


def order_on_ballot(facts: Facts, persons: Iterable[str]) -> tuple[str, ...]:
    """Return persons as the ballot lists them: by surname strokes, officers as approved.

    Whoever was written in is known by number alone, and stands by it.
    """
    consent = facts.document(Consent)
    if consent and not facts.procedure.committee:
        return approved_officers(consent, persons)
    names = {each.person_number: each.name for each in facts.nominees}
    return order_by_strokes(
        {person: names.get(person) or person for person in persons},
        corrections={each.person_number: each.strokes for each in facts.documents(SurnameStrokes)},
    )
