"""Ballots by reading: so many with these marks. Each part is judged, and the sums must follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from services.election.domain.comparison import compare
from services.election.domain.residents_ballot import part_closes, part_valid
from services.election.domain.residents_law import Post
from services.election.domain.residents_tally import Contest, PostCount
from services.election.domain.rulebook import Outcome, Verdict
from shared.text import Text


@dataclass(frozen=True, slots=True)
class Reading:
    """So many ballots on which the same persons are chosen for each post."""

    ballots: int
    marks: Mapping[Post, tuple[str, ...]]


def judge_readings(
    readings: Sequence[Reading], contests: Iterable[Contest]
) -> tuple[Mapping[Post, PostCount], tuple[Verdict, ...]]:
    """Return what the ballots come to for each post, and the verdicts on the parts."""
    counts: dict[Post, PostCount] = {}
    verdicts: list[Verdict] = []
    for contest in contests:
        votes: Counter[str] = Counter()
        invalid = 0
        for reading in readings:
            chosen = reading.marks.get(contest.post, ())
            verdict = part_valid(chosen=len(chosen), seats=contest.seats)
            told = {"post": contest.post, "ballots": reading.ballots}
            verdicts.append(replace(verdict, inputs={**verdict.inputs, **told}))
            if verdict.holds:
                votes.update(dict.fromkeys(chosen, reading.ballots))
            else:
                invalid += reading.ballots
        counts[contest.post] = PostCount(contest.post, dict(votes), invalid)
    return counts, tuple(verdicts)


def sums_follow(
    read: Mapping[Post, PostCount], entered: Iterable[PostCount], *, ballots: int, valid: int
) -> Iterator[Verdict]:
    """Refuse sums that are not those of the ballots: of all of them, of a post, of a person."""
    if ballots != valid:
        yield _differs(ballots, valid, {})
    parts = {part.post: part for part in entered}
    for post, counted in read.items():
        part = parts.get(post, PostCount(post, {}))
        if counted.invalid != part.invalid:
            yield _differs(counted.invalid, part.invalid, {"post": post})
        for person in dict.fromkeys((*counted.votes, *part.votes)):
            votes, said = counted.votes.get(person, 0), part.votes.get(person, 0)
            if votes != said:
                yield _differs(votes, said, {"post": post, "person": person})


def _differs(read: int, entered: int, about: Mapping[str, object]) -> Verdict:
    needed = Text(
        "合计与逐票不符,重新计票。", "The sums are not those of the ballots: count again."
    )
    numbers = compare(read, "=", entered)
    return Verdict(part_closes.rule, Outcome.REFUSED, numbers, about, needed)
