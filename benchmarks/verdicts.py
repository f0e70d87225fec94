"""Verdicts per second on one core: rules that a ballot asks, with differing facts."""

from __future__ import annotations

import random
import time
from typing import Any

from services.election.domain.party_count import majority_reached
from services.election.domain.party_meeting import quorum_reached
from services.election.domain.party_surplus import surplus_sufficient

COUNT = 50_000


def measure_verdicts() -> dict[str, Any]:
    """Return how many verdicts are computed in a second."""
    dice = random.Random(1)  # noqa: S311 - no secret
    facts = [(base, dice.randint(1, base)) for base in dice.choices(range(10, 200), k=COUNT)]
    began = time.perf_counter()
    for base, part in facts:
        quorum_reached(base=base, present=part)
        majority_reached(votes=part, present=base)
        surplus_sufficient(seats=base, candidates=base + part)
    seconds = time.perf_counter() - began
    return {"per_second": round(3 * COUNT / seconds), "goal": ">= 20000"}
