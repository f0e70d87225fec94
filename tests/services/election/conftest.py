"""A session of the election service, with the divisions of its tests."""

from __future__ import annotations

import pytest

from tests.services.election.factories import put_divisions


@pytest.fixture
def session(session_for):
    """Return a session that is rolled back, on a database with divisions."""
    opened = session_for("election")
    put_divisions(opened)
    return opened
