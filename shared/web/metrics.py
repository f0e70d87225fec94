"""Counts and times of requests, by operation and status; nothing that names a place or person."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, GCCollector, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

router = APIRouter()


class Requests:
    """How many requests there were and how long they took; `/metrics` shows it."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._seconds = Histogram(
            "http_request_duration_seconds",
            "Requests and their times by operation",
            ["method", "operation", "status"],
            buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
            registry=self.registry,
        )

    def note(self, method: str, operation: str, status: int, seconds: float) -> None:
        """Count one request; the operation is the name of the route's function."""
        self._seconds.labels(method, operation, status).observe(seconds)


@router.get("/metrics", include_in_schema=False)
async def show_metrics(request: Request) -> Response:
    """Show the figures as Prometheus reads them."""
    requests: Requests = request.app.state.requests
    return Response(generate_latest(requests.registry), media_type=CONTENT_TYPE_LATEST)
