"""The OpenAPI documents kept in docs/openapi: `python -m tests.contracts.snapshots` writes them."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

SERVICES = ("roster", "election", "audit", "reporting")
KEPT = Path(__file__).resolve().parents[2] / "docs" / "openapi"


def document_of(service: str) -> str:
    """Return a service's document as text: sorted, so that a change shows as what it is."""
    application = import_module(f"services.{service}.app").create_app()
    content = application.openapi()
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Write all four."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for service in SERVICES:
        (KEPT / f"{service}.json").write_text(document_of(service), encoding="utf-8")


if __name__ == "__main__":
    main()
