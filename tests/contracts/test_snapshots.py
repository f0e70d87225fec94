"""What callers were promised changes only when somebody means it to."""

from __future__ import annotations

import pytest

from tests.contracts.snapshots import KEPT, SERVICES, document_of


@pytest.mark.parametrize("service", SERVICES)
def test_the_document_is_the_one_that_is_kept(service):
    kept = (KEPT / f"{service}.json").read_text(encoding="utf-8")

    assert document_of(service) == kept, "run python -m tests.contracts.snapshots and look at it"
