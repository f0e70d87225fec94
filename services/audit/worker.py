"""The worker process: python -m services.audit.worker."""

from __future__ import annotations

from services.audit.consumers import consumers
from shared.worker import run_worker

if __name__ == "__main__":
    run_worker("audit", consumers)
