"""What is read about the order of names on the ballot."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.election.domain.ballot_order import ORDER_READS, order_on_ballot
from services.election.domain.documents import Consent, Deliberation, SurnameStrokes
from services.election.domain.facts import Facts
from services.election.domain.gates.officers import stand_for_office
from services.election.domain.states import Step
from services.election.domain.strokes import count_strokes
from services.election.models.facts import facts_of
from services.election.queries.elections import election
from services.election.schemas.ballot_order import BallotOrderView, ListedView

READS = (*ORDER_READS, Step.DELIBERATION, Step.SECRETARY_CANDIDATE, Step.RESULT_REFUSAL)


def ballot_order(session: Session, election_id: UUID, scope: str) -> BallotOrderView:
    """Return the candidates, or those agreed to before they are fixed, and the officers."""
    facts = facts_of(session, election(session, election_id, scope), READS)
    fixed, consent = facts.document(Deliberation), facts.document(Consent)
    candidates = fixed.candidates if fixed else consent.candidates if consent else ()
    return BallotOrderView(
        candidates=[_listed(each, facts) for each in order_on_ballot(facts, candidates)],
        officers=[_listed(each, facts) for each in stand_for_office(facts)],
    )


def _listed(person: str, facts: Facts) -> ListedView:
    name = next((each.name for each in facts.nominees if each.person_number == person), "")
    corrections = {each.person_number: each.strokes for each in facts.documents(SurnameStrokes)}
    written = corrections.get(person, "")
    return ListedView(
        person_number=person,
        name=name,
        strokes=len(written) or (count_strokes(name[0]) if name else None),
        corrected=bool(written),
    )
