"""How many verdicts a second one core gives: `python -m tests.services.election.rules.speed`."""

from __future__ import annotations

from time import process_time

from tests.services.election.rules.cases import all_cases

SECONDS = 2.0


def verdicts_per_second() -> int:
    """Ask every case of the rule book, over and over."""
    questions = [case.ask for rows in all_cases().values() for case in rows]
    verdicts, started = 0, process_time()
    while process_time() - started < SECONDS:
        for ask in questions:
            ask()
        verdicts += len(questions)
    return round(verdicts / (process_time() - started))


if __name__ == "__main__":
    print(f"{verdicts_per_second():,} verdicts per second and core")  # noqa: T201
