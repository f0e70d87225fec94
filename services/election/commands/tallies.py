"""One teller's count: from the sheet to the form in which it is judged, compared and kept."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from services.election.domain.documents import Meeting
from services.election.domain.facts import HeldRound, RoundStatus
from services.election.domain.tally import PersonVotes, RoundTally, WriteIn
from services.election.models import Round, Tally, Vote
from services.election.schemas import voting
from shared.database import new_id


def tally_of(meeting: Meeting | None, held: HeldRound, body: voting.CheckedTally) -> RoundTally:
    """Return a count as the rules look at it."""
    return RoundTally(
        held.kind,
        meeting.present if meeting else 0,
        held.issued,
        body.returned,
        body.invalid,
        tuple(
            PersonVotes(line.person_number, line.votes_for, line.votes_against, line.votes_abstain)
            for line in body.votes
        ),
        tuple(
            WriteIn(line.person_number, line.votes_for, line.person_number not in body.strangers)
            for line in body.write_ins
        ),
    )


def is_same_count(one: RoundTally, other: RoundTally) -> bool:
    """Compare two counts of a round; the order of the lines does not matter."""
    numbers = (one.returned, one.invalid) == (other.returned, other.invalid)
    written, written_by_other = (
        {(each.person, each.in_favour) for each in count.write_ins} for count in (one, other)
    )
    return numbers and set(one.votes) == set(other.votes) and written == written_by_other


def settled(*, same: bool, void: bool) -> RoundStatus:
    """Return where two counts leave a round."""
    if not same:
        return RoundStatus.DISPUTED
    return RoundStatus.VOID if void else RoundStatus.COUNTED


def store_tally(
    session: Session,
    row: Round,
    body: voting.Tally,
    *,
    entered_by: str,
    strangers: Collection[str] = (),
) -> None:
    """Store a count of a round, in the name of the one who entered it."""
    tally_id = new_id()
    entered = select(func.count() + 1).where(Tally.round_id == row.id).scalar_subquery()
    session.execute(
        insert(Tally).values(
            id=tally_id,
            round_id=row.id,
            no=entered,
            returned=body.returned,
            invalid=body.invalid,
            entered_by=entered_by,
        )
    )
    lines = [*(line.model_dump() for line in body.votes)]
    lines += [
        {**line.model_dump(), "votes_against": 0, "votes_abstain": 0} for line in body.write_ins
    ]
    listed = len(body.votes)
    rows = [
        {
            **line,
            "tally_id": tally_id,
            "position": place,
            "written_in": place >= listed,
            "eligible": line["person_number"] not in strangers,
        }
        for place, line in enumerate(lines)
    ]
    if rows:
        session.execute(insert(Vote), rows)
