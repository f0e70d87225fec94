"""What is read about a residents' election: its voters, and the votes that were held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.election.domain.facts import HeldVote, Part, RoundStatus
from services.election.domain.residents_tally import VoteCount, VoteResult
from services.election.domain.ruleset import RuleSet
from services.election.models import Voter
from services.election.models.facts import facts_of
from services.election.models.residents_facts import period_of
from services.election.queries.elections import election

SETTLED = (RoundStatus.COUNTED, RoundStatus.VOID, RoundStatus.SIGNED)


@dataclass(frozen=True, slots=True)
class VoteRead:
    """A vote, the count once two tallies agree, the result once it is final."""

    held: HeldVote
    base: int
    count: VoteCount | None
    result: VoteResult | None
    rules: RuleSet | None = None


def voters(session: Session, election_id: UUID, scope: str) -> Select[Voter]:
    """Select the voters on the register of an election's community."""
    found = election(session, election_id, scope)
    return select(Voter).where(
        Voter.period_id == period_of(found),
        Voter.division_code == found.division_code,
        Voter.removed_on.is_(None),
    )


def votes(session: Session, election_id: UUID, scope: str) -> Sequence[VoteRead]:
    """Return the votes of an election, void ones among them, in their order."""
    facts = facts_of(session, election(session, election_id, scope), {Part.BALLOT})
    vote = facts.vote
    if vote is None:
        return ()
    results = dict(enumerate(vote.state.rounds if vote.state else ()))
    return [
        VoteRead(
            held,
            vote.base,
            held.counts[0] if held.status in SETTLED else None,
            results.get(place),
            replace(facts.rules, on=held.held_on),
        )
        for place, held in enumerate(vote.rounds)
    ]
