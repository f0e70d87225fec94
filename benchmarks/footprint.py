"""Memory of each process of a stack, as the kernel counts it."""

from __future__ import annotations

from typing import Any

import psutil


def measure_memory() -> dict[str, Any]:
    """Return the proportional and resident set of each of our child processes, in MB.

    The goal is held against the proportional set: what all eight map, the interpreter and the
    libraries, is there once, and the resident set would count it eight times.
    """
    found = {}
    for process in psutil.Process().children(recursive=True):
        name = _name_of(process)
        if name:
            memory = process.memory_full_info()
            found[name] = {"pss": round(memory.pss / 2**20, 1), "rss": round(memory.rss / 2**20, 1)}
    return {
        "processes": dict(sorted(found.items())),
        "sum_pss": round(sum(each["pss"] for each in found.values()), 1),
        "largest_pss": max((each["pss"] for each in found.values()), default=0.0),
        "largest_rss": max((each["rss"] for each in found.values()), default=0.0),
        "goal": "<= 120 MB",
    }


def _name_of(process: psutil.Process) -> str:
    """Return `audit` for the API of audit, `audit-worker` for its worker, nothing for another."""
    for word in process.cmdline():
        if word.startswith("services.") and word.endswith(":create_app"):
            return word.split(".")[1]
        if word.startswith("services.") and word.endswith(".worker"):
            return word.split(".")[1] + "-worker"
    return ""
