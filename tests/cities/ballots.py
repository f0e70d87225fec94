"""Casts a meeting's ballots one by one and counts them, without the product's help."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.cities.troubles import Facts


@dataclass
class Ballots:
    """Casts ballots one by one and counts them, round after round, until the seats are filled."""

    chance: random.Random
    candidates: list[str]
    seats: int
    present: int
    elected: list[str] = field(default_factory=list)
    stuck: bool = False

    def rounds(self, *, void_first: bool) -> Iterator[Facts]:
        """Yield the rounds of the meeting."""
        kind, running, seats = "FIRST", list(self.candidates), self.seats
        appeal = {p: 0.95 - 0.06 * i for i, p in enumerate(self.candidates[: self.seats])}
        appeal |= {p: self.chance.choice([0.1, 0.3, 0.5]) for p in self.candidates[self.seats :]}
        if self.chance.random() < 0.35:
            appeal[self.candidates[self.seats - 1]] = 0.48
        if void_first:
            spoilt = self._round(kind, seats, running, appeal)
            yield {**spoilt, "returned": spoilt["issued"] + 1}
            kind = "REPEAT"
        tie = self.chance.random() < 0.12
        for _ in range(4):
            ballot = self._round(kind, seats, running, appeal)
            if tie and kind in ("FIRST", "REPEAT") and len(running) > seats:
                self._make_tie(ballot, seats)
            yield ballot
            kind, running, seats = self._count(ballot, running, seats, run_off=kind == "RUN_OFF")
            best = self.chance.choice([0.65, 0.45])
            appeal = {person: max(best - 0.1 * i, 0.2) for i, person in enumerate(running)}
            if not seats or self.stuck:
                return
        self.stuck = True

    def result(self) -> list[str] | None:
        """Return the elected, or None when the seats were not filled."""
        return None if self.stuck or len(self.elected) < self.seats else self.elected

    def _round(self, kind: str, seats: int, running: list[str], appeal: dict[str, float]) -> Facts:
        issued = self.present
        returned = issued - self.chance.choice([0, 0, 0, 1])
        invalid = self.chance.choice([0, 0, 1, 2])
        votes = {person: [0, 0, 0] for person in running}
        for _ in range(returned - invalid):
            liked = [p for p in running if self.chance.random() < appeal[p]][:seats]
            for person in running:
                choice = 0 if person in liked else self.chance.choice([1, 1, 2])
                votes[person][choice] += 1
        lines = [
            {"person": person, "for": yes, "against": no, "abstain": idle}
            for person, (yes, no, idle) in votes.items()
        ]
        counts = {"issued": issued, "returned": returned, "invalid": invalid}
        return {"round": kind, "seats": seats, **counts, "votes": lines}

    def _make_tie(self, ballot: Facts, seats: int) -> None:
        """Give the first loser as many votes as the last winner, where the ballots allow it."""
        lines = sorted(ballot["votes"], key=lambda line: -line["for"])
        last, first_loser = lines[seats - 1], lines[seats]
        total = sum(line["for"] for line in lines) + last["for"] - first_loser["for"]
        if total <= seats * (ballot["returned"] - ballot["invalid"]):
            first_loser |= {choice: last[choice] for choice in ("for", "against", "abstain")}

    def _count(
        self, ballot: Facts, running: list[str], seats: int, *, run_off: bool
    ) -> tuple[str, list[str], int]:
        """Return the next round's kind, candidates and seats; no seats: all are filled."""
        votes = {line["person"]: line["for"] for line in ballot["votes"]}
        passing = [p for p in running if run_off or 2 * votes[p] > self.present]
        passing.sort(key=lambda person: -votes[person])
        if len(passing) > seats and votes[passing[seats - 1]] == votes[passing[seats]]:
            edge = votes[passing[seats]]
            clear = [p for p in passing if votes[p] > edge]
            self.elected += clear
            tied = [p for p in passing if votes[p] == edge]
            # A second tie goes to the superior: these cities end there.
            self.stuck = self.stuck or run_off
            return "RUN_OFF", tied, seats - len(clear)
        self.elected += passing[:seats]
        missing = seats - len(passing[:seats])
        left = [p for p in self.candidates if p not in self.elected]
        if missing and 5 * (len(left) - missing) < missing:
            self.stuck = True
        return "FURTHER", left, missing
