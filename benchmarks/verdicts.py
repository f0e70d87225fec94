"""Verdicts per second on one core, with facts that differ each time."""

from __future__ import annotations

import random
import time
from typing import Any

from services.election.domain.party_meeting import quorum

COUNT = 100_000


def measure_verdicts() -> dict[str, Any]:
    """Return how many verdicts are computed in a second."""
    dice = random.Random(1)  # noqa: S311
    facts = [
        (base, dice.randint(1, base)) for base in (dice.randint(10, 200) for _ in range(COUNT))
    ]
    began = time.perf_counter()
    for base, present in facts:
        quorum(base=base, present=present)
    return {"per_second": round(COUNT / (time.perf_counter() - began)), "goal": ">= 20000"}
