"""The election service over HTTP, with a roster that knows everyone."""

from __future__ import annotations

import pytest

from tests.services.election.http import Office


@pytest.fixture(scope="module")
def office(client_for, database):
    """Return the service and its callers."""
    opened = Office(client_for, database.settings("election"))
    yield opened
    opened.close()
