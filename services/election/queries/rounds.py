"""What is read about the rounds of an election: the agreed counts, and what they came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.election.domain.facts import Part, RoundStatus
from services.election.domain.round_count import RoundResult
from services.election.domain.ruleset import RuleSet
from services.election.domain.tally import RoundTally
from services.election.models import MeetingHeld, Round
from services.election.models.facts import facts_of
from services.election.queries.elections import election

SETTLED = (RoundStatus.COUNTED, RoundStatus.VOID, RoundStatus.SIGNED)


@dataclass(frozen=True, slots=True)
class RoundRead:
    """A round, its meeting, the count once two tallies agree, the result once it is final."""

    round: Round
    meeting: MeetingHeld
    tally: RoundTally | None
    result: RoundResult | None
    rules: RuleSet | None = None


def rounds(session: Session, election_id: UUID, scope: str) -> Sequence[RoundRead]:
    """Return the rounds of an election, void ones among them, in their order."""
    found = election(session, election_id, scope)
    facts = facts_of(session, found, {Part.BALLOT})
    ballot = facts.ballot
    if ballot is None:
        return ()
    rows = session.execute(
        select(Round, MeetingHeld)
        .join(MeetingHeld, MeetingHeld.id == Round.meeting_id)
        .where(Round.election_id == election_id)
        .order_by(Round.no)
    )
    results = dict(enumerate(ballot.state.rounds))  # the final rounds are the first ones
    return [
        RoundRead(
            row,
            meeting,
            held.tallies[0] if held.status in SETTLED else None,
            results.get(place),
            replace(facts.rules, on=meeting.held_on),
        )
        for place, ((row, meeting), held) in enumerate(zip(rows, ballot.rounds, strict=True))
    ]
