"""The service over HTTP, for the tests of preparation and deadlines."""

from __future__ import annotations

import pytest

from tests.services.election.http import Office


@pytest.fixture(scope="module")
def office(client_for, database):
    """Return the service with a roster that knows everyone."""
    opened = Office(client_for, database.settings("election"))
    yield opened
    opened.close()
