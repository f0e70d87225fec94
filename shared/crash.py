"""Named places where a test may kill the process, to see that nothing is lost."""

from __future__ import annotations

import os
import signal
from collections import Counter
from threading import Lock

_passed: Counter[str] = Counter()
_lock = Lock()


def crash_point(name: str) -> None:
    """Kill this process with signal 9 when `HUANJIE_CRASH_AT` names this place.

    `after_append` kills the first time, `after_append:3` the third time it is passed.
    """
    wanted = os.environ.get("HUANJIE_CRASH_AT")
    if wanted is None:
        return
    place, _, time = wanted.partition(":")
    if place != name:
        return
    with _lock:
        _passed[name] += 1
        if _passed[name] >= int(time or 1):
            os.kill(os.getpid(), signal.SIGKILL)
