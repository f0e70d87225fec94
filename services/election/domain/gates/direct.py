"""What is said of a vote by which a branch without a committee elects its secretary."""

from __future__ import annotations

from collections.abc import Iterator

from services.election.domain.documents import Meeting
from services.election.domain.facts import Facts
from services.election.domain.party_secretary import elected_without_committee
from services.election.domain.round_count import RoundResult
from services.election.domain.rulebook import Verdict
from services.election.domain.tally import RoundKind


def direct_verdicts(facts: Facts, result: RoundResult) -> Iterator[Verdict]:
    """Yield a verdict per candidate of a round of such a branch; nothing for a committee's."""
    meeting = facts.document(Meeting)
    if facts.procedure.committee or meeting is None or result.decides is RoundKind.PRELIMINARY:
        return
    for each in result.tally.votes:
        yield elected_without_committee(
            base=meeting.base,
            present=meeting.present,
            votes=each.in_favour,
            posts=result.seats,
            candidates=len(result.tally.votes),
            no_committee_surplus=facts.rules.switch("no_committee_surplus"),
        )
