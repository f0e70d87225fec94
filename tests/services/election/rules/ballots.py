"""Rounds and ballots in short, for the tests of the count."""

from __future__ import annotations

from services.election.domain.counting import (
    BallotState,
    count_ballot,
)
from services.election.domain.tally import PersonVotes, RoundKind, RoundTally, WriteIn

FIRST, REPEAT = RoundKind.FIRST, RoundKind.REPEAT
RUN_OFF, FURTHER = RoundKind.RUN_OFF, RoundKind.FURTHER


def a_round(
    kind: RoundKind,
    votes: dict[str, int],
    *,
    present: int = 45,
    returned: int | None = None,
    write_ins: tuple[WriteIn, ...] = (),
) -> RoundTally:
    """Return a round in which everyone votes validly, for or against."""
    came_back = present if returned is None else returned
    counted = tuple(PersonVotes(who, yes, came_back - yes, 0) for who, yes in votes.items())
    return RoundTally(kind, present, present, came_back, 0, counted, write_ins)


def passing(*votes: int) -> dict[str, int]:
    return dict(zip("abcdefgh", votes, strict=False))


def ballot(*rounds: RoundTally, seats: int = 5, added: tuple[str, ...] = ()) -> BallotState:
    return count_ballot(seats, rounds[0].listed, rounds, added=added)
