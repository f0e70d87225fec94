"""Worker process: python -m services.election.worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from services.election.commands.reminders import remind
from services.election.consumers import consumers
from shared.database import Sessions
from shared.today import today
from shared.worker import run_worker


class DailyReminders:
    """Reminds once a day by the clock that it is given; after a failure it is tried again."""

    def __init__(self, clock: Callable[[], date]) -> None:
        self._clock = clock
        self._done_on: date | None = None

    def __call__(self, sessions: Sessions) -> bool:
        """Remind unless it was done today; return whether it was."""
        on = self._clock()
        if self._done_on == on:
            return False
        remind(sessions, on)
        self._done_on = on
        return True


if __name__ == "__main__":
    run_worker("election", consumers, jobs=[DailyReminders(today)])
