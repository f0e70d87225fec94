"""The worker process of a service: its relay and its consumers."""

from __future__ import annotations

from shared.messaging.consumers import Consumers


def run_worker(service: str, consumers: Consumers) -> None:
    """Send what the service publishes and react to what the others tell, until SIGTERM."""
    raise NotImplementedError
