"""Counts and times of requests, by operation and status; nothing that names a place or person."""

from __future__ import annotations

from fastapi import FastAPI
from prometheus_client import CollectorRegistry, GCCollector, ProcessCollector
from prometheus_fastapi_instrumentator import Instrumentator


def measure(app: FastAPI) -> None:
    """Measure every request and show the figures at /metrics."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    instrumentator = Instrumentator(
        excluded_handlers=["^/(livez|readyz|metrics)$"],
        should_group_status_codes=False,
        registry=registry,
    )
    instrumentator.instrument(app).expose(app, include_in_schema=False)
