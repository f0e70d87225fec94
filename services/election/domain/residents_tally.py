"""A residents' vote in numbers: what was due, what was counted, who holds a seat by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from services.election.domain.residents_law import Mode, Post
from services.election.domain.residents_region import NATIONAL, Region
from services.election.domain.residents_void import Breach
from services.election.domain.rulebook import Verdict
from services.election.domain.tally import RoundKind


@dataclass(frozen=True, slots=True)
class ResidentsElection:
    """What is settled before the vote, and who was taken off a seat after it.

    `base` counts voters, households or representatives, by mode. `removed` are winners whose seat
    falls vacant by a recorded decision (a relative who gives way, a win by fraud), each with the
    number of the round after which it was taken. `added` are persons nominated anew for a further
    ballot. `ineligible` may be written in, but not elected. The seats of those `left_vacant` are
    filled by a by-election and no further ballot. `women` matter where a `woman_wanted` is still to
    be elected by a further ballot among those of `women_added`, each with the number of the round
    after which she was nominated anew.
    """

    mode: Mode
    base: int
    seats: Mapping[Post, int]
    candidates: Mapping[Post, tuple[str, ...]]
    election_day: date
    region: Region = NATIONAL
    removed: Mapping[str, int] = field(default_factory=dict)
    ineligible: frozenset[str] = frozenset()
    added: Mapping[Post, tuple[str, ...]] = field(default_factory=dict)
    left_vacant: frozenset[str] = frozenset()
    women: frozenset[str] = frozenset()
    woman_wanted: bool = False
    women_added: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PostCount:
    """One post's part of the ballots: votes by person, written-in names included.

    `invalid` are parts of otherwise valid ballots that choose more persons than the post has
    seats.
    """

    post: Post
    votes: Mapping[str, int]
    invalid: int = 0


@dataclass(frozen=True, slots=True)
class VoteCount:
    """One round: ballots issued, returned and wholly invalid, and each post that was voted on.

    `breaches` are grounds of the void checklist that were found beside the numbers. `held_on` is
    None where the round was held on election day; the law of its own day governs a round.
    """

    kind: RoundKind
    issued: int
    returned: int
    invalid: int
    posts: tuple[PostCount, ...]
    breaches: frozenset[Breach] = frozenset()
    held_on: date | None = None

    @property
    def took_part(self) -> int:
        """T: nobody takes part but by handing in a ballot, and a proxy's ballot counts as one.

        That T is the ballots returned is a choice; the article was not read.
        """
        return self.returned


@dataclass(frozen=True, slots=True)
class Contest:
    """One post of a round that is due: its open seats and who may stand, best placed first.

    `for_woman`: all seats are taken, but a woman is wanted; the lowest placed makes way for her.
    """

    post: Post
    seats: int
    candidates: tuple[str, ...]
    for_woman: bool = False


@dataclass(frozen=True, slots=True)
class NextVote:
    """The round that is due; a repeated one decides what the void one should have decided."""

    kind: RoundKind
    contests: tuple[Contest, ...]
    repeats: RoundKind | None = None

    @property
    def counts_as(self) -> RoundKind:
        """What the round decides."""
        return self.repeats or self.kind


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat won: the post, the person, the votes and the number of the round, from 1."""

    post: Post
    person: str
    votes: int
    round_no: int


@dataclass(frozen=True, slots=True)
class VoteResult:
    """What one round came to, and why."""

    due: NextVote
    verdicts: tuple[Verdict, ...]
    elected: tuple[Seat, ...] = ()
    tied: tuple[Contest, ...] = ()
    void: bool = False
    breached: bool = False  # the numbers do not add up: to be counted again
