"""What was counted in one round of one ballot: plain numbers, and never who voted how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RoundKind(StrEnum):
    """Why a round is held."""

    PRELIMINARY = "PRELIMINARY"  # who stands in the ballot itself; elects nobody
    FIRST = "FIRST"
    REPEAT = "REPEAT"  # the round before was void
    RUN_OFF = "RUN_OFF"  # equal votes at the cut-off
    FURTHER = "FURTHER"  # too few were elected


@dataclass(frozen=True, slots=True)
class PersonVotes:
    """The votes for, against and abstaining on one listed candidate."""

    person: str
    in_favour: int
    against: int
    abstain: int

    @property
    def total(self) -> int:
        """All three together: the number of valid ballots, if the count closes."""
        return self.in_favour + self.against + self.abstain


@dataclass(frozen=True, slots=True)
class WriteIn:
    """The votes for a person who is not on the list, and whether that person may be elected."""

    person: str
    in_favour: int
    eligible: bool = True


@dataclass(frozen=True, slots=True)
class RoundTally:
    """One round's count. `present` is frozen when ballots are handed out; a sheet is one ballot."""

    kind: RoundKind
    present: int
    issued: int
    returned: int
    invalid: int
    votes: tuple[PersonVotes, ...]
    write_ins: tuple[WriteIn, ...] = ()

    @property
    def valid(self) -> int:
        """Valid ballots."""
        return self.returned - self.invalid

    @property
    def listed(self) -> tuple[str, ...]:
        """The candidates on the ballot, as listed."""
        return tuple(each.person for each in self.votes)
