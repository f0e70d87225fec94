"""Structured logs: only listed fields are written, so that no personal value ever is."""

from __future__ import annotations

from shared.settings import Settings


def configure_logs(settings: Settings) -> None:
    """Send every log line of this process, ours and the libraries', through one formatter."""
