"""The worker process: python -m services.reporting.worker.

With the word `recompute` it counts every campaign anew from the facts, and ends.
"""

from __future__ import annotations

import sys

from services.reporting.commands.projection import recompute_all
from services.reporting.consumers import consumers
from shared.database import make_engine, make_sessions
from shared.settings import Settings
from shared.worker import run_worker


def recompute() -> None:
    """Count every campaign anew; readers see the old figures until it is done."""
    engine = make_engine(Settings.for_service("reporting"), pool_size=1)
    with make_sessions(engine).begin() as session:
        recompute_all(session)
    engine.dispose()


if __name__ == "__main__":
    if sys.argv[1:] == ["recompute"]:
        recompute()
    else:
        run_worker("reporting", consumers)
