"""Worker process: python -m services.election.worker."""

from __future__ import annotations

from services.election.consumers import consumers
from shared.worker import run_worker

if __name__ == "__main__":
    run_worker("election", consumers)
